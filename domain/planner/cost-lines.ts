import { costOf } from '../timetable/cost.ts'
import type { Instance, Timetable } from '../timetable/instance.ts'
import type { CostLine } from './timetable.ts'

/** Breaches of a rule that are named one by one; the rest is counted. */
const NAMED = 20

/** What a timetable costs, by rule, as planners see it. */
export const costLinesOf = (
  instance: Instance,
  timetable: Timetable,
): { hard: number; soft: number; lines: CostLine[] } => {
  const { hard, soft, rules } = costOf(instance, timetable)
  const lines = rules
    // Rules of one kind that hold for one lesson or set each are one line when they are kept.
    .filter(({ kind, breaches }) => breaches.length > 0 || (kind !== 'fixed' && kind !== 'same-time'))
    .map(({ breaches, ...rule }) => ({
      ...rule,
      unmet: breaches.length,
      breaches: breaches.slice(0, NAMED).map(({ names, day, period, amount }) => ({
        names: [...names],
        ...(day !== undefined && { day }),
        ...(period !== undefined && { period }),
        amount,
      })),
    }))
  return { hard, soft, lines }
}
