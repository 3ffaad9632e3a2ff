import { createRoot, createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import * as domain from '#domain/contract.ts'
import { nothing } from '#domain/contract.ts'
import type { Topic } from '#domain/realtime.ts'
import { call } from '../call.ts'
import { createLive, type Live, type LiveOptions } from './live.ts'
import { useTopic, wakeConnection } from './subscribe.ts'
import { type FakeServer, fakeServer } from './testing.ts'

interface Things {
  names: string[]
}

const listThings = domain.endpoint({
  method: 'GET',
  path: '/api/things/:thingsId',
  summary: 'Things of a test.',
  input: nothing,
  output: z.object({ names: z.array(z.string()) }),
})
const TOPIC: Topic = 'class:0197a000-0000-7000-8000-000000000001'
const OTHER: Topic = 'class:0197a000-0000-7000-8000-000000000002'

let server: FakeServer
const disposals: (() => void)[] = []

beforeEach(() => {
  server = fakeServer()
  server.connect()
})
afterEach(() => {
  for (const dispose of disposals.splice(0)) dispose()
  server.stop()
})

const keepLive = (options: Partial<LiveOptions<string, Things>> = {}): Live<Things> =>
  createRoot((dispose) => {
    disposals.push(dispose)
    return createLive<string, Things>({
      source: () => 'a',
      fetch: (thingsId, signal) => call(listThings, { thingsId }, {}, { signal }),
      topics: () => [TOPIC],
      ...options,
    })
  })

const added = (things: Things, event: { payload: unknown }): Things => {
  const { name } = event.payload as { name: string }
  return things.names.includes(name) ? things : { names: [...things.names, name] }
}
const namesOf = (live: Live<Things>) => [...(live.value()?.names ?? [])]
const quiet = (ms = 400) => new Promise((resolve) => setTimeout(resolve, ms))

test('it listens before it fetches, asks once, and asks no more while nothing happens', async () => {
  server.hesitate()
  const live = keepLive()
  await vi.waitFor(() => expect(server.subscribes()).toEqual([TOPIC]))
  expect(server.asked).toEqual([])
  server.listen()
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  server.asked[0]?.answer({ names: ['one'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one']))
  await quiet()
  expect(server.asked).toHaveLength(1)
})

test('an event that comes while the fetch is under way is held and applied to an answer older than it', async () => {
  const live = keepLive({ apply: added })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  server.publish(TOPIC, 'thing.added', { name: 'two' })
  server.asked[0]?.answer({ names: ['one'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one', 'two']))
  server.publish(TOPIC, 'thing.added', { name: 'three' })
  expect(namesOf(live)).toEqual(['one', 'two', 'three'])
  await quiet()
  expect(server.asked).toHaveLength(1)
})

test('an event that asks for a fetch while one is under way causes another after it', async () => {
  const live = keepLive({ wants: (event) => event.name === 'thing.added' })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  server.publish(TOPIC, 'thing.added', { name: 'two' })
  server.publish(TOPIC, 'nothing.of.it', {})
  server.asked[0]?.answer({ names: ['one'] })
  await vi.waitFor(() => expect(server.asked).toHaveLength(2), { timeout: 3000 })
  server.asked[1]?.answer({ names: ['one', 'two'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one', 'two']))
})

test('where the server is slow to listen the page does not wait for it, and a change in between is fetched', async () => {
  server.hesitate()
  const live = keepLive({ apply: added })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1), { timeout: 2000 })
  server.asked[0]?.answer({ names: ['one'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one']))
  // Committed after the answer was made and before the server listens: the client hears nothing of it.
  server.publish(TOPIC, 'thing.added', { name: 'two' })
  server.listen()
  await vi.waitFor(() => expect(server.asked).toHaveLength(2), { timeout: 3000 })
  server.asked[1]?.answer({ names: ['one', 'two'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one', 'two']))
})

test('what was fetched before the server listened is not fetched again where nothing had happened for long', async () => {
  server.hesitate()
  const live = keepLive({ apply: added })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1), { timeout: 2000 })
  server.asked[0]?.answer({ names: ['one'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one']))
  server.listen(120_000)
  await quiet()
  expect(server.asked).toHaveLength(1)
  server.publish(TOPIC, 'thing.added', { name: 'two' })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one', 'two']))
})

test('a storm of events has at most one fetch under way and one waiting', async () => {
  keepLive({ wants: () => true })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  for (let n = 0; n < 40; n++) {
    server.publish(TOPIC, 'thing.added', { name: `${n}` })
    await quiet(40)
  }
  expect(server.asked).toHaveLength(1)
  server.asked[0]?.answer({ names: [] })
  await vi.waitFor(() => expect(server.asked).toHaveLength(2))
  server.asked[1]?.answer({ names: [] })
  await quiet()
  expect(server.asked).toHaveLength(2)
})

test('a topic or a source that is equal in value is neither listened to nor fetched anew', async () => {
  const [turn, setTurn] = createSignal(0)
  let listened = 0
  const live = keepLive({
    source: () => `a${turn() * 0}`,
    topics: (value) => (value ? [TOPIC, OTHER] : turn() >= 0 ? [OTHER, TOPIC] : []),
  })
  createRoot((dispose) => {
    disposals.push(dispose)
    useTopic(
      () => (turn() >= 0 ? TOPIC : null),
      () => {
        listened += 1
        return { onEvent: () => {} }
      },
    )
  })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  server.asked[0]?.answer({ names: ['one'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one']))
  const subscribes = server.subscribes().length
  for (let n = 1; n < 5; n++) setTurn(n)
  await quiet()
  expect(listened).toBe(1)
  expect(server.subscribes()).toHaveLength(subscribes)
  expect(server.asked).toHaveLength(1)
})

test('where the topic is known only from what was fetched, it is fetched once more when the server listens', async () => {
  const live = keepLive({ topics: (value) => (value ? [TOPIC] : []) })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  server.asked[0]?.answer({ names: ['one'] })
  await vi.waitFor(() => expect(server.asked).toHaveLength(2), { timeout: 3000 })
  server.asked[1]?.answer({ names: ['one', 'two'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one', 'two']))
  await quiet(1500)
  expect(server.asked).toHaveLength(2)
})

test('what can be brought up to date is not fetched whole again, except where that cannot be', async () => {
  const [source, setSource] = createSignal('a')
  const live = keepLive({
    source,
    wants: () => true,
    renew: async (value, thingsId, signal) => {
      const { names } = await call(listThings, { thingsId: `${thingsId}-new` }, {}, { signal })
      return names.length > 0 ? { names: [...value.names, ...names] } : null
    },
  })
  const answer = async (n: number, path: string, names: string[]) => {
    await vi.waitFor(() => expect(server.asked[n]?.path).toBe(path), { timeout: 3000 })
    server.asked[n]?.answer({ names })
  }
  await answer(0, '/api/things/a', ['one'])
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one']))
  server.publish(TOPIC, 'thing.added', {})
  await answer(1, '/api/things/a-new', ['two'])
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one', 'two']))
  server.publish(TOPIC, 'thing.added', {})
  await answer(2, '/api/things/a-new', [])
  await answer(3, '/api/things/a', ['three'])
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['three']))
  setSource('b')
  await answer(4, '/api/things/b', ['of b'])
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['of b']))
})

test('where what was fetched names the number of a topic, it is listened to from there and not fetched again', async () => {
  server.publish(TOPIC, 'thing.added', { name: 'one' })
  server.publish(TOPIC, 'thing.added', { name: 'two' })
  const live = keepLive({
    topics: (value) => (value ? [TOPIC] : []),
    since: () => 1,
    apply: added,
  })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  server.asked[0]?.answer({ names: ['one'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one', 'two']))
  server.publish(TOPIC, 'thing.added', { name: 'three' })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one', 'two', 'three']))
  await quiet(1500)
  expect(server.asked).toHaveLength(1)
})

test('what happened while the connection was lost is shown when it is back', async () => {
  const live = keepLive({ apply: added })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  server.asked[0]?.answer({ names: ['one'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one']))
  server.cut()
  server.publish(TOPIC, 'thing.added', { name: 'two' })
  server.restore()
  wakeConnection()
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one', 'two']), { timeout: 5000 })
  await quiet()
  expect(server.asked).toHaveLength(1)
})

test('another source is fetched at once, and the answer for the old one is never shown', async () => {
  const [source, setSource] = createSignal('a')
  const live = keepLive({ source })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  setSource('b')
  await vi.waitFor(() => expect(server.asked).toHaveLength(2))
  server.asked[1]?.answer({ names: ['of b'] })
  server.asked[0]?.answer({ names: ['of a'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['of b']))
  await quiet(100)
  expect(namesOf(live)).toEqual(['of b'])
  expect(server.asked.map((ask) => ask.path)).toEqual(['/api/things/a', '/api/things/b'])
})

test('what may no longer be read is taken from the page, with the reason in its place', async () => {
  const live = keepLive()
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  server.asked[0]?.answer({ names: ['one'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one']))
  server.withdraw(TOPIC)
  await vi.waitFor(() => expect(server.asked).toHaveLength(2), { timeout: 3000 })
  server.asked[1]?.answer({ type: 'not-found', title: '', status: 404, instance: '' }, 404)
  await vi.waitFor(() => expect(live.value()).toBeUndefined())
  expect(live.problem()).toMatchObject({ kind: 'not-found' })
})

test('a fetch that fails in passing leaves what is there and is tried again', async () => {
  const live = keepLive({ wants: () => true })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  server.asked[0]?.answer({ names: ['one'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one']))
  server.publish(TOPIC, 'thing.added', {})
  await vi.waitFor(() => expect(server.asked).toHaveLength(2), { timeout: 3000 })
  server.asked[1]?.answer({ type: 'unavailable', title: '', status: 503, instance: '' }, 503)
  await vi.waitFor(() => expect(server.asked).toHaveLength(3), { timeout: 6000 })
  expect(namesOf(live)).toEqual(['one'])
  server.asked[2]?.answer({ names: ['one', 'two'] })
  await vi.waitFor(() => expect(namesOf(live)).toEqual(['one', 'two']))
})
