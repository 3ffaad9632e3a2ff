import { sql } from 'kysely'
import type { Database } from '../db/connect.ts'

/** Events that leave the feed in one transaction, and transactions of one run. */
const STEP = 1_000
const STEPS = 200

/**
 * One step. Counters are locked first and in the order of their names, as by those who write events, and rows that
 * somebody changes at the moment are left for the next time: nobody waits for each other in a circle.
 */
const sweepStep = (db: Database, now: Date): Promise<number> =>
  db.transaction().execute(async (tx) => {
    const due = await tx
      .selectFrom('event')
      .select(['topic', 'no'])
      .where('goesAt', '<=', now)
      .orderBy('goesAt')
      .limit(STEP)
      .execute()
    if (due.length === 0) return 0
    const topics = due.map((row) => row.topic)
    const nos = due.map((row) => row.no)
    await sql`select from topic_head where topic = any(${topics}::text[]) order by topic for update`.execute(
      tx,
    )
    const { rows } = await sql`
      with gone as (
        delete from event where (topic, no) in (
          select topic, no from event
          where (topic, no) in (select * from unnest(${topics}::text[], ${nos}::bigint[])) and goes_at <= ${now}
          for update skip locked)
        returning topic, no
      ), swept as (
        update topic_head h set swept_no = greatest(h.swept_no, g.no)
        from (select topic, max(no) as no from gone group by topic) g where h.topic = g.topic
      )
      select from gone`.execute(tx)
    return rows.length
  })

/** Lets go of events whose time is over, in small steps. A reader from before the last of them is told to fetch anew. */
export const sweepEvents = async (db: Database, now: Date): Promise<void> => {
  for (let step = 0; step < STEPS; step++) if ((await sweepStep(db, now)) < STEP) return
}
