import type {
  ExplainedItem,
  ExplainedOverride,
  ExplainedPart,
  Explanation,
} from '#domain/grades/explanation.ts'
import { t } from '../i18n/translate.ts'

/** The sentences of *Why this grade*, made from the explanation that was stored beside the total. */

const plain = (value: string): string => (value.includes('.') ? value.replace(/\.?0+$/, '') : value)

const courseOf = (tree: Explanation): ExplainedPart | undefined => tree.sections[0]?.parts[0]

/** How the total came about, in one sentence. */
export const sentenceOf = (tree: Explanation): string => {
  const { override, percent } = tree
  if (override) {
    const { by, reason, letter } = override
    if (letter !== null) return t('grades.why.sentenceLetter', { by, reason, letter })
    if (percent !== null) return t('grades.why.sentenceSet', { by, reason, percent })
  }
  if (percent === null) return t('grades.why.sentenceNone')
  if (tree.weightSum !== null) return t('grades.why.sentencePeriods', { percent })
  const course = courseOf(tree)
  if (!course || course.method === 'weighted') return t('grades.why.sentenceWeighted', { percent })
  if (course.method === 'points' && !tree.cap?.cut)
    return t('grades.why.sentencePoints', { score: course.score, possible: course.possible, percent })
  return t('grades.why.sentenceMethod', { method: t(`grades.why.method.${course.method}`), percent })
}

/** Why the shares are not the weights that were set: nothing, or one sentence. */
export const scalingNote = (tree: Explanation): string[] => {
  const periods = tree.weightSum !== null
  const weightSum = periods ? tree.weightSum : courseOf(tree)?.weightSum
  if (tree.percent === null || weightSum == null || Number(weightSum) === 100) return []
  const sum = plain(weightSum)
  if (Number(weightSum) > 100) return [t('grades.why.over', { sum })]
  return [t(periods ? 'grades.why.scaledPeriods' : 'grades.why.scaled', { sum })]
}

/** The percent of the whole that a part carries, and the weight it came from where that is another. */
export const shareOf = ({
  share,
  weight,
}: {
  share: string | null
  weight: string | null
}): string | null => {
  if (share === null) return null
  return Number(share) === Number(weight ?? share)
    ? t('grades.why.share', { share: plain(share) })
    : t('grades.why.shareFrom', { share: plain(share), weight: plain(weight ?? share) })
}

/** Who has set a value, and what it would be without. */
export const overrideNotes = ({ by, reason, percent, instead }: ExplainedOverride): string[] => [
  ...(percent === null ? [] : [t('grades.why.set', { by, reason, percent: plain(percent) })]),
  ...(instead === null ? [] : [t('grades.why.insteadOf', { percent: instead })]),
]

/** How a part is made where points are not simply added up, and what its drop rule did. */
export const partNotes = ({ method, depth, extra, drops, override }: ExplainedPart): string[] => {
  if (override?.percent) return []
  const notes: string[] = extra ? [t('grades.why.extra')] : []
  if (depth > 0 && method !== 'points')
    notes.push(t('grades.why.madeOf', { method: t(`grades.why.method.${method}`) }))
  if (!drops || drops.lowest + drops.highest === 0) return notes
  const { lowest, highest, best, withAll } = drops
  if (lowest > 0)
    notes.push(
      best === null
        ? t('grades.why.dropsLowest', { count: lowest })
        : t('grades.why.keepsBest', { count: best }),
    )
  if (highest > 0) notes.push(t('grades.why.dropsHighest', { count: highest }))
  if (withAll !== null) notes.push(t('grades.why.withAll', { percent: withAll }))
  return notes
}

/** All there is to say about an item: why it does not count, or what was taken off. */
export const itemNotes = (item: ExplainedItem): string[] => {
  const { late, missing, entered, extra, leftOut, countedAsZero } = item
  const notes: string[] = []
  if (leftOut === 'no-points') notes.push(t('grades.why.noPoints'))
  else if (leftOut) notes.push(t(`grades.why.leftOut.${leftOut}`))
  else if (countedAsZero) notes.push(t('grades.why.zero'))
  if (extra && !leftOut) notes.push(t('grades.why.extra'))
  if (late) {
    const { deducted, percent, intervals, per } = late
    notes.push(t(`grades.why.late.${per}`, { deducted, percent, count: intervals }))
  }
  if (missing) notes.push(t('grades.why.missing', { percent: missing.percent }))
  if (entered) notes.push(t('grades.why.entered', { score: entered }))
  return notes
}
