import { type Kysely, sql } from 'kysely'

/** What was handed in within the minute that was shown as due is not late: corrects what was noted otherwise. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    update attempt set late = false
    from submission join assignment on assignment.id = submission.assignment_id
    where attempt.submission_id = submission.id and attempt.late
      and attempt.handed_in_at >= date_trunc('minute', assignment.due_at)
      and attempt.handed_in_at < date_trunc('minute', assignment.due_at) + interval '1 minute'`.execute(db)
}
