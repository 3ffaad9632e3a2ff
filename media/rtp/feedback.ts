import { isAfter } from './line.ts'

/**
 * What a receiver tells a sender, as bytes: which packets it misses (RFC 4585, generic NACK) and when which packet came
 * (transport-wide congestion control, draft-holmer-rmcat-transport-wide-cc-extensions-01), by which browsers decide how
 * much to send. Ours and not the library's, because one feedback must speak for all streams of a connection, two layers
 * of a camera included, and because numbers wrap and packets are lost.
 */

const header = (count: number, words: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes[0] = 0x80 | count
  bytes[1] = 205
  bytes.writeUInt16BE(words, 2)
  return bytes
}

const SIZE = 0x1_0000

/** Asks for packets again. The list has no order and no repetition. */
export const nackOf = (senderSsrc: number, mediaSsrc: number, sequences: readonly number[]): Buffer => {
  const sorted = [...sequences].sort((a, b) => (isAfter(a, b) ? 1 : -1))
  const pairs: { first: number; mask: number }[] = []
  for (const sequence of sorted) {
    const pair = pairs.at(-1)
    const ahead = pair ? (sequence - pair.first + SIZE) % SIZE : SIZE
    if (pair && ahead >= 1 && ahead <= 16) pair.mask |= 1 << (ahead - 1)
    else pairs.push({ first: sequence, mask: 0 })
  }
  const body = Buffer.alloc(8 + pairs.length * 4)
  body.writeUInt32BE(senderSsrc, 0)
  body.writeUInt32BE(mediaSsrc, 4)
  pairs.forEach(({ first, mask }, index) => {
    body.writeUInt16BE(first, 8 + index * 4)
    body.writeUInt16BE(mask, 10 + index * 4)
  })
  return Buffer.concat([header(1, body.length / 4), body])
}

const TICK_US = 250
const REFERENCE_US = 64_000
const LOST = 0
const SMALL = 1
const LARGE = 2

/** What one feedback may speak of; a longer silence begins anew. */
const MOST_STATUSES = 2_000

/** Collects when packets came, and tells it. Times in microseconds. */
export class ArrivalTimes {
  private readonly times = new Map<number, number>()
  /** The next packet to speak of; those before it were told. */
  private next: number | null = null
  private newest = 0
  private count = 0

  arrived(sequence: number, at: number): void {
    if (this.next === null) {
      this.next = sequence
      this.newest = sequence
    }
    // What comes after it was told to be missing is not told again.
    if (isAfter(this.next, sequence)) return
    this.times.set(sequence, at)
    if (isAfter(sequence, this.newest)) this.newest = sequence
  }

  get waiting(): number {
    return this.times.size
  }

  /** The feedback over everything since the last one; null when nothing came. */
  take(senderSsrc: number, mediaSsrc: number): Buffer | null {
    if (this.next === null || this.times.size === 0) return null
    const length = ((this.newest - this.next + SIZE) % SIZE) + 1
    if (length > MOST_STATUSES) {
      this.times.clear()
      this.next = (this.newest + 1) % SIZE
      return null
    }
    const base = this.next
    const arrivals = Array.from({ length }, (_, step) => this.times.get((base + step) % SIZE))
    this.times.clear()
    this.next = (this.newest + 1) % SIZE
    const first = arrivals.find((at) => at !== undefined) ?? 0
    const reference = Math.floor(first / REFERENCE_US)
    const { statuses, deltas } = statusesOf(arrivals, reference * REFERENCE_US)
    const fixed = Buffer.alloc(16)
    fixed.writeUInt32BE(senderSsrc, 0)
    fixed.writeUInt32BE(mediaSsrc, 4)
    fixed.writeUInt16BE(base, 8)
    fixed.writeUInt16BE(length, 10)
    fixed.writeUIntBE(reference & 0xff_ffff, 12, 3)
    fixed[15] = this.count
    this.count = (this.count + 1) & 0xff
    const body = Buffer.concat([fixed, chunksOf(statuses), deltas])
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)])
    return Buffer.concat([header(15, padded.length / 4), padded])
  }
}

const statusesOf = (arrivals: readonly (number | undefined)[], from: number) => {
  const statuses: number[] = []
  const deltas: Buffer[] = []
  let last = from
  for (const at of arrivals) {
    if (at === undefined) {
      statuses.push(LOST)
      continue
    }
    const ticks = Math.max(-32_768, Math.min(32_767, Math.round((at - last) / TICK_US)))
    // Rounding is carried on, so that the errors of many packets do not add up.
    last += ticks * TICK_US
    const small = ticks >= 0 && ticks <= 255
    statuses.push(small ? SMALL : LARGE)
    const bytes = Buffer.alloc(small ? 1 : 2)
    if (small) bytes.writeUInt8(ticks)
    else bytes.writeInt16BE(ticks)
    deltas.push(bytes)
  }
  return { statuses, deltas: Buffer.concat(deltas) }
}

/** Runs of one status, and vectors of seven where they change. */
const chunksOf = (statuses: readonly number[]): Buffer => {
  const chunks: number[] = []
  for (let at = 0; at < statuses.length; ) {
    const status = statuses[at] ?? LOST
    let end = at
    while (end < statuses.length && statuses[end] === status && end - at < 8_191) end += 1
    if (end - at >= 7 || end === statuses.length) {
      chunks.push((status << 13) | (end - at))
      at = end
      continue
    }
    let vector = 0xc000
    for (let slot = 0; slot < 7; slot += 1) vector |= (statuses[at + slot] ?? LOST) << (12 - slot * 2)
    chunks.push(vector)
    at += 7
  }
  const bytes = Buffer.alloc(chunks.length * 2)
  for (const [index, chunk] of chunks.entries()) bytes.writeUInt16BE(chunk, index * 2)
  return bytes
}
