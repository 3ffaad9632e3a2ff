import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { event } from '#domain/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { inTransaction } from '#platform/context.ts'
import { hasRedis, startRedis } from '#platform/testing/redis.ts'
import { Client } from '../testing/client.ts'
import { TestSchool } from '../testing/school.ts'

const happened = event('test.happened', 'For tests.', z.object({ n: z.int(), text: z.string() }))

/** What the feed promises, on every bus: each committed event arrives once, whole and in order, in every process. */
const contract = (name: string, environment: () => Promise<Record<string, string>>) =>
  describe(`the feed on ${name}`, () => {
    let school: TestSchool
    let second: Awaited<ReturnType<TestSchool['another']>>
    beforeAll(async () => {
      school = await TestSchool.start({ env: await environment() })
      second = await school.another()
    })

    const publish = (topic: ReturnType<typeof topicOf>, n: number, text = 'x', fail = false) =>
      inTransaction(school.system, async (tx) => {
        tx.publish(topic, happened, { n, text })
        if (fail) throw new Error('rolled back')
      })

    test('brings events of parallel transactions to both processes, in order and without gaps, large ones too', async () => {
      const person = await school.person('student')
      const topic = topicOf('account', person.id)
      const here = await person.client.socket()
      const there = await new Client(second.url, person.client.token).socket()
      await here.subscribe(topic)
      await there.subscribe(topic)
      await Promise.all(
        Array.from({ length: 60 }, (_, n) =>
          publish(topic, n, n % 10 === 0 ? '汉'.repeat(5000) : 'x', n % 7 === 3).catch(() => {}),
        ),
      )
      const committed = Array.from({ length: 60 }, (_, n) => n).filter((n) => n % 7 !== 3)
      for (const socket of [here, there]) {
        await socket.until(
          (frame) => frame.t === 'event' && frame.topic === topic && frame.no === committed.length,
        )
        const events = socket.events(topic)
        expect(events.map((e) => e.no)).toEqual(committed.map((_, index) => index + 1))
        expect(events.map((e) => (e.payload as { n: number }).n).sort((a, b) => a - b)).toEqual(committed)
        expect(events.filter((e) => (e.payload as { text: string }).text.length === 5000)).toHaveLength(
          committed.filter((n) => n % 10 === 0).length,
        )
      }
      expect(here.events(topic).map((e) => e.payload)).toEqual(there.events(topic).map((e) => e.payload))
    })

    test('gives a reader that comes back what it missed, then what is new, with nothing twice', async () => {
      const person = await school.person('student')
      const topic = topicOf('account', person.id)
      for (let n = 1; n <= 20; n++) await publish(topic, n)
      const socket = await new Client(second.url, person.client.token).socket()
      const [answer] = await Promise.all([socket.subscribe(topic, 5), publish(topic, 21), publish(topic, 22)])
      expect(answer).toMatchObject({ t: 'subscribed' })
      await socket.until((frame) => frame.t === 'event' && frame.no === 22)
      expect(socket.events(topic).map((e) => e.no)).toEqual(Array.from({ length: 17 }, (_, k) => k + 6))
    })

    test('says for how long nothing has happened, by the clock of the database alone', async () => {
      const person = await school.person('student')
      const topic = topicOf('account', person.id)
      await publish(topic, 1)
      const quietOf = async (client: Client) => {
        const answer = await (await client.socket()).subscribe(topic)
        return answer.t === 'subscribed' ? (answer.quiet ?? 0) : -1
      }
      await sql`update topic_head set moved_at = moved_at - interval '1 hour' where topic = ${topic}`.execute(
        school.system.db,
      )
      expect(Math.round((await quietOf(person.client)) / 3_600_000)).toBe(1)
      await publish(topic, 2)
      const there = new Client(second.url, person.client.token)
      for (const client of [person.client, there]) expect(await quietOf(client)).toBeLessThan(600_000)
    })

    test('tells a reader who missed too much to fetch anew', async () => {
      const person = await school.person('student')
      const topic = topicOf('account', person.id)
      await inTransaction(school.system, async (tx) => {
        for (let n = 0; n < 600; n++) tx.publish(topic, happened, { n, text: '' })
      })
      const socket = await person.client.socket()
      expect(await socket.subscribe(topic, 10)).toMatchObject({ t: 'subscribed', no: 600, reset: true })
      expect(socket.events(topic)).toEqual([])
    })
  })

contract('PostgreSQL', async () => ({}))

if (hasRedis) {
  let redis: Awaited<ReturnType<typeof startRedis>>
  afterAll(() => redis?.stop())
  contract('Redis', async () => {
    redis = await startRedis()
    return { REDIS_URL: redis.url }
  })
} else {
  test.skip('the feed on Redis: redis-server is not installed (Debian: apt-get install redis-server)', () => {})
}
