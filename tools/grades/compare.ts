import { TOTAL_MODES, type TotalMode } from '#domain/grades/explanation.ts'
import type { ExpectedSide, GradeCase, GradeCases } from './format.ts'
import { lateOf, letterOf, resultOf, sumOf } from './results.ts'

/** One total that is not what the file expects. */
export interface Mismatch {
  /** `drops-003`, `letters 4`, `late 2`. */
  where: string
  /** `course current score`, `group G1 final dropped`. */
  what: string
  expected: string
  got: string
}

type Value = string | number | null | undefined

/** As many digits as every number of a JSON file has, whoever wrote it. */
const DIGITS = 12

const sameNumber = (expected: Value, got: Value): boolean => {
  if (expected == null || got == null) return (expected ?? null) === (got ?? null)
  return Number(expected).toPrecision(DIGITS) === Number(got).toPrecision(DIGITS)
}

const shown = (value: Value | readonly string[]): string =>
  typeof value === 'object' && value !== null ? `[${value.join(', ')}]` : String(value ?? null)

const inOrder = (ids: readonly string[]): string[] =>
  [...ids].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))

/** Score over points, to compare sides whose points may differ: `none` without them. */
const percentage = ({ score, possible }: ExpectedSide): string =>
  score === null || Number(possible) === 0 ? 'none' : ((100 * Number(score)) / Number(possible)).toFixed(2)

interface Expectation {
  what: string
  expected: ExpectedSide
  got: ExpectedSide | undefined
  /** More than one choice is right, so only percentages can be compared. */
  tie: boolean
}

const sideMismatches = ({ what, expected, got, tie }: Expectation): Omit<Mismatch, 'where'>[] => {
  const wrong = (part: string, a: Value | readonly string[], b: Value | readonly string[]) => [
    { what: `${what} ${part}`, expected: shown(a), got: shown(b) },
  ]
  if (!got) return wrong('', percentage(expected), 'nothing')
  const countDiffers = expected.graded !== undefined && expected.graded !== got.graded
  if (tie && percentage(expected) === percentage(got) && !countDiffers) return []
  const [wantedIds, ids] = [inOrder(expected.dropped ?? []), inOrder(got.dropped ?? [])]
  const dropsDiffer = !tie && expected.dropped !== undefined && shown(wantedIds) !== shown(ids)
  return [
    ...(sameNumber(expected.score, got.score) ? [] : wrong('score', expected.score, got.score)),
    ...(sameNumber(expected.possible, got.possible)
      ? []
      : wrong('possible', expected.possible, got.possible)),
    ...(dropsDiffer ? wrong('dropped', wantedIds, ids) : []),
    ...(countDiffers ? wrong('graded', expected.graded, got.graded) : []),
  ]
}

/**
 * Choices of the same percentage can have other sums, and so can a course that adds points up. Its sums then follow from
 * those of the groups, which are compared one by one: they agree when the file's own add up.
 */
const followsFromGroups = ({ tags, expect, periods }: GradeCase, mode: TotalMode): boolean => {
  const groups = Object.values(expect.groups ?? {}).map((group) => group[mode])
  if (!tags.includes('tie') || expect.unit !== 'points' || periods?.weighted || groups.length === 0)
    return false
  return (['score', 'possible'] as const).every((part) =>
    sameNumber(expect[mode][part], sumOf(groups.map((group) => group[part] ?? '0'))),
  )
}

/** Everything a case expects that the calculator does not give. */
export const caseMismatches = (gradeCase: GradeCase): Mismatch[] => {
  const { expect, tags } = gradeCase
  const result = resultOf(gradeCase)
  const tie = tags.includes('tie')
  const units: [string, string | undefined, string | undefined][] = [['course', expect.unit, result.unit]]
  const sides: Expectation[] = []
  const addBoth = (
    name: string,
    expected: Record<TotalMode, ExpectedSide>,
    got: Record<TotalMode, ExpectedSide> | undefined,
  ) => {
    for (const mode of TOTAL_MODES)
      sides.push({ what: `${name} ${mode}`, expected: expected[mode], got: got?.[mode], tie })
  }
  addBoth('course', expect, {
    current: followsFromGroups(gradeCase, 'current') ? expect.current : result.current,
    final: followsFromGroups(gradeCase, 'final') ? expect.final : result.final,
  })
  for (const [id, group] of Object.entries(expect.groups ?? {}))
    addBoth(`group ${id}`, group, result.groups[id])
  for (const [id, period] of Object.entries(expect.periods ?? {})) {
    addBoth(`period ${id}`, period, result.periods[id])
    if (period.unit !== undefined) units.push([`period ${id}`, period.unit, result.periods[id]?.unit])
  }
  const wrongUnits = units
    .filter(([, expected, got]) => expected !== got)
    .map(([name, expected, got]) => ({ what: `${name} unit`, expected: shown(expected), got: shown(got) }))
  return [...wrongUnits, ...sides.flatMap(sideMismatches)].map((one) => ({ where: gradeCase.name, ...one }))
}

const letterMismatches = ({ letters, schemes }: GradeCases): Mismatch[][] =>
  letters.map(({ scheme, percent, letter }, at) => {
    const got = letterOf(schemes[scheme] ?? [], percent)
    const what = `letter of ${percent} by ${scheme}`
    return got === letter ? [] : [{ where: `letters ${at + 1}`, what, expected: letter, got: shown(got) }]
  })

const lateMismatches = ({ late }: GradeCases): Mismatch[][] =>
  late.map((row, at) => {
    const got = lateOf(row)
    const wrong = (what: string, expected: string, found: string) =>
      sameNumber(expected, found) ? [] : [{ where: `late ${at + 1}`, what, expected, got: found }]
    return [
      ...wrong('deducted', row.expectDeducted, got.deducted),
      ...wrong('score', row.expectScore, got.score),
    ]
  })

/** Each case, letter and late row with what does not agree; an empty list is agreement. */
export const mismatchesOf = (file: GradeCases): Mismatch[][] => [
  ...file.cases.map(caseMismatches),
  ...letterMismatches(file),
  ...lateMismatches(file),
]
