import { expect, it } from 'vitest'
import { newId } from '#domain/ids.ts'
import { earlierDatabase } from '../testing/database.ts'

const KEYS = '20261129T2005_look_up_keys'

/** A database of the release before keys, with a school in it. */
const earlierSchool = async () => {
  const earlier = await earlierDatabase(KEYS)
  const schoolId = newId()
  await earlier.connection.query(
    `insert into school (id, name, locale, time_zone, created_at) values ($1, 'S', 'en', 'UTC', now())`,
    [schoolId],
  )
  return { ...earlier, schoolId }
}

it('accounts of an earlier release get one form and a key; of two with one key both stay, and the plain one has it', async () => {
  const { connection, update, schoolId } = await earlierSchool()
  const accounts: [string, string | null, string | null, string][] = [
    ['ｓｔｕｄｅｎｔ', null, '０１２', 'Wide'],
    ['student', null, '012', 'Plain'],
    ['ΝΙΚΟΣ', 'Nikos@Example.org', null, 'Niko\u0301s\u200B  ΝΙΚΟΣ '],
    ['an\u200Bna', null, null, 'علی\u200Cرضا'],
    ['２０２６０００１', 'ａ@example.org', null, '\u200B'],
    ['Weiß', 'a@example.org', null, 'Older'],
    ['weiss2', null, null, 'Other'],
  ]
  for (const [n, [username, email, number, name]] of accounts.entries())
    await connection.query(
      `insert into account (id, school_id, username, email, student_number, display_name, role, created_at)
       values ($1, $2, $3, $4, $5, $6, 'student', now() + $7 * interval '1 second')`,
      [newId(), schoolId, username, email, number, name, n],
    )
  await update()
  const rows = await connection.query<Record<string, string | null>>(
    `select username, username_key, email, email_key, student_number, student_number_key, display_name
     from account order by created_at`,
  )
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['ｓｔｕｄｅｎｔ', 'KEPT ｓｔｕｄｅｎｔ', null, null, '０１２', 'KEPT ０１２', 'Wide'],
    ['student', 'student', null, null, '012', '012', 'Plain'],
    ['ΝΙΚΟΣ', 'νικοσ', 'Nikos@Example.org', 'nikos@example.org', null, null, 'Nikós ΝΙΚΟΣ'],
    ['anna', 'anna', null, null, null, null, 'علی\u200Cرضا'],
    ['20260001', '20260001', 'ａ@example.org', 'KEPT ａ@example.org', null, null, '\u200B'],
    ['Weiß', 'weiss', 'a@example.org', 'a@example.org', null, null, 'Older'],
    ['weiss2', 'weiss2', null, null, null, null, 'Other'],
  ])
})
