import { exactOf } from '../decimal.ts'
import { type Gradebook, type GradeCategory, type GradeItem, MAX_DEPTH, type Method } from './gradebook.ts'

/** The course, or a category with what stands in it. */
export interface CategoryNode {
  /** Null for the course itself. */
  category: GradeCategory | null
  depth: number
  method: Method
  /** Only what can count: no comments, nothing that was set not to count. */
  items: readonly GradeItem[]
  children: readonly CategoryNode[]
}

/** Comments and what was set not to count are no part of any total. */
export const canCount = (item: GradeItem): boolean =>
  item.counting !== 'not-counted' && item.kind !== 'comment'

const grouped = <T>(list: readonly T[], placeOf: (one: T) => string | null): Map<string | null, T[]> => {
  const groups = new Map<string | null, T[]>()
  for (const one of list) {
    const group = groups.get(placeOf(one))
    if (group) group.push(one)
    else groups.set(placeOf(one), [one])
  }
  return groups
}

/** A course whose categories have weights weighs them; else all points make one sum. */
const courseMethod = (top: readonly GradeCategory[]): Method =>
  top.some(({ weight }) => weight !== null && exactOf(weight).n > 0n) ? 'weighted' : 'points'

const grow = (gradebook: Gradebook): CategoryNode => {
  const known = new Set(gradebook.categories.map((category) => category.id))
  const placeOf = (id: string | null | undefined) => (id != null && known.has(id) ? id : null)
  const inPlace = grouped(gradebook.categories, (category) => placeOf(category.parentId))
  const itemsIn = grouped(gradebook.items.filter(canCount), (item) => placeOf(item.categoryId))
  let reached = 0
  const node = (category: GradeCategory | null, depth: number): CategoryNode => {
    if (depth > MAX_DEPTH) throw new RangeError('categories stand too deep in one another')
    const id = category?.id ?? null
    const within = inPlace.get(id) ?? []
    reached += within.length
    return {
      category,
      depth,
      method: (category ?? gradebook).method ?? (category ? 'points' : courseMethod(within)),
      items: itemsIn.get(id) ?? [],
      children: within.map((child) => node(child, depth + 1)),
    }
  }
  const course = node(null, 0)
  if (reached < gradebook.categories.length)
    throw new RangeError('categories stand in one another in a circle')
  return course
}

const known = new WeakMap<Gradebook, CategoryNode>()

/**
 * The categories of a gradebook as a tree, with the items in their places. It is grown once; the gradebook must not be
 * changed afterwards. Throws a `RangeError` on circles and on more than `MAX_DEPTH` categories in one another.
 */
export const treeOf = (gradebook: Gradebook): CategoryNode => {
  const tree = known.get(gradebook) ?? grow(gradebook)
  known.set(gradebook, tree)
  return tree
}
