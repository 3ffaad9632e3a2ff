import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ACTIONS } from '#domain/permission.ts'
import { PARTS } from '../web/i18n/parts.ts'

const web = join(import.meta.dirname, '../web')
const source = (file: string) => readFileSync(join(web, file), 'utf8')

/** A file and all that it imports at once. */
const withImports = (file: string, found = new Set<string>()): Set<string> => {
  if (found.has(file) || !/\.tsx?$/.test(file) || file.startsWith('i18n/')) return found
  found.add(file)
  for (const [, path = ''] of source(file).matchAll(/(?:from|^import) '(\.[^']+)'/gm))
    withImports(join(dirname(file), path), found)
  return found
}

/** What a source says, without the names of rights, which look like words. */
const words = (file: string): string => source(file).replace(RIGHTS, '')
const RIGHTS = new RegExp(`'(?:${ACTIONS.join('|')})'`, 'g')

const said = (file: string): string[] =>
  Object.keys(PARTS).filter((part) =>
    [...withImports(file)].some((each) => new RegExp(`['"\`]${part}\\.[a-zA-Z]`).test(words(each))),
  )

/** Where screens are named: the features, and the routes for what stands around them. */
const naming = [
  'routes.tsx',
  ...readdirSync(web)
    .map((folder) => `${folder}/feature.ts`)
    .filter((file) => existsSync(join(web, file))),
]
const screens = naming.flatMap((named) =>
  [...source(named).matchAll(/screen\(\s*\(\) => import\('\.\/([^']+)'\)([^)]*)\)/g)].map(
    ([, file = '', parts = '']) =>
      [join(dirname(named), file), [...parts.matchAll(/'(\w+)'/g)].map(([, part]) => part)] as const,
  ),
)

describe('words that only some screens say', () => {
  test('every screen of the routes is looked at', () => {
    const imports = naming.map((file) => source(file).match(/\bimport\(/g)?.length ?? 0)
    expect(screens.length).toBeGreaterThan(25)
    expect(screens).toHaveLength(imports.reduce((sum, count) => sum + count, 0))
  })

  test.each(screens)('%s comes with those it says', (file, parts) => {
    expect(parts).toEqual(expect.arrayContaining(said(file)))
  })

  test('the shell and what is loaded at once say none of them', () => {
    expect(said('main.tsx')).toEqual([])
  })
})
