import { compare, exactOf, type Fraction, formatExact, larger, ZERO } from '../decimal.ts'
import type { ExplainedItem, TotalMode } from './explanation.ts'
import type { Gradebook, GradebookView, GradeEntry, GradeItem } from './gradebook.ts'
import { lateDeduction, missingScore } from './late.ts'

/** The policies and the eyes a total is worked out with. */
export interface EntryRules {
  mode: TotalMode
  view: GradebookView
  latePolicy: Gradebook['latePolicy']
  missingPercent: Gradebook['missingPercent']
}

/** An item of one student: what counts of it, or why nothing does. */
export interface CountedItem {
  item: GradeItem
  explained: ExplainedItem
  score: Fraction
  possible: Fraction
}

type Score = Pick<ExplainedItem, 'score' | 'countedAsZero' | 'entered' | 'late' | 'missing'>

const ungraded: Score = { score: null, countedAsZero: false }

interface Effective {
  exact: Fraction
  shown: Score
}

/** Missing work has the score of its policy; of pass or fail it is a fail. */
const missingWork = ({ kind }: GradeItem, possible: Fraction, policy: string): Effective => {
  const percent = kind === 'pass-fail' ? '100' : policy
  const exact = missingScore(possible, percent)
  return { exact, shown: { score: formatExact(exact), countedAsZero: false, missing: { percent } } }
}

/** What the rules make of an entry: the score after lateness, or the one of missing work. Null: not graded. */
const effectiveScore = (
  item: GradeItem,
  possible: Fraction,
  entry: GradeEntry | undefined,
  { latePolicy, missingPercent }: EntryRules,
): Effective | null => {
  if (!entry) return null
  if (entry.score === null)
    return entry.missing && missingPercent != null ? missingWork(item, possible, missingPercent) : null
  const entered = exactOf(entry.score)
  const score = item.allowsNegative ? entered : larger(entered, ZERO)
  const late =
    latePolicy && item.kind !== 'pass-fail'
      ? lateDeduction(score, possible, BigInt(entry.lateSeconds ?? 0), latePolicy)
      : null
  const exact = late?.score ?? score
  const shown: Score = { score: formatExact(exact), countedAsZero: false }
  if (late && latePolicy) {
    const { percent, per } = latePolicy
    shown.late = { deducted: formatExact(late.deducted), percent, intervals: late.intervals, per }
  }
  if (late || compare(entered, exact) !== 0) shown.entered = formatExact(entered)
  return { exact, shown }
}

/** Why nothing of an item counts before any category has been looked at. */
const reasonOf = (
  entry: GradeEntry | undefined,
  graded: boolean,
  rules: EntryRules,
): ExplainedItem['leftOut'] => {
  const touched = entry !== undefined && (entry.excused || graded)
  if (touched && rules.view === 'student' && !entry.released) return 'not-released'
  if (entry?.excused) return 'excused'
  if (rules.mode === 'final') return null
  if (!graded) return 'not-graded'
  return entry?.pending ? 'pending' : null
}

/**
 * One item of one student under the rules. Excused work is out; so is, for the student, what was not released. `current`
 * takes what is graded for good; `final` takes all that was set, and zero where there is no grade.
 */
export const countedItem = (
  item: GradeItem,
  entry: GradeEntry | undefined,
  rules: EntryRules,
): CountedItem => {
  const possible = exactOf(item.maxPoints)
  const found = effectiveScore(item, possible, entry, rules)
  const leftOut = reasonOf(entry, found !== null, rules)
  const explained: ExplainedItem = {
    itemId: item.id,
    name: item.name,
    possible: formatExact(possible),
    ...ungraded,
    leftOut,
  }
  if (item.counting === 'extra') explained.extra = true
  if (leftOut === 'pending' && entry?.score != null) explained.entered = formatExact(exactOf(entry.score))
  if (leftOut !== null) return { item, explained, score: ZERO, possible }
  Object.assign(explained, found ? found.shown : { score: '0', countedAsZero: true })
  return { item, explained, score: found?.exact ?? ZERO, possible }
}
