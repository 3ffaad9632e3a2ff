import { type Kysely, sql } from 'kysely'

/**
 * Of an event that carries what somebody wrote, whose words they are: when that is deleted, they are found and taken out
 * wherever they are, without knowing in which feeds.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table event add column subject uuid`.execute(db)
  await sql`
    update event set subject = (case name
      when 'message.edited' then payload ->> 'messageId'
      when 'message.sent' then payload #>> '{message,id}'
      when 'assignment.published' then payload #>> '{assignment,id}'
      when 'assignment.changed' then payload #>> '{assignment,id}'
      else payload #>> '{lesson,id}' end)::uuid
    where name in ('message.sent', 'message.edited', 'assignment.published', 'assignment.changed',
      'lesson.changed', 'lecture.started')`.execute(db)
  // Titles of what was taken away earlier; messages lost their text when they were deleted.
  await sql`
    update event set payload = jsonb_set(payload, '{assignment,title}', '""')
    where name in ('assignment.published', 'assignment.changed')
      and subject in (select id from assignment where deleted_at is not null)`.execute(db)
  await sql`
    update event set payload = jsonb_set(payload, '{lesson}', payload -> 'lesson' || '{"title": "", "room": null}')
    where name in ('lesson.changed', 'lecture.started') and subject not in (select id from lesson)`.execute(
    db,
  )
  await sql`create index event_subject on event (subject) where subject is not null`.execute(db)
}
