import { expect, test } from 'vitest'

const zhCN = import.meta.glob('./zh-CN/*.ts', { eager: true })

const sentences = (words: unknown, path: string): [string, string][] =>
  typeof words === 'string'
    ? [[path, words]]
    : Object.entries(words as object).flatMap(([key, inner]) => sentences(inner, `${path}.${key}`))

/** One word for one thing: 教师, 你 and 发还 are the school's. */
test.each(['老师', '您', '返还'])('no sentence says %s', (word) => {
  expect(sentences(zhCN, '').filter(([, sentence]) => sentence.includes(word))).toEqual([])
})
