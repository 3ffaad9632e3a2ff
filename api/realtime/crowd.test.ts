import { beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { event } from '#domain/contract.ts'
import { BEHIND_LIMIT, topicOf } from '#domain/realtime.ts'
import { inTransaction } from '#platform/context.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import { Socket } from '../testing/socket.ts'

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
    await new Promise((resolve) => setImmediate(resolve))
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

test('three hundred readers that come back at once all get what they missed, and the chat goes on', async () => {
  await publish('while you were away', 40)
  const head = ((await (await person.client.socket()).subscribe(topic())) as { no: number }).no
  const url = `${school.url.replace('http', 'ws')}/api/socket`
  const back = await Promise.all(
    Array.from({ length: 300 }, async () => {
      const socket = await Socket.open(url, person.client.headers())
      await socket.subscribe(topic(), head - 40)
      return socket
    }),
  )
  await publish('and on it goes')
  for (const socket of back) {
    await socket.until((frame) => frame.t === 'event' && frame.no === head + 1)
    expect(socket.events(topic()).map((frame) => frame.no)).toEqual(
      Array.from({ length: 41 }, (_, n) => head - 39 + n),
    )
    socket.cut()
  }
})
