import { reducer } from '../reducer.ts'
import {
  type Cell,
  type GradebookChanges,
  type GradebookPage,
  type GradebookRow,
  gradesRecorded,
} from './contract.ts'

/** A recorded grade as its event tells it. */
type Recorded = Omit<Cell, 'released'> & { studentId: string }

const cellsAfter = (cells: readonly Cell[], { studentId, ...grade }: Recorded): Cell[] => {
  const known = cells.find((cell) => cell.itemId === grade.itemId)
  // What was fetched may be newer than an event that was told while it was on its way.
  if (known && known.recordedAt > grade.recordedAt) return [...cells]
  return [...cells.filter((cell) => cell !== known), { ...grade, released: false }]
}

const rowAfter = (row: GradebookRow, grades: readonly Recorded[]): GradebookRow => {
  const own = grades.filter((grade) => grade.studentId === row.student.id)
  return own.length === 0 ? row : { ...row, cells: own.reduce(cellsAfter, row.cells) }
}

/** The gradebook of a class after an event: grades stand in their cells at once, totals come when they are worked out. */
export const applyToGradebook = (classId: string) =>
  reducer<GradebookPage>((on) => [
    on(gradesRecorded, (book, event) =>
      event.classId === classId
        ? {
            ...book,
            wanted: Math.max(book.wanted, book.version + 1),
            rows: book.rows.map((row) => rowAfter(row, event.grades)),
          }
        : book,
    ),
  ])

/** The gradebook brought up to date by what changed since; null where only fetching all of it says what is true. */
export const gradebookAfter = (
  book: GradebookPage,
  { studentIds, rows: changed, ...head }: GradebookChanges,
): GradebookPage | null => {
  if (changed === null) return null
  const known = new Map([...book.rows, ...changed].map((row) => [row.student.id, row]))
  const rows = studentIds.flatMap((studentId) => known.get(studentId) ?? [])
  // Somebody who was gone for a while is back, with a row that nobody changed.
  return rows.length < studentIds.length ? null : { ...head, rows, next: null }
}
