import { reducer } from '../reducer.ts'
import { type ReportView, type RosterImportView, reportChanged, rosterImportChanged } from './contract.ts'

/** The list with what became of one of its items, or with a new one in front. */
const withNewest = <Item extends { id: string }>(items: Item[], item: Item): Item[] =>
  items.some((other) => other.id === item.id)
    ? items.map((other) => (other.id === item.id ? item : other))
    : [item, ...items]

/** Reports, newest first, after an event of the school's topic. */
export const applyToReports = reducer<{ reports: ReportView[] }>((on) => [
  on(reportChanged, ({ reports }, { report }) => ({ reports: withNewest(reports, report) })),
])

/** One report after an event of the school's topic or of who asked for it. */
export const applyToReport = reducer<ReportView>((on) => [
  on(reportChanged, (before, { report }) => (report.id === before.id ? report : before)),
])

/** Roster imports, newest first, after an event of the school's topic. */
export const applyToImports = reducer<{ imports: RosterImportView[] }>((on) => [
  on(rosterImportChanged, ({ imports }, { import: changed }) => ({ imports: withNewest(imports, changed) })),
])

/** One roster import after an event of the school's topic. */
export const applyToImport = reducer<RosterImportView>((on) => [
  on(rosterImportChanged, (before, { import: changed }) => (changed.id === before.id ? changed : before)),
])
