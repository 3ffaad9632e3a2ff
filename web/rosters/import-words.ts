import type { RosterImportView } from '#domain/rosters/contract.ts'
import type { PlannedRow, RowProblem } from '#domain/rosters/roster-plan.ts'
import { t, translateMaybe } from '../i18n/translate.ts'
import type { Tone } from '../ui/Badge.tsx'

/** What is wrong with a cell, as a sentence; roles by their names. */
export const problemText = (problem: RowProblem): string => {
  const { role, username } = problem.params
  // Of a person of another school there is no user name to say.
  if (problem.code === 'email-taken' && username !== undefined)
    return t('rosters.problem.email-taken-by', problem.params)
  const named = typeof role === 'string' ? translateMaybe(`accounts.roles.${role}`) : undefined
  return t(
    `rosters.problem.${problem.code}`,
    named === undefined ? problem.params : { ...problem.params, role: named },
  )
}

/** Why a file could not be imported. */
export const failureText = (error: RosterImportView['error']): string =>
  (error && translateMaybe(`rosters.failure.${error.code}`, error.params)) ?? t('rosters.failure.internal')

export const FATE_TONE: Record<PlannedRow['fate'], Tone> = {
  create: 'good',
  update: 'info',
  unchanged: 'neutral',
  error: 'danger',
}

export const STATE_TONE: Record<RosterImportView['state'], Tone> = {
  checking: 'info',
  checked: 'accent',
  applying: 'info',
  applied: 'good',
  failed: 'danger',
}

/** How many rows would change something. */
export const changesIn = (summary: NonNullable<RosterImportView['summary']>): number => {
  const { accounts, classes, enrollments } = summary
  return [accounts, classes, enrollments].reduce((sum, one) => sum + one.create + one.update, 0)
}

export const errorsIn = (summary: NonNullable<RosterImportView['summary']>): number =>
  summary.accounts.error + summary.classes.error + summary.enrollments.error
