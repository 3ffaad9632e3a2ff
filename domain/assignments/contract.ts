import * as z from 'zod/mini'
import { decimal, done, endpoint, event, id, instant, nothing, text } from '../contract.ts'
import { fileIds, fileView } from '../files/contract.ts'
import { SUBMISSION_STATES } from './submission.ts'

export const ASSIGNMENT_STATES = ['draft', 'open'] as const
/** Characters of an assignment's text and of what a student writes. */
export const BODY_LIMIT = 50_000

const body = z.string().check(z.maxLength(BODY_LIMIT, 'too-long'))
const points = z.nullable(decimal.check(z.refine((value) => !value.startsWith('-'), 'negative')))
/** Whose work a guardian or a teacher asks about; students see their own. */
const ofStudent = z.strictObject({ studentId: z.optional(id) })

/** What a mark shows: null score means not scored. */
export const markView = z.object({
  score: z.nullable(decimal),
  excused: z.boolean(),
  comment: z.string(),
  /** The attempt that was marked; null when it was marked without one (on paper). */
  attemptNo: z.nullable(z.int()),
  recordedAt: instant,
})
export type Mark = z.output<typeof markView>

/** One student's work as the student sees it in a list: nothing that was not returned. */
export const ownWork = z.object({
  state: z.nullable(z.enum(SUBMISSION_STATES)),
  attempts: z.int(),
  late: z.boolean(),
  handedInAt: z.nullable(instant),
  returnedAt: z.nullable(instant),
  /** The returned mark. */
  mark: z.nullable(markView),
})
export type OwnWork = z.output<typeof ownWork>

export const workCounts = z.object({
  students: z.int(),
  handedIn: z.int(),
  /** Handed in and not returned since. */
  toMark: z.int(),
  returned: z.int(),
})

/** What everybody in the class may know of an assignment. */
export const assignmentFacts = z.object({
  id,
  classId: id,
  title: z.string(),
  state: z.enum(ASSIGNMENT_STATES),
  dueAt: z.nullable(instant),
  /** Null when it is not graded. */
  points: z.nullable(decimal),
  categoryId: z.nullable(id),
  publishedAt: z.nullable(instant),
  createdAt: instant,
})
export type AssignmentFacts = z.output<typeof assignmentFacts>

export const assignmentRow = z.extend(assignmentFacts, {
  /** Staff only. */
  counts: z.nullable(workCounts),
  /** Students and guardians only. */
  own: z.nullable(ownWork),
})
export type AssignmentRow = z.output<typeof assignmentRow>

export const assignmentView = z.extend(assignmentRow, {
  body: z.string(),
  files: z.array(fileView),
  /** The column of the gradebook; null when it is not graded. */
  itemId: z.nullable(id),
})
export type AssignmentView = z.output<typeof assignmentView>

export const attemptView = z.object({
  id,
  no: z.int(),
  body: z.string(),
  files: z.array(fileView),
  late: z.boolean(),
  handedInAt: instant,
})
export type Attempt = z.output<typeof attemptView>

export const submissionView = z.extend(ownWork, {
  draft: z.object({ body: z.string(), files: z.array(fileView), savedAt: z.nullable(instant) }),
  attemptList: z.array(attemptView),
  mayTakeBack: z.boolean(),
})
export type SubmissionView = z.output<typeof submissionView>

/** One line of the marking list. */
export const markingRow = z.object({
  student: z.object({
    id,
    displayName: z.string(),
    studentNumber: z.nullable(z.string()),
    username: z.string(),
  }),
  state: z.nullable(z.enum(SUBMISSION_STATES)),
  attempts: z.int(),
  late: z.boolean(),
  handedInAt: z.nullable(instant),
  returnedAt: z.nullable(instant),
  /** The newest mark, returned or not. */
  mark: z.nullable(markView),
  /** Whether the newest mark is what the student sees. */
  released: z.boolean(),
  /** How many marks were recorded: a marker who knows of fewer has not seen the newest. */
  markNo: z.int(),
  /** How the work came back last; null if it never did, or that was taken back. */
  lastReturn: z.nullable(
    z.object({
      id,
      /** When the student or a guardian looked at it first: until then it can be undone. */
      seenAt: z.nullable(instant),
    }),
  ),
})
export type MarkingRow = z.output<typeof markingRow>

export const markingView = z.extend(markingRow, { attemptList: z.array(attemptView) })
export type MarkingView = z.output<typeof markingView>

const fields = {
  title: text(200),
  body,
  dueAt: z.nullable(instant),
  points,
  categoryId: z.nullable(id),
  files: fileIds,
}

export const listAssignments = endpoint({
  method: 'GET',
  path: '/api/classes/:classId/assignments',
  summary:
    'The assignments of a class: staff see drafts and counts, students and guardians the state of the work.',
  input: ofStudent,
  output: z.object({ assignments: z.array(assignmentRow) }),
})

export const listMyWork = endpoint({
  method: 'GET',
  path: '/api/work',
  needs: 'assignment.read',
  summary: "Open assignments of all the caller's classes that still want something: handing in, or marking.",
  input: nothing,
  output: z.object({
    assignments: z.array(
      z.extend(assignmentRow, { class: z.object({ id, name: z.string(), hue: z.int() }) }),
    ),
  }),
})

export const createAssignment = endpoint({
  method: 'POST',
  path: '/api/classes/:classId/assignments',
  summary:
    'Make an assignment, as a draft or published at once. The same id again gives the same assignment, or a conflict that names the fields in which it is another one.',
  input: z.strictObject({ id, ...fields, publish: z._default(z.boolean(), false) }),
  output: assignmentView,
})

export const getAssignment = endpoint({
  method: 'GET',
  path: '/api/assignments/:assignmentId',
  summary: 'One assignment.',
  input: ofStudent,
  output: assignmentView,
})

export const updateAssignment = endpoint({
  method: 'PATCH',
  path: '/api/assignments/:assignmentId',
  summary:
    'Change an assignment; what is left out stays. With `publish` a draft is shown to the class in the same act. With `base`, how the fields were when the change was begun, a field that somebody else has changed since is a conflict that names it, and one that is as in `base` stays as it is now.',
  input: z.extend(z.partial(z.strictObject(fields)), {
    base: z.optional(z.partial(z.strictObject(fields))),
    publish: z._default(z.boolean(), false),
  }),
  output: assignmentView,
})

export const publishAssignment = endpoint({
  method: 'POST',
  path: '/api/assignments/:assignmentId/publish',
  summary: 'Show a draft to the class; publishing twice changes nothing.',
  input: nothing,
  output: assignmentView,
})

export const deleteAssignment = endpoint({
  method: 'DELETE',
  path: '/api/assignments/:assignmentId',
  summary: 'Take an assignment away; its work and grades are kept and come back with it.',
  input: nothing,
  output: done,
})

export const restoreAssignment = endpoint({
  method: 'POST',
  path: '/api/assignments/:assignmentId/restore',
  summary: 'Bring a deleted assignment back with everything that was in it.',
  input: nothing,
  output: assignmentView,
})

export const getSubmission = endpoint({
  method: 'GET',
  path: '/api/assignments/:assignmentId/submission',
  summary: "The caller's own work (a guardian: a ward's): draft, attempts, what was returned.",
  input: ofStudent,
  output: submissionView,
})

export const saveDraft = endpoint({
  method: 'PUT',
  path: '/api/assignments/:assignmentId/draft',
  summary:
    'Keep what the student has so far; nobody else sees it. `after` is the number of the last attempt seen: a draft that arrives after the work was handed in is a conflict and changes nothing.',
  input: z.strictObject({ body, files: fileIds, after: z.optional(z.int().check(z.nonnegative())) }),
  output: z.object({ savedAt: instant }),
})

export const handIn = endpoint({
  method: 'POST',
  path: '/api/assignments/:assignmentId/attempts',
  summary:
    'Hand in one attempt. The same id twice is one attempt; `after` is the number of the last attempt seen.',
  rate: { burst: 120, perMinute: 30 },
  input: z.strictObject({ id, after: z.int().check(z.nonnegative()), body, files: fileIds }),
  output: submissionView,
})

export const takeBack = endpoint({
  method: 'POST',
  path: '/api/assignments/:assignmentId/take-back',
  summary: 'Take handed-in work back to go on with it, until it is due; the attempt stays in the history.',
  rate: { burst: 120, perMinute: 30 },
  input: nothing,
  output: submissionView,
})

export const listSubmissions = endpoint({
  method: 'GET',
  path: '/api/assignments/:assignmentId/submissions',
  summary: 'Every student of the class with the state of their work and the newest mark.',
  input: nothing,
  output: z.object({ submissions: z.array(markingRow) }),
})

export const getMarking = endpoint({
  method: 'GET',
  path: '/api/assignments/:assignmentId/submissions/:studentId',
  summary: "One student's work with all attempts, for marking.",
  input: nothing,
  output: markingView,
})

const markInput = {
  score: z.nullable(decimal),
  excused: z._default(z.boolean(), false),
  comment: z._default(z.string().check(z.trim(), z.maxLength(10_000, 'too-long')), ''),
  /** Needed for a score above the points. */
  extra: z._default(z.boolean(), false),
}
/** The `markNo` the marker has seen: another mark recorded since then is a conflict, not overwritten. */
const after = z.optional(z.int().check(z.nonnegative()))

export const setMark = endpoint({
  method: 'PUT',
  path: '/api/assignments/:assignmentId/submissions/:studentId/mark',
  summary:
    'Record a mark as a draft: the student sees it when it is returned. Saving the same mark changes nothing.',
  input: z.strictObject({ ...markInput, after }),
  output: markingRow,
})

export const returnWork = endpoint({
  method: 'POST',
  path: '/api/assignments/:assignmentId/return',
  summary:
    'Return work to these students, or everything that is marked: state, score and comment become visible. Marks that come along are recorded first, in the same transaction. Returning again what is returned changes nothing.',
  input: z.strictObject({
    students: z.union([z.literal('marked'), z.array(id).check(z.maxLength(1000))]),
    /** What the marker has on the desk; `attempts` are those seen, more since then are a conflict. */
    desk: z._default(
      z
        .array(
          z.strictObject({
            studentId: id,
            attempts: z.int().check(z.nonnegative()),
            after,
            /** Null leaves the mark as it is. */
            mark: z.nullable(z.strictObject(markInput)),
          }),
        )
        .check(z.maxLength(1000)),
      [],
    ),
    /** Needed to return something without score and comment to named students. */
    unmarked: z._default(z.boolean(), false),
  }),
  output: z.object({
    /** How many got something new. */
    returned: z.int(),
    /** Names this return for `undoReturn`; null when nothing was new. */
    returnId: z.nullable(id),
    submissions: z.array(markingRow),
  }),
})

export const undoReturn = endpoint({
  method: 'POST',
  path: '/api/assignments/:assignmentId/returns/:returnId/undo',
  summary:
    'Take a return back from those who have not looked at it: work and marks are as they were before. Doing it twice changes nothing.',
  input: nothing,
  output: z.object({
    undone: z.int(),
    /** How many had looked already, or got a later return, and keep it. */
    kept: z.int(),
    submissions: z.array(markingRow),
  }),
})

const titled = { words: { of: 'assignment.id', blank: { 'assignment.title': '' } } } as const

/** Class topic, for published assignments: everybody may know these facts. */
export const assignmentPublished = event(
  'assignment.published',
  'An assignment is open for the class, or is back.',
  z.object({ assignment: assignmentFacts }),
  titled,
)
export const assignmentChanged = event(
  'assignment.changed',
  'An open assignment has other facts, text or files.',
  z.object({ assignment: assignmentFacts }),
  titled,
)
export const assignmentDeleted = event(
  'assignment.deleted',
  'An assignment was taken away.',
  z.object({ assignmentId: id }),
  { forgets: { ids: 'assignmentId', in: [assignmentPublished, assignmentChanged] } },
)

/** Account topics: the student, the staff of the class, the guardians. Never the class's. */
export const submissionChanged = event(
  'submission.changed',
  "A student's work was handed in, taken back or returned.",
  z.object({
    classId: id,
    assignmentId: id,
    studentId: id,
    state: z.enum(SUBMISSION_STATES),
    attempts: z.int(),
  }),
)
/** Account topics of the staff of the class. */
export const assignmentDrafted = event(
  'assignment.drafted',
  'A draft was made, changed or thrown away.',
  z.object({ classId: id, assignmentId: id }),
)
export const markRecorded = event(
  'mark.recorded',
  'A mark was recorded: another marker sees it at once. Not yet for students.',
  z.object({ classId: id, assignmentId: id, studentId: id }),
)
export const returnSeen = event(
  'return.seen',
  'A student or guardian looked at returned work: it can no longer be taken back. For the staff of the class.',
  z.object({ classId: id, assignmentId: id, studentId: id }),
)
/** Account topic of who opened it: their other devices follow. */
export const returnRead = event(
  'return.read',
  'The person has opened work that came back: it is no longer new in their inbox.',
  z.object({ classId: id, assignmentId: id, studentId: id }),
)
