import { setTimeout as pause } from 'node:timers/promises'
import { sessionsEnded } from '#domain/accounts/contract.ts'
import { isInScopes } from '#domain/permission.ts'
import { Problem } from '#domain/problem.ts'
import {
  CLOSE_CODES,
  type EventFrame,
  parseTopic,
  SOCKETS_LIMIT,
  TOPIC_KINDS,
  TOPICS_LIMIT,
  type TopicKind,
  topicOf,
} from '#domain/realtime.ts'
import type { Context, Services } from '#platform/context.ts'
import type { BusMessage } from '#platform/feed/bus.ts'
import { topicHeads } from '#platform/feed/read.ts'
import { createGate, type Gate } from '#platform/gate.ts'
import { credentialStates, renewActor } from '../accounts/session.ts'
import type { Feature, SignalRule, TopicRule } from '../feature.ts'
import type { Connection } from './connection.ts'
import { Allowance } from './flow.ts'
import { RightsFeed } from './rights.ts'
import { type Joined, LiveTopic } from './topic.ts'

/** How often the numbers are compared with the feed, in case an announcement was lost. */
const COMPARE_MS = 10_000

/** How many sockets are looked at again by one statement. */
const PAGE = 500
/** After a gap that could not be filled: how long until the next try, the first time and at most. */
const FIRST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 2_000

/** How often every socket is looked at again, whatever was heard or missed. */
const LOOK_EVERY_MS = 15_000
/** Accounts of which the last change of rights is remembered, for sockets that are just being opened. */
const CHANGES = 10_000

/** How much of the connections may be sockets. */
const SHARE_OF_SOCKETS = 0.8

/** How many sockets are let in, and topics joined, at a time: fewer than there are connections to the database. */
const AT_ONCE = 4

/** An account's sockets in this process, and what they may send together. */
interface Visitor {
  sockets: Set<Connection>
  allowance: Allowance
  /** Rights are loaded anew one time after the other: an older answer never comes after a newer one. */
  inTurn: Gate
}

/** Every socket of this process, and what each listens to. */
export class Hub {
  private readonly open = new Set<Connection>()
  readonly connections: ReadonlySet<Connection> = this.open
  private readonly byAccount = new Map<string, Visitor>()
  private readonly topics = new Map<string, LiveTopic>()
  private readonly rules = new Map<TopicKind, TopicRule>()
  private readonly signals = new Map<string, SignalRule>()
  private readonly services: Services
  private readonly others: Feature['rightsChanged'][]
  private compare: NodeJS.Timeout | null = null
  private readonly rights: RightsFeed
  private stopped = false
  private comparing = false
  private look: NodeJS.Timeout | null = null
  /** Counts what was heard of rights, with the number of each account's last. */
  private changes = 0
  private readonly changeOf = new Map<string, number>()
  private forgotten = 0
  /** Accounts whose rights could not be loaded anew: tried again. */
  private readonly unsure = new Set<string>()
  /** A school that comes back all at once waits here, so that nobody at work is kept waiting by it. */
  readonly letIn = createGate(AT_ONCE)

  constructor(services: Services, features: Feature[]) {
    this.services = services
    this.rights = new RightsFeed(services, (event) => this.applyRights(event))
    this.others = features.map((feature) => feature.rightsChanged)
    for (const feature of features) {
      for (const kind of TOPIC_KINDS) {
        const rule = feature.topics?.[kind]
        if (rule) this.rules.set(kind, rule)
      }
      for (const rule of feature.signals ?? []) this.signals.set(`${rule.topic} ${rule.signal.name}`, rule)
    }
  }

  /** Begins to hear the other processes. */
  async start(): Promise<void> {
    await this.rights.begin()
    await this.services.bus.listen(
      (message) => this.hear(message),
      () => void this.fillGap(),
      { signals: true, onDeaf: () => void this.compareWhileDeaf() },
    )
    this.compare = setInterval(() => void this.compareAll(), COMPARE_MS)
    this.look = setInterval(() => {
      this.lookAgain([...this.open]).catch((error: unknown) =>
        this.services.log.error('socket.look', { error: String(error) }),
      )
    }, LOOK_EVERY_MS)
  }

  /** Events this process has just committed. */
  committed(events: EventFrame[]): void {
    for (const event of events) this.accept(event)
  }

  ruleOf(kind: TopicKind): TopicRule | undefined {
    return this.rules.get(kind)
  }

  signalRule(kind: TopicKind, name: string): SignalRule | undefined {
    return this.signals.get(`${kind} ${name}`)
  }

  /** Sends the frame of a signal to all listeners of the topic, in this process and the others. */
  signal(topic: string, frame: string): void {
    this.topics.get(topic)?.signal(frame)
    this.services.bus.signal(topic, frame)
  }

  /** Lets a socket listen to a topic, and brings it what it missed. Throws `not-found`, `limit-reached`. */
  subscribe(
    connection: Connection,
    topic: string,
    since: number | undefined,
    requestId: number,
  ): Promise<void> {
    return connection.inTurn(async () => {
      if (!connection.open) return
      try {
        const { no, quiet, reset, catchUp } = await this.letIn(() => this.join(connection, topic, since))
        connection.tell({ t: 'subscribed', id: requestId, topic, no, quiet, ...(reset ? { reset } : {}) })
        // Beside the gate: somebody who does not read keeps nobody waiting.
        await catchUp()
      } catch (error) {
        this.unsubscribe(connection, topic)
        throw error
      }
      if (connection.topics.has(topic)) await this.letIn(() => this.joined(connection, topic))
      // The socket closed meanwhile: nobody else would take it out again.
      if (!this.connections.has(connection)) this.unsubscribe(connection, topic)
    })
  }

  private async join(connection: Connection, topic: string, since: number | undefined): Promise<Joined> {
    const parsed = parseTopic(topic)
    if (!parsed) throw new Problem('invalid')
    const [kind, id] = parsed
    const rule = this.rules.get(kind)
    if (!rule) throw new Problem('not-found')
    if (connection.topics.size >= TOPICS_LIMIT && !connection.topics.has(topic))
      throw new Problem('limit-reached')
    // Rights that change while they are asked for are asked for again: from here on a change finds the topic.
    for (let ctx: Context | null = null; ctx !== connection.context(); ) {
      ctx = connection.context()
      await rule.check(ctx, id)
    }
    const live = this.topics.get(topic) ?? new LiveTopic(topic, this.services.connection.db)
    this.topics.set(topic, live)
    connection.topics.add(topic)
    return live.join(connection, since)
  }

  private async joined(connection: Connection, topic: string): Promise<void> {
    const parsed = parseTopic(topic)
    const rule = parsed && this.rules.get(parsed[0])
    if (!parsed || !rule?.joined || connection.leaving.has(topic)) return
    const joined = rule.joined(connection.context(), parsed[1], connection)
    connection.leaving.set(topic, async () => {
      await joined.catch(() => {})
      await rule.left?.(connection.context(), parsed[1], connection)
    })
    await joined
  }

  unsubscribe(connection: Connection, topic: string): void {
    connection.topics.delete(topic)
    const live = this.topics.get(topic)
    live?.members.delete(connection)
    if (live?.members.size === 0) this.topics.delete(topic)
    const leave = connection.leaving.get(topic)
    connection.leaving.delete(topic)
    leave?.().catch((error: unknown) => this.services.log.error('socket.left', { error: String(error) }))
  }

  /** Whether no more sockets are taken in: what is left of the connections is for requests. */
  get full(): boolean {
    return this.open.size >= this.services.config.connections * SHARE_OF_SOCKETS
  }

  /** Takes a socket in; answers with what its account may send. One too many of the account, and its oldest goes. */
  add(connection: Connection): Allowance {
    const { accountId } = connection
    const visitor = this.byAccount.get(accountId) ?? {
      sockets: new Set(),
      allowance: new Allowance(),
      inTurn: createGate(1),
    }
    const [oldest] = visitor.sockets
    if (oldest && visitor.sockets.size >= SOCKETS_LIMIT) {
      oldest.close(CLOSE_CODES.crowded, 'too many sockets of this account')
      this.remove(oldest)
    }
    this.byAccount.set(accountId, visitor)
    this.open.add(connection)
    visitor.sockets.add(connection)
    return visitor.allowance
  }

  /** The place in what was heard of rights: to be taken before a session is looked up for a new socket. */
  get rightsHeard(): number {
    return this.changes
  }

  /**
   * Takes care that a socket which has just been taken in does not outlive what ended before: whatever was heard of its
   * account since `heard` is looked at again. From here on a change finds the socket.
   */
  async confirm(connection: Connection, heard: number): Promise<void> {
    const topic = topicOf('account', connection.accountId)
    if ((this.changeOf.get(topic) ?? this.forgotten) <= heard) return
    await this.lookAgain([connection])
    await this.recheck(topic)
  }

  /** Closes those of these sockets whose session or token is no longer there, or has run out. */
  async lookAgain(connections: readonly Connection[]): Promise<void> {
    for (let from = 0; from < connections.length; from += PAGE) {
      const some = connections.slice(from, from + PAGE)
      const states = await credentialStates(
        this.services,
        some.map(({ credentialId }) => credentialId),
      )
      for (const connection of some) {
        const state = states.get(connection.credentialId)
        if (state === undefined) connection.close(CLOSE_CODES.sessionEnded, 'session ended')
        else if (state === 'lapsed') connection.close(CLOSE_CODES.lapsed, 'session lapsed')
      }
    }
  }

  remove(connection: Connection): void {
    const own = this.byAccount.get(connection.accountId)?.sockets
    this.open.delete(connection)
    own?.delete(connection)
    if (own?.size === 0) this.byAccount.delete(connection.accountId)
    for (const topic of [...connection.topics]) this.unsubscribe(connection, topic)
  }

  /** Closes every socket because the process stops; clients return after a random moment. Waits for the leave hooks. */
  async stop(): Promise<void> {
    this.stopped = true
    if (this.compare) clearInterval(this.compare)
    if (this.look) clearInterval(this.look)
    const leaving: Promise<void>[] = []
    for (const connection of [...this.connections]) {
      for (const leave of connection.leaving.values()) leaving.push(leave().catch(() => {}))
      connection.leaving.clear()
      connection.close(CLOSE_CODES.restart, 'restart')
    }
    await Promise.all(leaving)
  }

  private accept(event: EventFrame): void {
    this.topics.get(event.topic)?.accept(event)
    this.rights.accept(event)
  }

  private async applyRights(event: EventFrame): Promise<void> {
    this.changes += 1
    // Re-inserted, so that the map's first is the one that changed longest ago.
    this.changeOf.delete(event.topic)
    this.changeOf.set(event.topic, this.changes)
    const [oldest] = this.changeOf.size > CHANGES ? this.changeOf : []
    if (oldest) {
      this.changeOf.delete(oldest[0])
      this.forgotten = oldest[1]
    }
    const accountId = parseTopic(event.topic)?.[1]
    if (accountId !== undefined) for (const told of this.others) told?.(accountId)
    if (event.name === sessionsEnded.name) this.endSessions(event)
    else await this.recheck(event.topic)
  }

  private hear(message: BusMessage): void {
    if (message.kind === 'event') this.accept(message.event)
    else if (message.kind === 'number') this.hearNumber(message.topic, message.no)
    else if (message.kind === 'signal') this.topics.get(message.topic)?.signal(message.frame)
  }

  /** An event too long for the bus: the listeners' is read with what else they missed, that of a right by itself. */
  private hearNumber(topic: string, no: number): void {
    this.topics.get(topic)?.reached(no)
    if (this.socketsOf(topic).length > 0) this.rights.fetch(topic, no).catch(() => this.fillGap())
  }

  /** Something may have been missed: the hub's own readers are served first, and it is tried until it is done. */
  private async fillGap(): Promise<void> {
    for (let wait = FIRST_PAUSE_MS; !this.stopped; wait = Math.min(2 * wait, LONGEST_PAUSE_MS)) {
      if (await this.compareAll(true)) return
      await pause(wait, undefined, { ref: false })
    }
  }

  /** Others may not reach this process: it looks for itself, one look at a time. */
  private async compareWhileDeaf(): Promise<void> {
    if (this.comparing) return
    this.comparing = true
    await this.compareAll()
    this.comparing = false
  }

  /** Compares what was heard with what is stored, with `credentials` those of every socket too. False when it could not. */
  private async compareAll(credentials = false): Promise<boolean> {
    try {
      await this.rights.read()
      if (credentials) await this.lookAgain([...this.open])
      const unsure = [...this.unsure]
      this.unsure.clear()
      for (const topic of unsure) await this.recheck(topic)
      const heads = await topicHeads(this.services.connection.db, [...this.topics.keys()])
      for (const [topic, no] of heads) this.topics.get(topic)?.reached(no)
      return this.unsure.size === 0
    } catch (error) {
      if (this.stopped) return true
      this.services.log.error('feed.compare', { error: String(error) })
      return false
    }
  }

  private socketsOf(accountTopic: string): Connection[] {
    const accountId = parseTopic(accountTopic)?.[1]
    return [...(this.byAccount.get(accountId ?? '')?.sockets ?? [])]
  }

  private endSessions(event: EventFrame): void {
    const ending = sessionsEnded.payload.safeParse(event.payload).data
    if (!ending) return
    const { sessionIds, replaced = false } = ending
    for (const connection of this.socketsOf(event.topic)) {
      if (sessionIds !== null && !sessionIds.includes(connection.credentialId)) continue
      if (replaced) connection.close(CLOSE_CODES.lapsed, 'signed in again')
      else connection.close(CLOSE_CODES.sessionEnded, 'session ended')
    }
  }

  /** The account's rights changed: load them anew and withdraw what is no longer allowed. */
  private async recheck(accountTopic: string): Promise<void> {
    const visitor = this.byAccount.get(parseTopic(accountTopic)?.[1] ?? '')
    await visitor?.inTurn(async () => {
      for (const connection of this.socketsOf(accountTopic))
        await this.recheckConnection(connection, accountTopic)
    })
  }

  private async recheckConnection(connection: Connection, accountTopic: string): Promise<void> {
    const before = connection.context().actor
    const actor = before && (await renewActor(this.services, before).catch(() => undefined))
    if (actor === undefined) {
      this.unsure.add(accountTopic)
      return
    }
    if (actor === null) {
      connection.close(CLOSE_CODES.sessionEnded, 'account disabled')
      return
    }
    connection.setContext({ ...connection.context(), actor })
    for (const topic of [...connection.topics]) await this.recheckTopic(connection, topic)
  }

  private async recheckTopic(connection: Connection, topic: string): Promise<void> {
    const parsed = parseTopic(topic)
    const rule = parsed && this.rules.get(parsed[0])
    if (!parsed || !rule) return
    try {
      await rule.check(connection.context(), parsed[1])
    } catch {
      this.unsubscribe(connection, topic)
      connection.tell({ t: 'withdrawn', topic })
    }
  }
}

/** The topic of an account: its own events only. */
export const accountTopic: TopicRule = {
  check: async (ctx, id) => {
    // Every feature tells the account what is new to it.
    if (ctx.actor?.id !== id || !isInScopes(ctx.actor, 'today.read')) throw new Problem('not-found')
  },
}
