import type { Gradebook, GradeEntry, GradeItem } from '#domain/grades/gradebook.ts'
import type { GradeCase } from './format.ts'

/** The one student a case is about. */
export const STUDENT = 'student'

type Group = GradeCase['groups'][number]
type Assignment = Group['assignments'][number]

/** A gradebook's ids are unique, those of a file need not be: a group and what is in it go by their places. */
export const groupKey = (at: number): string => `${at}`
const itemKey = (at: number, assignmentId: string): string => `${at} ${assignmentId}`

/** The id of the assignment as the file writes it. */
export const assignmentOf = (itemId: string): string => itemId.slice(itemId.indexOf(' ') + 1)

const itemOf = (group: Group, at: number, { id, points, period }: Assignment, set: boolean): GradeItem => ({
  id: itemKey(at, id),
  name: id,
  categoryId: groupKey(at),
  maxPoints: points ?? '0',
  // Without a submission row the work was not set for the student, so it counts nowhere.
  assignedTo: set ? null : [],
  neverDrop: group.neverDrop?.includes(id) ?? false,
  periodId: period ?? null,
  allowsNegative: true,
})

/** The first row of an assignment is its submission. */
const submissionsOf = ({ submissions }: GradeCase) => {
  const first = new Map<string, GradeCase['submissions'][number]>()
  for (const row of submissions) if (!first.has(row.assignment)) first.set(row.assignment, row)
  return first
}

/**
 * A case as a gradebook of one student. What never counts (omitted, hidden, unpublished, not graded, and anonymous work
 * where the case says so) is not in it.
 */
export const gradebookOf = (gradeCase: GradeCase): Gradebook => {
  const submissions = submissionsOf(gradeCase)
  const hidden = new Set(gradeCase.submissions.filter((row) => row.hidden).map((row) => row.assignment))
  const counts = (one: Assignment) =>
    !one.omit &&
    !one.notGraded &&
    !one.unpublished &&
    !hidden.has(one.id) &&
    !(one.anonymous && gradeCase.ignoreAnonymousUnposted)
  const items: GradeItem[] = []
  const entries: GradeEntry[] = []
  gradeCase.groups.forEach((group, at) => {
    const own = new Map(group.assignments.map((one) => [one.id, one]))
    for (const one of own.values()) {
      if (!counts(one)) continue
      const row = submissions.get(one.id)
      items.push(itemOf(group, at, one, row !== undefined))
      if (!row) continue
      entries.push({
        itemId: itemKey(at, one.id),
        studentId: STUDENT,
        score: row.score ?? null,
        excused: row.excused ?? false,
        pending: row.pendingReview ?? false,
        released: true,
      })
    }
  })
  return {
    method: gradeCase.weighting === 'percent' ? 'weighted' : 'points',
    categories: gradeCase.groups.map((group, at) => ({
      id: groupKey(at),
      name: group.id,
      weight: group.weight ?? '0',
      dropLowest: group.dropLowest ?? 0,
      dropHighest: group.dropHighest ?? 0,
    })),
    periods: gradeCase.periods && {
      weighted: gradeCase.periods.weighted,
      list: gradeCase.periods.list.map(({ id, weight }) => ({ id, name: id, weight: weight ?? null })),
    },
    items,
    entries,
  }
}
