import { type EventFrame, REPLAY_LIMIT } from '#domain/realtime.ts'
import type { Database } from '#platform/db/connect.ts'
import { eventsAfter, sweptOf, topicStand } from '#platform/feed/read.ts'
import { type Connection, frameOf } from './connection.ts'

/** How long a read of missed events serves others who come back: those who lost the connection together. */
const REPLAY_MS = 2_000
/** Missed events are read and sent by so many numbers at a time. */
const PAGE = 50

/** Stored events of a page, and up to which number events have left the feed. */
interface Page {
  sweptNo: number
  frames: { no: number; frame: Buffer }[]
}

/** A listener that is still catching up holds back live frames until it has the missed ones. */
interface Member {
  connection: Connection
  waiting: Buffer[] | null
}

/** Where a listener starts: the topic's number, whether it must fetch anew, and what brings it what it missed. */
export interface Joined {
  no: number
  /** For how many milliseconds nothing has happened in the topic. */
  quiet: number
  reset: boolean
  catchUp: () => Promise<void>
}

/** The last number of the page in which what follows a number stands. */
const endOfPage = (since: number): number => (Math.floor(since / PAGE) + 1) * PAGE

const sizeOf = (frames: readonly Buffer[]): number => frames.reduce((sum, frame) => sum + frame.length, 0)

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
  /** When its last event came, on this process's own clock. */
  private moved = 0
  private readonly early = new Map<number, EventFrame>()
  private filling: Promise<void> | null = null
  /** Pages that were read a moment ago, by their place and the topic's number then. */
  private readonly pages = new Map<string, Promise<Page>>()

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

  /** Adds a listener. It hears live frames once `catchUp` has told it what it missed, as fast as it reads. */
  async join(connection: Connection, since: number | undefined): Promise<Joined> {
    const member: Member = { connection, waiting: [] }
    this.members.set(connection, member)
    if (this.no === null) await this.start()
    const no = this.no ?? 0
    const from = since ?? no
    const far = no - from > REPLAY_LIMIT || from > no
    const first = far || from === no ? null : await this.pageAfter(from, no)
    const reset = far || (first !== null && from < first.sweptNo)
    const quiet = Math.max(0, Math.round(performance.now() - this.moved))
    return { no, quiet, reset, catchUp: () => this.catchUp(member, reset ? no : from, no) }
  }

  private async catchUp(member: Member, since: number, no: number): Promise<void> {
    const { connection } = member
    const wanted = () => this.members.get(connection) === member
    for (let from = since; from < no && connection.open && wanted(); ) {
      const page = await this.pageAfter(from, no)
      // What is gone by now leaves a gap: the listener asks again, and is told to fetch anew.
      if (from < page.sweptNo) break
      await connection.writePaced(
        page.frames.filter((entry) => entry.no > from).map((entry) => entry.frame),
        wanted,
      )
      from = endOfPage(from)
    }
    // What came while the missed ones were on their way: kept in order behind them.
    for (let kept = member.waiting ?? []; kept.length > 0; kept = member.waiting ?? []) {
      member.waiting = []
      await connection.writePaced(kept, wanted)
      connection.hold(-sizeOf(kept))
    }
    member.waiting = null
  }

  /**
   * The page with what follows a number. An event more, and what was read is not used again: so nothing is replayed that
   * was withdrawn meanwhile.
   */
  private pageAfter(since: number, no: number): Promise<Page> {
    const start = endOfPage(since) - PAGE
    if (this.no !== no) return this.readPage(start, no)
    const key = `${start} ${no}`
    const known = this.pages.get(key)
    if (known) return known
    const page = this.readPage(start, no)
    this.pages.set(key, page)
    const forget = () => this.pages.delete(key)
    setTimeout(forget, REPLAY_MS).unref()
    page.catch(forget)
    return page
  }

  private async readPage(start: number, no: number): Promise<Page> {
    const events = await eventsAfter(this.db, this.name, start, PAGE)
    const frames = events
      .filter((event) => event.no <= Math.min(no, start + PAGE))
      .map((event) => ({ no: event.no, frame: frameOf(event) }))
    // After the events: what left the feed while they were read is known then.
    return { sweptNo: await sweptOf(this.db, this.name), frames }
  }

  private async start(): Promise<void> {
    const { no, quiet } = await topicStand(this.db, this.name)
    if (this.no === null) {
      this.no = no
      this.moved = performance.now() - quiet
    }
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
    this.moved = performance.now()
    const frame = frameOf(event)
    for (const member of this.members.values()) {
      if (!member.waiting) member.connection.write(frame)
      else if (member.connection.hold(frame.length)) member.waiting.push(frame)
    }
  }

  /** Sends the frame of a signal to all listeners. */
  signal(text: string): void {
    const frame = frameOf(text)
    for (const { connection } of this.members.values()) connection.write(frame)
  }
}
