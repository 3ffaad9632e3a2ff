import { afterEach, describe, expect, test, vi } from 'vitest'
import { newId } from '#domain/ids.ts'
import type { Message } from '#domain/messages/message.ts'
import { Problem } from '#domain/problem.ts'
import { Offline } from '../call.ts'
import { createOutbox, type Outbox, type Outgoing } from './outbox.ts'

const CHANNEL = newId()
const ACCOUNT = newId()

/** What a browser keeps, without a browser. */
const createStorage = () => {
  const kept = new Map<string, string>()
  return {
    kept,
    get length() {
      return kept.size
    },
    key: (index: number) => [...kept.keys()][index] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

/** A server that takes each id once, and can be made to fail. */
const createServer = () => {
  const taken = new Map<string, Message>()
  const tries: string[] = []
  let fault: ((entry: Outgoing) => Error | null) | null = null
  let loseAnswers = false
  return {
    taken,
    tries,
    failWith: (next: typeof fault) => {
      fault = next
    },
    loseAnswers: (next: boolean) => {
      loseAnswers = next
    },
    bodies: () => [...taken.values()].map((message) => message.body),
    send: async (entry: Outgoing): Promise<Message> => {
      tries.push(entry.body)
      const error = fault?.(entry)
      if (error) throw error
      const known = taken.get(entry.id)
      const message: Message = known ?? {
        id: entry.id,
        channelId: entry.channelId,
        no: taken.size + 1,
        author: { id: ACCOUNT, displayName: 'Li Na', role: 'student' },
        body: entry.body,
        createdAt: entry.at,
        editedAt: null,
        deletedAt: null,
        files: [],
        reactions: [],
      }
      taken.set(entry.id, message)
      if (loseAnswers) throw new Offline()
      return message
    },
  }
}

const open: Outbox[] = []
const start = (
  storage: ReturnType<typeof createStorage>,
  server: ReturnType<typeof createServer>,
): Outbox => {
  const outbox = createOutbox({ accountId: ACCOUNT, storage, send: server.send, pause: () => 10 })
  open.push(outbox)
  return outbox
}
afterEach(() => {
  for (const outbox of open.splice(0)) outbox.stop()
})

const write = (outbox: Outbox, body: string) =>
  outbox.add({ id: newId(), channelId: CHANNEL, body, files: [] })
const stateOf = (outbox: Outbox) => outbox.entries.map((entry) => entry.state)

describe('the outbox', () => {
  test('shows a message at once and sends it', async () => {
    const [storage, server] = [createStorage(), createServer()]
    const outbox = start(storage, server)
    write(outbox, 'hello')
    expect(stateOf(outbox)).toEqual(['sending'])
    expect(storage.kept.size).toBe(1)
    await vi.waitFor(() => expect(stateOf(outbox)).toEqual(['sent']))
    expect(storage.kept.size).toBe(0)
  })

  test('keeps what is written offline and sends it once, in order, when the connection is back', async () => {
    const [storage, server] = [createStorage(), createServer()]
    server.failWith(() => new Offline())
    const outbox = start(storage, server)
    for (const body of ['one', 'two', 'three']) write(outbox, body)
    await vi.waitFor(() => expect(server.tries.length).toBeGreaterThan(1))
    expect(new Set(server.tries)).toEqual(new Set(['one']))
    server.failWith(null)
    outbox.wake()
    await vi.waitFor(() => expect(server.bodies()).toEqual(['one', 'two', 'three']))
    await vi.waitFor(() => expect(stateOf(outbox)).toEqual(['sent', 'sent', 'sent']))
  })

  test('sends after a reload what was waiting, and not again what the server had taken', async () => {
    const [storage, server] = [createStorage(), createServer()]
    server.loseAnswers(true)
    const first = start(storage, server)
    write(first, 'the answer was lost')
    write(first, 'never left')
    await vi.waitFor(() => expect(server.taken.size).toBe(1))
    first.stop()
    server.loseAnswers(false)
    const second = start(storage, server)
    await vi.waitFor(() => expect(stateOf(second)).toEqual(['sent', 'sent']))
    expect(server.bodies()).toEqual(['the answer was lost', 'never left'])
    expect(storage.kept.size).toBe(0)
  })

  test('two tabs keep each other’s messages', async () => {
    const [storage, server] = [createStorage(), createServer()]
    server.failWith(() => new Offline())
    write(start(storage, server), 'from one tab')
    write(start(storage, server), 'from the other')
    server.failWith(null)
    const third = start(storage, server)
    await vi.waitFor(() => expect(stateOf(third)).toEqual(['sent', 'sent']))
    expect(server.taken.size).toBe(2)
  })

  test('a refused message stays with its reason, does not stop the next, and can be tried again or taken back', async () => {
    const [storage, server] = [createStorage(), createServer()]
    server.failWith((entry) =>
      entry.body === 'no' ? new Problem('forbidden', { code: 'channel-archived' }) : null,
    )
    const outbox = start(storage, server)
    write(outbox, 'no')
    write(outbox, 'yes')
    await vi.waitFor(() => expect(stateOf(outbox)).toEqual(['failed', 'sent']))
    expect(outbox.entries[0]?.refusal).toEqual({ kind: 'forbidden', code: 'channel-archived' })
    const reloaded = start(storage, server)
    expect(stateOf(reloaded)).toEqual(['failed'])
    const [entry] = reloaded.entries
    expect(reloaded.remove(entry!.id)?.body).toBe('no')
    expect(storage.kept.size).toBe(0)
    server.failWith(null)
    outbox.retry(entry!.id)
    await vi.waitFor(() => expect(server.bodies()).toEqual(['yes', 'no']))
  })

  test('waits as long as the server asks when it was too often', async () => {
    const [storage, server] = [createStorage(), createServer()]
    let refusals = 0
    server.failWith(() => (refusals++ === 0 ? new Problem('limit-reached', { retryAfter: 0.2 }) : null))
    const outbox = start(storage, server)
    const started = performance.now()
    write(outbox, 'patience')
    await vi.waitFor(() => expect(stateOf(outbox)).toEqual(['sent']))
    expect(performance.now() - started).toBeGreaterThan(180)
  })

  test('belongs to one account', () => {
    const [storage, server] = [createStorage(), createServer()]
    server.failWith(() => new Offline())
    write(start(storage, server), 'mine')
    const other = createOutbox({ accountId: newId(), storage, send: server.send, pause: () => 10 })
    open.push(other)
    expect(other.entries).toHaveLength(0)
  })
})
