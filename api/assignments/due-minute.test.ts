import { expect, it } from 'vitest'
import { newId } from '#domain/ids.ts'
import { earlierDatabase } from '../testing/database.ts'

const DUE_MINUTE = '20261129T2205_due_minute'

it('work of an earlier release that came in the minute shown as due is not late; all other flags stay', async () => {
  const { connection, update } = await earlierDatabase(DUE_MINUTE)
  const [school, term, classId, account] = [newId(), newId(), newId(), newId()]
  await connection.query(
    `insert into school (id, name, locale, time_zone, created_at) values ($1, 'S', 'en', 'UTC', now())`,
    [school],
  )
  await connection.query(
    `insert into account (id, school_id, username, username_key, display_name, role, created_at)
     values ($1, $2, 'bo', 'bo', 'Bo', 'student', now())`,
    [account, school],
  )
  await connection.query(
    `insert into term (id, school_id, name, starts_on, ends_on) values ($1, $2, 'T', '2026-01-01', '2026-12-31')`,
    [term, school],
  )
  await connection.query(
    `insert into class (id, school_id, term_id, code, code_key, name, hue, created_at)
     values ($1, $2, $3, 'C', 'c', 'C', 0, now())`,
    [classId, school, term],
  )
  const cases: [string, string | null, string, boolean, boolean][] = [
    ['within the minute', '2026-09-01T10:00:00Z', '2026-09-01T10:00:59.999Z', true, false],
    ['at the moment itself', '2026-09-01T10:00:00Z', '2026-09-01T10:00:00Z', true, false],
    ['due at a second', '2026-09-01T10:00:30Z', '2026-09-01T10:00:45Z', true, false],
    ['a minute after', '2026-09-01T10:00:00Z', '2026-09-01T10:01:00Z', true, true],
    ['after a second, a minute on', '2026-09-01T10:00:30Z', '2026-09-01T10:01:05Z', true, true],
    [
      'before, marked late while it was due earlier',
      '2026-09-01T10:00:00Z',
      '2026-09-01T09:00:00Z',
      true,
      true,
    ],
    ['in time', '2026-09-01T10:00:00Z', '2026-09-01T09:00:00Z', false, false],
    ['without a due time', null, '2026-09-01T10:00:00Z', false, false],
  ]
  for (const [title, dueAt, handedInAt, late] of cases) {
    const [assignment, submission] = [newId(), newId()]
    await connection.query(
      `insert into assignment (id, class_id, title, state, due_at, created_by, created_at)
       values ($1, $2, $3, 'open', $4, $5, now())`,
      [assignment, classId, title, dueAt, account],
    )
    await connection.query(
      `insert into submission (id, assignment_id, student_id, state, updated_at) values ($1, $2, $3, 'submitted', now())`,
      [submission, assignment, account],
    )
    await connection.query(
      `insert into attempt (id, submission_id, no, body, late, handed_in_at) values ($1, $2, 1, '', $3, $4)`,
      [newId(), submission, late, handedInAt],
    )
  }
  await update()
  const rows = await connection.query<{ title: string; late: boolean }>(
    `select title, late from attempt join submission on submission.id = submission_id
     join assignment on assignment.id = assignment_id`,
  )
  const found = Object.fromEntries(rows.map(({ title, late }) => [title, late]))
  expect(found).toEqual(Object.fromEntries(cases.map(([title, , , , late]) => [title, late])))
})
