import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { event } from '#domain/contract.ts'
import { getHealth } from '#domain/jobs/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { inTransaction } from '#platform/context.ts'
import { nameOnRedis } from '#platform/installation.ts'
import { openLog } from '#platform/log.ts'
import { openServices } from '#platform/services.ts'
import { hasRedis, startRedis } from '#platform/testing/redis.ts'
import { Client } from '../testing/client.ts'
import { atEnd } from '../testing/ends.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import type { Socket } from '../testing/socket.ts'

const happened = event('test.happened', 'For tests.', z.object({ n: z.int() }))

const publish = (school: TestSchool, person: Person, n: number) =>
  inTransaction(school.system, async (tx) => tx.publish(topicOf('account', person.id), happened, { n }))

/** What the second process brings of so many events, one after the other. */
const bring = async (school: TestSchool, person: Person, socket: Socket, from: number, count: number) => {
  for (let n = from; n < from + count; n++) {
    await publish(school, person, n)
    await socket.until((frame) => frame.t === 'event' && frame.no === n)
  }
}

const concerns = async (school: TestSchool) => (await school.visitor().call(getHealth, {}, {})).concerns

/** A port where nothing listens. */
const nobodysPort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const onRedis = async (url: string) => {
  const school = await TestSchool.start({ env: { REDIS_URL: url } })
  const second = await school.another()
  const person = await school.person('student')
  const socket = await new Client(second.url, person.client.token).socket()
  await socket.subscribe(topicOf('account', person.id))
  return { school, second, person, socket }
}

test('a Redis that is not there keeps nothing from starting, and what happens reaches the other process', async () => {
  const { school, person, socket } = await onRedis(`redis://127.0.0.1:${await nobodysPort()}`)
  await bring(school, person, socket, 1, 20)
  expect(await concerns(school)).toEqual(['redis'])
})

test('an outage of Redis is one line in the log, however much is said meanwhile', async () => {
  const { school, person } = await onRedis(`redis://127.0.0.1:${await nobodysPort()}`)
  const lines: string[] = []
  const services = await openServices({
    config: school.services.config,
    databaseUrl: school.databaseUrl,
    name: 'lectern-log',
    log: openLog('warn', (line) => lines.push(line)),
    followers: [],
    now: school.services.now,
  })
  atEnd(() => services.close())
  await services.bus.listen(
    () => {},
    () => {},
  )
  for (let n = 0; n < 50; n++)
    await inTransaction({ ...school.system, services }, async (tx) => {
      tx.publish(topicOf('account', person.id), happened, { n })
    })
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(['bus.redis-lost'])
})

test.skipIf(!hasRedis)(
  'a Redis that hangs or goes loses nothing, health says so, and it carries again when it is back (Debian: apt-get install redis-server)',
  async () => {
    const redis = await startRedis()
    atEnd(async () => redis.stop())
    const { school, second, person, socket } = await onRedis(redis.url)
    await expect.poll(() => school.services.bus.slowed || second.services.bus.slowed).toBe(false)
    await bring(school, person, socket, 1, 5)
    expect(await concerns(school)).toEqual([])
    redis.pause()
    await bring(school, person, socket, 6, 5)
    await expect.poll(() => concerns(school)).toEqual(['redis'])
    await bring(school, person, socket, 11, 5)
    redis.resume()
    await expect.poll(() => school.services.bus.slowed || second.services.bus.slowed).toBe(false)
    await bring(school, person, socket, 16, 5)
    redis.stop()
    await bring(school, person, socket, 21, 5)
    expect(socket.events(topicOf('account', person.id)).map(({ no }) => no)).toEqual(
      Array.from({ length: 25 }, (_, index) => index + 1),
    )
  },
  60_000,
)

test('two installations have two names on one Redis, and all processes of one have the same', async () => {
  const [one, other] = [await TestSchool.start(), await TestSchool.start()]
  const name = await nameOnRedis(one.services.connection)
  expect(name).toMatch(/^lectern-[0-9a-f]{16}$/)
  expect(await nameOnRedis((await one.another()).services.connection)).toBe(name)
  expect(await nameOnRedis(other.services.connection)).not.toBe(name)
})
