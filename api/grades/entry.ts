import { sql } from 'kysely'
import type { Database } from '#platform/db/connect.ts'
import { plainDecimal } from './category.ts'

/** One recorded grade. */
export interface Entry {
  itemId: string
  studentId: string
  no: number
  score: string | null
  excused: boolean
  comment: string
  attemptNo: number | null
  recordedAt: Date
  /** Whether this very entry is what the student sees. */
  released: boolean
}

/** `newest`: what staff see. `released`: what the student and guardians see, the newest or an older one. */
export type EntryView = 'newest' | 'released'

const selectEntries = (db: Database, which: EntryView) => {
  const entries = db
    .selectFrom('gradeEntry')
    .leftJoin('gradeRelease', (join) =>
      join
        .onRef('gradeRelease.itemId', '=', 'gradeEntry.itemId')
        .onRef('gradeRelease.studentId', '=', 'gradeEntry.studentId'),
    )
    .select([
      'gradeEntry.itemId',
      'gradeEntry.studentId',
      'gradeEntry.no',
      'gradeEntry.score',
      'gradeEntry.excused',
      'gradeEntry.comment',
      'gradeEntry.attemptNo',
      'gradeEntry.recordedAt',
      sql<boolean>`coalesce(grade_release.entry_no = grade_entry.no, false)`.as('released'),
    ])
  return which === 'released'
    ? entries.whereRef('gradeRelease.entryNo', '=', 'gradeEntry.no')
    : entries.where(
        sql<boolean>`grade_entry.no = (select max(n.no) from grade_entry n
          where n.item_id = grade_entry.item_id and n.student_id = grade_entry.student_id)`,
      )
}

const plain = (row: Entry): Entry => ({ ...row, score: row.score === null ? null : plainDecimal(row.score) })

/** The entries that count now of a class, or of some of its students. No access check. */
export const entriesOfClass = async (
  db: Database,
  classId: string,
  which: EntryView,
  studentIds: readonly string[] | null = null,
): Promise<Entry[]> => {
  const items = db
    .selectFrom('gradeItem')
    .select('id')
    .where('classId', '=', classId)
    .where('deletedAt', 'is', null)
  const rows = await selectEntries(db, which)
    .where('gradeEntry.itemId', 'in', items)
    .$if(studentIds !== null, (query) =>
      query.where(sql<boolean>`grade_entry.student_id = any(${sql.val([...(studentIds ?? [])])}::uuid[])`),
    )
    .execute()
  return rows.map(plain)
}

/** The entries that count now of one column, by student; of one student on request. No access check. */
export const entriesOfItem = async (
  db: Database,
  itemId: string,
  which: EntryView,
  studentId?: string,
): Promise<Map<string, Entry>> => {
  const rows = await selectEntries(db, which)
    .where('gradeEntry.itemId', '=', itemId)
    .$if(studentId !== undefined, (query) => query.where('gradeEntry.studentId', '=', studentId ?? ''))
    .execute()
  return new Map(rows.map((row) => [row.studentId, plain(row)]))
}

const entriesOf = async (
  db: Database,
  which: EntryView,
  itemIds: readonly string[],
  studentIds: readonly string[],
): Promise<Map<string, Entry>> => {
  if (itemIds.length === 0) return new Map()
  const rows = await selectEntries(db, which)
    .where('gradeEntry.itemId', 'in', [...new Set(itemIds)])
    .where('gradeEntry.studentId', 'in', [...new Set(studentIds)])
    .execute()
  return new Map(rows.map((row) => [`${row.itemId} ${row.studentId}`, plain(row)]))
}

/** The newest entries of some columns and students, by `item student`. No access check. */
export const latestEntries = (db: Database, itemIds: readonly string[], studentIds: readonly string[]) =>
  entriesOf(db, 'newest', itemIds, studentIds)

/** What these students see of some columns, by `item student`. No access check. */
export const releasedEntries = (db: Database, itemIds: readonly string[], studentIds: readonly string[]) =>
  entriesOf(db, 'released', itemIds, studentIds)
