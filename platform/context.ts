import type { Kysely } from 'kysely'
import type { AuditAction } from '#domain/audit.ts'
import type { EventType, Job, PayloadOf, Signal } from '#domain/contract.ts'
import { versionOf } from '#domain/event-version.ts'
import { newId } from '#domain/ids.ts'
import type { Actor } from '#domain/permission.ts'
import { type EventFrame, parseTopic, type Topic } from '#domain/realtime.ts'
import type { Blobs } from './blobs/blobs.ts'
import type { Config } from './config.ts'
import type { Connection, Database } from './db/connect.ts'
import type { DB } from './db/schema.ts'
import type { Bus } from './feed/bus.ts'
import { type Follower, runFollowers, type Unwritten } from './feed/follow.ts'
import { forgetWords, subjectOf } from './feed/redact.ts'
import { type NewEvent, writeEvents } from './feed/write.ts'
import { held } from './held.ts'
import type { Log } from './log.ts'
import { type NewJob, writeJobs } from './queue/outbox.ts'
import type { SecureDoor } from './tls/door.ts'

/** What lives as long as the process. */
export interface Services {
  config: Config
  connection: Connection
  bus: Bus
  blobs: Blobs
  log: Log
  /** The only clock: tests set it. */
  now(): Date
  /** Events that this process has committed, in the order of commit; the hub listens. */
  onCommitted(events: EventFrame[]): void
  /** Sends a signal to everybody who listens to the topic, in this process and the others. Never stored, may be lost. */
  broadcast<S extends Signal>(topic: Topic, signal: S, payload: PayloadOf<S>, by?: string | null): void
  /** Names this process among those that share the database. */
  processId: string
  /** What features do when other features' events happen. */
  followers: readonly Follower[]
  /** How this process answers over HTTPS; null when it does not. */
  secureDoor(): SecureDoor | null
}

/** Who asks, when and from where: the first argument of every operation. */
export interface Context {
  services: Services
  db: Kysely<DB>
  actor: Actor | null
  now(): Date
  log: Log
  requestId: string
  address: string | null
  /** The session of the request, when it came by cookie. */
  sessionId: string | null
  /** The API token of the request, when it came with one. */
  tokenId: string | null
}

export interface AuditTarget {
  kind: string
  id?: string
}

/** A context inside a transaction: what is published, enqueued and audited commits with the change or not at all. */
export interface Transaction extends Context {
  /** Writes the event into the topic's feed; it gets its number at the end of the transaction. */
  publish<E extends EventType>(topic: Topic, event: E, payload: PayloadOf<E>): void
  /** Wants work done after commit. With `dedupe`, requests for the same thing collapse into the one still waiting. */
  enqueue<J extends Job>(
    job: J,
    payload: PayloadOf<J>,
    options?: { dedupe?: string; schoolId?: string; runAt?: Date; id?: string },
  ): string
  /** Records who did what to what; no contents, no secrets in `details`. */
  audit(
    action: AuditAction,
    target: AuditTarget,
    details?: Record<string, string | number | boolean | null>,
    schoolId?: string,
  ): void
}

const DAY_MS = 86_400_000

interface Pending {
  events: (NewEvent & Unwritten & { event: EventType })[]
  jobs: NewJob[]
  audits: Parameters<typeof writeAudits>[1]
}

const writeAudits = async (
  db: Database,
  entries: {
    id: string
    schoolId: string
    actorId: string | null
    action: string
    targetKind: string
    targetId: string | null
    details: Record<string, string | number | boolean | null>
    address: string | null
    requestId: string
    at: Date
  }[],
): Promise<void> => {
  if (entries.length > 0) await db.insertInto('auditEntry').values(entries).execute()
}

const isTransaction = (ctx: Context): ctx is Transaction => 'publish' in ctx

const transactionOf = (ctx: Context, db: Kysely<DB>, pending: Pending): Transaction => {
  const tx: Transaction = {
    ...ctx,
    db,
    publish: (topic, event, payload) => {
      if (!parseTopic(topic)) throw new Error(`not a topic: ${topic}`)
      const at = ctx.now()
      pending.events.push({
        tx,
        event,
        topic,
        name: event.name,
        subject: subjectOf(event, payload),
        version: versionOf(event),
        payload: held(ctx.services, event.name, event.payload, payload),
        actorId: ctx.actor?.id ?? null,
        at,
        goesAt: event.keep === 'always' ? null : new Date(at.getTime() + event.keep * DAY_MS),
      })
    },
    enqueue: (job, payload, options = {}) => {
      const id = options.id ?? newId()
      pending.jobs.push({
        id,
        schoolId: options.schoolId ?? ctx.actor?.schoolId ?? null,
        name: job.name,
        payload: held(ctx.services, job.name, job.payload, payload),
        dedupe: options.dedupe ?? null,
        attempts: job.attempts,
        createdAt: ctx.now(),
        runAt: options.runAt ?? ctx.now(),
      })
      return id
    },
    audit: (action, target, details = {}, schoolId) => {
      const school = schoolId ?? ctx.actor?.schoolId
      if (!school) throw new Error(`audit of ${action} without a school`)
      pending.audits.push({
        id: newId(),
        schoolId: school,
        actorId: ctx.actor?.id ?? null,
        action,
        targetKind: target.kind,
        targetId: target.id ?? null,
        details,
        address: ctx.address,
        requestId: ctx.requestId,
        at: ctx.now(),
      })
    },
  }
  return tx
}

/**
 * Runs `work`, and what follows its events, in one transaction and writes events, jobs and audit entries with it; then,
 * after commit, hands the events to this process's hub and to the bus. Inside a transaction it joins the one that is
 * open, so operations can be composed. Topic counters are taken last, so that the hot row is locked only for the commit
 * itself.
 */
export const inTransaction = async <T>(ctx: Context, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  isTransaction(ctx) ? work(ctx) : inOneTransaction(ctx.services, [ctx], (_, tx) => work(tx))

/**
 * As `inTransaction`, for several requests of one process at once: they commit together or not at all, each event and
 * audit entry in the name of its own request. `work` gets a transaction for each context, in their order, and the
 * first of them once more.
 */
export const inOneTransaction = async <T>(
  services: Services,
  contexts: Context[],
  work: (transactions: readonly Transaction[], first: Transaction) => Promise<T>,
): Promise<T> => {
  const { connection, bus, onCommitted, processId } = services
  const pending: Pending = { events: [], jobs: [], audits: [] }
  // Asked once: what carries the feed may change meanwhile.
  const { inDatabase } = bus
  let committed: EventFrame[] = []
  const result = await connection.db.transaction().execute(async (db) => {
    const transactions = contexts.map((ctx) => transactionOf(ctx, db, pending))
    const [first] = transactions
    if (!first) throw new Error('a transaction in nobody’s name')
    const value = await work(transactions, first)
    await runFollowers(services.followers, pending.events)
    await writeAudits(db, pending.audits)
    await writeJobs(db, pending.jobs)
    committed = await writeEvents(db, pending.events, inDatabase ? processId : null)
    for (const { event, payload, at } of pending.events) await forgetWords(db, event, payload, at)
    return value
  })
  if (committed.length > 0) {
    onCommitted(committed)
    if (!inDatabase) bus.publishEvents(committed)
  }
  if (pending.jobs.length > 0) bus.wake('outbox')
  return result
}

/** A context for the system itself (the worker, clean-up): no actor, everything else as usual. */
export const systemContext = (services: Services, requestId: string = newId()): Context => ({
  services,
  db: services.connection.db,
  actor: null,
  now: services.now,
  log: services.log,
  requestId,
  address: null,
  sessionId: null,
  tokenId: null,
})
