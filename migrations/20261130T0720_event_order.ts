import { type Kysely, sql } from 'kysely'

const ALWAYS = [
  'lecture.started',
  'lecture.ended',
  'lecture.joined',
  'lecture.left',
  'hand.raised',
  'hands.lowered',
  'hand.called',
  'board.locked',
  'board.handed',
  'attendance.proposed',
  'attendance.marked',
  'attendance.confirmed',
  'member.joined',
  'member.left',
]

/**
 * The order of all events, for readers that follow the whole feed: the transaction that wrote them (those that are there
 * already come first, in no order among each other). And how long an event stays: by its kind, see `keep` in contracts.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table event add column commit_tx xid8 not null default '3'`.execute(db)
  await sql`alter table event alter column commit_tx set default pg_current_xact_id()`.execute(db)
  await sql`create index event_order on event (commit_tx, topic, no)`.execute(db)
  await sql`alter table event add column goes_at timestamptz`.execute(db)
  await sql`update event set goes_at = at + interval '30 days' where not name = any(${ALWAYS}::text[])`.execute(
    db,
  )
  await sql`create index event_goes_at on event (goes_at) where goes_at is not null`.execute(db)
  await sql`drop index event_at`.execute(db)
  await sql`alter table topic_head add column swept_no bigint not null default 0`.execute(db)
}
