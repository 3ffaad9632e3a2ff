import {
  divide,
  exactOf,
  type Fraction,
  formatExact,
  formatRounded,
  fraction,
  multiply,
  ZERO,
} from '../decimal.ts'
import { type Candidate, dropped } from './drop.ts'
import { type CountedItem, countedItem, type EntryRules } from './entry.ts'
import type { ExplainedItem, ExplainedOverride, ExplainedPart } from './explanation.ts'
import { isAssigned, type Method, type OwnEntries, type TotalOverride } from './gradebook.ts'
import { carried, categoryValue, type Member, type MethodValue, notPartOf } from './method.ts'
import type { CategoryNode } from './tree.ts'

/** One student's work and the rules it is looked at with. */
export interface Work {
  studentId: string
  entries: OwnEntries
  /** This student's alone. */
  overrides: readonly TotalOverride[]
  rules: EntryRules
  /** Only items of this period; null for all. */
  periodId: string | null
}

/** A category as a member of what it stands in, and its explanation with those of all it holds behind it. */
export interface BuiltCategory {
  member: Member
  parts: [ExplainedPart, ...ExplainedPart[]]
}

interface BuiltItem extends CountedItem {
  member: Member
}

const HUNDRED = fraction(100n)
const PERCENT_PLACES = 2

/** A value as a percentage to two places; null stays null. */
export const percentText = (value: Fraction | null): string | null =>
  value && formatRounded(multiply(value, HUNDRED), PERCENT_PLACES)

/** What a person has set for a place, and what it would be without. The newest counts. */
export const overrideOf = (
  overrides: readonly TotalOverride[],
  scope: TotalOverride['scope'],
  scopeId: string | null,
  instead: Fraction | null,
): { value: Fraction | null; explained: ExplainedOverride | null } => {
  const found = overrides.findLast((one) => one.scope === scope && one.scopeId === scopeId)
  if (!found) return { value: instead, explained: null }
  const { percent, letter, by, reason } = found
  return {
    value: percent === null ? instead : divide(exactOf(percent), HUNDRED),
    explained: { percent, letter, by, reason, instead: percentText(instead) },
  }
}

const builtItem = (counted: CountedItem): BuiltItem => {
  const { item, score, possible, explained } = counted
  const weight = item.weight == null ? null : exactOf(item.weight)
  if (weight) explained.weight = formatExact(weight)
  return {
    ...counted,
    member: {
      score,
      possible,
      value: possible.n === 0n ? null : divide(score, possible),
      weight,
      extra: item.counting === 'extra',
    },
  }
}

const itemsOf = (node: CategoryNode, work: Work): BuiltItem[] =>
  node.items
    .filter((item) => isAssigned(item, work.studentId))
    .filter((item) => work.periodId === null || item.periodId === work.periodId)
    .map((item) => builtItem(countedItem(item, work.entries.get(item.id), work.rules)))

const membersOf = (list: readonly { member: Member }[]): Member[] => list.map(({ member }) => member)

/** What a member weighs in the choice of what to drop: above and below the fraction bar of the method. */
const candidateOf = (method: Method, { score, possible, value, weight, extra }: Member): Candidate => {
  const below = method === 'points' ? possible : method === 'weighted' ? (weight ?? ZERO) : fraction(1n)
  const above = method === 'points' ? score : multiply(value ?? ZERO, below)
  return { above, below: extra ? ZERO : below, points: possible }
}

/** Whether a drop rule may take an item. Extra ones only where points are summed: elsewhere they can but add. */
const isDroppable = (method: Method, { item, member }: BuiltItem): boolean =>
  !item.neverDrop && (method === 'points' || !member.extra)

/** Marks the items that the drop rules of the category take out, and says with which rule. */
const dropItems = (
  { category, method }: CategoryNode,
  items: readonly BuiltItem[],
  others: readonly Member[],
): ExplainedPart['drops'] => {
  const { dropLowest = 0, dropHighest = 0, keepBest = null } = category ?? {}
  if (dropLowest <= 0 && dropHighest <= 0 && keepBest === null) return null
  const counting = items.filter((one) => one.explained.leftOut === null)
  const droppable = counting.filter((one) => isDroppable(method, one))
  const fixed = [...membersOf(counting.filter((one) => !isDroppable(method, one))), ...others]
  const members = [...membersOf(droppable), ...fixed]
  const out = dropped(
    droppable.map((one) => candidateOf(method, one.member)),
    fixed.map((member) => candidateOf(method, member)),
    { lowest: keepBest === null ? dropLowest : droppable.length - keepBest, highest: dropHighest },
  )
  droppable.forEach(({ explained }, at) => {
    if (out.lowest.has(at)) explained.leftOut = keepBest === null ? 'dropped-lowest' : 'not-among-best'
    if (out.highest.has(at)) explained.leftOut = 'dropped-highest'
  })
  const withAll = percentText(categoryValue(method, members).value)
  return { lowest: out.lowest.size, highest: out.highest.size, best: keepBest, withAll }
}

const setShares = (
  { weights }: MethodValue,
  counted: readonly { member: Member; explained: ExplainedItem | ExplainedPart }[],
): void => {
  if (weights === null || weights.sum.n === 0n) return
  for (const { member, explained } of counted)
    if (member.weight) explained.share = percentText(carried(member.weight, member.extra, weights.divisor))
}

/** What a category came to: the value by its method, or the one a person has set. */
interface Outcome extends MethodValue {
  override: ExplainedOverride | null
}

const outcomeOf = ({ category, method }: CategoryNode, members: readonly Member[], work: Work): Outcome => {
  const result = categoryValue(method, members)
  if (!category) return { ...result, override: null }
  const { value, explained } = overrideOf(work.overrides, 'category', category.id, result.value)
  const score = explained?.percent == null ? result.score : multiply(value ?? ZERO, result.possible)
  return { ...result, score, value, override: explained }
}

const explainedPart = (
  { category, depth, method }: CategoryNode,
  { score, possible, value, weights, override }: Outcome,
  rest: Pick<ExplainedPart, 'drops' | 'items'>,
): ExplainedPart => ({
  categoryId: category?.id ?? null,
  name: category?.name ?? null,
  parentId: null,
  depth,
  method,
  weight: category?.weight == null ? null : formatExact(exactOf(category.weight)),
  extra: category?.extra ?? false,
  share: null,
  score: formatExact(score),
  possible: formatExact(possible),
  percent: percentText(value),
  leftOut: null,
  weightSum: weights && formatExact(weights.sum),
  dividedBy: weights && formatExact(weights.divisor),
  override,
  ...rest,
})

/**
 * Works out a category: its items and the categories in it, what cannot take part, what is dropped, the value, and the
 * value a person has set instead. Steps 5, 6 and 7 of the order of calculation.
 */
export const buildCategory = (node: CategoryNode, work: Work): BuiltCategory => {
  const items = itemsOf(node, work)
  const children = node.children.map((child) => buildCategory(child, work))
  const inside = children.map(({ member, parts }) => ({ member, explained: parts[0] }))
  for (const { explained, member } of [...items, ...inside])
    explained.leftOut ??= notPartOf(node.method, member)

  const taking = inside.filter(({ explained }) => explained.leftOut === null)
  const drops = dropItems(node, items, membersOf(taking))

  const counted = [...items.filter(({ explained }) => explained.leftOut === null), ...taking]
  const outcome = outcomeOf(node, membersOf(counted), work)
  setShares(outcome, counted)

  const self = explainedPart(node, outcome, { drops, items: items.map(({ explained }) => explained) })
  for (const { explained } of inside) explained.parentId = self.categoryId
  const { score, possible, value } = outcome
  const weight = node.category?.weight == null ? null : exactOf(node.category.weight)
  return {
    member: { score, possible, value, weight, extra: self.extra },
    parts: [self, ...children.flatMap(({ parts }) => parts)],
  }
}
