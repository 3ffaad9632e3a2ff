import type { SchoolRole } from '../permission.ts'
import { Classes } from './roster-classes.ts'
import {
  findTable,
  ROSTER_KINDS,
  type RosterKind,
  type RosterSheet,
  type RosterTable,
} from './roster-columns.ts'
import { People } from './roster-people.ts'
import { type PlannedRow, type RosterPlan, type RosterSummary, RowDraft } from './roster-plan.ts'
import type { ExistingSchool } from './roster-school.ts'

interface Drafted {
  draft: RowDraft
  row: PlannedRow
}

const draftsOf = (tables: readonly RosterTable[], kind: RosterKind): RowDraft[] =>
  tables
    .filter((table) => table.kind === kind)
    .flatMap((table) =>
      table.sheet.rows.filter(({ row }) => row > table.headerRow).map((row) => new RowDraft(table, row)),
    )

const summaryOf = (
  sheets: readonly RosterSheet[],
  tables: readonly RosterTable[],
  rows: readonly PlannedRow[],
  guardianships: number,
): RosterSummary => {
  const none = () => ({ create: 0, update: 0, unchanged: 0, error: 0 })
  const counts = { accounts: none(), classes: none(), enrollments: none() }
  let warnings = 0
  for (const row of rows) {
    counts[row.kind][row.fate] += 1
    if (row.problems.some((problem) => problem.level === 'warning')) warnings += 1
  }
  const notes = sheets.map((sheet) => {
    const table = tables.find((one) => one.sheet === sheet)
    const count = table ? sheet.rows.filter(({ row }) => row > table.headerRow).length : 0
    return { sheet: sheet.name, kind: table?.kind ?? null, rows: count, ignoredColumns: table?.ignored ?? [] }
  })
  return { ...counts, guardianships, warnings, sheets: notes }
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
): RosterPlan => {
  const tables = sheets.map(findTable).filter((table) => table !== null)
  const people = new People(school, actorRole)
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
    summary: summaryOf(sheets, tables, rows, people.guardianships.length),
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
