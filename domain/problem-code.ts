/**
 * The finer codes of problems, closed: each has its sentence in every language (`web/i18n/en/problem.ts`), and a code
 * without one does not compile.
 */

/** What an answer says. */
export type AnswerCode =
  | 'already-set-up'
  | 'another-day'
  | 'assignment-changed'
  | 'attempt-stale'
  | 'bell-day-doubled'
  | 'bell-periods-overlap'
  | 'change-password-first'
  | 'channel-archived'
  | 'class-archived'
  | 'class-in-lesson'
  | 'edit-window-over'
  | 'grades-changed'
  | 'id-taken'
  | 'job-not-failed'
  | 'join-code-gone'
  | 'last-owner'
  | 'last-teacher'
  | 'leads-too'
  | 'lesson-begun'
  | 'lesson-not-live'
  | 'lesson-over'
  | 'list-too-long'
  | 'mark-stale'
  | 'message-deleted'
  | 'more-than-pupil'
  | 'no-bells'
  | 'no-teachings'
  | 'no-term'
  | 'not-a-guardian'
  | 'not-a-student'
  | 'not-a-teacher'
  | 'not-due-back'
  | 'not-graded'
  | 'nothing-marked'
  | 'only-term'
  | 'origin'
  | 'other-lesson-live'
  | 'own-account'
  | 'own-password'
  | 'own-role'
  | 'own-storage-full'
  | 'planned-class-gone'
  | 'planned-room-gone'
  | 'planned-teacher-gone'
  | 'register-confirmed'
  | 'register-not-ready'
  | 'register-unmarked'
  | 'report-running'
  | 'report-waiting'
  | 'return-instead'
  | 'return-seen'
  | 'report-failed'
  | 'roster-applied'
  | 'roster-applying'
  | 'roster-cards-gone'
  | 'roster-checked'
  | 'roster-checking'
  | 'roster-empty-file'
  | 'roster-failed'
  | 'room-name-taken'
  | 'rule-makes-no-sense'
  | 'school-storage-full'
  | 'sent-out'
  | 'session-ended'
  | 'set-up-key'
  | 'sign-in-wrong'
  | 'span-too-long'
  | 'spreadsheet-too-large'
  | 'staff-only-channel'
  | 'term-in-use'
  | 'term-overlaps'
  | 'timetable-changed'
  | 'timetable-day-taken'
  | 'timetable-in-use'
  | 'timetable-not-feasible'
  | 'timetable-not-ready'
  | 'timetable-published'
  | 'timetable-searching'
  | 'too-many-channels'
  | 'too-many-pins'
  | 'too-many-planned'
  | 'too-many-reactions'
  | 'too-many-reports'
  | 'too-many-timetables'
  | 'too-many-tries'
  | 'waits-at-door'
  | 'work-handed-in-again'

/** Why a file that was handed over cannot be imported: said where the import is shown. */
export type FileCode =
  | 'roster-files-missing'
  | 'roster-no-lists'
  | 'spreadsheet-damaged'
  | 'spreadsheet-encrypted'
  | 'spreadsheet-not-a-spreadsheet'
  | 'spreadsheet-old-format'
  | 'spreadsheet-too-large'
  | 'spreadsheet-too-many-cells'
  | 'spreadsheet-too-many-columns'
  | 'spreadsheet-too-many-rows'
  | 'spreadsheet-too-many-sheets'

export type ProblemCode = AnswerCode | FileCode

/** What is wrong with one field. */
export const FIELD_CODES = [
  'changed',
  'code-taken',
  'cursor',
  'date',
  'decimal',
  'email',
  'email-taken',
  'emoji',
  'ends-before-start',
  'fixed',
  'has-grades',
  'id',
  'invalid',
  'lesson-ends-before-start',
  'lesson-series-empty',
  'lesson-series-ends-before-start',
  'lesson-series-too-long',
  'lesson-too-long',
  'negative',
  'no-classes',
  'password-common',
  'password-has-name',
  'password-same',
  'password-too-short',
  'password-too-short-staff',
  'password-wrong',
  'required',
  'score-too-high',
  'student-number-taken',
  'taken',
  'time',
  'time-zone',
  'too-large',
  'too-long',
  'too-many',
  'too-short',
  'unknown',
  'unknown-file',
  'username',
  'username-taken',
  'wrong-type',
] as const
export type FieldCode = (typeof FIELD_CODES)[number]
