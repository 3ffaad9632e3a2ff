import * as z from 'zod/mini'
import { lookUpKey } from '../accounts/canonical.ts'
import type { ClassRole, SchoolRole } from '../permission.ts'
import { CELL_DOUBTS } from '../sheet-cell.ts'
import { cellText, doubtOf, looksLikeDay, undressed } from './roster-cell.ts'
import {
  columnLetter,
  ROSTER_KINDS,
  type RosterField,
  type RosterKind,
  type RosterSheetRow,
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
  'has-left',
  'taken-out',
  'maybe-date',
  ...CELL_DOUBTS,
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
  /** Rows that are filtered away or hidden in the file, and the first of their numbers. */
  hidden: z.optional(z.object({ count, rows: z.array(count) })),
})
export type SheetNote = z.output<typeof sheetNote>

export const rosterSummary = z.object({
  accounts: fateCounts,
  classes: fateCounts,
  enrollments: fateCounts,
  guardianships: count,
  warnings: count,
  /** How many people the file gives no role: they get the one that is chosen for all of them. */
  roleless: z.optional(count),
  /** How often each remark is made, errors and warnings. */
  remarks: z.optional(z.partialRecord(z.enum(ROSTER_PROBLEMS), count)),
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

/** Where a day is hardly ever meant. */
const DAY_FIELDS: ReadonlySet<RosterField> = new Set(['username', 'studentNumber', 'code'])

/** One row while it is being planned: its cells by field, and what is wrong with them. */
export class RowDraft {
  readonly problems: RowProblem[] = []
  readonly changes: string[] = []
  readonly row: number
  private readonly table: RosterTable
  private readonly cells: readonly string[]
  private readonly doubts: RosterSheetRow['doubts']
  private readonly empty = new Set<RosterField>()

  constructor(table: RosterTable, row: RosterSheetRow) {
    this.table = table
    this.row = row.row
    this.cells = row.cells
    this.doubts = row.doubts
    for (const [field, column] of table.columns) this.examine(field, column, row)
  }

  /** Says what of a cell cannot be what somebody wrote, and leaves out the value where the row can do without it. */
  private examine(field: RosterField, column: number, row: RosterSheetRow): void {
    const raw = row.cells[column] ?? ''
    const marked = row.doubts?.find((one) => one.column === column)
    const found = raw === '' && marked?.doubt !== 'no-result' ? null : doubtOf(field, raw, marked)
    if (found)
      this.problem(found.effect === 'error' ? 'error' : 'warning', field, found.doubt, { value: found.shown })
    if (found?.effect === 'empty') this.empty.add(field)
    if (!found && DAY_FIELDS.has(field) && looksLikeDay(raw.trim()))
      this.problem('warning', field, 'maybe-date', { value: raw.trim() })
  }

  get sheet(): string {
    return this.table.sheet.name
  }

  /** The cell of a field, in the form that the field is kept in; `""` when empty. */
  get(field: RosterField): string {
    const column = this.table.columns.get(field)
    if (column === undefined || this.empty.has(field)) return ''
    const marked = this.doubts?.find((one) => one.column === column)
    return cellText(field, undressed(field, this.cells[column] ?? '', marked))
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
    // What is wrong with a cell is said once: a name that is an error is not also a bad name.
    if (level === 'error' && this.problems.some((one) => one.field === field && one.level === level)) return
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
