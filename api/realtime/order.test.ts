import { beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod/mini'
import { sessionsEnded } from '#domain/accounts/contract.ts'
import { event } from '#domain/contract.ts'
import { newId } from '#domain/ids.ts'
import { CLOSE_CODES, topicOf } from '#domain/realtime.ts'
import { inTransaction } from '#platform/context.ts'
import { endOfFeed, eventsSince, type Place, settleOrder } from '#platform/feed/read.ts'
import { sweepEvents } from '#platform/feed/sweep.ts'
import { writeEvents } from '#platform/feed/write.ts'
import { TestSchool } from '../testing/school.ts'

const happened = event('test.happened', 'For tests.', z.object({ n: z.int() }))
const kept = event('test.kept', 'For tests.', z.object({ n: z.int() }), { keep: 'always' })
const NAMES = [happened.name]

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const db = () => school.services.connection.db
const publish = (n: number, topic = topicOf('class', newId())) =>
  inTransaction(school.system, async (tx) => tx.publish(topic, happened, { n }))
const numbers = (events: { payload: unknown }[]) => events.map(({ payload }) => (payload as { n: number }).n)

/** Reads on from a place until there are so many events: a transaction of another database on the same server holds back too. */
const readOn = async (place: Place, count: number, limit = 1_000) => {
  const seen: number[] = []
  let at = place
  await vi.waitUntil(
    async () => {
      const read = await eventsSince(db(), at, NAMES, limit)
      seen.push(...numbers(read.events))
      at = read.place
      return seen.length >= count
    },
    { timeout: 20_000, interval: 10 },
  )
  return { seen, place: at }
}

/** A transaction that has begun to write and ends when it is told. */
const slow = async (n: number) => {
  let end = () => {}
  let begun = () => {}
  const writing = new Promise<void>((resolve) => {
    begun = resolve
  })
  const done = inTransaction(school.system, async (tx) => {
    tx.publish(topicOf('class', newId()), happened, { n })
    await tx.db
      .insertInto('topicHead')
      .values({ topic: `class:${newId()}`, no: 0 })
      .execute()
    begun()
    await new Promise<void>((resolve) => {
      end = resolve
    })
  })
  await writing
  return () => {
    end()
    return done
  }
}

describe('the order of all events', () => {
  it('holds back what is quicker until the slower transaction before it has ended, so that none is missed', async () => {
    const start = await endOfFeed(db())
    const end = await slow(1)
    await publish(2)
    const early = await eventsSince(db(), start, NAMES, 10)
    expect(numbers(early.events)).toEqual([])
    await end()
    const late = await readOn(early.place, 2)
    expect(late.seen.sort()).toEqual([1, 2])
    await publish(3)
    expect((await readOn(late.place, 1)).seen).toEqual([3])
  })

  it('is read in pages that give each event once, whatever else happens between', async () => {
    const place = await endOfFeed(db())
    const topic = topicOf('class', newId())
    for (let n = 1; n <= 3; n++) await publish(n, topic)
    await inTransaction(school.system, async (tx) => {
      for (let n = 4; n <= 8; n++) tx.publish(topic, happened, { n })
      tx.publish(topic, kept, { n: 0 })
    })
    const { seen, place: end } = await readOn(place, 8, 2)
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect((await eventsSince(db(), end, NAMES, 2)).events).toEqual([])
  })

  it('begins anew in a database that was restored and counts its transactions from the start', async () => {
    await publish(1)
    await db()
      .updateTable('event')
      .set({ commitTx: '900000000000' })
      .where('name', '=', happened.name)
      .execute()
    await settleOrder(db())
    const start = await endOfFeed(db())
    await publish(2)
    expect((await readOn(start, 1)).seen).toEqual([2])
    const all = await eventsSince(db(), { tx: '0', topic: '', no: 0 }, NAMES, 1_000)
    expect(numbers(all.events).at(-1)).toBe(2)
  })
})

it('nothing but the event itself is sent to the database', async () => {
  const held = {
    topic: topicOf('class', newId()),
    name: happened.name,
    subject: null,
    version: 1,
    payload: { n: 1 },
    actorId: null,
    at: new Date(),
    goesAt: null,
    request: {
      toJSON: () => {
        throw new Error('the request of an event was sent with it')
      },
    },
  }
  await db()
    .transaction()
    .execute((tx) => writeEvents(tx, [held], null))
})

it('a session that was ended by another process closes its sockets though nobody announced it', async () => {
  const person = await school.person('student')
  const socket = await person.client.socket()
  await socket.subscribe(topicOf('account', person.id))
  const silent = {
    topic: topicOf('account', person.id),
    name: sessionsEnded.name,
    subject: null,
    version: 1,
    payload: { sessionIds: null },
    actorId: null,
    at: new Date(),
    goesAt: null,
  }
  await db()
    .transaction()
    .execute((tx) => writeEvents(tx, [silent], null))
  // Losing the line to the others is what makes a process look for itself, as it does by the clock too.
  await school.services.connection.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
    [school.services.processId.slice(0, 40)],
  )
  expect((await socket.untilClosed()).code).toBe(CLOSE_CODES.sessionEnded)
})

it('events go when their time is over, and a reader from before them is told to fetch anew', async () => {
  const person = await school.person('student')
  const topic = topicOf('account', person.id)
  await inTransaction(school.system, async (tx) => {
    for (let n = 1; n <= 4; n++) tx.publish(topic, n === 2 ? kept : happened, { n })
  })
  const inDays = (days: number) => new Date(school.services.now().getTime() + days * 86_400_000)
  await sweepEvents(db(), inDays(29))
  const joined = async (since: number) => (await person.client.socket()).subscribe(topic, since)
  expect(await joined(0)).not.toHaveProperty('reset')
  await inTransaction(school.system, async (tx) => tx.publish(topic, kept, { n: 5 }))
  await sweepEvents(db(), inDays(31))
  const left = await db().selectFrom('event').select('no').where('topic', '=', topic).orderBy('no').execute()
  expect(left.map(({ no }) => Number(no))).toEqual([2, 5])
  expect(await joined(3)).toMatchObject({ no: 5, reset: true })
  expect(await joined(4)).not.toHaveProperty('reset')
  expect(await joined(5)).not.toHaveProperty('reset')
})
