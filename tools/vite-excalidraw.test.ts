import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { withoutFontFallback } from './vite-excalidraw.ts'

const DIST = fileURLToPath(new URL('../node_modules/@excalidraw/excalidraw/dist/', import.meta.url))

describe('Excalidraw as published', () => {
  it.each(['prod', 'dev'])('names the public font server exactly once in %s, and it is removed', (kind) => {
    const files = readdirSync(join(DIST, kind)).filter((file) => file.endsWith('.js'))
    const results = files.map((file) => withoutFontFallback(readFileSync(join(DIST, kind, file), 'utf8')))
    expect(results.reduce((sum, { removed }) => sum + removed, 0)).toBe(1)
    for (const { code } of results) expect(code).not.toMatch(/push\([^)]*ASSETS_FALLBACK_URL/)
  })
})
