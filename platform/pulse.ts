import { type RawBuilder, sql } from 'kysely'
import type { Services } from './context.ts'
import type { Database } from './db/connect.ts'
import { jsonb } from './db/json.ts'
import type { PartRow } from './part.ts'

const BEAT_MS = 5_000
/** Whoever has said nothing for so long is not there: three beats and a little for a machine that is busy. */
const SILENT: RawBuilder<Date> = sql`now() - interval '16 seconds'`
const MEGABYTE = 1024 * 1024

/** What a part says of itself beside its memory: rooms, sockets, whatever an operator asks it at night. */
export type Figures = Record<string, number>

/**
 * Lets this process be counted among those that run (`part_process`) until `stop`: a beat every few seconds with its
 * memory and figures. A line in the log says once when its memory goes over the part's line. A beat that fails costs
 * nothing: the next one is as good.
 */
export const startPulse = async (
  { connection: { db }, processId, log }: Pick<Services, 'connection' | 'processId' | 'log'>,
  part: PartRow,
  figures: () => Figures = () => ({}),
): Promise<() => Promise<void>> => {
  let over = false
  const beat = async () => {
    const memoryMb = Math.round(process.memoryUsage.rss() / MEGABYTE)
    if (!over && memoryMb > part.memoryLineMb)
      log.warn('process.memory', { memoryMb, lineMb: part.memoryLineMb })
    over = memoryMb > part.memoryLineMb
    const says = { memoryMb, figures: jsonb(figures()) }
    await db
      .insertInto('partProcess')
      .values({ id: processId, part: part.name, ...says })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...says, seenAt: sql`now()` }))
      .execute()
  }
  const beatIfPossible = () => beat().catch((error: unknown) => log.debug('pulse', { error: String(error) }))
  await beatIfPossible()
  const timer = setInterval(() => void beatIfPossible(), BEAT_MS)
  timer.unref()
  return async () => {
    clearInterval(timer)
    // Together with those that ended without a word.
    await db
      .deleteFrom('partProcess')
      .where((where) => where.or([where('id', '=', processId), where('seenAt', '<', SILENT)]))
      .execute()
      .catch(() => {})
  }
}

export interface PartState {
  name: string
  /** `asleep`: it starts when it is wanted, and nobody has. `missing`: it should run and does not. */
  status: 'running' | 'asleep' | 'missing'
  processes: { startedAt: Date; memoryMb: number; figures: Figures }[]
  memoryLineMb: number
}

/** Which parts run at this moment, on whatever machine: every row, and each process of it. */
export const partsNow = async (db: Database, rows: readonly PartRow[]): Promise<PartState[]> => {
  const seen = await db
    .selectFrom('partProcess')
    .select(['part', 'startedAt', 'memoryMb', 'figures'])
    .where('seenAt', '>=', SILENT)
    .orderBy('startedAt')
    .execute()
  return rows.map((row) => {
    const processes = seen
      .filter(({ part }) => part === row.name)
      .map(({ startedAt, memoryMb, figures }) => ({
        startedAt,
        memoryMb,
        // Written by `startPulse` alone.
        figures: figures as Figures,
      }))
    const idle = row.starts === 'at once' ? ('missing' as const) : ('asleep' as const)
    return {
      name: row.name,
      status: processes.length > 0 ? ('running' as const) : idle,
      processes,
      memoryLineMb: row.memoryLineMb,
    }
  })
}
