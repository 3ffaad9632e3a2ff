import { type RawBuilder, sql } from 'kysely'
import type { EventType, Words } from '#domain/contract.ts'
import type { Database } from '../db/connect.ts'
import { jsonb } from '../db/json.ts'

const at = (payload: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], payload)

/** Whose words an event carries: the id of what was written; null where it carries none. */
export const subjectOf = ({ words }: EventType, payload: unknown): string | null =>
  words ? (at(payload, words.of) as string) : null

const withoutWords = ({ blank, deletedAt }: Words, deleted: string): RawBuilder<unknown> => {
  const patches = [...Object.entries(blank), ...(deletedAt ? [[deletedAt, deleted] as const] : [])]
  return patches.reduce<RawBuilder<unknown>>(
    (payload, [path, value]) => sql`jsonb_set(${payload}, ${path.split('.')}::text[], ${jsonb(value)})`,
    sql`payload`,
  )
}

/**
 * When an event says that something is deleted, takes what was written there out of the stored events too, so that it is
 * not replayed to whoever resumes from before. The events and their numbers stay: nobody sees a gap. The index is of those
 * that have a subject: the statement says so itself, or a plan made once for all values would read every event.
 */
export const forgetWords = async (
  db: Database,
  { forgets }: EventType,
  payload: unknown,
  deletedAt: Date,
): Promise<void> => {
  const subjects = forgets ? [at(payload, forgets.ids)].flat() : []
  for (const { name, words } of forgets?.in ?? [])
    if (words)
      await sql`update event set payload = ${withoutWords(words, deletedAt.toISOString())}
        where subject is not null and subject = any(${subjects}::uuid[]) and name = ${name}`.execute(db)
}
