import { type EventFrame, REPLAY_LIMIT } from '#domain/realtime.ts'
import type { Database } from '#platform/db/connect.ts'
import { eventsAfter, sweptOf, topicHeads } from '#platform/feed/read.ts'
import { type Connection, frameOf } from './connection.ts'

/** How long a read of missed events serves others who come back: those who lost the connection together. */
const REPLAY_MS = 2_000

/** The stored events after `since` up to `no`, read once for everybody who missed some of them. */
interface Replay {
  since: number
  no: number
  stored: Promise<{ sweptNo: number; frames: { no: number; frame: Buffer }[] }>
}

/** A listener that is still catching up holds back live frames until it has the missed ones. */
interface Member {
  connection: Connection
  waiting: Buffer[] | null
}

/**
 * One topic in this process: puts its events in order by number, fills gaps from the feed, and writes one prepared
 * frame to every listener. Arrival never decides order; numbers do.
 */
export class LiveTopic {
  readonly members = new Map<Connection, Member>()
  private readonly name: string
  private readonly db: Database
  /** The last number written to the listeners; null until the feed was asked. */
  private no: number | null = null
  private readonly early = new Map<number, EventFrame>()
  private filling: Promise<void> | null = null
  private replay: Replay | null = null

  constructor(name: string, db: Database) {
    this.name = name
    this.db = db
  }

  /** Takes an event from this process or the bus, in whatever order it comes. */
  accept(event: EventFrame): void {
    if (this.no !== null && event.no <= this.no) return
    this.early.set(event.no, event)
    this.drain()
    if (this.no !== null && this.early.size > 0) void this.fill()
  }

  /** Another process says that the topic has come to this number. */
  reached(no: number): void {
    if (this.no !== null && no > this.no) void this.fill()
  }

  get last(): number | null {
    return this.no
  }

  /** Adds a listener and brings it up to date; answers with the number it starts from and whether it must fetch anew. */
  async join(
    connection: Connection,
    since: number | undefined,
  ): Promise<{ no: number; missed: Buffer[]; reset: boolean; ready: () => void }> {
    const member: Member = { connection, waiting: [] }
    this.members.set(connection, member)
    if (this.no === null) await this.start()
    const no = this.no ?? 0
    const replayed = since === undefined || since === no ? [] : await this.missedSince(since, no)
    const [missed, reset] = [replayed ?? [], replayed === null]
    const ready = () => {
      // What came while the missed ones were read: kept in order behind them.
      connection.writeAll(member.waiting ?? [])
      member.waiting = null
    }
    return { no, missed, reset, ready }
  }

  /**
   * What was missed; null when it is too much or no longer there. An event more, and the read is not used again: so
   * nothing is replayed that was withdrawn meanwhile.
   */
  private async missedSince(since: number, no: number): Promise<Buffer[] | null> {
    if (no - since > REPLAY_LIMIT || since > no) return null
    if (!this.replay || this.replay.no !== no || this.replay.since > since) {
      const replay: Replay = { since, no, stored: this.readStored(since, no) }
      this.replay = replay
      const forget = () => {
        if (this.replay === replay) this.replay = null
      }
      setTimeout(forget, REPLAY_MS).unref()
      replay.stored.catch(forget)
    }
    const { sweptNo, frames } = await this.replay.stored
    if (since < sweptNo) return null
    return frames.filter((entry) => entry.no > since).map((entry) => entry.frame)
  }

  private async readStored(since: number, no: number): Replay['stored'] {
    const events = await eventsAfter(this.db, this.name, since, REPLAY_LIMIT)
    const frames = events
      .filter((event) => event.no <= no)
      .map((event) => ({ no: event.no, frame: frameOf(event) }))
    // After the events: what left the feed while they were read is known then.
    return { sweptNo: await sweptOf(this.db, this.name), frames }
  }

  private async start(): Promise<void> {
    const head = (await topicHeads(this.db, [this.name])).get(this.name) ?? 0
    this.no ??= head
    this.drain()
    if (this.early.size > 0) void this.fill()
  }

  private drain(): void {
    if (this.no === null) return
    for (const no of this.early.keys()) if (no <= this.no) this.early.delete(no)
    for (let next = this.early.get(this.no + 1); next; next = this.early.get(this.no + 1)) {
      this.early.delete(next.no)
      this.no = next.no
      this.write(next)
    }
  }

  private fill(): Promise<void> {
    this.filling ??= this.fillOnce().finally(() => {
      this.filling = null
    })
    return this.filling
  }

  private async fillOnce(): Promise<void> {
    if (this.no === null) return
    const events = await eventsAfter(this.db, this.name, this.no, REPLAY_LIMIT).catch(() => [])
    for (const event of events) this.early.set(event.no, event)
    this.drain()
  }

  private write(event: EventFrame): void {
    const frame = frameOf(event)
    for (const member of this.members.values()) {
      if (member.waiting) member.waiting.push(frame)
      else member.connection.write(frame)
    }
  }

  /** Sends the frame of a signal to all listeners. */
  signal(text: string): void {
    const frame = frameOf(text)
    for (const { connection } of this.members.values()) connection.write(frame)
  }
}
