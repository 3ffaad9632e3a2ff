import { reducer } from '../reducer.ts'
import {
  type GradebookChanges,
  type GradebookPage,
  type GradebookRow,
  type GridCell,
  gradesRecorded,
  type RecordedGrade,
} from './contract.ts'

/** A grade as it stands in the gradebook: a draft until it is released. */
const cellOf = ({ no, score, excused, comment }: RecordedGrade & { no: number }): GridCell => ({
  no,
  score,
  draft: true,
  ...(excused && { excused }),
  ...(comment !== '' && { commented: true }),
})

const rowAfter = (
  row: GradebookRow,
  grades: readonly RecordedGrade[],
  columns: ReadonlyMap<string, number>,
): GradebookRow => {
  const cells = [...row.cells]
  for (const { no, ...grade } of grades) {
    const at = columns.get(grade.itemId)
    // What was fetched may be newer than an event that was told while it was on its way; one without a number is older.
    if (at === undefined || no === undefined || no <= (cells[at]?.no ?? 0)) continue
    cells[at] = cellOf({ ...grade, no })
  }
  return { ...row, cells }
}

const placesOf = (items: GradebookPage['items']): Map<string, number> =>
  new Map(items.map((item, at) => [item.id, at]))

/** The gradebook with grades that were recorded: they stand in their cells at once, totals come when they are worked out. */
export const withGrades = (book: GradebookPage, grades: readonly RecordedGrade[]): GradebookPage => {
  const columns = placesOf(book.items)
  const own = new Map<string, RecordedGrade[]>()
  for (const grade of grades) own.set(grade.studentId, [...(own.get(grade.studentId) ?? []), grade])
  return {
    ...book,
    wanted: Math.max(book.wanted, book.version + 1),
    rows: book.rows.map((row) => {
      const recorded = own.get(row.student.id)
      return recorded ? rowAfter(row, recorded, columns) : row
    }),
  }
}

/** The gradebook of a class after an event. */
export const applyToGradebook = (classId: string) =>
  reducer<GradebookPage>((on) => [
    on(gradesRecorded, (book, event) => (event.classId === classId ? withGrades(book, event.grades) : book)),
  ])

/** Puts the cells of a row in the order of other columns. */
const moveTo = (items: GradebookPage['items'], before: GradebookPage['items']) => {
  const places = placesOf(before)
  const same = items.length === before.length && items.every((item, at) => places.get(item.id) === at)
  return (row: GradebookRow): GradebookRow =>
    same
      ? row
      : { ...row, cells: items.map((item) => row.cells[places.get(item.id) ?? before.length] ?? null) }
}

/** The gradebook brought up to date by what changed since; null where only fetching all of it says what is true. */
export const gradebookAfter = (
  book: GradebookPage,
  { studentIds, rows: changed, ...head }: GradebookChanges,
): GradebookPage | null => {
  if (changed === null) return null
  const kept = book.rows.map(moveTo(head.items, book.items))
  const known = new Map([...kept, ...changed].map((row) => [row.student.id, row]))
  const rows = studentIds.flatMap((studentId) => known.get(studentId) ?? [])
  // Somebody who was gone for a while is back, with a row that nobody changed.
  return rows.length < studentIds.length ? null : { ...head, rows, next: null }
}
