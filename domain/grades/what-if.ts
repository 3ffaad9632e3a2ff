import { compare, exactOf } from '../decimal.ts'
import type { TotalMode } from './explanation.ts'
import { entriesOf, type Gradebook, type GradeEntry } from './gradebook.ts'
import { boundOf, type GradingScheme } from './scheme.ts'
import { type Total, type TotalOptions, type Totals, totalsFor, totalsOf } from './total.ts'

/** A mark that is not there: null for work that is not handed in. */
export interface SupposedMark {
  itemId: string
  score: string | null
}

/** Both totals of a student as if these marks stood, seen and in time. The gradebook itself is not touched. */
export const whatIf = (
  gradebook: Gradebook,
  studentId: string,
  marks: readonly SupposedMark[],
  options: TotalOptions,
): Totals => {
  const entries = new Map(entriesOf(gradebook, studentId))
  for (const { itemId, score } of marks) {
    const supposed: GradeEntry = { itemId, studentId, score, excused: false, released: true }
    entries.set(itemId, supposed)
  }
  return totalsOf(gradebook, studentId, entries, options)
}

export interface ComparedTotal {
  before: Pick<Total, 'percent' | 'letter'>
  after: Pick<Total, 'percent' | 'letter'>
  /** The boundaries that are on the other side now, from the highest to the lowest. */
  crossed: { label: string; direction: 'up' | 'down' }[]
}

export interface ComparedStudent {
  studentId: string
  totals: Record<TotalMode, ComparedTotal>
}

/** Whether a total reaches a row of a scheme; null when there is neither. */
const reaches = (scheme: GradingScheme, label: string, percent: string | null): boolean | null => {
  const row = scheme.rows.find((one) => one.label === label)
  return row && percent !== null ? compare(exactOf(percent), boundOf(scheme, row)) >= 0 : null
}

const compared = (
  before: Total,
  after: Total,
  schemes: [GradingScheme, GradingScheme] | null,
): ComparedTotal => {
  const crossed: ComparedTotal['crossed'] = []
  // The last row takes whatever is left: it is no boundary.
  for (const { label } of schemes?.[1].rows.slice(0, -1) ?? []) {
    if (!schemes) break
    const was = reaches(schemes[0], label, before.percent)
    const is = reaches(schemes[1], label, after.percent)
    if (was !== null && is !== null && was !== is) crossed.push({ label, direction: is ? 'up' : 'down' })
  }
  const shown = ({ percent, letter }: Total) => ({ percent, letter })
  return { before: shown(before), after: shown(after), crossed }
}

/**
 * What other rules would do to a class: the totals of each student under both gradebooks, and which boundaries of the
 * scheme they cross. Either gradebook may have other categories, weights, drops, policies or bounds.
 */
export const comparePolicies = (
  before: Gradebook,
  after: Gradebook,
  studentIds: readonly string[],
  options: TotalOptions,
): ComparedStudent[] => {
  const schemes: [GradingScheme, GradingScheme] | null =
    before.scheme && after.scheme ? [before.scheme, after.scheme] : null
  return studentIds.map((studentId) => {
    const [old, fresh] = [totalsFor(before, studentId, options), totalsFor(after, studentId, options)]
    return {
      studentId,
      totals: {
        current: compared(old.current, fresh.current, schemes),
        final: compared(old.final, fresh.final, schemes),
      },
    }
  })
}
