import type { Services } from '#platform/context.ts'
import type { SocketConnection, TopicRule } from '../feature.ts'
import { lectureFor } from './access.ts'
import { closePresence, openPresence } from './presence.ts'

/** How often a process says which intervals it still holds open. */
const BEAT_MS = 15_000

interface Held {
  lectureId: string
  connection: SocketConnection
  intervalId: string
}

/** The intervals this process holds open, by connection and lecture, and the timer that keeps them seen. */
class PresenceKeeper {
  private readonly held = new Map<string, Held>()
  private readonly services: Services
  private timer: NodeJS.Timeout | null = null

  constructor(services: Services) {
    this.services = services
  }

  async joined(lectureId: string, connection: SocketConnection): Promise<void> {
    const intervalId = await openPresence(connection.context(), lectureId, connection.id)
    if (intervalId === null) return
    this.held.set(`${connection.id} ${lectureId}`, { lectureId, connection, intervalId })
    this.timer ??= setInterval(() => {
      this.beat().catch((error: unknown) => this.services.log.warn('presence.beat', { error: String(error) }))
    }, BEAT_MS).unref()
  }

  async left(lectureId: string, connection: SocketConnection): Promise<void> {
    const key = `${connection.id} ${lectureId}`
    const held = this.held.get(key)
    this.held.delete(key)
    if (this.held.size === 0 && this.timer) {
      clearInterval(this.timer)
      this.timer = null
    }
    // If this fails the interval is no longer kept alive, and the worker closes it at its last beat.
    if (held) await closePresence(connection.context(), held.intervalId)
  }

  /** One statement for all. What somebody else has closed meanwhile, because we were silent too long, is opened anew. */
  async beat(): Promise<void> {
    const all = [...this.held]
    if (all.length === 0) return
    const rows = await this.services.connection.db
      .updateTable('presenceInterval')
      .set({ seenAt: this.services.now() })
      .where(
        'id',
        'in',
        all.map(([, held]) => held.intervalId),
      )
      .where('leftAt', 'is', null)
      .returning('id')
      .execute()
    const kept = new Set(rows.map((row) => row.id))
    for (const [key, held] of all) if (!kept.has(held.intervalId)) await this.reopen(key, held)
  }

  private async reopen(key: string, held: Held): Promise<void> {
    if (this.held.get(key) !== held) return
    // It may have been closed because the person was taken out of the class.
    const allowed = await lectureFor(held.connection.context(), held.lectureId, 'lecture.join').catch(
      () => null,
    )
    if (!allowed) {
      this.held.delete(key)
      return
    }
    const intervalId = await openPresence(held.connection.context(), held.lectureId, held.connection.id)
    const gone = this.held.get(key) !== held
    if (intervalId !== null && gone) await closePresence(held.connection.context(), intervalId)
    else if (intervalId !== null) held.intervalId = intervalId
    else this.held.delete(key)
  }
}

const keepers = new WeakMap<Services, PresenceKeeper>()

const keeperOf = (services: Services): PresenceKeeper => {
  const found = keepers.get(services) ?? new PresenceKeeper(services)
  keepers.set(services, found)
  return found
}

/** Says now which intervals the process holds open, instead of at the next beat. */
export const beatPresence = (services: Services): Promise<void> => keeperOf(services).beat()

/** The topic of a lecture. Listening to it is being there: the server's own word, not the browser's. */
export const lectureTopic: TopicRule = {
  check: (ctx, lectureId) => lectureFor(ctx, lectureId, 'lecture.join'),
  joined: (ctx, lectureId, connection) => keeperOf(ctx.services).joined(lectureId, connection),
  left: (ctx, lectureId, connection) => keeperOf(ctx.services).left(lectureId, connection),
}
