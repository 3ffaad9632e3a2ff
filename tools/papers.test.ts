import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeConfig } from '#platform/config.ts'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

/** The cells of a table's rows whose first cell is code. */
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(' | '))

const codeIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '')

const packages = (): string[] => {
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(read('package.json'))
  return Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies })
}

test("the README's table of variables is what the program reads", () => {
  const rows = rowsOf(read('README.md')).filter(([cell = '']) => /^`[A-Z_]+`$/.test(cell))
  const written = rows.map(([variable = '', fallback = '', sentence]) => ({
    variable: codeIn(variable)[0],
    default: codeIn(fallback)[0] ?? '',
    sentence,
  }))
  expect(written).toEqual(describeConfig())
})

test('every dependency has a line that says what it is for', () => {
  const paper = read('docs/dependencies.md')
  expect(packages().filter((name) => !paper.includes(`\`${name}\``))).toEqual([])
})

test('no line speaks of a dependency that is gone', () => {
  const named = rowsOf(read('docs/dependencies.md')).flatMap(([cell = '']) => codeIn(cell))
  expect(named.filter((name) => !packages().includes(name))).toEqual([])
})

test('exceljs and what it brings read no file of anybody: the program writes with it alone', () => {
  const folders = ['api', 'domain', 'platform', 'worker', 'web']
  const users = folders.flatMap((folder) =>
    readdirSync(new URL(`../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
      .map((file) => `${folder}/${file}`)
      .filter((file) => /^import (?!type ).*'exceljs'/m.test(read(file))),
  )
  expect(users).toEqual(['platform/spreadsheet/write.ts'])
  expect(read('platform/spreadsheet/write.ts')).not.toMatch(/\.(read|readFile|load)\(|WorkbookReader/)
})

test('every test that a promise of security names is there', () => {
  const known = new Set(
    ['api', 'domain', 'e2e', 'media', 'platform', 'tools', 'web', 'worker'].flatMap((folder) =>
      readdirSync(new URL(`../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' }).map(
        (file) => file.split('/').at(-1),
      ),
    ),
  )
  const named = [...read('docs/security.md').matchAll(/`(?:[\w-]+\/)*([\w.-]+\.(?:test|spec)\.tsx?)`/g)]
  expect(named.length).toBeGreaterThan(60)
  expect(named.map(([, file]) => file).filter((file) => !known.has(file))).toEqual([])
})
