import fc from 'fast-check'
import type {
  Gradebook,
  GradeCategory,
  GradeEntry,
  GradeItem,
  GradingPeriod,
  TotalOverride,
} from './gradebook.ts'
import { SCHEMES } from './scheme.ts'

/** Builders and any gradebooks for the tests of the calculator. */

export const ANA = 'ana'

export const entry = (itemId: string, score: string | null, more: Partial<GradeEntry> = {}): GradeEntry => ({
  itemId,
  studentId: ANA,
  score,
  excused: false,
  released: true,
  ...more,
})

export const item = (
  id: string,
  maxPoints: string,
  categoryId: string | null = null,
  more: Partial<GradeItem> = {},
): GradeItem => ({ id, name: id, categoryId, maxPoints, assignedTo: null, ...more })

export const category = (
  id: string,
  weight: string | null = null,
  more: Partial<GradeCategory> = {},
): GradeCategory => ({ id, name: id, weight, ...more })

/** A course of one category with the rules given, and items of `[score, points]`. */
export const oneCategory = (
  rules: Partial<GradeCategory>,
  marks: readonly (readonly [string | null, string, Partial<GradeItem>?])[],
): Gradebook => ({
  categories: [category('c', null, rules)],
  items: marks.map(([, points, more], at) => item(`i${at}`, points, 'c', more)),
  entries: marks.flatMap(([score], at) => (score === null ? [] : [entry(`i${at}`, score)])),
})

const decimalText = (max: number) =>
  fc.oneof(
    fc.integer({ min: 0, max }).map((value) => `${value}`),
    fc.integer({ min: 0, max: max * 100 }).map((value) => `${value / 100}`),
  )
const sometimes = (oneIn: number) => fc.integer({ min: 1, max: oneIn }).map((value) => value === oneIn)
const weight = fc.oneof(
  fc.constantFrom('0', '10', '25', '33.3333', '40', '50', '60', '100', '120'),
  fc.constant(null),
)

const anyCategory = (at: number): fc.Arbitrary<GradeCategory> =>
  fc.record({
    id: fc.constant(`c${at}`),
    name: fc.constant(`Category ${at}`),
    weight,
    // Only earlier ones, so that there is no circle; four of them are never too deep.
    parentId: at === 0 ? fc.constant(null) : fc.option(fc.nat({ max: at - 1 }).map((parent) => `c${parent}`)),
    method: fc.constantFrom('points', 'points', 'weighted', 'mean', 'median', 'highest', 'lowest'),
    extra: sometimes(6),
    dropLowest: fc.constantFrom(0, 1, 1, 2),
    dropHighest: fc.constantFrom(0, 0, 1),
    keepBest: fc.constantFrom(null, null, null, 1, 2),
  })

const anyItem = fc.record({
  categoryId: fc.constantFrom('c0', 'c0', 'c0', 'c1', 'c2', 'c3', null),
  maxPoints: fc.oneof(fc.constantFrom('0', '1', '10', '10', '20'), decimalText(100)),
  assigned: sometimes(8),
  kind: fc.constantFrom('points', 'points', 'points', 'points', 'points', 'pass-fail', 'comment'),
  counting: fc.constantFrom('normal', 'normal', 'normal', 'normal', 'normal', 'extra', 'not-counted'),
  weight,
  neverDrop: sometimes(5),
  periodId: fc.constantFrom('p0', 'p1', null),
  allowsNegative: sometimes(8),
  graded: fc.option(
    fc.record({
      score: fc.option(fc.oneof(decimalText(120), fc.constantFrom('-2', '0', '0')), { freq: 8 }),
      excused: sometimes(8),
      released: fc.boolean(),
      pending: sometimes(8),
      missing: fc.boolean(),
      lateSeconds: fc.constantFrom(0, 0, 0, 1, 3600, 3601, 86_400, 200_000),
    }),
    { freq: 5 },
  ),
})

const anyOverride: fc.Arbitrary<TotalOverride> = fc.record({
  studentId: fc.constantFrom(ANA, 'ben'),
  scope: fc.constantFrom('course', 'period', 'category'),
  scopeId: fc.constantFrom('c0', 'c1', 'p0', null),
  percent: fc.option(decimalText(110), { freq: 3 }),
  letter: fc.option(fc.constant('A*')),
  by: fc.constant('Ms Lee'),
  reason: fc.constant('as agreed'),
})

const anyPeriods = fc.option(
  fc.record({
    weighted: fc.boolean(),
    list: fc
      .array(weight, { maxLength: 3 })
      .map((weights) =>
        weights.map((one, at): GradingPeriod => ({ id: `p${at}`, name: `P${at}`, weight: one })),
      ),
  }),
  { freq: 2 },
)

/** Any small gradebook with every rule there is: trees, methods, drops, extra work, policies, periods, overrides. */
export const anyGradebook: fc.Arbitrary<Gradebook> = fc
  .record({
    method: fc.constantFrom(undefined, 'points', 'weighted', 'mean', 'median', 'highest', 'lowest'),
    categories: fc
      .tuple(anyCategory(0), anyCategory(1), anyCategory(2), anyCategory(3))
      .chain((all) => fc.integer({ min: 1, max: 4 }).map((count) => all.slice(0, count))),
    items: fc.array(anyItem, { minLength: 1, maxLength: 9, size: 'max' }),
    periods: anyPeriods,
    latePolicy: fc.option(
      fc.record({
        percent: fc.constantFrom('5', '33.3', '100'),
        per: fc.constantFrom('hour', 'day'),
        floor: fc.constantFrom(null, '0', '40'),
        graceSeconds: fc.constantFrom(0, 600),
      }),
    ),
    missingPercent: fc.option(fc.constantFrom('100', '50', '0')),
    cap: fc.option(fc.constantFrom('100', '80')),
    overrides: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: anyOverride.map((one) => [one]) },
    ),
  })
  .map(({ items, ...rest }) => ({
    ...rest,
    scheme: SCHEMES.gpa,
    items: items.map(({ graded, assigned, ...one }, at) => ({
      ...one,
      id: `i${at}`,
      name: `Item ${at}`,
      assignedTo: assigned ? ['ben'] : null,
    })),
    entries: items.flatMap(({ graded }, at) => (graded ? [entry(`i${at}`, graded.score, graded)] : [])),
  })) as fc.Arbitrary<Gradebook>
