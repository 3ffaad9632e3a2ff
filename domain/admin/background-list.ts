import { reducer } from '../reducer.ts'
import { type ReportView, type RosterImportView, reportChanged, rosterImportChanged } from './contract.ts'

/** A list, newest first, with what became of one of its items or with a new one in its place; `further` pages may hold it. */
const withItem = <Item extends { id: string; requestedAt: string }>(
  items: Item[],
  item: Item,
  further: boolean,
): Item[] => {
  if (items.some((other) => other.id === item.id))
    return items.map((other) => (other.id === item.id ? item : other))
  const at = items.findIndex((other) => other.requestedAt <= item.requestedAt)
  if (at >= 0) return [...items.slice(0, at), item, ...items.slice(at)]
  return further ? items : [...items, item]
}

/** Reports, newest first, after an event of the school's topic. */
export const applyToReports = reducer<{ reports: ReportView[]; next: string | null }>((on) => [
  on(reportChanged, ({ reports, next }, { report }) => ({
    reports: withItem(reports, report, next !== null),
    next,
  })),
])

/** One report after an event of the school's topic or of who asked for it. */
export const applyToReport = reducer<ReportView>((on) => [
  on(reportChanged, (before, { report }) => (report.id === before.id ? report : before)),
])

/** Roster imports, newest first, after an event of the school's topic. */
export const applyToImports = reducer<{ imports: RosterImportView[]; next: string | null }>((on) => [
  on(rosterImportChanged, ({ imports, next }, { import: changed }) => ({
    imports: withItem(imports, changed, next !== null),
    next,
  })),
])

/** One roster import after an event of the school's topic. */
export const applyToImport = reducer<RosterImportView>((on) => [
  on(rosterImportChanged, (before, { import: changed }) => (changed.id === before.id ? changed : before)),
])
