import { type Kysely, sql } from 'kysely'

/** The language of a report is one of those that there are words for. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table report add constraint report_locale_check check (locale in ('en', 'zh-CN'))`.execute(
    db,
  )
}
