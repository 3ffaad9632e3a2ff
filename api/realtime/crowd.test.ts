import { beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { event } from '#domain/contract.ts'
import { listChannels } from '#domain/messages/contract.ts'
import { BEHIND_LIMIT, topicOf } from '#domain/realtime.ts'
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
