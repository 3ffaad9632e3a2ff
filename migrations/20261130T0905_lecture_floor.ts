import { type Kysely, sql } from 'kysely'

/** Who may send what in a lecture. Lectures from before had no sound and picture: in them nobody but who leads may. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const closed = JSON.stringify({ open: false, except: [] })
  const floor = `{"no":1,"microphone":${closed},"camera":${closed},"screen":${closed}}`
  await sql`alter table lecture add column floor jsonb not null default ${sql.lit(floor)}::jsonb`.execute(db)
}
