import type { ReportCell, ReportClass, ReportGroup, ReportStudent } from '#domain/admin/report.ts'
import { decimalOf, formatDecimal } from '#domain/decimal.ts'
import { entriesOf, type Gradebook } from '#domain/grades/gradebook.ts'
import { totalsFor } from '#domain/grades/total.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { attendanceCounts, noAttendance } from '../attendance/count.ts'
import { type ReportedClass, registerOf } from '../classes/report.ts'

const plain = (value: string): string => formatDecimal(decimalOf(value))

/** The gradebook as staff see it: newest grades, columns that are shown. */
const loadGradebook = async (db: Database, classId: string): Promise<Gradebook> => {
  const categories = await db
    .selectFrom('gradeCategory')
    .select(['id', 'name', 'weight'])
    .where('classId', '=', classId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const items = await db
    .selectFrom('gradeItem')
    .select(['id', 'title', 'maxPoints', 'categoryId'])
    .where('classId', '=', classId)
    .where('deletedAt', 'is', null)
    .orderBy('position')
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  const entries = await db
    .selectFrom('gradeEntry')
    .innerJoin('gradeItem', 'gradeItem.id', 'gradeEntry.itemId')
    .distinctOn(['gradeEntry.itemId', 'gradeEntry.studentId'])
    .select(['gradeEntry.itemId', 'gradeEntry.studentId', 'gradeEntry.score', 'gradeEntry.excused'])
    .where('gradeItem.classId', '=', classId)
    .where('gradeItem.deletedAt', 'is', null)
    .orderBy('gradeEntry.itemId')
    .orderBy('gradeEntry.studentId')
    .orderBy('gradeEntry.no', 'desc')
    .execute()
  return {
    categories: categories.map((row) => ({ ...row, weight: row.weight && plain(row.weight) })),
    items: items.map(({ title, ...row }) => ({
      ...row,
      name: title,
      maxPoints: plain(row.maxPoints),
      assignedTo: null,
    })),
    entries: entries.map((row) => ({ ...row, score: row.score && plain(row.score), released: true })),
  }
}

interface Column {
  group: ReportGroup
  categoryId: string | null
  itemIds: string[]
}

/** The columns under their headings: categories that have any, then what belongs to none. */
const columnsOf = (gradebook: Gradebook): Column[] => {
  const known = new Set(gradebook.categories.map((category) => category.id))
  const headings = [...gradebook.categories, { id: null, name: null, weight: null }]
  return headings.flatMap(({ id, name, weight }) => {
    const items = gradebook.items.filter((item) =>
      id === null ? item.categoryId === null || !known.has(item.categoryId) : item.categoryId === id,
    )
    if (items.length === 0) return []
    return [{ group: { name, weight, items }, categoryId: id, itemIds: items.map((item) => item.id) }]
  })
}

const cellOf = (entry: { score: string | null; excused: boolean } | undefined): ReportCell => {
  if (entry?.excused) return { kind: 'excused' }
  return entry?.score == null ? { kind: 'missing' } : { kind: 'score', score: entry.score }
}

const gradesOf = (gradebook: Gradebook, columns: readonly Column[], studentId: string) => {
  const entries = entriesOf(gradebook, studentId)
  const { current, final } = totalsFor(gradebook, studentId, 'teacher')
  const { parts } = current.explanation
  return {
    cells: columns.map(({ itemIds }) => itemIds.map((itemId) => cellOf(entries.get(itemId)))),
    groupPercents: columns.map(
      ({ categoryId }) => parts.find((part) => part.categoryId === categoryId)?.percent ?? null,
    ),
    current: current.percent,
    final: final.percent,
  }
}

/** How many columns each of these classes has; for the cover of the report. */
export const itemCounts = async (ctx: Context, classIds: readonly string[]): Promise<Map<string, number>> => {
  if (classIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('gradeItem')
    .select((eb) => ['classId', eb.fn.countAll<number>().as('n')])
    .where('classId', 'in', [...classIds])
    .where('deletedAt', 'is', null)
    .groupBy('classId')
    .execute()
  return new Map(rows.map((row) => [row.classId, Number(row.n)]))
}

/**
 * Everything the term report says about a class, as of one moment; totals are worked out from the grades themselves, so
 * they are right even while the gradebook is being rebuilt. No access check.
 */
export const loadReportClass = async (ctx: Context, head: ReportedClass): Promise<ReportClass> =>
  ctx.services.connection.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (db: Database) => {
      const gradebook = await loadGradebook(db, head.id)
      const columns = columnsOf(gradebook)
      const attendance = await attendanceCounts(db, head.id)
      const students = (await registerOf(db, head.id)).map(
        ({ id, displayName, studentNumber }): ReportStudent => ({
          number: studentNumber,
          name: displayName,
          attendance: attendance.get(id) ?? noAttendance(),
          ...gradesOf(gradebook, columns, id),
        }),
      )
      const { code, name, subject, teachers } = head
      return { code, name, subject, teachers, groups: columns.map(({ group }) => group), students }
    })
