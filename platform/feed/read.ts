import { sql } from 'kysely'
import { inPresentForm } from '#domain/event-version.ts'
import { OLDER_EVENTS } from '#domain/older-events.ts'
import type { EventFrame } from '#domain/realtime.ts'
import type { Database } from '../db/connect.ts'

interface Stored {
  topic: string
  no: number
  name: string
  at: Date
  actorId: string | null
  version: number
  payload: unknown
}

const older = new Map(OLDER_EVENTS.map((type) => [type.name, type]))

/** What was stored in an older form is read in that of now; of most events there never was another. */
const presentOf = ({ name, version, payload }: Stored): unknown => {
  const type = older.get(name)
  return type ? inPresentForm(type, version, payload) : payload
}

const frameOf = (stored: Stored): EventFrame => ({
  t: 'event',
  topic: stored.topic,
  no: Number(stored.no),
  name: stored.name,
  at: stored.at.toISOString(),
  by: stored.actorId,
  payload: presentOf(stored),
})

/** The newest number of each topic; topics that never had an event are missing. */
export const topicHeads = async (db: Database, topics: string[]): Promise<Map<string, number>> => {
  if (topics.length === 0) return new Map()
  const rows = await db.selectFrom('topicHead').selectAll().where('topic', 'in', topics).execute()
  return new Map(rows.map((row) => [row.topic, Number(row.no)]))
}

/** The longest quiet that is said; a topic that never had an event has been quiet for so long. */
const LONG_QUIET_MS = 86_400_000

/** The newest number of a topic, and for how many milliseconds nothing has happened in it, by the database's clock. */
export const topicStand = async (db: Database, topic: string): Promise<{ no: number; quiet: number }> => {
  const head = await db
    .selectFrom('topicHead')
    .select([
      'no',
      sql<number>`(extract(epoch from clock_timestamp() - moved_at) * 1000)::float8`.as('quiet'),
    ])
    .where('topic', '=', topic)
    .executeTakeFirst()
  const quiet = Math.min(Math.max(0, head?.quiet ?? LONG_QUIET_MS), LONG_QUIET_MS)
  return { no: Number(head?.no ?? 0), quiet }
}

/** The number up to which events of a topic may have left the feed: whoever knows less than that fetches anew. */
export const sweptOf = async (db: Database, topic: string): Promise<number> => {
  const head = await db
    .selectFrom('topicHead')
    .select('sweptNo')
    .where('topic', '=', topic)
    .executeTakeFirst()
  return Number(head?.sweptNo ?? 0)
}

/** Stored events of a topic after a number, in order, at most `limit`. */
export const eventsAfter = async (
  db: Database,
  topic: string,
  after: number,
  limit: number,
): Promise<EventFrame[]> => {
  const rows = await db
    .selectFrom('event')
    .select(['topic', 'no', 'name', 'at', 'actorId', 'version', 'payload'])
    .where('topic', '=', topic)
    .where('no', '>', after)
    .orderBy('no')
    .limit(limit)
    .execute()
  return rows.map(frameOf)
}

/** A place in the order of all events: what comes after it was committed later, or is later in the same commit. */
export interface Place {
  tx: string
  topic: string
  no: number
}

/** The end of the feed at this moment: who begins here hears all that commits from now on. */
export const endOfFeed = async (db: Database): Promise<Place> => {
  const { rows } = await sql<{
    tx: string
  }>`select pg_snapshot_xmin(pg_current_snapshot())::text as tx`.execute(db)
  return { tx: rows[0]?.tx ?? '0', topic: '', no: 0 }
}

/**
 * The events of these names after a place, over all topics, at most `limit`, and the place to go on from. Transactions
 * come in the order in which they began to write, each whole; one is given only once all before it have ended
 * (`pg_snapshot_xmin`), so a reader that goes on from its place never misses one that was slower to commit. Events of a
 * topic are in the order of their numbers, those of one transaction by topic.
 */
export const eventsSince = async (
  db: Database,
  place: Place,
  names: readonly string[],
  limit: number,
): Promise<{ events: EventFrame[]; place: Place }> => {
  const { rows } = await sql<Stored & { horizon: string; tx: string | null }>`
    with horizon as (select pg_snapshot_xmin(pg_current_snapshot()) as tx)
    select horizon.tx::text as horizon, found.commit_tx::text as tx,
      found.topic, found.no, found.name, found.at, found.actor_id as "actorId", found.version, found.payload
    from horizon left join lateral (
      select * from event
      where (commit_tx, topic, no) > (${place.tx}::xid8, ${place.topic}::text, ${place.no}::bigint)
        and commit_tx < horizon.tx and name = any(${[...names]}::text[])
      order by commit_tx, topic, no limit ${limit}::int
    ) found on true
    order by found.commit_tx, found.topic, found.no`.execute(db)
  const found = rows.filter((row): row is typeof row & { tx: string } => row.tx !== null)
  const last = found.at(-1)
  const end = { tx: rows[0]?.horizon ?? place.tx, topic: '', no: 0 }
  return {
    events: found.map(frameOf),
    place: last && found.length === limit ? { tx: last.tx, topic: last.topic, no: Number(last.no) } : end,
  }
}

/**
 * What has committed after a place and is not given by `eventsSince` yet, because somebody who began to write earlier has
 * not ended. For who cannot wait for that; it will be given again.
 */
export const eventsAhead = async (
  db: Database,
  place: Place,
  names: readonly string[],
  limit: number,
): Promise<EventFrame[]> => {
  const { rows } = await sql<Stored>`
    select topic, no, name, at, actor_id as "actorId", version, payload from event
    where (commit_tx, topic, no) > (${place.tx}::xid8, ${place.topic}::text, ${place.no}::bigint)
      and name = any(${[...names]}::text[])
    order by commit_tx, topic, no limit ${limit}::int`.execute(db)
  return rows.map(frameOf)
}

/**
 * A database that was restored from a dump counts transactions anew: events of its earlier life would come after all that
 * is written now. They are put at the beginning. Cheap when there is nothing to do; run when a process starts.
 */
export const settleOrder = async (db: Database): Promise<void> => {
  await sql`update event set commit_tx = '3' where commit_tx >= pg_snapshot_xmax(pg_current_snapshot())`.execute(
    db,
  )
}
