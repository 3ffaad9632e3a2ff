import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signOut } from '#domain/accounts/contract.ts'
import { removeMember } from '#domain/classes/contract.ts'
import { setPersonDisabled } from '#domain/people/contract.ts'
import { CLOSE_CODES, topicOf } from '#domain/realtime.ts'
import { inTransaction } from '#platform/context.ts'
import { hasRedis, startRedis } from '#platform/testing/redis.ts'
import { createSession, invalidateAccountSessions } from '../accounts/session.ts'
import { Client } from '../testing/client.ts'
import { type Person, TestSchool } from '../testing/school.ts'

/** How often each right is ended while the feed is cut; `LECTERN_RACES=500` runs it longer. */
// biome-ignore lint/style/noProcessEnv: a run by hand says how often
const RACES = Number(process.env.LECTERN_RACES ?? 30)
const AT_A_TIME = 10

type Feed = { env: Record<string, string>; cut: (school: TestSchool) => Promise<unknown> }

/** Ends what hears the second process's feed; it is opened anew by itself. */
const cutListening = ({ services }: TestSchool) =>
  services.connection.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name like 'lectern-test-2-%'`,
  )

const contract = (name: string, open: () => Promise<Feed>) =>
  describe(`what ends while the feed on ${name} is cut does not outlive the gap`, () => {
    let school: TestSchool
    let second: Awaited<ReturnType<TestSchool['another']>>
    let feed: Feed
    beforeAll(async () => {
      feed = await open()
      school = await TestSchool.start({ env: feed.env })
      second = await school.another()
    })

    const there = (token: string) => new Client(second.url, token).socket()
    const socketOf = (person: Person) => there(person.client.token ?? '')
    const openOf = (accounts: ReadonlySet<string>) =>
      [...second.api.hub.connections].filter(({ accountId }) => accounts.has(accountId)).length

    /** Ends the right of each of these people, the feed being cut somewhere between. */
    const endAll = async (people: Person[], end: (person: Person) => Promise<unknown>) => {
      for (let from = 0; from < people.length; from += AT_A_TIME) {
        const some = people.slice(from, from + AT_A_TIME)
        await Promise.all([feed.cut(school), ...some.map(end)])
      }
    }
    const people = () => Promise.all(Array.from({ length: RACES }, () => school.person('student')))
    const idsOf = (some: Person[]) => new Set(some.map(({ id }) => id))

    test('a session that is signed out, an account that is disabled', async () => {
      const [leaving, banned, owner] = [await people(), await people(), await school.person('owner')]
      for (const person of [...leaving, ...banned]) await socketOf(person)
      await endAll(leaving, ({ client }) => client.call(signOut, {}, {}))
      await endAll(banned, ({ id }) =>
        owner.client.call(setPersonDisabled, { accountId: id }, { disabled: true }),
      )
      await expect.poll(() => openOf(idsOf([...leaving, ...banned])), { timeout: 9_000 }).toBe(0)
    }, 120_000)

    test('a place in a class', async () => {
      const { id: classId, teacher, students } = await school.aClass({ students: RACES })
      const topic = topicOf('class', classId)
      for (const student of students) await (await socketOf(student)).subscribe(topic)
      await endAll(students, ({ id }) => teacher.client.call(removeMember, { classId, accountId: id }, {}))
      const listening = () => [...second.api.hub.connections].filter(({ topics }) => topics.has(topic)).length
      await expect.poll(listening, { timeout: 9_000 }).toBe(0)
      expect(openOf(idsOf(students))).toBe(RACES)
    }, 120_000)

    test('sessions so many that their end is too long for the bus', async () => {
      const person = await school.person('student')
      const sessions = await Promise.all(
        Array.from({ length: 450 }, () => createSession(school.system, person.id, 'test')),
      )
      const sockets = await Promise.all(sessions.slice(0, 5).map(({ token }) => there(token)))
      const [kept] = sessions.slice(-1)
      await inTransaction(school.system, (tx) =>
        invalidateAccountSessions(tx, person.id, { except: kept?.id ?? null }),
      )
      for (const socket of sockets) expect((await socket.untilClosed()).code).toBe(CLOSE_CODES.sessionEnded)
    }, 60_000)

    test('a session whose end is behind a transaction that goes on for long', async () => {
      const person = await school.person('student')
      const socket = await socketOf(person)
      let end = () => {}
      const held = new Promise<void>((resolve) => {
        end = resolve
      })
      let begun = () => {}
      const beginning = new Promise<void>((resolve) => {
        begun = resolve
      })
      const writing = inTransaction(school.system, async (tx) => {
        await tx.db.insertInto('topicHead').values({ topic: 'class:held', no: 0 }).execute()
        begun()
        await held
      })
      await beginning
      await Promise.all([feed.cut(school), person.client.call(signOut, {}, {})])
      expect((await socket.untilClosed()).code).toBe(CLOSE_CODES.sessionEnded)
      end()
      await writing
    }, 60_000)
  })

contract('PostgreSQL', async () => ({ env: {}, cut: cutListening }))

if (hasRedis) {
  let redis: Awaited<ReturnType<typeof startRedis>>
  let client: Redis
  afterAll(() => {
    client?.disconnect()
    redis?.stop()
  })
  contract('Redis', async () => {
    redis = await startRedis()
    client = new Redis(redis.url)
    return { env: { REDIS_URL: redis.url }, cut: () => client.call('CLIENT', 'KILL', 'TYPE', 'PUBSUB') }
  })
} else {
  test.skip('a gap in the feed on Redis: redis-server is not installed (Debian: apt-get install redis-server)', () => {})
}
