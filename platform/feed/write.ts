import { sql } from 'kysely'
import type { EventFrame } from '#domain/realtime.ts'
import type { Database } from '../db/connect.ts'
import { json } from '../db/json.ts'
import { CHANNEL, NOTIFY_LIMIT } from './bus.ts'

export interface NewEvent {
  topic: string
  name: string
  /** Whose words it carries (`subjectOf`). */
  subject: string | null
  /** The form of the payload (`versionOf`). */
  version: number
  payload: unknown
  actorId: string | null
  at: Date
  /** When it may leave the feed; null for never. */
  goesAt: Date | null
}

/** Tells the other processes at commit: the whole event, or topic and number alone when it is too long for NOTIFY. */
const notifying = (
  from: string,
) => sql`, pg_notify(${CHANNEL}, case when octet_length(n.whole) <= ${NOTIFY_LIMIT}::int
    then n.whole else json_build_object('from', ${from}::text, 'kind', 'number', 'topic', n.topic, 'no', n.no)::text end)`

/**
 * Writes events into the feed in one statement: the topics' counters are raised (in the order of their names, so that
 * two transactions never wait for each other in a circle), the rows get gapless numbers, and with `notifyAs` every
 * other process is told at commit. A counter row is used, not an identity column: identities can commit out of order,
 * and a reader resuming from the higher one would never see the lower.
 */
export const writeEvents = async (
  db: Database,
  events: NewEvent[],
  notifyAs: string | null,
): Promise<EventFrame[]> => {
  if (events.length === 0) return []
  // Field by field: callers hold more with an event than belongs into a statement.
  const input = events.map(({ topic, name, subject, version, payload, actorId, at, goesAt }, ord) => ({
    topic,
    name,
    subject,
    version,
    payload,
    actorId,
    at: at.toISOString(),
    goesAt: goesAt?.toISOString() ?? null,
    ord,
  }))
  const { rows } = await sql<{ no: number; ord: number }>`
    with input as (
      select * from json_to_recordset(${json(input)})
        as x(topic text, name text, subject uuid, version int, payload json, "actorId" uuid, at text, "goesAt" timestamptz, ord int)
    ), heads as (
      insert into topic_head (topic, no, moved_at)
      select topic, count(*), clock_timestamp() from input group by topic order by topic
      on conflict (topic) do update set no = topic_head.no + excluded.no, moved_at = excluded.moved_at
      returning topic, no
    ), placed as (
      select i.*, h.no - (count(*) over (partition by i.topic)) + (row_number() over (partition by i.topic order by i.ord)) as no
      from input i join heads h using (topic)
    ), numbered as (
      select p.*, json_build_object('from', ${notifyAs}::text, 'kind', 'event', 'event', json_build_object('t', 'event',
        'topic', topic, 'no', no, 'name', name, 'at', at, 'by', "actorId", 'payload', payload))::text as whole
      from placed p
    ), stored as (
      insert into event (topic, no, name, subject, version, payload, actor_id, at, goes_at)
      select topic, no, name, subject, version, payload, "actorId", at::timestamptz, "goesAt" from numbered
    )
    select n.no, n.ord ${notifyAs === null ? sql`` : notifying(notifyAs)} from numbered n order by n.ord`.execute(
    db,
  )

  return rows.map(({ no, ord }): EventFrame => {
    const { topic, name, at, actorId, payload } = events[ord] as NewEvent
    return { t: 'event', topic, no: Number(no), name, at: at.toISOString(), by: actorId, payload }
  })
}
