import { type RawBuilder, sql } from 'kysely'

/** A value as a jsonb parameter; the driver would take a bare array for one of PostgreSQL's own. */
export const jsonb = (value: unknown): RawBuilder<never> => sql`${JSON.stringify(value)}::jsonb`

/** A value as a json parameter, to be read once by `json_to_recordset`. */
export const json = (value: unknown): RawBuilder<never> => sql`${JSON.stringify(value)}::json`
