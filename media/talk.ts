import type { Level } from './speakers.ts'
import { SPEECH } from './speakers.ts'

/** Between two words nobody has stopped talking (milliseconds). */
const BREATH_MS = 300
/** What one packet can stand for at most: where silence is left out, the next one comes late. */
const PACKET_MS = 100

interface Talk {
  at: number
  spokeAt: number
  ms: number
}

/** How long each talked, from the level in each packet of a microphone that is passed on. Times in milliseconds. */
export class TalkTimes {
  private readonly talks = new Map<string, Talk>()

  heard(accountId: string, level: Level, now: number): void {
    const talk = this.talks.get(accountId) ?? { at: now, spokeAt: Number.NEGATIVE_INFINITY, ms: 0 }
    const spokeAt = level <= SPEECH ? now : talk.spokeAt
    const counts = now - spokeAt <= BREATH_MS
    const ms = talk.ms + (counts ? Math.min(PACKET_MS, Math.max(0, now - talk.at)) : 0)
    this.talks.set(accountId, { at: now, spokeAt, ms })
  }

  /** How long somebody talked since this was last asked, in whole milliseconds. */
  take(accountId: string): number {
    const talk = this.talks.get(accountId)
    if (!talk) return 0
    const ms = Math.floor(talk.ms)
    talk.ms -= ms
    return ms
  }

  forget(accountId: string): void {
    this.talks.delete(accountId)
  }
}
