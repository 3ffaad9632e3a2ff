import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { clientBuild } from './client-build.ts'

interface Chunk {
  file: string
  src?: string
  isEntry?: boolean
  imports?: string[]
  dynamicImports?: string[]
}

const KILOBYTE = 1000
let folder = ''
let manifest: Record<string, Chunk> = {}
let remove = () => {}

beforeAll(async () => {
  // As people get it: left at `test`, the libraries are built with what helps developers.
  vi.stubEnv('NODE_ENV', 'production')
  // The board is most of the build and none of the first load; a chunk that needed it would name it.
  const external = [/^@excalidraw\//, /^react(-dom)?(\/|$)/, /^pdfjs-dist/]
  const built = await clientBuild({ rolldownOptions: { external } })
  vi.unstubAllEnvs()
  ;({ folder, remove } = built)
  manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
})

afterAll(() => remove())

/** A chunk and all it imports at once. */
const withImports = (key: string, found = new Set<string>()): Set<string> => {
  if (found.has(key)) return found
  found.add(key)
  for (const next of manifest[key]?.imports ?? []) withImports(next, found)
  return found
}

const keyOf = (source: string): string | undefined =>
  Object.keys(manifest).find((key) => manifest[key]?.src === source || key === source)

const sizeOf = (keys: Iterable<string>): number =>
  [...keys].reduce((sum, key) => {
    const { file = '' } = manifest[key] ?? {}
    return sum + (file.endsWith('.js') ? gzipSync(readFileSync(join(folder, file)), { level: 9 }).length : 0)
  }, 0)

/** What is loaded for a screen inside the shell: the entry, its screens' chunks, the larger dictionary. */
const loadedFor = (...screens: string[]): Set<string> => {
  const keys = new Set<string>()
  for (const source of ['index.html', 'i18n/zh-CN.ts', 'i18n/en.ts', ...screens]) {
    const key = keyOf(source)
    if (key) withImports(key, keys)
  }
  const dictionaries = ['i18n/zh-CN.ts', 'i18n/en.ts']
    .map((source) => keyOf(source) ?? '')
    .sort((left, right) => sizeOf([left]) - sizeOf([right]))
  keys.delete(dictionaries[0] ?? '')
  return keys
}

describe('the JavaScript of the client (gzip)', () => {
  test('is at most 105 kB for the signed-in shell with a channel open', () => {
    const keys = loadedFor('messages/ChannelScreen.tsx')
    const size = sizeOf(keys)
    console.info(`shell and channel: ${(size / KILOBYTE).toFixed(1)} kB in ${keys.size} files`)
    expect(size).toBeLessThanOrEqual(105 * KILOBYTE)
    expect(keys.size).toBeLessThanOrEqual(12)
  })

  test('is at most 90 kB for Today, which needs nothing of the channel', () => {
    const size = sizeOf(loadedFor('today/TodayScreen.tsx', 'i18n/en/today.ts', 'i18n/en/lessons.ts'))
    console.info(`Today: ${(size / KILOBYTE).toFixed(1)} kB`)
    expect(size).toBeLessThanOrEqual(90 * KILOBYTE)
  })

  test('is at most 85 kB for signing in', () => {
    expect(sizeOf(loadedFor('accounts/SignInScreen.tsx'))).toBeLessThanOrEqual(85 * KILOBYTE)
  })

  test('holds no schema, however late: what the client shows was checked by the server that sent it', () => {
    const files = readdirSync(join(folder, 'assets')).filter((file) => file.endsWith('.js'))
    expect(
      files.filter((file) => readFileSync(join(folder, 'assets', file), 'utf8').includes('_zod')),
    ).toEqual([])
  })

  test('holds no board, no React and no workbook before their screens are visited', () => {
    const first = [...loadedFor('messages/ChannelScreen.tsx', 'today/TodayScreen.tsx')]
    const text = first.map((key) => readFileSync(join(folder, manifest[key]?.file ?? ''), 'utf8')).join('')
    for (const name of ['excalidraw', 'react-dom', 'exceljs', '@ark-ui', 'pdfjs'])
      expect(text).not.toContain(name)
  })
})
