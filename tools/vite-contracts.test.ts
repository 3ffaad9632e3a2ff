import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { withoutSchemas } from './vite-contracts.ts'

test('of an endpoint the browser gets its method and path, of an event and a signal the name', () => {
  const code = withoutSchemas(`
    import * as z from 'zod/mini'
    import { endpoint, event, nothing, signal } from '../contract.ts'
    export const listThings = endpoint({
      method: 'GET', path: '/api/things/:thingId', summary: 'All things.', input: nothing,
      output: z.object({ things: z.array(z.string()) }),
    })
    export const thingMade = event('thing.made', 'A thing is there.', z.object({ id: z.string() }))
    export const look = signal('thing.look', 'Looks.', z.object({}), z.object({}))`)
  expect(code).toContain(`listThings = { method: 'GET', path: '/api/things/:thingId' }`)
  expect(code).toContain(`thingMade = { name: 'thing.made' }`)
  expect(code).toContain(`look = { name: 'thing.look' }`)
  expect(code).not.toMatch(/All things|A thing is there|z\.object/)
})

test('a value that holds something made by a call stays as it is, and may be left out too', () => {
  const code = withoutSchemas(`
    const shape = { name: text(80), list: [one, z.nullable(day)] }
    const rules = { plain: (score) => round(score), names: ['a'] }`)
  expect(code).toContain(
    'shape = /* @__PURE__ */ (() => ({ name: text(80), list: [one, z.nullable(day)] }))()',
  )
  expect(code).toContain(`rules = { plain: (score) => round(score), names: ['a'] }`)
})

test('every other value that is made by a call stays as it is, and may be left out where nothing uses it', () => {
  const code = withoutSchemas(`
    export const KINDS = ['a', 'b']
    const schema = z.string().check(z.trim())
    export const other = 1
    export const parse = (text) => schema.parse(text)`)
  expect(code).toContain('schema = /* @__PURE__ */ (() => (z.string().check(z.trim())))()')
  expect(code).toContain(`KINDS = ['a', 'b']`)
  expect(code).toContain('parse = (text) => schema.parse(text)')
})

test('no source of the client uses a schema: of a contract it knows the types', () => {
  const web = join(import.meta.dirname, '../web')
  const uses = readdirSync(web, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^dist\//.test(file))
    .flatMap((file) =>
      readFileSync(join(web, file), 'utf8')
        .split('\n')
        .filter((line) =>
          /^import (?!type ).*'zod|(?<!\b(?:JSON|Date))\.(?:parse|safeParse|parseAsync|safeParseAsync)\(/.test(
            line,
          ),
        )
        .map((line) => `web/${file}: ${line.trim()}`),
    )
  expect(uses).toEqual([])
})
