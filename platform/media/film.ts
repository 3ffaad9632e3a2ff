import { type Box, boxesIn, boxIn, freed } from './boxes.ts'
import { itemPatches } from './items.ts'
import { blank, exactly, Malformed, type Patch, type Source } from './source.ts'

/** Films, recordings and pictures in boxes: MP4, QuickTime, HEIF, AVIF, and Canon's raw photos. */

/** What a film is played by, or a picture drawn by, at each level; every other box may be left out. */
const NEEDED: Record<'file' | 'moov' | 'trak', ReadonlySet<string>> = {
  file: new Set('ftyp styp moov moof mdat free skip wide sidx ssix prft mfra pnot idat'.split(' ')),
  moov: new Set('mvhd trak mvex iods pssh cmov rmra ctab free skip'.split(' ')),
  trak: new Set('tkhd mdia edts tref trgr load clip matt imap tapt free skip'.split(' ')),
}

const CANON = '85c0b687820f11e08111f4ce462b6a48'
const CHUNKS = 1_000_000

/** 32-bit numbers behind a full box's head and `skip` further bytes, `per` in a row. */
const table = async (source: Source, box: Box | null, skip: number, bytes: number): Promise<Buffer> => {
  if (!box) return Buffer.alloc(0)
  const count = (await exactly(source, box.start + 4 + skip, 4)).readUInt32BE()
  if (count > CHUNKS) throw new Malformed('too many chunks')
  return exactly(source, box.start + 8 + skip, count * bytes)
}

/** The numbers of a track's tables: how long each sample is, how many a chunk has, where the chunks begin. */
const tablesOf = async (source: Source, samples: Box) => {
  const find = (type: string) => boxIn(source, type, samples)
  const sizeBox = await find('stsz')
  const same = sizeBox ? (await exactly(source, sizeBox.start + 4, 4)).readUInt32BE() : 0
  const sizes = same ? Buffer.alloc(0) : await table(source, sizeBox, 4, 4)
  const runs = await table(source, await find('stsc'), 0, 12)
  const wide = await find('co64')
  const chunks = await table(source, wide ?? (await find('stco')), 0, wide ? 8 : 4)
  return {
    chunks: chunks.length / (wide ? 8 : 4),
    startOf: (chunk: number) =>
      wide ? Number(chunks.readBigUInt64BE(chunk * 8)) : chunks.readUInt32BE(chunk * 4),
    sizeOf: (sample: number) => same || (sample * 4 < sizes.length ? sizes.readUInt32BE(sample * 4) : 0),
    runs: runs.length / 12,
    firstOf: (run: number) => runs.readUInt32BE(run * 12) - 1,
    samplesOf: (run: number) => Math.min(runs.readUInt32BE(run * 12 + 4), CHUNKS),
  }
}

/** Where a track's samples lie, chunk by chunk. */
const sampleRanges = async function* (source: Source, samples: Box): AsyncGenerator<Patch> {
  const tables = await tablesOf(source, samples)
  let sample = 0
  for (let chunk = 0, run = 0; chunk < tables.chunks && tables.runs > 0; chunk++) {
    while (run + 1 < tables.runs && tables.firstOf(run + 1) <= chunk) run += 1
    let length = 0
    for (const end = sample + tables.samplesOf(run); sample < end; sample++) length += tables.sizeOf(sample)
    yield blank(tables.startOf(chunk), length)
  }
}

/** A track that is neither seen nor heard: positions second by second, as action cameras and telephones write them. */
const isTelling = async (source: Source, trak: Box): Promise<boolean> => {
  const handler = await boxIn(source, 'hdlr', await boxIn(source, 'mdia', trak))
  if (!handler) return false
  return /^(meta|camm|gpmd|data)$/.test((await exactly(source, handler.start + 8, 4)).toString('latin1'))
}

const trackPatches = async function* (source: Source, trak: Box): AsyncGenerator<Patch> {
  if (!(await isTelling(source, trak))) {
    yield* unneeded(source, 'trak', trak)
    return
  }
  const media = await boxIn(source, 'mdia', trak)
  const samples = await boxIn(source, 'stbl', await boxIn(source, 'minf', media))
  if (samples) yield* sampleRanges(source, samples)
  yield* freed(trak)
}

/** Canon's raw photos need what their `uuid` box holds, but for the place. */
const canonPatches = async function* (source: Source, box: Box): AsyncGenerator<Patch> {
  const name = (await exactly(source, box.start, 16)).toString('hex')
  if (name !== CANON) yield* freed(box)
  else
    for await (const inner of boxesIn(source, box.start + 16, box.end))
      if (inner.type === 'CMT4') yield* freed(inner)
}

const unneeded = async function* (
  source: Source,
  level: 'file' | 'moov' | 'trak',
  parent: Pick<Box, 'start' | 'end'>,
): AsyncGenerator<Patch> {
  for await (const box of boxesIn(source, parent.start, parent.end)) {
    if (box.type === 'moov') yield* unneeded(source, 'moov', box)
    else if (box.type === 'trak') yield* trackPatches(source, box)
    else if (box.type === 'uuid') yield* canonPatches(source, box)
    else if (box.type === 'meta' && level === 'file') yield* itemPatches(source, box)
    else if (!NEEDED[level].has(box.type)) yield* freed(box)
  }
}

/** What a file of boxes tells beside what is seen and heard. */
export const filmPatches = (source: Source): AsyncGenerator<Patch> =>
  unneeded(source, 'file', { start: 0, end: source.size })
