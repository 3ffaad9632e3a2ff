import { type Kysely, sql } from 'kysely'

/** The scopes there were when tokens began to have them: a token that is older goes on with all of them. */
const SCOPES = [
  'account:write',
  'attendance:read',
  'attendance:write',
  'audit:read',
  'boards:read',
  'boards:write',
  'classes:read',
  'classes:write',
  'files:read',
  'files:write',
  'grades:read',
  'grades:write',
  'lessons:read',
  'lessons:write',
  'messages:read',
  'messages:write',
  'people:read',
  'people:write',
  'school:read',
  'school:write',
  'today:read',
  'work:read',
  'work:write',
]

/** What an API token may be used for. One that names nothing may be used for nothing. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table api_token add column scopes text[] not null default '{}'`.execute(db)
  await sql`update api_token set scopes = ${SCOPES}::text[]`.execute(db)
}
