import type { SchoolRole } from '../permission.ts'
import { Classes } from './roster-classes.ts'
import {
  findTable,
  ROSTER_KINDS,
  type RosterKind,
  type RosterSheet,
  type RosterTable,
  rowsOf,
} from './roster-columns.ts'
import { People } from './roster-people.ts'
import {
  type PlannedRow,
  type RosterPlan,
  type RosterSummary,
  RowDraft,
  type SheetNote,
} from './roster-plan.ts'
import type { ExistingSchool } from './roster-school.ts'

/** What a person decided about a file. */
export interface RosterOptions {
  /** What those are whom the file gives no role. */
  role?: SchoolRole
}

interface Drafted {
  draft: RowDraft
  row: PlannedRow
}

const draftsOf = (tables: readonly RosterTable[], kind: RosterKind): RowDraft[] =>
  tables
    .filter((table) => table.kind === kind)
    .flatMap((table) => rowsOf(table).seen.map((row) => new RowDraft(table, row)))

/** Row numbers that are written out; of more only the count is said. */
const LISTED_ROWS = 20

const noteOf = (sheet: RosterSheet, table: RosterTable | undefined): SheetNote => {
  const { seen, hidden } = table ? rowsOf(table) : { seen: [], hidden: [] }
  return {
    sheet: sheet.name,
    kind: table?.kind ?? null,
    rows: seen.length,
    ignoredColumns: table?.ignored ?? [],
    ...(hidden.length > 0 && {
      hidden: { count: hidden.length, rows: hidden.slice(0, LISTED_ROWS).map(({ row }) => row) },
    }),
  }
}

const summaryOf = (
  sheets: readonly RosterSheet[],
  tables: readonly RosterTable[],
  rows: readonly PlannedRow[],
  people: People,
): RosterSummary => {
  const none = () => ({ create: 0, update: 0, unchanged: 0, error: 0 })
  const counts = { accounts: none(), classes: none(), enrollments: none() }
  const remarks: NonNullable<RosterSummary['remarks']> = {}
  let warnings = 0
  for (const row of rows) {
    counts[row.kind][row.fate] += 1
    if (row.problems.some((problem) => problem.level === 'warning')) warnings += 1
    for (const code of new Set(row.problems.map((problem) => problem.code)))
      remarks[code] = (remarks[code] ?? 0) + 1
  }
  const notes = sheets.map((sheet) =>
    noteOf(
      sheet,
      tables.find((one) => one.sheet === sheet),
    ),
  )
  const { guardianships, roleless } = people
  return { ...counts, guardianships: guardianships.length, warnings, roleless, remarks, sheets: notes }
}

/**
 * What importing these sheets into this school would do, as the account with `actorRole` asks it. Pure: the dry run
 * shows the plan, applying plans again on the school of that moment and writes it. A bad row never stops another; empty
 * cells leave what is there; nothing is ever removed; importing the same file twice changes nothing the second time.
 */
export const planRoster = (
  sheets: readonly RosterSheet[],
  school: ExistingSchool,
  actorRole: SchoolRole,
  options: RosterOptions = {},
): RosterPlan => {
  const tables = sheets.map(findTable).filter((table) => table !== null)
  const people = new People(school, actorRole, options.role)
  const accounts: Drafted[] = draftsOf(tables, 'accounts').map((draft) => ({
    draft,
    row: people.plan(draft),
  }))
  for (const { draft, row } of accounts) people.linkWards(draft, row)
  const classes = new Classes(school, people)
  const classRows = draftsOf(tables, 'classes').map((draft) => classes.planClass(draft))
  const enrollmentRows = draftsOf(tables, 'enrollments').map((draft) => classes.planEnrollment(draft))
  const rows = [...accounts.map(({ row }) => row), ...classRows, ...enrollmentRows]
  return {
    summary: summaryOf(sheets, tables, rows, people),
    rows,
    accounts: people.planned,
    classes: classes.planned,
    enrollments: classes.enrollments,
    guardianships: people.guardianships,
  }
}

/** Whether the workbook holds any list that an import knows. */
export const hasRoster = (plan: RosterPlan): boolean =>
  plan.summary.sheets.some((sheet) => sheet.kind !== null && ROSTER_KINDS.includes(sheet.kind))
