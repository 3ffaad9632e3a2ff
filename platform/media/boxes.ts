import { exactly, type Patch, type Source } from './source.ts'

/** Boxes of the ISO base media file format (ISO/IEC 14496-12) and of QuickTime, its parent. */

export interface Box {
  type: string
  at: number
  /** Where its content begins. */
  start: number
  end: number
}

/** The box at a place; one that says more than there is ends at `to`, what cannot be one has no type. */
const boxAt = async (source: Source, at: number, to: number): Promise<Box> => {
  const head = await exactly(source, at, 8)
  const short = head.readUInt32BE()
  const wide = short === 1 ? Number((await exactly(source, at + 8, 8)).readBigUInt64BE()) : null
  const start = at + (wide === null ? 8 : 16)
  const end = short === 0 ? to : at + (wide ?? short)
  if (end < start) return { type: '', at, start: at, end: to }
  return { type: head.toString('latin1', 4), at, start, end: Math.min(end, to) }
}

/** The boxes between two places, one after another. */
export const boxesIn = async function* (source: Source, from: number, to: number): AsyncGenerator<Box> {
  for (let at = from; at + 8 <= to; ) {
    const box = await boxAt(source, at, to)
    yield box
    at = box.end
  }
}

/** The first box of this type between two places. */
export const boxIn = async (
  source: Source,
  type: string,
  within: Box | null,
  skip = 0,
): Promise<Box | null> => {
  if (!within) return null
  for await (const box of boxesIn(source, within.start + skip, within.end)) if (box.type === type) return box
  return null
}

const FREE = Buffer.from('free')

/** Makes a box one of no meaning, of the same size, and empties it. */
export const freed = function* (box: Box): Generator<Patch> {
  if (box.type === 'free' || box.type === 'skip') return
  if (box.type) yield { at: box.at + 4, length: 4, fill: 0, head: FREE }
  yield { at: box.start, length: box.end - box.start, fill: 0 }
}
