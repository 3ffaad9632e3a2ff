import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { read } from 'xlsx'
import { Api, newId, setUpByApi } from './support/api.ts'
import { type Part, Product, sleep } from './support/product.ts'
import { history, Listener, Sender } from './support/traffic.ts'

let product: Product
let owner: Api
let channelId = ''
const people: Api[] = []

beforeAll(async () => {
  product = await Product.start({ SIGN_IN_PER_ADDRESS: '100000', MESSAGES_PER_MINUTE: '100000' })
  owner = await setUpByApi(product.url, await product.setUpLink())
  const classId = newId()
  await owner.send('POST', '/api/classes', { id: classId, name: 'Class 7A', subject: 'Physics' })
  const { code } = await owner.send<{ code: string }>('POST', `/api/classes/${classId}/join-code`, {})
  for (let n = 0; n < 5; n++) {
    people.push(
      await Api.begin(product.url, '/api/sign-up', {
        code,
        username: `pupil-${n}`,
        displayName: `Pupil ${n}`,
        password: 'a long password',
      }),
    )
  }
  const { channels } = await (people[0] as Api).send<{ channels: { id: string; kind: string }[] }>(
    'GET',
    `/api/classes/${classId}/channels`,
  )
  channelId = channels.find((channel) => channel.kind === 'general')?.id ?? ''
})

afterAll(() => product?.destroy())

beforeEach(() => {
  onTestFailed(() => console.error(`The product printed:\n${product.printed}`))
})

/** Messages that a run writes at least. */
const ENOUGH = 60

/** Runs traffic while `disturb` does its worst, then proves that nothing acknowledged was lost, doubled or put out of order. */
const underTraffic = async (disturb: (listeners: Listener[]) => Promise<void>, cutShare = 0.1) => {
  const before = (await history(people[0] as Api, channelId)).length
  const listeners = people.slice(0, 3).map((person) => new Listener(person, `channel:${channelId}`))
  await Promise.all(listeners.map((listener) => listener.ready))
  const run = Math.random().toString(36).slice(2, 6)
  const senders = people.map((person, n) => new Sender(person, channelId, `${run}-${n}`, cutShare))
  await disturb(listeners)
  await product.healthy()
  const count = () => senders.reduce((sum, sender) => sum + sender.acknowledged.length, 0)
  // Long enough to have written before, during and after, however slow the machine.
  for (let n = 0; n < 2_400 && count() < ENOUGH; n++) await sleep(50)
  await Promise.all(senders.map((sender) => sender.stop()))
  const stored = (await history(people[0] as Api, channelId)).slice(before)
  const acknowledged = senders.flatMap((sender) => sender.acknowledged)
  expect(acknowledged.length).toBeGreaterThanOrEqual(ENOUGH)
  expect(stored.map((message) => message.id).sort()).toEqual(acknowledged.map((message) => message.id).sort())
  expect(stored.map((message) => message.no)).toEqual(stored.map((_, index) => before + index + 1))
  for (const sender of senders) {
    const mine = new Set(sender.acknowledged.map((message) => message.id))
    expect(stored.filter((message) => mine.has(message.id)).map((message) => message.body)).toEqual(
      sender.acknowledged.map((message) => message.body),
    )
  }
  await everyoneHeard(listeners, stored)
}

const everyoneHeard = async (listeners: Listener[], stored: { id: string }[]) => {
  const sentTo = (listener: Listener) =>
    listener.heard.filter((event) => event.name === 'message.sent').map((event) => event.payload.message?.id)
  const wanted = stored.map((message) => message.id)
  for (const listener of listeners) {
    for (let n = 0; n < 1_200 && sentTo(listener).length < wanted.length; n++) await sleep(100)
    listener.stop()
    expect(sentTo(listener)).toEqual(wanted)
    expect(listener.faults.filter((fault) => !fault.startsWith('a gap'))).toEqual([])
  }
}

/** Reports asked for while parts are killed: each arrives, whole and once. */
const reportsArrive = async (ids: string[]) => {
  const until = async (id: string) => {
    for (let n = 0; n < 1_200; n++) {
      const report = await owner.send<{ state: string }>('GET', `/api/reports/${id}`)
      if (report.state === 'ready') return
      expect(report.state, 'a report that failed').not.toBe('failed')
      await sleep(100)
    }
    throw new Error(`the report ${id} did not arrive`)
  }
  for (const id of ids) await until(id)
  const { reports } = await owner.send<{ reports: { id: string }[] }>('GET', '/api/reports')
  expect(reports.filter((report) => ids.includes(report.id))).toHaveLength(ids.length)
  for (const id of ids) {
    const file = await fetch(`${product.url}/api/reports/${id}/download`, {
      headers: { authorization: `Bearer ${owner.token}` },
    })
    const book = read(Buffer.from(await file.arrayBuffer()))
    expect(JSON.stringify(book.Sheets)).toContain('Pupil 4')
  }
}

const askForReport = async (): Promise<string> => {
  const { terms } = await owner.send<{ terms: { id: string }[] }>('GET', '/api/terms')
  const id = newId()
  await owner.send('POST', '/api/reports', { id, termId: terms[0]?.id })
  return id
}

/** How often each part is killed, times this: 1 in every run, more by hand (`LECTERN_KILLS=5`). */
const KILLS = Number(process.env.LECTERN_KILLS ?? 1)

const killing = (part: Exclude<Part, 'supervisor'>, times: number) => async () => {
  for (let n = 0; n < times * KILLS; n++) {
    await sleep(300 + Math.random() * 700)
    await product.replace(part)
  }
}

describe('every acknowledged message is there exactly once and in order', () => {
  test('while requests are cut 0 to 15 ms after they are sent, and sockets too', async () => {
    await underTraffic(async (listeners) => {
      for (let n = 0; n < 20; n++) {
        await sleep(150)
        listeners[n % listeners.length]?.cut()
      }
    }, 0.5)
  })

  test('while the API is killed again and again', async () => {
    await underTraffic(killing('api', 5))
  })

  test('while the database is killed again and again, and the API and the worker stay up', async () => {
    const others = () => [...product.pids('api'), ...product.pids('worker')]
    const before = others()
    await underTraffic(killing('postgres', 3))
    expect(others()).toEqual(before)
  })

  test('while the worker is killed again and again, and reports arrive once', async () => {
    const ids: string[] = []
    await underTraffic(async () => {
      for (let n = 0; n < 4 * KILLS; n++) {
        ids.push(await askForReport())
        await sleep(Math.random() * 150)
        await product.replace('worker')
      }
    })
    await reportsArrive(ids)
  })

  test('while the supervisor is killed and started anew', async () => {
    await underTraffic(async () => {
      for (let n = 0; n < 2 * KILLS; n++) {
        await sleep(800)
        expect(product.kill('supervisor')).toBe(1)
        await sleep(300)
        await product.launch()
      }
    })
  })

  test('while everything is killed at once and started anew, a report being built', async () => {
    const ids: string[] = []
    await underTraffic(async () => {
      for (let n = 0; n < 2 * KILLS; n++) {
        await sleep(800)
        ids.push(await askForReport())
        expect(product.kill('supervisor', 'api', 'worker', 'postgres')).toBeGreaterThanOrEqual(4)
        await sleep(100)
        await product.launch()
      }
    })
    await reportsArrive(ids)
  })
})

test('Ctrl-C stops everything in order and leaves no process behind', async () => {
  expect(await product.stop()).toBe(0)
  for (const part of ['supervisor', 'api', 'worker', 'postgres'] as const)
    expect(product.pids(part), part).toEqual([])
  await product.launch()
})
