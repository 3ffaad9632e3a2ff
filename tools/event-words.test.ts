import { beforeAll, describe, expect, it } from 'vitest'
import type * as z from 'zod/mini'
import type { EventType } from '../domain/contract.ts'
import { allEvents } from './event-forms/forms.ts'

/**
 * What things and people are called, and signs: it lives as long as the thing does and is changed by naming it anew, so
 * no deletion takes it out of what happened.
 */
const CALLED =
  /(^|\.)(displayName|className|termName|fileName|name|subject|timeZone|emoji|code|params|sessionIds)$/
/** What is written and never deleted alone, and why. */
const KEPT = {
  // A mark is never changed, only followed by another; its comment is part of the record.
  'grades.recorded grades.comment': true,
  // What an uploaded table says of itself, for whoever imports, until the event goes by time.
  'roster-import.changed import.summary.sheets.sheet': true,
  'roster-import.changed import.summary.sheets.ignoredColumns': true,
  'roster-import.changed import.reading.preview': true,
  'roster-import.changed import.reading.others.sample': true,
}

let events: EventType[]
beforeAll(async () => {
  events = await allEvents()
})

/** By path, the places where a schema lets a string be anything. */
const freeIn = (schema: z.core.$ZodType, path: string[] = []): string[] => {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).flatMap(([key, member]) => freeIn(member, [...path, key]))
    case 'array':
      return freeIn(def.element, path)
    case 'record':
      return freeIn(def.valueType as z.core.$ZodType, path)
    case 'union':
      return def.options.flatMap((option) => freeIn(option, path))
    case 'optional':
    case 'nullable':
    case 'default':
      return freeIn(def.innerType, path)
    case 'string':
      return 'format' in def || def.checks?.length ? [] : [path.join('.')]
    default:
      return []
  }
}

describe('what somebody wrote', () => {
  it('is named in the contract of each event that carries it, so that it can be taken out', () => {
    expect(events.length).toBeGreaterThan(40)
    const unnamed = events.flatMap(({ name, payload, words }) =>
      freeIn(payload)
        .filter(
          (path) => !Object.keys(words?.blank ?? {}).some((blank) => `${path}.`.startsWith(`${blank}.`)),
        )
        .filter((path) => !CALLED.test(path))
        .map((path) => `${name} ${path}`),
    )
    expect(unnamed.sort()).toEqual(Object.keys(KEPT).sort())
  })

  it('is taken out by the event that says it is deleted', () => {
    const carrying = events.filter(({ words }) => words).map(({ name }) => name)
    const forgotten = events.flatMap(({ forgets }) => forgets?.in.map(({ name }) => name) ?? [])
    expect(carrying.sort()).toEqual([...new Set(forgotten)].sort())
  })

  it('is replaced by something that the contract lets stand there', () => {
    const schemaAt = (schema: z.core.$ZodType, path: string[]): z.core.$ZodType => {
      const [key, ...rest] = path
      if (key === undefined) return schema
      const { def } = (schema as z.core.$ZodTypes)._zod
      const member = def.type === 'object' ? def.shape[key] : undefined
      if (!member) throw new Error(`nothing is called ${key}`)
      return schemaAt(member, rest)
    }
    for (const { payload, words } of events.filter((one) => one.words)) {
      for (const [path, blank] of Object.entries(words?.blank ?? {}))
        expect((schemaAt(payload, path.split('.')) as z.ZodMiniType).safeParse(blank).success, path).toBe(
          true,
        )
      schemaAt(payload, (words?.of ?? '').split('.'))
      if (words?.deletedAt) schemaAt(payload, words.deletedAt.split('.'))
    }
  })
})
