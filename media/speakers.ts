/** How loud the extension says a packet is: 0 is the loudest, 127 silence. */
export type Level = number

const SILENCE = 127
/** As loud as speech into a laptop; a quiet room is near 70. */
export const SPEECH = 50
/** Somebody who paused for this long has stopped. */
const PAUSE_MS = 900
const HALF_LIFE_MS = 250

interface Voice {
  /** Smoothed loudness: 0 for silence, 127 for the loudest. */
  loud: number
  at: number
  spokeAt: number
}

/** Who speaks, and whose voices are the loudest, from the level in each packet. Times in milliseconds. */
export class Speakers {
  private readonly voices = new Map<string, Voice>()

  heard(accountId: string, level: Level, now: number): void {
    const loud = SILENCE - Math.min(SILENCE, Math.max(0, level))
    const voice = this.voices.get(accountId) ?? { loud: 0, at: now, spokeAt: Number.NEGATIVE_INFINITY }
    const keep = 0.5 ** (Math.max(0, now - voice.at) / HALF_LIFE_MS)
    const next = loud + (voice.loud - loud) * Math.min(0.9, keep)
    this.voices.set(accountId, {
      loud: next,
      at: now,
      spokeAt: next >= SILENCE - SPEECH ? now : voice.spokeAt,
    })
  }

  forget(accountId: string): void {
    this.voices.delete(accountId)
  }

  private loudness(accountId: string, now: number): number {
    const voice = this.voices.get(accountId)
    return voice && now - voice.at < PAUSE_MS ? voice.loud : 0
  }

  /** Who speaks now, loudest first, at most `most`. */
  speaking(now: number, most: number): string[] {
    return [...this.voices]
      .filter(([, voice]) => now - voice.spokeAt < PAUSE_MS)
      .sort(([a, x], [b, y]) => y.loud - x.loud || (a < b ? -1 : 1))
      .slice(0, most)
      .map(([accountId]) => accountId)
  }

  /** The voices to carry when not all can be: who spoke last stays, so that nobody is cut off between two words. */
  loudest(accountIds: readonly string[], most: number, now: number): string[] {
    if (accountIds.length <= most) return [...accountIds]
    const spokeAt = (id: string) => this.voices.get(id)?.spokeAt ?? Number.NEGATIVE_INFINITY
    const order = (a: string, b: string) =>
      Number(now - spokeAt(b) < PAUSE_MS) - Number(now - spokeAt(a) < PAUSE_MS) ||
      this.loudness(b, now) - this.loudness(a, now) ||
      (spokeAt(b) > spokeAt(a) ? 1 : spokeAt(b) < spokeAt(a) ? -1 : a < b ? -1 : 1)
    return [...accountIds].sort(order).slice(0, most)
  }
}
