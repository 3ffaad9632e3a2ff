import type { HeldKind } from '../lectures/lecture.ts'
import type { AttendanceStatus } from './attendance.ts'

/** A stretch of time somebody was connected, in milliseconds since the epoch. */
export interface Interval {
  from: number
  to: number
}

/** What decides a status; a school may set its own. */
export interface AttendanceRule {
  /** Share of the lesson for which somebody must not have gone for good before its end, to have stayed. */
  presentShare: number
  /** Share of the lesson below which somebody counts as absent though they looked in. */
  absentShare: number
  /** Coming later than this is late (minutes). */
  lateMinutes: number
}

/** Up to a quarter of the lesson missed at its end still is present, more than five minutes at its start is late. */
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

/**
 * Late is a matter of when somebody came, left early of when they went and did not come back. Time away in between (a
 * lost connection, a dead battery) is neither: the minutes say it.
 */
const statusOf = (union: readonly Interval[], window: Interval, rule: AttendanceRule): AttendanceStatus => {
  const [first, last] = [union[0], union.at(-1)]
  const length = window.to - window.from
  if (!first || !last || lengthOf(union) / length < rule.absentShare) return 'absent'
  const [before, after] = [first.from - window.from, window.to - last.to]
  const late = before > rule.lateMinutes * MINUTE
  const leftEarly = after > (1 - rule.presentShare) * length
  // Of two faults the register names the larger one.
  if (late && leftEarly) return before >= after ? 'late' : 'left_early'
  if (late) return 'late'
  return leftEarly ? 'left_early' : 'present'
}

export interface Proposal {
  status: AttendanceStatus
  minutes: number
}

/**
 * What a register proposes in a lesson held this way. Silence proves nothing about who may have been in the classroom:
 * online everything is read from presence, in the classroom nothing, and with both only that somebody stayed through;
 * the others are the teacher's to mark (null).
 */
export const proposedStatus = (held: HeldKind, status: AttendanceStatus): AttendanceStatus | null => {
  if (held === 'online') return status
  return held === 'both' && status === 'present' ? 'present' : null
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

export interface ComingAndGoing {
  /** When they first came; null for who never did. */
  arrivedAt: number | null
  /** When they went for good, if that was before the end of the lesson; null for who stayed. */
  leftAt: number | null
  /** Whole minutes of the lesson they were away between coming and going. */
  awayMinutes: number
}

/** Browsers say goodbye a little before or after the bell: that is no leaving. */
const AT_THE_END_MS = MINUTE

/** When somebody came and went in a lesson, as the register tells it beside the minutes. */
export const comingAndGoing = (intervals: readonly Interval[], window: Interval): ComingAndGoing => {
  const all = unionOf(intervals, { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY })
  const [first, last] = [all[0], all.at(-1)]
  if (!first || !last) return { arrivedAt: null, leftAt: null, awayMinutes: 0 }
  const inside = unionOf(all, window)
  const span = inside.length > 0 ? (inside.at(-1)?.to ?? 0) - (inside[0]?.from ?? 0) : 0
  return {
    arrivedAt: first.from,
    leftAt: last.to <= window.to - AT_THE_END_MS ? last.to : null,
    awayMinutes: Math.round((span - lengthOf(inside)) / MINUTE),
  }
}
