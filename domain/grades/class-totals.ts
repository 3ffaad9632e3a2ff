import { entriesOf, type Gradebook, type GradeEntry, type OwnEntries } from './gradebook.ts'
import { type TotalOptions, type Totals, totalsOf } from './total.ts'

/** The totals of a class, kept so that a changed mark costs one student and not all. */
export interface ClassTotals {
  /** Its entries are those it was first worked out from; the ones that count are in `students`. */
  gradebook: Gradebook
  options: TotalOptions
  students: ReadonlyMap<string, { entries: OwnEntries; totals: Totals }>
}

/** The totals of a class from nothing. */
export const classTotals = (
  gradebook: Gradebook,
  studentIds: readonly string[],
  options: TotalOptions,
): ClassTotals => ({
  gradebook,
  options,
  students: new Map(
    studentIds.map((studentId) => {
      const entries = entriesOf(gradebook, studentId)
      return [studentId, { entries, totals: totalsOf(gradebook, studentId, entries, options) }]
    }),
  ),
})

/**
 * The totals after some marks have changed. Only the students of these marks are worked out again: all others keep the
 * very same totals. Marks of students who are not of the class are left aside.
 */
export const withMarks = (known: ClassTotals, marks: readonly GradeEntry[]): ClassTotals => {
  const { gradebook, options } = known
  const students = new Map(known.students)
  for (const studentId of new Set(marks.map((mark) => mark.studentId))) {
    const own = students.get(studentId)
    if (!own) continue
    const entries = new Map(own.entries)
    for (const mark of marks) if (mark.studentId === studentId) entries.set(mark.itemId, mark)
    students.set(studentId, { entries, totals: totalsOf(gradebook, studentId, entries, options) })
  }
  return { gradebook, options, students }
}
