import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parts } from '#platform/part.ts'
import { parts as built, root } from './stamp.mjs'

test('every part of the program is built, can be started alone, and has its file', () => {
  expect(built).toEqual(Object.fromEntries(parts.map(({ name, source }) => [name, source])))
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const { name, source } of parts) {
    expect(scripts[name], `npm run ${name}`).toBe(`node tools/start.mjs --only=${name}`)
    expect(existsSync(join(root, source)), source).toBe(true)
  }
})
