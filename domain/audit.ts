/**
 * Everything that is written to the audit log, by what it is done to: closed, so that each act has its words in every
 * language (`web/i18n/en/audit.ts`) and one without does not compile.
 */
const ACTS = {
  account: [
    'created',
    'changed',
    'disabled',
    'enabled',
    'guessed-at',
    'password-changed',
    'password-reset',
    'signed-out-everywhere',
  ],
  session: ['started'],
  token: ['created', 'deleted'],
  school: ['set-up', 'changed'],
  calendar: ['opened', 'closed'],
  term: ['created', 'changed', 'deleted'],
  guardian: ['linked', 'unlinked'],
  roster: ['uploaded', 'read-again', 'apply-requested', 'applied', 'cards-downloaded', 'cards-deleted'],
  report: ['requested', 'downloaded'],
  timetable: ['facts-changed', 'created', 'deleted', 'published', 'taken-back'],
  job: ['retried'],
  class: ['created', 'changed'],
  enrollment: ['set', 'ended', 'joined-by-code'],
  'join-code': ['created', 'deleted'],
  audience: ['created', 'member-added', 'member-removed'],
  channel: ['created', 'changed'],
  message: ['deleted'],
  lecture: ['started', 'ended'],
  lesson: ['moved', 'taken-back'],
  attendance: ['confirmed', 'corrected', 'all-present'],
  assignment: ['created', 'changed', 'published', 'deleted', 'restored', 'returned', 'return-undone'],
  grade: ['recorded', 'released', 'undone'],
  gradebook: ['categories-set'],
  'grade-item': ['created', 'changed', 'deleted', 'restored'],
} as const
type Acts = { [Kind in keyof typeof ACTS]: (typeof ACTS)[Kind][number] }

/** `message.deleted` */
export type AuditAction = { [Kind in keyof Acts]: `${Kind}.${Acts[Kind]}` }[keyof Acts]
/** Words for each act. */
export type AuditWords = { [Kind in keyof Acts]: Record<Acts[Kind], string> }

/** All of them. */
export const AUDIT_ACTIONS: readonly AuditAction[] = Object.entries(ACTS).flatMap(([kind, acts]) =>
  // The pairs of an object's own entries are its pairs.
  acts.map((act) => `${kind}.${act}` as AuditAction),
)
