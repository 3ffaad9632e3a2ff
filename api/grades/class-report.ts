import { distinguish, withNamesake } from '#domain/accounts/distinguish.ts'
import { add, divide, exactOf, formatRounded, fraction, multiply, ZERO } from '#domain/decimal.ts'
import type { ExplainedItem } from '#domain/grades/explanation.ts'
import { entriesOf, type Gradebook } from '#domain/grades/gradebook.ts'
import { totalsFor } from '#domain/grades/total.ts'
import type { ReportCell, ReportClass, ReportGroup, ReportStudent } from '#domain/reports/report.ts'
import type { Context } from '#platform/context.ts'
import { attendanceCounts, noAttendance } from '../attendance/count.ts'
import { type ReportedClass, registerOf } from '../classes/report.ts'
import { gradebookSnapshot } from './total.ts'

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

/** Items without a category make no part of their own: their points added up, whether or not they count. */
const percentOf = (items: readonly ExplainedItem[]): string | null => {
  const scored = items.filter((item) => item.score !== null)
  const sum = (texts: readonly string[]) => texts.map(exactOf).reduce(add, ZERO)
  const possible = sum(scored.map((item) => item.possible))
  if (possible.n === 0n) return null
  return formatRounded(
    multiply(divide(sum(scored.map((item) => item.score ?? '0')), possible), fraction(100n)),
    2,
  )
}

const gradesOf = (gradebook: Gradebook, columns: readonly Column[], studentId: string) => {
  const entries = entriesOf(gradebook, studentId)
  const { current, final } = totalsFor(gradebook, studentId, { view: 'teacher' })
  const [course, ...parts] = current.explanation.sections[0]?.parts ?? []
  return {
    cells: columns.map(({ itemIds }) => itemIds.map((itemId) => cellOf(entries.get(itemId)))),
    groupPercents: columns.map(({ categoryId }) =>
      categoryId === null
        ? percentOf(course?.items ?? [])
        : (parts.find((part) => part.categoryId === categoryId)?.percent ?? null),
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

const NO_GRADES: Gradebook = { categories: [], items: [], entries: [] }

/**
 * Everything the term report says about a class. Totals are worked out from the grades themselves, so they are right
 * even while the gradebook is being rebuilt. No access check.
 */
export const loadReportClass = async (ctx: Context, head: ReportedClass): Promise<ReportClass> => {
  const gradebook = (await gradebookSnapshot(ctx, head.id))?.books.teacher ?? NO_GRADES
  const columns = columnsOf(gradebook)
  const attendance = await attendanceCounts(ctx.db, head.id)
  const register = await registerOf(ctx.db, head.id)
  const namesakes = distinguish(register)
  const students = register.map(
    ({ id, displayName, studentNumber }): ReportStudent => ({
      number: studentNumber,
      // A number stands in its own column; who has none is told from another of the name beside it.
      name: studentNumber === null ? withNamesake(displayName, namesakes.get(id)) : displayName,
      attendance: attendance.get(id) ?? noAttendance(),
      ...gradesOf(gradebook, columns, id),
    }),
  )
  const { code, name, subject, teachers } = head
  return { code, name, subject, teachers, groups: columns.map(({ group }) => group), students }
}
