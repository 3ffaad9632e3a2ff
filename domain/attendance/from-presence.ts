import type { AttendanceStatus } from './attendance.ts'

/** A stretch of time somebody was connected, in milliseconds since the epoch. */
export interface Interval {
  from: number
  to: number
}

/** What decides a status; a school may set its own. */
export interface AttendanceRule {
  /** Share of the lesson from which somebody counts as present. */
  presentShare: number
  /** Share of the lesson below which somebody counts as absent though they looked in. */
  absentShare: number
  /** Coming later than this is late (minutes). */
  lateMinutes: number
}

/** Three quarters of the lesson for present, more than five minutes for late: the usual rule of conference reports. */
export const USUAL_RULE: AttendanceRule = { presentShare: 0.75, absentShare: 0.25, lateMinutes: 5 }

const MINUTE = 60_000

/** The union of intervals, clipped to a window, in order: re-joins and several tabs count once. */
export const unionOf = (intervals: readonly Interval[], window: Interval): Interval[] => {
  const clipped = intervals
    .map(({ from, to }) => ({ from: Math.max(from, window.from), to: Math.min(to, window.to) }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from)
  const union: Interval[] = []
  for (const next of clipped) {
    const last = union.at(-1)
    if (last && next.from <= last.to) last.to = Math.max(last.to, next.to)
    else union.push({ ...next })
  }
  return union
}

const lengthOf = (union: readonly Interval[]): number =>
  union.reduce((sum, { from, to }) => sum + to - from, 0)

/**
 * The time that counts as the lesson: from its planned start (or the real one, if the teacher was later) to its planned
 * end (or the real one, if it ended sooner). A lesson held wholly outside its plan counts as it was held.
 */
export const lessonWindow = (
  planned: { startsAt: Date; endsAt: Date },
  held: { startedAt: Date; endedAt: Date },
): Interval => {
  const from = Math.max(planned.startsAt.getTime(), held.startedAt.getTime())
  const to = Math.min(planned.endsAt.getTime(), held.endedAt.getTime())
  return to > from ? { from, to } : { from: held.startedAt.getTime(), to: held.endedAt.getTime() }
}

const statusOf = (union: readonly Interval[], window: Interval, rule: AttendanceRule): AttendanceStatus => {
  const first = union[0]
  const length = window.to - window.from
  if (!first || length <= 0) return 'absent'
  const share = lengthOf(union) / length
  if (share < rule.absentShare) return 'absent'
  const lost = length - lengthOf(union)
  const lostBefore = first.from - window.from
  // Of two faults the register names the larger one.
  const cameLate = lostBefore > rule.lateMinutes * MINUTE
  if (cameLate && (share >= rule.presentShare || lostBefore * 2 >= lost)) return 'late'
  return share >= rule.presentShare ? 'present' : 'left_early'
}

export interface Proposal {
  status: AttendanceStatus
  minutes: number
}

/**
 * What the register proposes for a person who was connected during these intervals. Minutes are whole, rounded, and
 * count the time the room was open (`held`); the status looks at the lesson itself (`window`).
 */
export const attendanceFor = (
  intervals: readonly Interval[],
  lesson: { window: Interval; held: Interval },
  rule: AttendanceRule = USUAL_RULE,
): Proposal => ({
  status: statusOf(unionOf(intervals, lesson.window), lesson.window, rule),
  minutes: Math.round(lengthOf(unionOf(intervals, lesson.held)) / MINUTE),
})
