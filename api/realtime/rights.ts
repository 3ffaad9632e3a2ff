import { meChanged, sessionsEnded } from '#domain/accounts/contract.ts'
import type { EventFrame } from '#domain/realtime.ts'
import type { Services } from '#platform/context.ts'
import { endOfFeed, eventsAfter, eventsAhead, eventsSince, type Place } from '#platform/feed/read.ts'

/** What every process must hear, whoever listens: it ends sockets and takes back rights. */
const OF_RIGHTS = [sessionsEnded.name, meChanged.name]
/** How many of those are read at a time. */
const PAGE = 500

const placeOf = ({ topic, no }: EventFrame): string => `${topic} ${no}`

/**
 * What ends sockets and takes back rights, as a process hears it: from the bus at once, and from the feed itself, for an
 * announcement that was lost must not leave a door open. What came by the one is not done again for the other.
 */
export class RightsFeed {
  private readonly services: Services
  private readonly apply: (event: EventFrame) => void | Promise<void>
  /** Up to where this process has read the feed. */
  private place: Place | null = null
  /** What is known of what comes after that: since the feed was read, and before. */
  private heard = new Set<string>()
  private heardBefore = new Set<string>()
  private reading: Promise<void> | null = null

  constructor(services: Services, apply: (event: EventFrame) => void | Promise<void>) {
    this.services = services
    this.apply = apply
  }

  /** All that commits from now on is heard. */
  async begin(): Promise<void> {
    this.place = await endOfFeed(this.services.connection.db)
  }

  /** An event that this process committed or the bus brought. */
  accept(event: EventFrame): void {
    if (!OF_RIGHTS.includes(event.name)) return
    this.heard.add(placeOf(event))
    void this.apply(event)
  }

  /** An event that was too long for the bus, which told its number. */
  async fetch(topic: string, no: number): Promise<void> {
    const [event] = await eventsAfter(this.services.connection.db, topic, no - 1, 1)
    if (event?.no === no) this.accept(event)
  }

  /** Reads what the bus may have lost, and resolves when it was applied. Throws when the feed cannot be read. */
  read(): Promise<void> {
    this.reading ??= this.readOnce().finally(() => {
      this.reading = null
    })
    return this.reading
  }

  private async readOnce(): Promise<void> {
    if (!this.place) return
    const { db } = this.services.connection
    const known = new Set([...this.heardBefore, ...this.heard])
    this.heardBefore = this.heard
    this.heard = new Set()
    const take = async (events: EventFrame[]) => {
      await Promise.all(
        events.filter((event) => !known.has(placeOf(event))).map((event) => this.apply(event)),
      )
    }
    for (let more = true; more; ) {
      const { events, place } = await eventsSince(db, this.place, OF_RIGHTS, PAGE)
      this.place = place
      await take(events)
      more = events.length === PAGE
    }
    // Whoever writes for long, an import or a restore beside us, holds back the place and no end of a right.
    const ahead = await eventsAhead(db, this.place, OF_RIGHTS, PAGE)
    await take(ahead)
    for (const event of ahead) this.heard.add(placeOf(event))
  }
}
