import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { EventType } from '../../domain/contract.ts'
import { versionOf } from '../../domain/event-version.ts'
import { OLDER_EVENTS } from '../../domain/older-events.ts'
import { allEvents, FORMS, lineOf } from './forms.ts'

let events: EventType[]
beforeAll(async () => {
  events = await allEvents()
})

describe('the form of a stored event', () => {
  it('is the one that is written down: who changes it gives it a reader (`older`) where what is stored would not fit, then runs `npm run event:forms`', () => {
    expect(events.length).toBeGreaterThan(40)
    expect(events.map(lineOf)).toEqual(readFileSync(FORMS, 'utf8').trimEnd().split('\n'))
  })

  it('is read through the readers of its contract, which the feed knows of', () => {
    const written = events.filter((event) => versionOf(event) > 1).map(({ name }) => name)
    expect(OLDER_EVENTS.map(({ name }) => name).sort()).toEqual(written)
  })
})
