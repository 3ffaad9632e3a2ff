import { isOver } from '../deadline.ts'

/** What a student hands in, and what state it is in. Pure: the moment is passed in. */

export const SUBMISSION_STATES = ['working', 'submitted', 'returned'] as const
export type SubmissionState = (typeof SUBMISSION_STATES)[number]

/** What a list shows of one student's work. `missing`: due and nothing was handed in. */
export const WORK_STATES = ['to-do', 'working', 'missing', 'submitted', 'returned'] as const
export type WorkState = (typeof WORK_STATES)[number]

/** Work handed in within the minute that is shown as due is in time. */
export const isLate = (handedInAt: Date, dueAt: Date | null): boolean => isOver(dueAt, handedInAt)

/** Work that was handed in may be taken back until it is due, and at any time if it never is; not once it was returned. */
export const mayTakeBack = (state: SubmissionState, dueAt: Date | null, now: Date): boolean =>
  state === 'submitted' && !isLate(now, dueAt)

/** Whether a class did the work on paper: it came back to students although nothing was handed in here. */
export const isOnPaper = (counts: { handedIn: number; returned: number }): boolean =>
  counts.handedIn === 0 && counts.returned > 0

/** What a list shows of it; `state` is null for a student who has not begun. */
export const workStateOf = (
  state: SubmissionState | null,
  attempts: number,
  dueAt: Date | null,
  now: Date,
): WorkState => {
  if (state === 'submitted' || state === 'returned') return state
  if (attempts === 0 && isLate(now, dueAt)) return 'missing'
  return state ?? 'to-do'
}
