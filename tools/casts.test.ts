import { expect, test } from 'vitest'
import { bareCode, sourcesIn } from './source.ts'

/** Casts in a thousand lines of `api`: each is a sentence that the compiler believes and nobody checks. */
const MOST = 2

const castsIn = (text: string): string[] =>
  bareCode(text)
    .replace(/^(import|export)\b[^=;(]*?\bfrom\b/gm, '')
    .match(/(?<=[\w)\]}'!>]) as (?!const\b)[\w({[]+/g) ?? []

test('there are few casts in api', () => {
  const sources = sourcesIn('api')
  const lines = sources.reduce((sum, { text }) => sum + text.split('\n').length, 0)
  const casts = sources.flatMap(({ path, text }) => castsIn(text).map((cast) => `${path}:${cast}`))
  expect(lines).toBeGreaterThan(10_000)
  expect(casts.length / (lines / 1000), casts.join('\n')).toBeLessThanOrEqual(MOST)
})

test('a cast is counted, and what only looks like one is not', () => {
  expect(castsIn('const a = b as unknown as Thing')).toHaveLength(2)
  expect(
    castsIn("import {\n  type A as B } from 'x'\n// as Thing\nsql`select a as b`\n['a'] as const"),
  ).toEqual([])
})
