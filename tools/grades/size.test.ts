import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, expect, test } from 'vitest'

const KILOBYTE = 1000
const grades = join(import.meta.dirname, '../../domain/grades')
const folder = mkdtempSync(join(tmpdir(), 'grade-calculator-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the whole grade calculator is at most 12 kB for a browser (gzip)', async () => {
  const modules = ['total', 'recompute', 'what-if', 'class-totals', 'scheme', 'gradebook']
  const entry = join(folder, 'calculator.ts')
  writeFileSync(entry, modules.map((name) => `export * from '${grades}/${name}.ts'`).join('\n'))
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  })
  const files = [built].flat().flatMap((one) => ('output' in one ? one.output : []))
  const code = files.map((file) => (file.type === 'chunk' ? file.code : '')).join('')
  const size = gzipSync(code, { level: 9 }).length / KILOBYTE
  console.info(`grade calculator: ${size.toFixed(1)} kB`)
  expect(code).toContain('no such grading period')
  expect(size).toBeLessThanOrEqual(12)
})
