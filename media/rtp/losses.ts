import { isAfter } from './line.ts'

const SIZE = 0x1_0000
/** More missing at once than this is no loss but a pause: a key frame helps, not a list. */
const MOST_MISSING = 120
const MOST_ASKED = 6
const ASK_AGAIN_MS = 40
/** A packet that is a moment late was overtaken, not lost. */
const PATIENCE_MS = 8

/** Which packets of one incoming stream are missing, and which of them are to be asked for now. Numbers wrap at 65,536. */
export class Losses {
  private newest: number | null = null
  private readonly missing = new Map<number, { since: number; asked: number; askedAt: number }>()
  private received = 0
  private lost = 0

  /** A packet came. True when so many are missing before it that only a new picture helps. */
  arrived(sequence: number, now: number): boolean {
    this.received += 1
    if (this.missing.delete(sequence)) return false
    if (this.newest === null || !isAfter(sequence, this.newest)) {
      this.newest ??= sequence
      return false
    }
    const gap = (sequence - this.newest + SIZE) % SIZE
    const before = this.newest
    this.newest = sequence
    if (gap > MOST_MISSING) {
      this.missing.clear()
      return true
    }
    this.lost += gap - 1
    for (let step = 1; step < gap; step += 1)
      this.missing.set((before + step) % SIZE, { since: now, asked: 0, askedAt: 0 })
    return false
  }

  /** The packets to ask for now; what was asked for too often is given up. */
  toAsk(now: number): number[] {
    const ask: number[] = []
    for (const [sequence, one] of this.missing) {
      if (one.asked >= MOST_ASKED) this.missing.delete(sequence)
      else if (now - one.since >= PATIENCE_MS && now - one.askedAt >= ASK_AGAIN_MS) {
        one.asked += 1
        one.askedAt = now
        ask.push(sequence)
      }
    }
    return ask
  }

  /** The share of packets that did not come at first since this was last asked; null when nothing came. */
  takeShare(): number | null {
    const all = this.received + this.lost
    const share = all === 0 ? null : Math.min(1, this.lost / all)
    this.received = 0
    this.lost = 0
    return share
  }
}
