import { describe, expect, test } from 'vitest'
import { mutantsIn, withMutant } from './mutant.ts'
import { testsOf } from './tests-of.ts'

/** Each mutant of a source, as the whole source reads with it. */
const changed = (source: string): string[] =>
  mutantsIn('file.ts', source).map((mutant) => withMutant(source, mutant))

describe('a mutant', () => {
  test.each([
    ['const a = b < c', ['const a = b <= c']],
    ['const a = b >= c', ['const a = b > c']],
    ['const a = b === c', ['const a = b !== c']],
    ['const a = b + c', ['const a = b - c']],
    ['const a = b && c', ['const a = b || c']],
    ['const a = b ?? c', ['const a = b']],
    ['const a = !b', ['const a = b']],
    ['const a = true', ['const a = false']],
    ['const a = b ? 1 : 2', ['const a = !(b) ? 1 : 2']],
    ['const a = () => b', ['const a = () => undefined']],
    ['save()', [';']],
  ])('%s becomes %j', (source, expected) => {
    expect(changed(source)).toEqual(expected)
  })

  test('of a returned value returns nothing, and of a condition says the contrary', () => {
    const source = 'function a(b: number) { if (b) return 1; return null }'
    expect(changed(source)).toEqual([
      'function a(b: number) { if (!(b)) return 1; return null }',
      'function a(b: number) { if (b) return undefined; return null }',
    ])
  })

  test('of a condition that is one comparison is that comparison alone', () => {
    expect(changed('if (a < b) c = 1')).toEqual(['if (a <= b) c = 1', 'if (a < b) ;'])
  })

  test('names the line it stands on', () => {
    expect(mutantsIn('file.ts', 'const a = 1\n\nconst b = a > 1').map(({ line }) => line)).toEqual([3])
  })

  test('is none where nothing runs: types, imports, words put together', () => {
    expect(changed("import { a } from './a.ts'\ntype B = true | false")).toEqual([])
    expect(changed("const b = a + 'words'")).toEqual([])
    expect(changed('const b = a as unknown as true')).toEqual([])
  })

  test('is found in a component as well, also behind a cast', () => {
    expect(mutantsIn('file.tsx', 'const a = <p>{(b as boolean) && <i />}</p>')).toHaveLength(1)
  })
})

describe('the tests of a file', () => {
  const importers = new Map([
    ['web/a/store.ts', ['web/a/Screen.tsx', 'web/b/Other.tsx', 'web/a/store.test.ts']],
    ['web/a/Screen.tsx', ['web/a/Screen.test.tsx', 'web/a/store.ts']],
    ['web/b/Other.tsx', ['web/b/Other.test.tsx']],
  ])

  test('are those that reach it, the ones beside it first', () => {
    expect(testsOf(importers, 'web/a/store.ts', 9)).toEqual([
      'web/a/store.test.ts',
      'web/a/Screen.test.tsx',
      'web/b/Other.test.tsx',
    ])
  })

  test('are so many at most, and none where none reaches it', () => {
    expect(testsOf(importers, 'web/a/store.ts', 1)).toEqual(['web/a/store.test.ts'])
    expect(testsOf(importers, 'web/c/alone.ts', 9)).toEqual([])
  })
})
