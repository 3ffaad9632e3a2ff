import type { MarkingRow } from './contract.ts'

/** What waits to be marked or returned, and in which order. Pure: the list is passed in as it is shown. */

export type WaitingRow = Pick<MarkingRow, 'student' | 'state' | 'attempts' | 'mark' | 'released'>

type MarkFacts = Pick<NonNullable<MarkingRow['mark']>, 'score' | 'excused' | 'comment'>

/** Whether a mark says anything: a score, an excuse or a comment. */
export const saysSomething = (mark: MarkFacts | null): boolean =>
  mark !== null && (mark.score !== null || mark.excused || mark.comment !== '')

/**
 * Who waits: whoever handed in and has not had it back since. Where nobody handed in anything here, the work was done on
 * paper, and everybody waits whom no mark was returned to.
 */
export const waitingIn = <Row extends WaitingRow>(rows: readonly Row[]): Row[] =>
  rows.some((row) => row.attempts > 0)
    ? rows.filter((row) => row.state === 'submitted')
    : rows.filter((row) => row.state !== 'returned')

/**
 * Whom to go on with: the next of the list after this student who waits, round the end to the beginning. Null when
 * nobody else does. A student who is not in the list counts as standing before its first.
 */
export const nextWaiting = <Row extends WaitingRow>(
  rows: readonly Row[],
  studentId: string | undefined,
): Row | null => {
  const waiting = new Set(waitingIn(rows))
  const at = rows.findIndex((row) => row.student.id === studentId)
  const others = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))]
  return others.find((row) => waiting.has(row)) ?? null
}

/**
 * Whether *Return all marked* takes this along: its mark is not what the student sees yet. Work that was handed in anew
 * after it was marked is not ready, for nobody has looked at what is new. Where nothing is graded, whatever is handed in.
 */
export const isReady = (row: WaitingRow, graded: boolean): boolean => {
  if (!graded) return row.state === 'submitted'
  const stale = row.mark?.attemptNo != null && row.mark.attemptNo < row.attempts
  return saysSomething(row.mark) && !row.released && !stale
}
