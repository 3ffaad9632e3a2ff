import type { Kysely } from 'kysely'

/** Nothing but indexes: each is built while people write (`platform/db/indexes.ts`). */
export const up = async (_db: Kysely<unknown>): Promise<void> => {}

/** By them no list, count or sweep reads what the school did in earlier terms. */
export const indexes = {
  submission_waiting: "on submission (assignment_id) where state = 'submitted'",
  lecture_unconfirmed: "on lecture (class_id) where state = 'ended' and register_confirmed_at is null",
  lesson_live: "on lesson (class_id) where state = 'live'",
  channel_lasting: "on channel (audience_id, position) where kind <> 'lecture'",
  job_run_created: 'on job_run (created_at desc, id desc)',
  job_run_failed: "on job_run (finished_at) where state = 'failed'",
  job_run_finished: 'on job_run (name, finished_at) where finished_at is not null',
  audit_entry_action: 'on audit_entry (school_id, action, at desc, id desc)',
  audit_entry_actor: 'on audit_entry (actor_id, action, at desc, id desc)',
}
