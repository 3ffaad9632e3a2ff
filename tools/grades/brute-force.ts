import type { TotalMode } from '#domain/grades/explanation.ts'
import type { ExpectedSide, GradeCase } from './format.ts'

/**
 * A second opinion on a case of the format: written from its rules alone, slow on purpose (every choice of what to drop
 * is tried) and without a line of the calculator, not even its fractions. For tests.
 */

const HUNDRED = 100_000n

/** Whole numbers of a thousandth: what the cases of the tests are written in. */
const thousandths = (text: string | null | undefined): bigint => {
  const [, sign, whole = '0', places = ''] = /^(-?)(\d+)(?:\.(\d{1,3}))?$/.exec(text ?? '0') ?? []
  const size = BigInt(whole) * 1000n + BigInt(places.padEnd(3, '0'))
  return sign ? -size : size
}

interface Row {
  id: string
  score: bigint
  points: bigint
  fixed: boolean
  graded: boolean
}

interface Ratio {
  over: bigint
  under: bigint
}

const choicesOf = <T>(list: readonly T[], size: number): T[][] => {
  const [first, ...rest] = list
  if (size === 0) return [[]]
  if (first === undefined || list.length < size) return []
  return [...choicesOf(rest, size - 1).map((one) => [first, ...one]), ...choicesOf(rest, size)]
}

const ratioOf = (rows: readonly Row[]): Ratio => ({
  over: rows.reduce((sum, row) => sum + row.score, 0n),
  under: rows.reduce((sum, row) => sum + row.points, 0n),
})

/** All choices that are best (worst) by their ratio; those without points only when there are no others. */
const bestChoices = (from: readonly Row[], fixed: readonly Row[], size: number, worst: boolean): Row[][] => {
  const all = choicesOf(from, size).map((kept) => ({ kept, ratio: ratioOf([...kept, ...fixed]) }))
  const pointed = all.filter(({ ratio }) => ratio.under > 0n)
  const open =
    pointed.length > 0 ? pointed : all.map(({ kept, ratio }) => ({ kept, ratio: { ...ratio, under: 1n } }))
  const better = (a: Ratio, b: Ratio) =>
    worst ? a.over * b.under < b.over * a.under : a.over * b.under > b.over * a.under
  return open.filter(({ ratio }) => !open.some((other) => better(other.ratio, ratio))).map(({ kept }) => kept)
}

/** Every outcome of the drop rules that is right; more than one when choices are equally good. */
export const outcomesOf = (rows: readonly Row[], lowest: number, highest: number): Row[][] => {
  const fixed = rows.filter((row) => row.fixed)
  const droppable = rows.filter((row) => !row.fixed)
  const count = droppable.length
  if (count === 0) return [[...rows]]
  const low = Math.min(lowest, count - 1)
  const high = low + highest >= count ? 0 : highest
  return bestChoices(droppable, fixed, count - low, false)
    .flatMap((kept) => (high > 0 ? bestChoices(kept, fixed, kept.length - high, true) : [kept]))
    .map((kept) => [...kept, ...fixed])
}

const rowsOf = (gradeCase: GradeCase, at: number, mode: TotalMode | 'all', period: string | null): Row[] => {
  const { ignoreAnonymousUnposted, submissions, groups } = gradeCase
  const group = groups[at]
  return (group?.assignments ?? []).flatMap((one) => {
    const own = submissions.filter((row) => row.assignment === one.id)
    const [first] = own
    const never = one.omit || one.notGraded || one.unpublished || own.some((row) => row.hidden)
    if (never || !first || first.excused || (one.anonymous && ignoreAnonymousUnposted)) return []
    if (period !== null && one.period !== period) return []
    const graded = first.score != null
    if (mode === 'current' && (!graded || first.pendingReview)) return []
    return [
      {
        id: one.id,
        score: thousandths(first.score),
        points: thousandths(one.points),
        fixed: group?.neverDrop?.includes(one.id) ?? false,
        graded,
      },
    ]
  })
}

const decimal = (value: bigint): string => {
  const digits = (value < 0n ? -value : value).toString().padStart(4, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`
}

/** Percent with two places, half away from zero, of an exact ratio. */
const twoPlaces = ({ over, under }: Ratio): string => {
  const [n, d] = under < 0n ? [-over, -under] : [over, under]
  const size = n < 0n ? -n : n
  const hundredths = (size * 20_000n + d) / (2n * d)
  const text = hundredths.toString().padStart(3, '0')
  return `${n < 0n && hundredths > 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`
}

/** Which assignments the calculator dropped, by group: its choice where several are right. */
export type Drops = readonly (readonly string[])[]

interface Part {
  over: bigint
  under: bigint
  weight: bigint
}

/** By weight: null without any; under 100 scaled up. Exact, as one ratio. */
const weighted = (parts: readonly Part[]): Ratio | null => {
  const counted = parts.filter((part) => part.under !== 0n)
  const weights = counted.reduce((sum, part) => sum + part.weight, 0n)
  if (weights === 0n) return null
  const under = counted.reduce((product, part) => product * part.under, 1n)
  const over = counted.reduce((sum, part) => sum + (part.over * part.weight * under) / part.under, 0n)
  return { over, under: under * (weights < HUNDRED ? weights : HUNDRED) }
}

/** The rows of a group that stay; null where the drops are not among the right ones, or not told and not certain. */
const keptOf = (
  gradeCase: GradeCase,
  at: number,
  rows: readonly Row[],
  drops: Drops | null,
): Row[] | null => {
  const { dropLowest, dropHighest } = gradeCase.groups[at] ?? {}
  if (!dropLowest && !dropHighest) return [...rows]
  const outcomes = outcomesOf(rows, dropLowest ?? 0, dropHighest ?? 0)
  if (drops === null) return outcomes.length === 1 ? (outcomes[0] ?? null) : null
  const gone = new Set(drops[at])
  const agrees = (kept: readonly Row[]) => rows.every((row) => kept.includes(row) !== gone.has(row.id))
  return outcomes.find(agrees) ?? null
}

interface Slice {
  ratio: Ratio | null
  sums: Ratio
  possible: bigint
}

/** A course of these groups: all of it, or what a period has of it. */
const sliceOf = (weighting: GradeCase['weighting'], mode: TotalMode, parts: readonly Part[]): Slice => {
  const sums = {
    over: parts.reduce((sum, part) => sum + part.over, 0n),
    under: parts.reduce((sum, part) => sum + part.under, 0n),
  }
  if (weighting === 'points') return { ratio: sums.under === 0n ? null : sums, sums, possible: sums.under }
  const anything = mode === 'final' || parts.some((part) => part.under !== 0n)
  return { ratio: weighted(parts), sums, possible: anything ? HUNDRED : 0n }
}

const side = ({ weighting }: GradeCase, { ratio, sums, possible }: Slice): ExpectedSide => ({
  score: weighting === 'points' ? decimal(sums.over) : ratio && twoPlaces(ratio),
  possible: decimal(possible),
})

/** Periods by weight; a percentage is rounded before it is weighed. */
const weightedSide = (gradeCase: GradeCase, mode: TotalMode, slices: readonly Slice[]): ExpectedSide => {
  const parts = slices.flatMap(({ ratio, possible }, at): Part[] => {
    if (mode === 'current' && possible === 0n) return []
    const weight = thousandths(gradeCase.periods?.list[at]?.weight)
    if (ratio === null) return [{ over: 0n, under: 1n, weight }]
    if (gradeCase.weighting === 'points') return [{ ...ratio, weight }]
    return [{ over: thousandths(twoPlaces(ratio)), under: HUNDRED, weight }]
  })
  const total = weighted(parts)
  return { score: total ? twoPlaces(total) : '0', possible: '100' }
}

export interface Opinion {
  course: ExpectedSide
  groups: { score: string; possible: string; graded: number }[]
}

/**
 * The course, or one of its periods. It takes the calculator's drops where several choices are right. Null when they are
 * wrong, or when they are not told (null) and not certain.
 */
export const secondOpinion = (
  gradeCase: GradeCase,
  drops: Drops | null,
  mode: TotalMode,
  onlyPeriod?: string,
): Opinion | null => {
  const splits = onlyPeriod === undefined && gradeCase.periods?.weighted === true
  const periods = splits ? (gradeCase.periods?.list ?? []).map(({ id }) => id) : [onlyPeriod ?? null]
  const kept = periods.map((period) =>
    gradeCase.groups.map((_, at) => keptOf(gradeCase, at, rowsOf(gradeCase, at, mode, period), drops)),
  )
  if (kept.some((groups) => groups.includes(null))) return null
  const slices = kept.map((groups) =>
    sliceOf(
      gradeCase.weighting,
      mode,
      groups.map((rows, at) => ({
        ...ratioOf(rows ?? []),
        weight: thousandths(gradeCase.groups[at]?.weight),
      })),
    ),
  )
  const [only] = slices
  return {
    course: splits || !only ? weightedSide(gradeCase, mode, slices) : side(gradeCase, only),
    groups: gradeCase.groups.map((_, at) => {
      const sums = ratioOf(kept.flatMap((groups) => groups[at] ?? []))
      const all = periods.flatMap((period) => rowsOf(gradeCase, at, 'all', period))
      const graded = all.filter((row) => row.graded).length
      return { score: decimal(sums.over), possible: decimal(sums.under), graded }
    }),
  }
}
