import { beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Person, TestSchool } from '../testing/school.ts'

let school: TestSchool
let person: Person
beforeAll(async () => {
  school = await TestSchool.start()
  person = await school.person('student')
})

/** Who sends without an end, and counts what is answered. */
class Flooder {
  answered = 0
  private stopped = false
  readonly ws: WebSocket

  private constructor(ws: WebSocket) {
    this.ws = ws
  }

  static async open(by: Person): Promise<Flooder> {
    const ws = new WebSocket(`${school.url.replace('http', 'ws')}/api/socket`, {
      headers: by.client.headers(),
    })
    await new Promise((resolve) => ws.once('message', resolve))
    const flooder = new Flooder(ws)
    ws.on('message', () => {
      flooder.answered += 1
    })
    ws.on('pong', () => {
      flooder.answered += 1
    })
    ws.on('error', () => {})
    return flooder
  }

  /** As much as the network takes: what it does not take waits here, and is bounded. */
  flood(send: (ws: WebSocket) => void): void {
    const go = () => {
      if (this.stopped || this.ws.readyState !== this.ws.OPEN) return
      for (let n = 0; n < 1000 && this.ws.bufferedAmount < 1024 * 1024; n++) send(this.ws)
      setImmediate(go)
    }
    go()
  }

  stop(): void {
    this.stopped = true
    this.ws.terminate()
  }
}

const FLOODS: [string, (ws: WebSocket) => void][] = [
  ['pings of the protocol', (ws) => ws.ping()],
  ['ping frames', (ws) => ws.send('{"t":"ping"}')],
  [
    'subscriptions',
    (ws) => ws.send('{"t":"subscribe","id":1,"topic":"class:01970000-0000-7000-8000-000000000000"}'),
  ],
]

test.each(FLOODS)('a socket that floods with %s is read no faster than it may send', async (_name, send) => {
  const flooder = await Flooder.open(person)
  const other = await (await school.person('teacher')).client.socket()
  const began = performance.now()
  flooder.flood(send)
  // Somebody else is answered all the while.
  for (let n = 1; n <= 30; n++) {
    other.frames.length = 0
    other.send({ t: 'ping' })
    await other.until((frame) => frame.t === 'pong')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const seconds = (performance.now() - began) / 1000
  // Six hundred at once, and 150 a second.
  expect(flooder.answered).toBeLessThanOrEqual(600 + 150 * (seconds + 1))
  await expect.poll(() => flooder.answered).toBeGreaterThanOrEqual(600)
  expect(flooder.ws.readyState).toBe(flooder.ws.OPEN)
  flooder.stop()
  other.close()
  await expect.poll(() => school.api.hub.connections.size).toBe(0)
})

test('the sockets of one account share what it may send', async () => {
  const flooders = await Promise.all([1, 2, 3, 4].map(() => Flooder.open(person)))
  const began = performance.now()
  for (const flooder of flooders) flooder.flood((ws) => ws.send('{"t":"ping"}'))
  const answered = () => flooders.reduce((sum, flooder) => sum + flooder.answered, 0)
  await expect.poll(answered).toBeGreaterThanOrEqual(600)
  expect(answered()).toBeLessThanOrEqual(600 + 150 * ((performance.now() - began) / 1000 + 1))
  for (const flooder of flooders) flooder.stop()
})

test('nothing of what came too fast is lost', async () => {
  const socket = await (await school.person('student')).client.socket()
  for (let n = 0; n < 800; n++) socket.send({ t: 'ping' })
  await socket.until(() => socket.frames.filter((frame) => frame.t === 'pong').length === 800)
  socket.close()
})
