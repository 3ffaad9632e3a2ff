import * as z from 'zod/mini'
import { lookUpKey } from '../accounts/canonical.ts'
import type { ClassRole, SchoolRole } from '../permission.ts'
import {
  columnLetter,
  ROSTER_KINDS,
  type RosterField,
  type RosterKind,
  type RosterTable,
} from './roster-columns.ts'

/** What a roster import would do: the fate of each row, and the changes that follow from it. */

export const ROW_FATES = ['create', 'update', 'unchanged', 'error'] as const
export type RowFate = (typeof ROW_FATES)[number]

/** Reasons; each is a translation key under `roster.problem.`. */
export const ROSTER_PROBLEMS = [
  'required',
  'too-long',
  'username-invalid',
  'username-taken',
  'duplicate',
  'role-unknown',
  'role-not-allowed',
  'account-protected',
  'account-disabled',
  'email-invalid',
  'email-taken',
  'student-number-taken',
  'password-too-short',
  'password-common',
  'password-has-name',
  'student-unknown',
  'not-a-student',
  'not-a-guardian',
  'code-invalid',
  'term-unknown',
  'no-term',
  'class-unknown',
  'class-archived',
  'person-unknown',
  'not-a-teacher',
  'guardian-cannot-join',
  'conflict-in-file',
] as const
export type RosterProblemCode = (typeof ROSTER_PROBLEMS)[number]

export const rowProblem = z.object({
  /** `error`: the row is left out. `warning`: only this value is. */
  level: z.enum(['error', 'warning']),
  /** The column's letter, null when the file has no such column. */
  column: z.nullable(z.string()),
  field: z.nullable(z.string()),
  code: z.enum(ROSTER_PROBLEMS),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type RowProblem = z.output<typeof rowProblem>

export const plannedRow = z.object({
  kind: z.enum(ROSTER_KINDS),
  sheet: z.string(),
  row: z.int(),
  /** Whom or what the row is about: a name and username, a class code. */
  label: z.string(),
  fate: z.enum(ROW_FATES),
  /** Fields that an update changes. */
  changes: z.array(z.string()),
  problems: z.array(rowProblem),
})
export type PlannedRow = z.output<typeof plannedRow>

/** A person after the import. `id` is null when the account is to be made. */
export interface PlannedAccount {
  id: string | null
  username: string
  name: string
  role: SchoolRole
  email: string | null
  studentNumber: string | null
  /** Only for new accounts, when the file gives one. */
  password: string | null
}

export interface PlannedClass {
  id: string | null
  termId: string
  code: string
  name: string
  subject: string
}

/** `username` is folded (lower case); `classKey` is `classKey(termId, code)`. */
export interface PlannedEnrollment {
  classKey: string
  username: string
  role: ClassRole
}

export interface PlannedGuardianship {
  guardian: string
  student: string
}

const count = z.int()
const fateCounts = z.object({ create: count, update: count, unchanged: count, error: count })

export const sheetNote = z.object({
  sheet: z.string(),
  /** Null: no known headers, so the sheet was not read. */
  kind: z.nullable(z.enum(ROSTER_KINDS)),
  rows: count,
  ignoredColumns: z.array(z.string()),
})

export const rosterSummary = z.object({
  accounts: fateCounts,
  classes: fateCounts,
  enrollments: fateCounts,
  guardianships: count,
  warnings: count,
  sheets: z.array(sheetNote),
})
export type RosterSummary = z.output<typeof rosterSummary>

export interface RosterPlan {
  summary: RosterSummary
  rows: PlannedRow[]
  /** Only what changes. */
  accounts: PlannedAccount[]
  classes: PlannedClass[]
  enrollments: PlannedEnrollment[]
  guardianships: PlannedGuardianship[]
}

/** What usernames, numbers, addresses and codes are compared by. */
export const fold = lookUpKey
export const classKey = (termId: string, code: string): string => `${termId} ${fold(code)}`

/** One row while it is being planned: its cells by field, and what is wrong with them. */
export class RowDraft {
  readonly problems: RowProblem[] = []
  readonly changes: string[] = []
  readonly row: number
  private readonly table: RosterTable
  private readonly cells: readonly string[]

  constructor(table: RosterTable, row: { row: number; cells: readonly string[] }) {
    this.table = table
    this.row = row.row
    this.cells = row.cells
  }

  get sheet(): string {
    return this.table.sheet.name
  }

  /** The cell of a field with single spaces, `""` when empty. */
  get(field: RosterField): string {
    const column = this.table.columns.get(field)
    const text = column === undefined ? '' : (this.cells[column] ?? '')
    return text
      .normalize('NFC')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
  }

  /** The usernames or numbers in a cell, separated by commas, semicolons, 、 or spaces. */
  list(field: RosterField): string[] {
    const parts = this.get(field).split(/[\s,;，；、|]+/)
    return [...new Set(parts.filter((part) => part !== ''))]
  }

  problem(
    level: RowProblem['level'],
    field: RosterField,
    code: RosterProblemCode,
    params: RowProblem['params'] = {},
  ): void {
    const column = this.table.columns.get(field)
    this.problems.push({
      level,
      field,
      code,
      params,
      column: column === undefined ? null : columnLetter(column),
    })
  }

  error(field: RosterField, code: RosterProblemCode, params?: RowProblem['params']): null {
    this.problem('error', field, code, params)
    return null
  }

  get failed(): boolean {
    return this.problems.some((problem) => problem.level === 'error')
  }

  finish(kind: RosterKind, label: string, fate: RowFate): PlannedRow {
    return {
      kind,
      sheet: this.sheet,
      row: this.row,
      label,
      fate: this.failed ? 'error' : fate,
      changes: this.failed ? [] : this.changes,
      problems: this.problems,
    }
  }
}
