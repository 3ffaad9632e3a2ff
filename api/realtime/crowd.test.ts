import { beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { event } from '#domain/contract.ts'
import { listChannels } from '#domain/messages/contract.ts'
import { BEHIND_LIMIT, CLOSE_CODES, TOPICS_LIMIT, topicOf } from '#domain/realtime.ts'
import { inTransaction } from '#platform/context.ts'
import { say } from '../messages/testing.ts'
import { type Person, TestSchool } from '../testing/school.ts'

const happened = event('test.happened', 'For tests.', z.object({ text: z.string() }))

let school: TestSchool
let person: Person
beforeAll(async () => {
  school = await TestSchool.start()
  person = await school.person('student')
})

const topic = () => topicOf('account', person.id)
const publish = (text: string, times = 1) =>
  inTransaction(school.system, async (tx) => {
    for (let n = 0; n < times; n++) tx.publish(topic(), happened, { text })
  })

/** A reader that stops reading its network socket, as a phone in a tunnel does. */
const stalledReader = async (): Promise<WebSocket> => {
  const ws = new WebSocket(`${school.url.replace('http', 'ws')}/api/socket`, {
    headers: person.client.headers(),
  })
  await new Promise((resolve) => ws.once('open', resolve))
  ws.on('error', () => {})
  const subscribed = new Promise<void>((resolve) => {
    ws.on('message', (data) => {
      if (String(data).includes('"subscribed"')) resolve()
    })
  })
  ws.send(JSON.stringify({ t: 'subscribe', id: 1, topic: topic() }))
  await subscribed
  ws.pause()
  return ws
}

test('a reader more than a mebibyte behind is dropped, and nobody else is held up or loses anything', async () => {
  const healthy = await person.client.socket()
  await healthy.subscribe(topic())
  const stalled = await stalledReader()
  const before = school.api.hub.connections.size
  const text = 'x'.repeat(16 * 1024)
  // The kernel's buffers on both sides take some megabytes before the backlog becomes ours.
  let sent = 0
  for (; sent < 2000 && school.api.hub.connections.size === before; sent += 20) {
    await publish(text, 20)
    await healthy.until((frame) => frame.t === 'event' && frame.no === sent + 20)
  }
  expect(school.api.hub.connections.size).toBe(before - 1)
  expect(sent * text.length).toBeGreaterThan(BEHIND_LIMIT)
  await healthy.until((frame) => frame.t === 'event' && frame.no === sent)
  expect(healthy.events(topic()).map((frame) => frame.no)).toEqual(
    Array.from({ length: sent }, (_, n) => n + 1),
  )
  stalled.terminate()
  const back = await person.client.socket()
  await back.subscribe(topic(), sent - 100)
  await back.until((frame) => frame.t === 'event' && frame.no === sent)
  expect(back.events(topic())).toHaveLength(100)
  healthy.close()
  back.close()
})

test('readers that come back and never read keep little of what they missed, and go once live news are a mebibyte', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => school.person('student')))
  const mine = (who: Person) => topicOf('account', who.id)
  const text = 'x'.repeat(16 * 1024)
  const tell = (who: Person, times: number) =>
    inTransaction(school.system, async (tx) => {
      for (let n = 0; n < times; n++) tx.publish(mine(who), happened, { text })
    })
  // Twelve mebibytes for each socket: the kernel takes some, the rest would be ours.
  for (const who of people) await tell(who, 500)
  const stalled = await Promise.all(
    people.flatMap((who) =>
      Array.from({ length: 10 }, async () => {
        const ws = new WebSocket(`${school.url.replace('http', 'ws')}/api/socket`, {
          headers: who.client.headers(),
        })
        ws.on('error', () => {})
        const closed = new Promise<void>((resolve) => ws.once('close', () => resolve()))
        await new Promise((resolve) => ws.once('open', resolve))
        ws.pause()
        ws.send(JSON.stringify({ t: 'subscribe', id: 1, topic: mine(who), since: 0 }))
        return { ws, closed }
      }),
    ),
  )
  const behind = () =>
    [...school.api.hub.connections].map((connection) => connection.behind).sort((a, b) => b - a)
  await expect.poll(() => behind().filter((bytes) => bytes > 128 * 1024).length, { timeout: 20_000 }).toBe(40)
  expect(behind()[0]).toBeLessThan(BEHIND_LIMIT / 2)
  // Somebody who reads gets everything meanwhile, in order.
  const [first] = people
  const healthy = await first!.client.socket()
  await healthy.subscribe(mine(first!), 0)
  await healthy.until((frame) => frame.t === 'event' && frame.no === 500)
  expect(healthy.events(mine(first!)).map((frame) => frame.no)).toEqual(
    Array.from({ length: 500 }, (_, n) => n + 1),
  )
  for (const who of people) await tell(who, 70)
  await expect.poll(() => school.api.hub.connections.size).toBe(1)
  healthy.close()
  for (const { ws } of stalled) ws.terminate()
}, 60_000)

test('a slow reader gets all that it missed, and what came meanwhile behind it', async () => {
  const who = await school.person('student')
  const text = 'x'.repeat(16 * 1024)
  const tell = (times: number) =>
    inTransaction(school.system, async (tx) => {
      for (let n = 0; n < times; n++) tx.publish(topicOf('account', who.id), happened, { text })
    })
  await tell(500)
  const ws = new WebSocket(`${school.url.replace('http', 'ws')}/api/socket`, {
    headers: who.client.headers(),
  })
  const numbers: number[] = []
  ws.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { t: string; no: number }
    if (frame.t === 'event') numbers.push(frame.no)
  })
  await new Promise((resolve) => ws.once('open', resolve))
  ws.pause()
  ws.send(JSON.stringify({ t: 'subscribe', id: 1, topic: topicOf('account', who.id), since: 0 }))
  const connection = () => [...school.api.hub.connections].find((one) => one.accountId === who.id)
  await expect.poll(() => connection()?.behind ?? 0, { timeout: 20_000 }).toBeGreaterThan(128 * 1024)
  await tell(20)
  ws.resume()
  await expect.poll(() => numbers.length, { timeout: 20_000 }).toBe(520)
  expect(numbers).toEqual(Array.from({ length: 520 }, (_, n) => n + 1))
  ws.terminate()
}, 60_000)

test('an account has twenty sockets: with one more its oldest is told so and closed', async () => {
  const who = await school.person('student')
  const sockets = []
  for (let n = 0; n < 20; n++) sockets.push(await who.client.socket())
  const [oldest, second] = sockets
  const newest = await who.client.socket()
  expect((await oldest!.untilClosed()).code).toBe(CLOSE_CODES.crowded)
  newest.send({ t: 'ping' })
  await newest.until((frame) => frame.t === 'pong')
  expect(second!.closed).toBeNull()
  for (const socket of [...sockets, newest]) socket.close()
})

test('beyond the sockets of the whole server one is let in only to hear that there is no room', async () => {
  const small = await TestSchool.start({ env: { CONNECTIONS: '10' } })
  const people = await Promise.all(Array.from({ length: 9 }, () => small.person('student')))
  const sockets = []
  for (const who of people.slice(0, 8)) sockets.push(await who.client.socket())
  const late = await people[8]!.client.socket()
  expect((await late.untilClosed()).code).toBe(CLOSE_CODES.full)
  for (const socket of sockets) socket.close()
})

test('a socket listens to no more topics than a school has for one person', async () => {
  const { hub } = school.api
  const who = await school.person('student')
  const socket = await who.client.socket()
  const connection = [...hub.connections].find((one) => one.accountId === who.id)
  for (let n = 0; n < TOPICS_LIMIT; n++) connection?.topics.add(`class:${n}`)
  expect(await socket.subscribe(topicOf('account', who.id))).toMatchObject({
    t: 'refused',
    kind: 'limit-reached',
  })
  socket.close()
})

/** A reader that comes back after a lost connection: what it was told in each topic, as it came. */
class Returning {
  readonly numbers = new Map<string, number[]>()
  private readonly ws: WebSocket
  private readonly ended: Promise<never>
  private heard: () => void = () => {}

  constructor(headers: Record<string, string>, since: ReadonlyMap<string, number>) {
    this.ws = new WebSocket(`${school.url.replace('http', 'ws')}/api/socket`, { headers })
    this.ended = new Promise((_, reject) => {
      this.ws.on('error', reject)
      this.ws.on('close', (code) => reject(new Error(`closed with ${code}`)))
    })
    this.ended.catch(() => {})
    this.ws.on('open', () => {
      for (const [topic, no] of since)
        this.ws.send(JSON.stringify({ t: 'subscribe', id: 1, topic, since: no }))
    })
    this.ws.on('message', (data) => {
      const frame = JSON.parse(String(data)) as { t: string; topic: string; no: number }
      if (frame.t === 'event')
        this.numbers.set(frame.topic, [...(this.numbers.get(frame.topic) ?? []), frame.no])
      this.heard()
    })
  }

  /** Waits until every topic has told so many events; rejects when the connection ends before. */
  has(count: number, topics: string[]): Promise<void> {
    const enough = () => topics.every((topic) => (this.numbers.get(topic)?.length ?? 0) >= count)
    const told = new Promise<void>((resolve) => {
      this.heard = () => enough() && resolve()
      this.heard()
    })
    return Promise.race([told, this.ended])
  }

  cut(): void {
    this.ws.terminate()
  }
}

test('two thousand readers that come back at once get what they missed in three channels, and the chat goes on', async () => {
  const { id: classId, teacher, students } = await school.aClass({ students: 100 })
  const { channels } = await teacher.client.call(listChannels, { classId }, {})
  const three = channels.slice(0, 3).map(({ id }) => id)
  const topics = three.map((id) => topicOf('channel', id))
  const missed = 15
  const sayInEach = async () => {
    for (const channelId of three) await say(teacher, channelId, 'while you were away')
  }
  for (let n = 0; n < missed; n++) await sayInEach()

  const since = new Map(topics.map((topic) => [topic, 0]))
  const readers = Array.from(
    { length: 2_000 },
    (_, n) => new Returning(students[n % students.length]!.client.headers(), since),
  )
  await Promise.all(readers.map((reader) => reader.has(missed, topics)))
  await sayInEach()
  await Promise.all(readers.map((reader) => reader.has(missed + 1, topics)))
  const whole = Array.from({ length: missed + 1 }, (_, n) => n + 1)
  const wrong = readers.filter((reader) =>
    topics.some((topic) => String(reader.numbers.get(topic)) !== String(whole)),
  )
  expect(wrong).toHaveLength(0)
  for (const reader of readers) reader.cut()
}, 300_000)
