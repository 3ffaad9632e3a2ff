import { sql } from 'kysely'
import type { Database } from '../db/connect.ts'
import { jsonb } from '../db/json.ts'

export interface Redaction {
  topic: string
  /** No event before this number is concerned: keeps the search short. */
  from: number
  name: string
  /** The payload contains this. */
  match: object
  /** Where in the payload the object is that is changed; the payload itself when empty. */
  path: string[]
  /** Members that take the place of those of the same name. */
  patch: object
}

/**
 * Takes something out of stored events, so that it is not replayed to whoever resumes from before it was withdrawn.
 * The events and their numbers stay: nobody sees a gap.
 */
export const redactEvents = async (db: Database, redaction: Redaction): Promise<void> => {
  const { topic, from, name, match, path, patch } = redaction
  const changed =
    path.length === 0
      ? sql`payload || ${jsonb(patch)}`
      : sql`jsonb_set(payload, ${path}::text[], (payload #> ${path}::text[]) || ${jsonb(patch)})`
  await sql`update event set payload = ${changed}
    where topic = ${topic} and no >= ${from} and name = ${name} and payload @> ${jsonb(match)}`.execute(db)
}
