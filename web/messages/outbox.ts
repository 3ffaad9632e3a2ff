import { createStore, produce } from 'solid-js/store'
import type { Message, MessageFile } from '#domain/messages/message.ts'
import { Problem, type ProblemKind } from '#domain/problem.ts'
import { Offline } from '../call.ts'

/** A message on its way: kept on this device until the server has it. */
export interface Outgoing {
  /** The message's own id: however often it is sent, it arrives once. */
  id: string
  channelId: string
  body: string
  files: MessageFile[]
  /** When it was written. */
  at: string
  /** `sent` stays until the channel shows the message itself. */
  state: 'waiting' | 'sending' | 'failed' | 'sent'
  /** Why the server refused it. */
  refusal?: { kind: ProblemKind; code?: string }
}

export interface OutboxOptions {
  accountId: string
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>
  send: (message: Outgoing) => Promise<Message>
  onSent?: (message: Message) => void
  /** The first try after somebody wanted a message sent failed; what is tried by itself later is not told. */
  onRefused?: (error: unknown) => void
  /** Milliseconds until the next try after the nth in a row that failed. */
  pause?: (attempt: number) => number
}

/** Kinds of problem that pass by themselves. */
const PASSING: ReadonlySet<ProblemKind> = new Set([
  'unavailable',
  'limit-reached',
  'internal',
  'out-of-space',
])
/** A bug on the server will not go away by asking for ever. */
const BUG_TRIES = 5
const KEEP_SENT = 60_000

const jittered = (attempt: number) => Math.min(30_000, 1000 * 2 ** attempt) * (0.5 + Math.random() / 2)

/**
 * The messages of one account that the server has not confirmed. Each has a storage entry of its own, so that two tabs
 * never overwrite each other's; both may send the same one, which its id makes harmless. In a channel they go one after
 * the other, in the order they were written.
 */
export const createOutbox = (options: OutboxOptions) => {
  const { storage, accountId } = options
  const prefix = `lectern.outbox.${accountId}.`
  const pause = options.pause ?? jittered
  const [entries, setEntries] = createStore<Outgoing[]>([])
  const busy = new Set<string>()
  /** What a person has just asked to send. */
  const wanted = new Set<string>()
  const attempts = new Map<string, number>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  const change = (id: string, next: Partial<Outgoing>) => setEntries((one) => one.id === id, next)
  const find = (id: string) => entries.find((one) => one.id === id)

  const keep = (entry: Outgoing) => {
    const { state, ...rest } = entry
    storage.setItem(
      prefix + entry.id,
      JSON.stringify({ ...rest, state: state === 'failed' ? state : 'waiting' }),
    )
  }

  const drop = (id: string) => {
    storage.removeItem(prefix + id)
    setEntries(produce((all) => all.splice(0, all.length, ...all.filter((one) => one.id !== id))))
  }

  const later = (channelId: string, milliseconds: number) => {
    clearTimeout(timers.get(channelId))
    timers.set(
      channelId,
      setTimeout(() => pump(channelId), milliseconds),
    )
  }

  const succeeded = (entry: Outgoing, message: Message) => {
    attempts.delete(entry.channelId)
    wanted.delete(entry.id)
    storage.removeItem(prefix + entry.id)
    change(entry.id, { state: 'sent' })
    options.onSent?.(message)
    setTimeout(() => drop(entry.id), KEEP_SENT)
  }

  const refused = (entry: Outgoing, problem: Problem) => {
    change(entry.id, { state: 'failed', refusal: { kind: problem.kind, code: problem.details.code } })
    const failed = find(entry.id)
    if (failed) keep(failed)
  }

  /** Whether the channel's next message may be tried at once. */
  const settle = (entry: Outgoing, error: unknown): boolean => {
    const tries = (attempts.get(entry.channelId) ?? 0) + 1
    const problem = error instanceof Problem ? error : null
    const passes = error instanceof Offline || (problem !== null && PASSING.has(problem.kind))
    // Signed out: it waits for the person to return.
    if (problem?.kind === 'unauthenticated') {
      change(entry.id, { state: 'waiting' })
      return false
    }
    if (!passes || (problem?.kind === 'internal' && tries >= BUG_TRIES)) {
      refused(entry, problem ?? new Problem('internal'))
      return true
    }
    attempts.set(entry.channelId, tries)
    change(entry.id, { state: 'waiting' })
    later(entry.channelId, Math.max((problem?.details.retryAfter ?? 0) * 1000, pause(tries)))
    return false
  }

  const sendOne = async (entry: Outgoing): Promise<boolean> => {
    change(entry.id, { state: 'sending' })
    try {
      const message = await options.send({ ...entry })
      succeeded(entry, message)
      return true
    } catch (error) {
      if (wanted.delete(entry.id)) options.onRefused?.(error)
      return settle(entry, error)
    }
  }

  const pump = async (channelId: string): Promise<void> => {
    if (busy.has(channelId)) return
    busy.add(channelId)
    clearTimeout(timers.get(channelId))
    try {
      for (;;) {
        const next = entries.find((one) => one.channelId === channelId && one.state === 'waiting')
        if (!next || !(await sendOne(next))) return
      }
    } finally {
      busy.delete(channelId)
    }
  }

  /** The connection is back: try everything that waits now. */
  const wake = () => {
    for (const channelId of new Set(entries.map((one) => one.channelId))) {
      attempts.delete(channelId)
      void pump(channelId)
    }
  }

  const restore = () => {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
    const found = keys
      .filter((key) => key.startsWith(prefix))
      // Only this module writes under the prefix.
      .map((key) => JSON.parse(storage.getItem(key) ?? '') as Outgoing)
    setEntries(found.sort((a, b) => (a.at < b.at ? -1 : 1)))
    wake()
  }
  restore()

  return {
    /** Everything under way, oldest first. Reactive. */
    entries,
    add: (entry: Pick<Outgoing, 'id' | 'channelId' | 'body' | 'files'>) => {
      const added: Outgoing = { ...entry, at: new Date().toISOString(), state: 'waiting' }
      keep(added)
      setEntries(entries.length, added)
      wanted.add(entry.id)
      void pump(entry.channelId)
    },
    retry: (id: string) => {
      const entry = find(id)
      if (!entry) return
      change(id, { state: 'waiting', refusal: undefined })
      wanted.add(id)
      void pump(entry.channelId)
    },
    /** Gives up a message that was not sent; returns it, so that its text can go back where it was written. */
    remove: (id: string): Outgoing | undefined => {
      const entry = find(id)
      const copy = entry ? { ...entry } : undefined
      drop(id)
      return copy
    },
    wake,
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
export type Outbox = ReturnType<typeof createOutbox>
