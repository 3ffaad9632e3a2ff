import { type Kysely, sql } from 'kysely'

/**
 * Usernames, addresses, student numbers and class codes are found by a key that stands beside them, in one form of each
 * character and without regard to case, in place of `lower()`. Old rows are brought into the form in which new ones are
 * stored. Where two rows have the same key now, both stay: the one that is written plainly, or else the older, has the
 * key; the other is kept apart by `KEPT ` and its old form, signs in as it always did, and is listed to the
 * administrator. No key contains a capital, so the mark is not a key.
 *
 * The rule is a copy of `domain/accounts/canonical.ts` as it was on this day: a migration never changes.
 */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .normalize('NFKC')

const spaced = (text: string): string => text.replace(/[\s\p{Cc}\p{Z}]+/gu, ' ').trim()

const folded = (text: string): string =>
  text
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replace(/ς/gu, 'σ')
    .replace(/i\u0307/gu, 'i')

const keyOf = (text: string): string => spaced(plain(folded(plain(folded(plain(text))))))

const tidy = (text: string): string =>
  spaced(plain(text))
    .replace(/\u0E4D\u0E32/gu, '\u0E33')
    .replace(/\u0ECD\u0EB2/gu, '\u0EB3')

/** Names keep their joiners here: whether a script needs one was not asked when they were stored. */
const tidyName = (text: string): string =>
  spaced(text.replace(/(?![\u200C\u200D])[\p{Cf}\u115F\u1160\u3164\uFFA0]/gu, '')).normalize('NFC')

interface Row {
  id: string
  /** Within what the key is unique. */
  scope: string
  value: string
  /** The value as the old index compared it. */
  old: string
}

/** The stored form and the key of each row; of those that share one, the plainest or else the first has it. */
const keysFor = (rows: readonly Row[]): { id: string; value: string; key: string }[] => {
  const holder = new Map<string, Row>()
  const placeOf = (row: Row) => `${row.scope} ${keyOf(row.value)}`
  for (const row of rows) {
    const held = holder.get(placeOf(row))
    if (!held || (keyOf(held.value) !== held.old && keyOf(row.value) === row.old))
      holder.set(placeOf(row), row)
  }
  return rows.map((row) =>
    holder.get(placeOf(row)) === row
      ? { id: row.id, value: tidy(row.value) || row.value, key: keyOf(row.value) }
      : { id: row.id, value: row.value, key: `KEPT ${row.old}` },
  )
}

const COLUMNS = [
  { table: 'account', column: 'username', scope: sql`''`, old: sql`lower(username)` },
  { table: 'account', column: 'email', scope: sql`''`, old: sql`lower(email)` },
  { table: 'account', column: 'student_number', scope: sql`school_id::text`, old: sql`student_number` },
  { table: 'class', column: 'code', scope: sql`concat(school_id, ' ', term_id)`, old: sql`lower(code)` },
] as const

/** Rows written in one statement; a school of a hundred thousand people is some seconds. */
const PART = 5_000

const inParts = async <Item>(items: readonly Item[], write: (json: string) => Promise<unknown>) => {
  for (let start = 0; start < items.length; start += PART)
    await write(JSON.stringify(items.slice(start, start + PART)))
}

const fillKeys = async (db: Kysely<unknown>, { table, column, scope, old }: (typeof COLUMNS)[number]) => {
  const [name, key] = [sql.id(column), sql.id(`${column}_key`)]
  const { rows } = await sql<Row>`select id, ${scope} as scope, ${name} as value, ${old} as old
    from ${sql.table(table)} where ${name} is not null order by created_at, id`.execute(db)
  await inParts(keysFor(rows), (json) =>
    sql`update ${sql.table(table)} as t set ${name} = x.value, ${key} = x.key
      from jsonb_to_recordset(${json}::text::jsonb) as x(id uuid, value text, key text) where t.id = x.id`.execute(
      db,
    ),
  )
}

const tidyNames = async (db: Kysely<unknown>) => {
  const { rows } = await sql<{
    id: string
    name: string
  }>`select id, display_name as name from account`.execute(db)
  const changed = rows
    .map(({ id, name }) => ({ id, name, tidy: tidyName(name) }))
    .filter((row) => row.tidy !== '' && row.tidy !== row.name)
  await inParts(changed, (json) =>
    sql`update account as t set display_name = x.tidy
      from jsonb_to_recordset(${json}::text::jsonb) as x(id uuid, tidy text) where t.id = x.id`.execute(db),
  )
}

export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const index of ['account_username', 'account_email', 'account_student_number', 'class_code'])
    await sql`drop index ${sql.id(index)}`.execute(db)
  await sql`alter table account add column username_key text, add column email_key text,
    add column student_number_key text`.execute(db)
  await sql`alter table class add column code_key text`.execute(db)
  for (const column of COLUMNS) await fillKeys(db, column)
  await tidyNames(db)
  await sql`alter table account alter column username_key set not null,
    add constraint account_email_has_key check ((email is null) = (email_key is null)),
    add constraint account_student_number_has_key
      check ((student_number is null) = (student_number_key is null))`.execute(db)
  await sql`alter table class alter column code_key set not null`.execute(db)
  await sql`create unique index account_username on account (username_key)`.execute(db)
  await sql`create unique index account_email on account (email_key)`.execute(db)
  await sql`create unique index account_student_number on account (school_id, student_number_key)`.execute(db)
  await sql`create unique index class_code on class (school_id, term_id, code_key)`.execute(db)
  await sql`create index account_kept_apart on account (school_id) where username_key like 'KEPT %'
    or email_key like 'KEPT %' or student_number_key like 'KEPT %'`.execute(db)
}
