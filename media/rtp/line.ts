import { readVp8, withNumbers } from './vp8.ts'

/** What a line carries of a packet. */
export interface Frame {
  /** Which stream it is of: a source, and for cameras a layer. */
  stream: string
  sequence: number
  timestamp: number
  payload: Buffer
}

const SEQUENCES = 0x1_0000
/** Late packets are numbered as those beside them were: so far back is remembered. */
const SHIFTS_KEPT = 15
const TIMESTAMPS = 0x1_0000_0000

/** Whether `a` comes after `b`, both counted round a circle of `size`. */
export const isAfter = (a: number, b: number, size = SEQUENCES): boolean => {
  const ahead = (a - b + size) % size
  return ahead !== 0 && ahead < size / 2
}

const behind = (to: number, from: number, size: number): number => (((to - from) % size) + size) % size

interface Offsets {
  /** Where a number of the source goes; a later entry counts from its packet on. */
  sequences: { from: number; offset: number }[]
  timestamp: number
  picture: number
  base: number
  /** Packets before this one are of the time before this line had the stream. */
  first: number
}

/**
 * One line down to a viewer as numbers: whatever is sent on it, one source after the other, is one unbroken stream to the
 * viewer. A picture changes its source with a key frame of the new one and shows the old one until then.
 */
export class LineNumbers {
  private readonly clockRate: number
  private readonly video: boolean
  private wanted: string | null = null
  private current: string | null = null
  private offsets: Offsets = { sequences: [], timestamp: 0, picture: 0, base: 0, first: 0 }
  private newest = 0
  private last: { sequence: number; timestamp: number; picture: number; base: number; at: number } | null =
    null

  constructor(kind: 'audio' | 'video') {
    this.video = kind === 'video'
    this.clockRate = this.video ? 90_000 : 48_000
  }

  /** What is sent now; null before the first packet. */
  get stream(): string | null {
    return this.current
  }

  get wantedStream(): string | null {
    return this.wanted
  }

  /** Whether it waits for a key frame of what is wanted. */
  get waiting(): boolean {
    return this.wanted !== null && this.wanted !== this.current
  }

  /** From now on this stream; the old one goes on until the new one can begin, unless it is to end at once. */
  want(stream: string | null, atOnce: boolean): void {
    this.wanted = stream
    if (stream === null || atOnce) this.current = null
  }

  private begin(frame: Frame, now: number): void {
    const { last } = this
    const vp8 = this.video ? readVp8(frame.payload) : null
    const passed = last ? Math.max(1, Math.round(((now - last.at) / 1000) * this.clockRate)) : 0
    this.current = frame.stream
    this.newest = frame.sequence
    this.offsets = {
      first: frame.sequence,
      sequences: [
        {
          from: frame.sequence,
          offset: last ? behind(last.sequence + 1, frame.sequence, SEQUENCES) : 0,
        },
      ],
      timestamp: last ? behind(last.timestamp + passed, frame.timestamp, TIMESTAMPS) : 0,
      picture: last ? behind(last.picture + 1, vp8?.picture?.id ?? 0, 0x8000) : 0,
      base: last ? behind(last.base + 1, vp8?.base?.index ?? 0, 0x100) : 0,
    }
  }

  /** The packet as this line sends it; null when it does not. `now` in milliseconds. */
  next(frame: Frame, now: number): Omit<Frame, 'stream'> | null {
    if (frame.stream === this.wanted && frame.stream !== this.current) {
      if (!this.video || readVp8(frame.payload).keyFrame) this.begin(frame, now)
    }
    if (frame.stream !== this.current) return null
    if (isAfter(this.offsets.first, frame.sequence)) return null
    if (isAfter(frame.sequence, this.newest)) this.newest = frame.sequence
    const sequence = (frame.sequence + this.offsetOf(frame.sequence)) % SEQUENCES
    const timestamp = (frame.timestamp + this.offsets.timestamp) % TIMESTAMPS
    const { payload, picture, base } = this.numbered(frame.payload)
    if (!this.last || isAfter(sequence, this.last.sequence))
      this.last = { sequence, timestamp, picture, base, at: now }
    return { sequence, timestamp, payload }
  }

  /**
   * A packet of the source that carries nothing (browsers send such to try how much goes through) is not passed on, and
   * leaves no hole that the viewer would ask for.
   */
  skip(stream: string, sequence: number): void {
    if (stream !== this.current || !isAfter(sequence, this.newest)) return
    this.newest = sequence
    const offset = (this.offsetOf(sequence) - 1 + SEQUENCES) % SEQUENCES
    this.offsets.sequences = [...this.offsets.sequences.slice(-SHIFTS_KEPT), { from: sequence, offset }]
  }

  private offsetOf(sequence: number): number {
    const fits = this.offsets.sequences.filter(({ from }) => from === sequence || isAfter(sequence, from))
    return (fits.at(-1) ?? this.offsets.sequences[0])?.offset ?? 0
  }

  private numbered(payload: Buffer): { payload: Buffer; picture: number; base: number } {
    if (!this.video) return { payload, picture: 0, base: 0 }
    const vp8 = readVp8(payload)
    return {
      payload: withNumbers(payload, vp8, this.offsets.picture, this.offsets.base),
      picture: ((vp8.picture?.id ?? 0) + this.offsets.picture) & 0x7fff,
      base: ((vp8.base?.index ?? 0) + this.offsets.base) & 0xff,
    }
  }
}
