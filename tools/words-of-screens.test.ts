import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ACTIONS } from '#domain/permission.ts'
import { PARTS } from '../web/i18n/locale.ts'

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

const routes = source('routes.tsx')
const screens = [...routes.matchAll(/(?:lazy|screen)\(\s*\(\) => import\('\.\/([^']+)'\)([^)]*)\)/g)].map(
  ([, file = '', parts = '']) => [file, [...parts.matchAll(/'(\w+)'/g)].map(([, part]) => part)] as const,
)

describe('words that only some screens say', () => {
  test('every screen of the routes is looked at', () => {
    expect(screens).toHaveLength(routes.match(/=> import\(/g)?.length ?? 0)
  })

  test.each(screens)('%s comes with those it says', (file, parts) => {
    expect(parts).toEqual(expect.arrayContaining(said(file)))
  })

  test('the shell and what is loaded at once say none of them', () => {
    expect(said('main.tsx')).toEqual([])
  })
})
