import { describe, expect, test } from 'vitest'
import { REPORT_WORDS } from '#domain/reports/report-words.ts'
import { ROSTER_WORDS } from '#domain/rosters/roster-words.ts'

type Sentence = readonly [path: string, words: string]

const leaves = (value: object, path = ''): Sentence[] =>
  Object.entries(value).flatMap(([key, entry]): Sentence[] => {
    // The field of a column is a name in the code.
    if (key === 'field') return []
    if (typeof entry === 'string') return [[`${path}.${key}`, entry]]
    return typeof entry === 'object' && entry !== null ? leaves(entry, `${path}.${key}`) : []
  })

const workbooks = { REPORT_WORDS, ROSTER_WORDS }
const of = (language: 'en' | 'zh-CN', modules: Record<string, unknown>): Sentence[] => [
  ...leaves(modules),
  ...Object.entries(workbooks).flatMap(([name, words]) => leaves(words[language], name)),
]
const en = of('en', import.meta.glob('./en/*.ts', { eager: true }))
const zhCN = of('zh-CN', import.meta.glob('./zh-CN/*.ts', { eager: true }))

const wrong = (sentences: readonly Sentence[], pattern: RegExp) =>
  sentences.filter(([, words]) => pattern.test(words))

/** What no sentence of either language has. */
const NOWHERE = {
  'three dots for an ellipsis': /\.{2,}|。{2,}/,
  'a hyphen for a dash': / - |--/,
  'two spaces': / {2}/,
  'a break between a number and its unit': /[\d}] (?:[kMGT]?B|ms|min|px|cm|mm|kg|h|s|°C)(?![\p{L}\p{N}])/u,
  'a space before a percent sign': /[\d}]\s%/,
}
test.each(Object.entries(NOWHERE))('no sentence has %s', (_fault, pattern) => {
  expect(wrong([...en, ...zhCN], pattern)).toEqual([])
})

describe('English', () => {
  test.each(
    Object.entries({
      'a straight quote': /['"]/,
      'a space before a mark': /\s[,.;:?](?!\w)/,
      'an ellipsis without its space': /\S…/,
      'the same word twice': /\b([a-z]+) \1\b/i,
    }),
  )('has no sentence with %s', (_fault, pattern) => {
    expect(wrong(en, pattern)).toEqual([])
  })

  /** One word for one thing, as in the glossary. */
  test.each([
    'log in',
    'log out',
    'login',
    'email',
    'emails',
    'pupil',
    'pupils',
    'homework',
    'organisation',
    'user',
  ])('has no sentence that says %s', (word) => {
    expect(wrong(en, new RegExp(`\\b${word}\\b`, 'i'))).toEqual([])
  })
})

describe('Chinese', () => {
  /** One word for one thing, and the characters as they are written: 教师, 你, 发还, 登录, 账号, 其他. */
  test.each(['老师', '您', '返还', '登陆', '帐', '其它', '电邮'])('has no sentence that says %s', (word) => {
    expect(zhCN.filter(([, sentence]) => sentence.includes(word))).toEqual([])
  })

  test.each(
    Object.entries({
      'a narrow mark': /\p{Script=Han}[,;:?]|\p{Script=Han}\.(?:\s|$)|[()]/u,
      'a straight or a corner quote': /['"「」『』]/,
      'a space beside a wide mark': /[，。；：？、（）] | [，。；：？、（）]/,
      'figures without their space':
        /\p{Script=Han}\{(?:count|no|limit|minutes|row)\}|\{(?:count|no|limit|minutes|row)\}\p{Script=Han}/u,
    }),
  )('has no sentence with %s', (_fault, pattern) => {
    expect(wrong(zhCN, pattern)).toEqual([])
  })
})
