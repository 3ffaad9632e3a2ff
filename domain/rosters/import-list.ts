import { withItem } from '../newest-first.ts'
import { reducer } from '../reducer.ts'
import { type RosterImportView, rosterImportChanged } from './contract.ts'

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
