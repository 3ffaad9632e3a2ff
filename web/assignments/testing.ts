import type { AssignmentRow, AssignmentView, OwnWork, SubmissionView } from '#domain/assignments/contract.ts'

/** What tests of work set and handed in begin with. */

export const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString()

export const anAssignment = (change: Partial<AssignmentRow> = {}): AssignmentRow => ({
  id: 'essay',
  classId: 'class',
  title: 'Essay',
  state: 'open',
  dueAt: null,
  points: '10',
  categoryId: null,
  publishedAt: '2026-11-02T08:00:00.000Z',
  createdAt: '2026-11-01T08:00:00.000Z',
  counts: null,
  own: null,
  ...change,
})

export const anAssignmentView = (change: Partial<AssignmentView> = {}): AssignmentView => ({
  ...anAssignment(),
  body: '',
  files: [],
  itemId: 'item',
  ...change,
})

/** Of a student who has not begun. */
export const ownWork = (change: Partial<OwnWork> = {}): OwnWork => ({
  state: null,
  attempts: 0,
  late: false,
  handedInAt: null,
  returnedAt: null,
  mark: null,
  ...change,
})

export const aSubmission = (change: Partial<SubmissionView> = {}): SubmissionView => ({
  ...ownWork(),
  draft: { body: '', files: [], savedAt: null },
  attemptList: [],
  mayTakeBack: false,
  ...change,
})

/** Handed in once, and not looked at. */
export const handedIn = (body: string, change: Partial<SubmissionView> = {}): SubmissionView =>
  aSubmission({
    state: 'submitted',
    attempts: 1,
    handedInAt: inHours(-1),
    attemptList: [{ id: 'attempt', no: 1, body, files: [], late: false, handedInAt: inHours(-1) }],
    ...change,
  })
