import * as z from 'zod/mini'
import { emailAddress, fileNumber, password, personName, username } from '../accounts/account.ts'
import { done, endpoint, event, id, instant, job, nothing, type OutputOf } from '../contract.ts'
import { cursor, pageSize } from '../page.ts'
import { CLASS_ROLES, SCHOOL_ROLES } from '../permission.ts'
import { LOCALES } from '../school/school.ts'
import { ROSTER_KINDS } from './roster-columns.ts'
import { plannedRow, ROSTER_PROBLEMS, ROW_FATES, rosterSummary } from './roster-plan.ts'
import { rosterChoice, rosterReading } from './roster-reading.ts'

/** Why something failed: a translation key and facts for its sentence. */
const failure = z.nullable(
  z.object({ code: z.string(), params: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))) }),
)
const who = z.object({ id, displayName: z.string() })
/** With the name they sign in by: father and son may be called alike. */
const kin = z.extend(who, { username: z.string() })

// People

export const personView = z.object({
  id,
  username: z.string(),
  displayName: z.string(),
  role: z.enum(SCHOOL_ROLES),
  email: z.nullable(z.string()),
  studentNumber: z.nullable(z.string()),
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
  lastSeenAt: z.nullable(instant),
})
export type PersonView = z.output<typeof personView>

export const listPeople = endpoint({
  method: 'GET',
  path: '/api/people',
  summary: 'The people of the school by name; searched by name, username or student number.',
  input: z.strictObject({
    q: z.optional(z.string().check(z.maxLength(80))),
    role: z.optional(z.enum(SCHOOL_ROLES)),
    state: z._default(z.enum(['active', 'disabled', 'all']), 'active'),
    after: cursor,
    limit: pageSize(200),
  }),
  output: z.object({ people: z.array(personView), next: z.nullable(z.string()), total: z.int() }),
})

export const getPerson = endpoint({
  method: 'GET',
  path: '/api/people/:accountId',
  summary: 'One person with their classes, wards and guardians.',
  input: nothing,
  output: z.object({
    person: personView,
    classes: z.array(z.object({ id, name: z.string(), hue: z.int(), role: z.enum(CLASS_ROLES) })),
    wards: z.array(kin),
    guardians: z.array(kin),
  }),
})

const email = z.nullable(emailAddress)
const studentNumber = z.nullable(fileNumber(40))

/** Who has the same username, address, number or code as somebody else since these are compared in one form. */
export const listKeptApart = endpoint({
  method: 'GET',
  path: '/api/kept-apart',
  summary:
    'People and classes whose username, address, number or code another has too, written in another way: each of them needs one of its own.',
  input: nothing,
  output: z.object({
    /** The first hundred. */
    keptApart: z.array(
      z.object({
        field: z.enum(['username', 'email', 'studentNumber', 'code']),
        value: z.string(),
        /** The account or class that is kept apart. */
        own: who,
        /** The one that is found by the value; null when that has another by now, or is another school's. */
        other: z.nullable(who),
      }),
    ),
    total: z.int(),
  }),
})
export type KeptApart = OutputOf<typeof listKeptApart>['keptApart'][number]

export const createPerson = endpoint({
  method: 'POST',
  path: '/api/people',
  summary:
    'Make an account. Without a password one is made and told once; it must be changed at the first sign-in.',
  input: z.strictObject({
    id,
    username,
    displayName: personName,
    role: z.enum(SCHOOL_ROLES),
    email: z._default(email, null),
    studentNumber: z._default(studentNumber, null),
    password: z.optional(password),
  }),
  output: z.object({ person: personView, firstPassword: z.nullable(z.string()) }),
})

export const updatePerson = endpoint({
  method: 'PATCH',
  path: '/api/people/:accountId',
  summary: 'Change what the school records about a person, and the name they sign in with.',
  input: z.strictObject({
    username: z.optional(username),
    displayName: z.optional(personName),
    role: z.optional(z.enum(SCHOOL_ROLES)),
    email: z.optional(email),
    studentNumber: z.optional(studentNumber),
  }),
  output: personView,
})

export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/people/:accountId/password',
  summary: 'Give a person a new first password, told once; they are signed out everywhere.',
  input: nothing,
  output: z.object({ firstPassword: z.string() }),
})

export const setPersonDisabled = endpoint({
  method: 'PUT',
  path: '/api/people/:accountId/disabled',
  summary: 'Stop an account from signing in, at once and everywhere, or let it again.',
  input: z.strictObject({ disabled: z.boolean() }),
  output: personView,
})

export const linkGuardian = endpoint({
  method: 'PUT',
  path: '/api/people/:accountId/guardians/:guardianId',
  summary: "Link a guardian to a student: they see the child's work, grades and attendance from then on.",
  input: nothing,
  output: done,
})

export const unlinkGuardian = endpoint({
  method: 'DELETE',
  path: '/api/people/:accountId/guardians/:guardianId',
  summary: 'End the link of a guardian to a student: what they saw of the child is closed at once.',
  input: nothing,
  output: done,
})

// Roster imports

export const IMPORT_STATES = ['checking', 'checked', 'applying', 'applied', 'failed'] as const

export const rosterImportView = z.object({
  id,
  fileName: z.string(),
  state: z.enum(IMPORT_STATES),
  percent: z.int(),
  /** Null until the file was read. */
  summary: z.nullable(rosterSummary),
  /** Null for a workbook, which says itself how it is read. */
  reading: z.nullable(rosterReading),
  choice: rosterChoice,
  error: failure,
  requestedBy: who,
  requestedAt: instant,
  appliedAt: z.nullable(instant),
  /** Until when the list of first passwords can be fetched; null when there is none. */
  cardsUntil: z.nullable(instant),
})
export type RosterImportView = z.output<typeof rosterImportView>

export const listRosterImports = endpoint({
  method: 'GET',
  path: '/api/roster-imports',
  summary: 'Roster imports, newest first.',
  input: z.strictObject({ after: cursor, limit: pageSize(100) }),
  output: z.object({ imports: z.array(rosterImportView), next: z.nullable(z.string()) }),
})

export const getRosterImport = endpoint({
  method: 'GET',
  path: '/api/roster-imports/:importId',
  summary: 'One roster import.',
  input: nothing,
  output: rosterImportView,
})

export const listRosterRows = endpoint({
  method: 'GET',
  path: '/api/roster-imports/:importId/rows',
  summary: 'What becomes of each row of the file, in its order.',
  input: z.strictObject({
    fate: z.optional(z.enum(ROW_FATES)),
    kind: z.optional(z.enum(ROSTER_KINDS)),
    /** Only rows with something to say: errors and warnings. */
    problems: z.optional(z.literal('only')),
    /** Only rows with this remark. */
    problem: z.optional(z.enum(ROSTER_PROBLEMS)),
    after: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 0),
    limit: pageSize(200),
  }),
  output: z.object({ rows: z.array(plannedRow), next: z.nullable(z.int()), total: z.int() }),
})

export const readRosterAgain = endpoint({
  method: 'PUT',
  path: '/api/roster-imports/:importId/choice',
  summary:
    'Have the file of an import that was not applied read again: in this encoding, with this role for the rest.',
  input: rosterChoice,
  output: rosterImportView,
})

export const applyRosterImport = endpoint({
  method: 'POST',
  path: '/api/roster-imports/:importId/apply',
  summary: 'Carry out a checked import. Rows in error are left out; doing it twice does it once.',
  input: nothing,
  output: rosterImportView,
})

/** So many cards fill sixty sheets of A4. */
export const CARDS_AT_ONCE = 600

/** A new account with its first password, as its card says it. */
export const loginCard = z.object({
  name: z.string(),
  username: z.string(),
  firstPassword: z.string(),
  classes: z.string(),
})
export type LoginCardView = z.output<typeof loginCard>

export const listRosterCards = endpoint({
  method: 'GET',
  path: '/api/roster-imports/:importId/login-cards',
  summary: `The first passwords of an import's new accounts, in the order of its file, for cards: at most ${CARDS_AT_ONCE} from the one on that is asked for. Each look is in the audit log.`,
  input: z.strictObject({ from: z._default(z.coerce.number().check(z.int(), z.minimum(0)), 0) }),
  output: z.object({ cards: z.array(loginCard), total: z.int() }),
})

export const deleteRosterCards = endpoint({
  method: 'DELETE',
  path: '/api/roster-imports/:importId/cards',
  summary: 'Delete the list of first passwords before its day is over.',
  input: nothing,
  output: done,
})

export const rosterImportChanged = event(
  'roster-import.changed',
  'A roster import got on: school topic.',
  z.object({ import: rosterImportView }),
  { keep: 7 },
)

export const checkRoster = job(
  'check-roster',
  'Read a roster and say what each row would do.',
  z.object({ importId: id }),
  {
    attempts: 3,
  },
)
export const applyRoster = job('apply-roster', 'Carry out a roster import.', z.object({ importId: id }), {
  attempts: 5,
})

// Reports

export const REPORT_STATES = ['waiting', 'running', 'ready', 'failed'] as const

export const reportView = z.object({
  id,
  termName: z.string(),
  classCount: z.int(),
  locale: z.enum(LOCALES),
  state: z.enum(REPORT_STATES),
  percent: z.int(),
  fileName: z.nullable(z.string()),
  size: z.nullable(z.int()),
  cells: z.nullable(z.int()),
  error: failure,
  requestedBy: who,
  requestedAt: instant,
  readyAt: z.nullable(instant),
})
export type ReportView = z.output<typeof reportView>

export const requestReport = endpoint({
  method: 'POST',
  path: '/api/reports',
  summary:
    'Ask for the term report of classes as one workbook. Retrying with the same id gives the same report.',
  input: z.strictObject({
    id,
    termId: id,
    /** All the classes of the term that the caller may export when left out. */
    classIds: z.optional(z.array(id).check(z.minLength(1), z.maxLength(1000, 'too-many'))),
    /** The school's language when left out. */
    locale: z.optional(z.enum(LOCALES)),
  }),
  output: reportView,
})

export const listReports = endpoint({
  method: 'GET',
  path: '/api/reports',
  summary: 'Reports, newest first: all of the school for administration, else the own ones.',
  input: z.strictObject({ after: cursor, limit: pageSize(100) }),
  output: z.object({ reports: z.array(reportView), next: z.nullable(z.string()) }),
})

export const getReport = endpoint({
  method: 'GET',
  path: '/api/reports/:reportId',
  summary: 'One report.',
  input: nothing,
  output: reportView,
})

export const reportChanged = event(
  'report.changed',
  'A report got on; when it is ready it can be downloaded: topic of who asked, and the school’s.',
  z.object({ report: reportView }),
  { keep: 7 },
)

export const writeReport = job('write-report', 'Write a term report.', z.object({ reportId: id }), {
  attempts: 5,
})

// Jobs and audit

export const JOB_STATES = ['waiting', 'running', 'done', 'failed'] as const

export const jobView = z.object({
  id,
  name: z.string(),
  state: z.enum(JOB_STATES),
  percent: z.int(),
  step: z.nullable(z.string()),
  attempt: z.int(),
  attempts: z.int(),
  error: z.nullable(z.string()),
  createdAt: instant,
  startedAt: z.nullable(instant),
  finishedAt: z.nullable(instant),
})
export type JobView = z.output<typeof jobView>

export const listJobs = endpoint({
  method: 'GET',
  path: '/api/jobs',
  summary: 'Background jobs, newest first, with the count of each state.',
  input: z.strictObject({ state: z.optional(z.enum(JOB_STATES)), after: cursor, limit: pageSize(100) }),
  output: z.object({
    jobs: z.array(jobView),
    next: z.nullable(z.string()),
    counts: z.object({ waiting: z.int(), running: z.int(), done: z.int(), failed: z.int() }),
  }),
})

export const retryJob = endpoint({
  method: 'POST',
  path: '/api/jobs/:jobId/retry',
  summary: 'Try a failed job again.',
  input: nothing,
  output: jobView,
})

export const auditEntryView = z.object({
  id,
  actor: z.nullable(who),
  action: z.string(),
  targetKind: z.string(),
  targetId: z.nullable(z.string()),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Names of the classes, people and assignments that the entry is about, as they are now. */
  about: z.array(z.string()),
  address: z.nullable(z.string()),
  at: instant,
})
export type AuditEntryView = z.output<typeof auditEntryView>

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/audit',
  summary: 'Who did what and when, newest first.',
  input: z.strictObject({
    /** An action or the start of one: `account`, `report.downloaded`. */
    action: z.optional(z.string().check(z.maxLength(60), z.regex(/^[a-z.-]+$/))),
    actorId: z.optional(id),
    after: cursor,
    limit: pageSize(200),
  }),
  output: z.object({ entries: z.array(auditEntryView), next: z.nullable(z.string()) }),
})

/** Public, and answered by the server itself, also when the database is gone (503). */
export const getHealth = endpoint({
  method: 'GET',
  path: '/api/health',
  summary: 'How the server is: version, database, queue, sockets, delay.',
  access: 'public',
  input: nothing,
  output: z.object({
    status: z.enum(['ok', 'down']),
    version: z.string(),
    sockets: z.int(),
    eventLoopLagMs: z.number(),
    database: z.object({ status: z.enum(['ok', 'down']), ms: z.optional(z.number()) }),
    queue: z.nullable(z.object({ depth: z.int(), failed: z.int(), oldestSeconds: z.nullable(z.number()) })),
    /** The parts of the program in the order in which they start, on whatever machine each runs. */
    parts: z.array(
      z.object({
        name: z.string(),
        status: z.enum(['running', 'asleep', 'missing']),
        processes: z.array(
          z.object({ startedAt: instant, memoryMb: z.int(), figures: z.record(z.string(), z.number()) }),
        ),
        memoryLineMb: z.int(),
      }),
    ),
  }),
})
