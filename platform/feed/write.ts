import { sql } from 'kysely'
import type { EventFrame } from '#domain/realtime.ts'
import type { Database } from '../db/connect.ts'
import { CHANNEL, NOTIFY_LIMIT } from './bus.ts'

export interface NewEvent {
  topic: string
  name: string
  payload: unknown
  actorId: string | null
  at: Date
}

/**
 * Writes events into the feed in one statement: the topics' counters are raised (in the order of their names, so that
 * two transactions never wait for each other in a circle), the rows get gapless numbers, and with `notifyAs` every
 * other process is told at commit, with the payload, or with topic and number alone when it is too long for NOTIFY.
 * A counter row is used, not an identity column: identities can commit out of order, and a reader resuming from the
 * higher one would never see the lower.
 */
export const writeEvents = async (
  db: Database,
  events: NewEvent[],
  notifyAs: string | null,
): Promise<EventFrame[]> => {
  if (events.length === 0) return []
  const input = events.map((event, ord) => ({ ...event, at: event.at.toISOString(), ord }))
  const rows = await sql<{ topic: string; no: number; ord: number }>`
    with input as (
      select * from jsonb_to_recordset(${sql.val(input)}::jsonb)
        as x(topic text, name text, payload jsonb, "actorId" uuid, at timestamptz, ord int)
    ), heads as (
      insert into topic_head (topic, no)
      select topic, count(*) from input group by topic order by topic
      on conflict (topic) do update set no = topic_head.no + excluded.no
      returning topic, no
    ), numbered as (
      select i.*, h.no - (count(*) over (partition by i.topic)) + (row_number() over (partition by i.topic order by i.ord)) as no
      from input i join heads h using (topic)
    )
    insert into event (topic, no, name, payload, actor_id, at)
    select topic, no, name, payload, "actorId", at from numbered order by ord
    returning topic, no, (select ord from numbered n where n.topic = event.topic and n.no = event.no) as ord`.execute(
    db,
  )

  const frames = rows.rows
    .sort((a, b) => a.ord - b.ord)
    .map((row): EventFrame => {
      const source = events[row.ord] as NewEvent
      return {
        t: 'event',
        topic: row.topic,
        no: Number(row.no),
        name: source.name,
        at: source.at.toISOString(),
        by: source.actorId,
        payload: source.payload,
      }
    })
  if (notifyAs !== null) await notify(db, frames, notifyAs)
  return frames
}

const notify = async (db: Database, frames: EventFrame[], from: string): Promise<void> => {
  const messages = frames.map((frame) => {
    const whole = JSON.stringify({ from, kind: 'event', event: frame })
    return Buffer.byteLength(whole) <= NOTIFY_LIMIT
      ? whole
      : JSON.stringify({ from, kind: 'number', topic: frame.topic, no: frame.no })
  })
  await sql`select pg_notify(${CHANNEL}, m) from jsonb_array_elements_text(${sql.val(messages)}::jsonb) as m`.execute(
    db,
  )
}

/** The newest number of each topic; topics that never had an event are missing. */
export const topicHeads = async (db: Database, topics: string[]): Promise<Map<string, number>> => {
  if (topics.length === 0) return new Map()
  const rows = await db.selectFrom('topicHead').selectAll().where('topic', 'in', topics).execute()
  return new Map(rows.map((row) => [row.topic, Number(row.no)]))
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
    .selectAll()
    .where('topic', '=', topic)
    .where('no', '>', after)
    .orderBy('no')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    t: 'event',
    topic: row.topic,
    no: Number(row.no),
    name: row.name,
    at: row.at.toISOString(),
    by: row.actorId,
    payload: row.payload,
  }))
}
