import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { heldTo } from './held.ts'

const person = z.object({ id: z.string(), name: z.nullable(z.string()) })
const page = z.object({
  people: z.array(person),
  counts: z.record(z.string(), z.int()),
  next: z.optional(z.string()),
  free: z.unknown(),
  place: z.tuple([z.number(), z.number()]),
})
const full = {
  people: [{ id: '1', name: null }],
  counts: { a: 1 },
  free: { anything: { at: 'all' } },
  place: [1, 2],
}

describe('what is held to a schema', () => {
  it('stays as it is where the schema names all of it', () => {
    expect(heldTo(page, full)).toEqual({ value: full, strays: [] })
  })

  it('loses what the schema does not name, at any depth, and the place is told', () => {
    const row = { id: '1', name: 'Ada', passwordHash: '$argon2id$' }
    expect(heldTo(page, { ...full, secret: 1, people: [row] })).toEqual({
      value: { ...full, people: [{ id: '1', name: 'Ada' }] },
      strays: ['people.0.passwordHash', 'secret'],
    })
  })

  it('does not carry an object where a plain value is named', () => {
    expect(heldTo(person, { id: '1', name: { passwordHash: 'x' } })).toEqual({
      value: { id: '1', name: null },
      strays: ['name'],
    })
    expect(heldTo(page, { ...full, place: [1, 2, { passwordHash: 'x' }] }).value).toEqual(full)
  })

  it('is not refused for a value that today’s rule would not take', () => {
    const short = z.object({ name: z.string().check(z.maxLength(3)) })
    expect(heldTo(short, { name: 'longer than three' })).toEqual({
      value: { name: 'longer than three' },
      strays: [],
    })
  })

  it('of several forms takes the one that it has', () => {
    const form = z.union([
      z.object({ kind: z.literal('text'), text: z.string() }),
      z.object({ kind: z.literal('file'), text: z.string(), size: z.int() }),
    ])
    expect(heldTo(form, { kind: 'file', text: 'a', size: 1, path: '/srv' })).toEqual({
      value: { kind: 'file', text: 'a', size: 1 },
      strays: ['path'],
    })
    const both = z.union([z.object({ a: z.int() }), z.object({ a: z.int(), b: z.int() })])
    expect(heldTo(both, { a: 1, b: 2 })).toEqual({ value: { a: 1, b: 2 }, strays: [] })
  })

  it('has no name that only every object has', () => {
    expect(
      heldTo(person, JSON.parse('{"id":"1","name":null,"__proto__":{"x":1},"constructor":1}')).strays,
    ).toEqual(['__proto__', 'constructor'])
  })

  it('whatever else it carries, only what is named remains', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), fc.string(), (more, id) => {
        const { value, strays } = heldTo(person, { ...more, id, name: null })
        expect(value).toEqual({ id, name: null })
        const others = Object.entries(more).filter(
          ([key, one]) => !['id', 'name'].includes(key) && one !== undefined,
        )
        expect(strays).toHaveLength(others.length)
      }),
    )
  })
})
