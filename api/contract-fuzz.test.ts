import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { features } from './features.ts'
import { routesOf } from './http/app.ts'
import type { World } from './testing/access-case.ts'
import { accessCases } from './testing/access-cases.ts'
import { addPeople, WORLD_ENV } from './testing/access-world.ts'
import { fixedCertificate } from './testing/certificate.ts'
import { TestSchool } from './testing/school.ts'

/** How often each door is tried; `LECTERN_FUZZ=500` runs it for a night, `LECTERN_FUZZ_SEED` again what was found. */
// biome-ignore lint/style/noProcessEnv: a flag of this test.
const TIMES = Number(process.env.LECTERN_FUZZ ?? 3)
// biome-ignore lint/style/noProcessEnv: a flag of this test.
const SEED = Number(process.env.LECTERN_FUZZ_SEED ?? Date.now())

let world: World
beforeAll(async () => {
  world = await addPeople(await TestSchool.start({ certificate: fixedCertificate, env: WORLD_ENV }))
})

type Json = Record<string, unknown>

/** What programs choke on, whatever was asked for. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    '\0',
    '\ud800',
    '%00',
    '../../etc/passwd',
    '__proto__',
    -1,
    1e308,
    2 ** 53,
    0.1,
    [],
    {},
    '9999-12-31T23:59:59.999Z',
    '-000001-01-01T00:00:00Z',
    '0000-00-00',
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.jsonValue({ maxDepth: 3 }),
)

const between = (schema: Json, low: string, high: string, limit: number) => ({
  min: Number(schema[low] ?? 0),
  max: Math.max(Number(schema[low] ?? 0), Math.min(Number(schema[high] ?? limit), limit)),
})

const textOf = (schema: Json): fc.Arbitrary<unknown> => {
  const { min, max } = between(schema, 'minLength', 'maxLength', 300)
  const text = fc.string({ unit: 'grapheme', minLength: min, maxLength: max })
  if (schema.format === 'uuid') return fc.uuid({ version: 7 })
  if (schema.format === 'date-time' || /T/.test(String(schema.pattern ?? '')))
    return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
  if (typeof schema.pattern !== 'string') return text
  try {
    return fc.oneof(fc.stringMatching(new RegExp(schema.pattern)), text)
  } catch {
    return text
  }
}

/** Values of a contract's own schema, some of them odd. */
const someOf = (schema: Json): fc.Arbitrary<unknown> => {
  const right = ((): fc.Arbitrary<unknown> => {
    if ('const' in schema) return fc.constant(schema.const)
    if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
    const options = schema.anyOf ?? schema.oneOf
    if (Array.isArray(options)) return fc.oneof(...options.map((one) => someOf(one as Json)))
    if (schema.type === 'string') return textOf(schema)
    if (schema.type === 'boolean') return fc.boolean()
    if (schema.type === 'null') return fc.constant(null)
    if (schema.type === 'integer')
      return fc.integer({ min: Number(schema.minimum ?? -1000), max: Number(schema.maximum ?? 2 ** 31 - 1) })
    if (schema.type === 'number') return fc.double({ noNaN: true })
    if (schema.type === 'array') {
      const { min, max } = between(schema, 'minItems', 'maxItems', 5)
      return fc.array(someOf((schema.items ?? {}) as Json), { minLength: min, maxLength: max })
    }
    if (schema.type !== 'object') return fc.jsonValue({ maxDepth: 2 })
    const fields = Object.entries((schema.properties ?? {}) as Record<string, Json>)
    return fc.record(Object.fromEntries(fields.map(([name, one]) => [name, someOf(one)])), {
      requiredKeys: (schema.required ?? []) as string[],
    })
  })()
  return fc.oneof({ arbitrary: right, weight: 12 }, { arbitrary: odd, weight: 1 })
}

/** A right body in which one field is another, one more, or one missing. */
const mutant = (body: Json): fc.Arbitrary<Json> =>
  fc.tuple(fc.constantFrom('extra', ...Object.keys(body)), fc.option(odd)).map(([field, value]) => ({
    ...body,
    [field]: value ?? undefined,
  }))

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}/g
/** The same door about something else: one id of the path is another's, or none. */
const elsewhere = (path: string): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fc.constant(path), weight: 4 },
    {
      arbitrary: fc
        .oneof(fc.uuid({ version: 7 }), fc.constantFrom('%00', '..', '%ff', 'x'.repeat(3000)))
        .map((id) => path.replace(ID, id)),
      weight: 1,
    },
  )

const queryOf = (input: unknown): string => {
  if (typeof input !== 'object' || input === null) return ''
  const pairs = Object.entries(input).filter(([, value]) => value !== undefined)
  return pairs.length === 0
    ? ''
    : `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`
}

const schemas = new Map(
  routesOf(features).map(({ endpoint }) => [
    `${endpoint.method} ${endpoint.path}`,
    z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' }) as Json,
  ]),
)

test(
  'no door answers anything that its contract allows, or nearly allows, as a bug of ours',
  async () => {
    const found: string[] = []
    for (const entry of accessCases) {
      const schema = schemas.get(entry.door)
      const visitor = entry.allowed.find((one) => one !== 'nobody') ?? 'teacher'
      if (!schema) continue
      // Something odd that was right archived the class, or made somebody another: a new one.
      const right = await entry.request(world, visitor).catch(async () => {
        world = await addPeople(world.school)
        return entry.request(world, visitor)
      })
      const body = (typeof right.body === 'object' && right.body !== null ? right.body : {}) as Json
      const input = fc.oneof(someOf(schema), mutant(body))
      const tried = fc.asyncProperty(
        input,
        elsewhere(right.path.split('?')[0] ?? ''),
        async (given, path) => {
          // Some doors end a session.
          const client = await world.school.signedIn(world.people[visitor])
          const inQuery = right.method === 'GET' || right.method === 'DELETE'
          const response = await client.fetch(inQuery ? path + queryOf(given) : path, {
            method: right.method,
            headers: inQuery ? {} : { 'content-type': 'application/json' },
            body: inQuery ? undefined : JSON.stringify(given),
          })
          const answer = await response.text()
          expect(response.status, `${entry.door} ${answer}`).toBeLessThan(500)
          if (response.status >= 400) expect(response.headers.get('content-type')).toMatch(/problem\+json/)
        },
      )
      const run = await fc.check(tried, { numRuns: TIMES, seed: SEED, endOnFailure: true })
      if (run.failed) found.push(fc.defaultReportMessage(run) ?? entry.door)
    }
    expect(found).toEqual([])
  },
  60_000 * Math.max(1, TIMES),
)
