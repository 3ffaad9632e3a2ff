import { describe, expect, test } from 'vitest'
import { anysIn, castsIn, duplicateShare, foreignReads, functionLengths, inCircles, p90 } from './measure.ts'
import { resolved, sourceOf } from './source.ts'

test('nine of ten values do not exceed the p90', () => {
  expect(p90([])).toBe(0)
  expect(p90([7])).toBe(7)
  expect(p90([10, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toBe(9)
})

test('a function is as long as from its first line to its last, however it is written', () => {
  const text = [
    'const one = () => 1',
    'function two() {',
    '  return one',
    '}',
    'export const three = {',
    '  of(n: number) {',
    '    return [n].map((m) =>',
    '      m + 1,',
    '    )',
    '  },',
    '}',
  ].join('\n')
  expect(functionLengths(sourceOf('a.ts', text))).toEqual([
    { at: 'a.ts:1', lines: 1, isNamed: true },
    { at: 'a.ts:2', lines: 3, isNamed: true },
    { at: 'a.ts:6', lines: 5, isNamed: true },
    { at: 'a.ts:7', lines: 2, isNamed: false },
  ])
})

test('a cast is counted where it stands, a constant and a word in a text are none', () => {
  const text = `import { a as b } from 'x'
    const one = b as unknown as string
    const two = [1] as const
    const three = 'as Text' // as Comment
    const four: any = one`
  expect(castsIn(sourceOf('a.ts', text))).toBe(2)
  expect(anysIn(sourceOf('a.ts', text))).toBe(1)
  expect(castsIn(sourceOf('a.tsx', 'const view = <p>taken as Text</p>'))).toBe(0)
})

describe('circles of imports', () => {
  const at = (path: string, ...texts: string[]) => sourceOf(path, texts.join('\n'))

  test('are found over several files', () => {
    const sources = [
      at('api/a/one.ts', `import { two } from '../b/two.ts'`, `import '../b/leaf.ts'`),
      at('api/b/two.ts', `export { three } from '#api/c/three.ts'`),
      at('api/c/three.ts', `import { one } from '../a/one.ts'`),
      at('api/b/leaf.ts', `import * as kysely from 'kysely'`),
      at('api/b/top.ts', `import { two } from './two.ts'`),
    ]
    expect(inCircles(sources)).toEqual(['api/a/one.ts', 'api/b/two.ts', 'api/c/three.ts'])
    expect(inCircles(sources.filter(({ path }) => path !== 'api/c/three.ts'))).toEqual([])
  })

  test('are none when only types go round', () => {
    const sources = [
      at('a/one.ts', `import type { Two } from './two.ts'`, `import { type Other } from './two.ts'`),
      at('a/two.ts', `import { one } from './one.ts'`),
    ]
    expect(inCircles(sources)).toEqual([])
  })

  test('go by the paths that are written', () => {
    expect(resolved('api/a/one.ts', '../b/two.ts')).toBe('api/b/two.ts')
    expect(resolved('api/a/one.ts', '#domain/time.ts')).toBe('domain/time.ts')
    expect(resolved('api/a/one.ts', 'hono')).toBeNull()
  })
})

test('a table belongs to the feature that fills it, and a read of another’s is foreign', () => {
  const sources = [
    sourceOf('api/messages/write.ts', `db.insertInto('message'); db.selectFrom('message')`),
    sourceOf('api/today/list.ts', `db.selectFrom('message').innerJoin('account', 'a', 'b')`),
    sourceOf('api/today/list.test.ts', `db.selectFrom('message')`),
    sourceOf('api/accounts/account.ts', `db.insertInto('account'); db.selectFrom(\n'account')`),
  ]
  expect(foreignReads(sources)).toEqual({ reads: 4, foreign: 2 })
})

test('lines are doubled when eight in a row occur twice, whatever they are indented by', () => {
  const run = (from: number, indent = '') =>
    Array.from({ length: 8 }, (_, n) => `${indent}value${from + n}()`).join('\n')
  expect(duplicateShare([sourceOf('a.ts', run(0)), sourceOf('b.ts', run(0, '  '))])).toBe(1)
  expect(duplicateShare([sourceOf('a.ts', run(0)), sourceOf('b.ts', run(1))])).toBe(0)
  expect(duplicateShare([sourceOf('a.ts', `${run(0)}\n${run(20)}`), sourceOf('b.ts', run(0))])).toBeCloseTo(
    2 / 3,
  )
})
