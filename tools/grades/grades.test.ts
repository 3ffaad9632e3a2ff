import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { TOTAL_MODES } from '#domain/grades/explanation.ts'
import { secondOpinion } from './brute-force.ts'
import { mismatchesOf } from './compare.ts'
import { exactNumber, parseExactly } from './exact-json.ts'
import { type GradeCase, readGradeCases } from './format.ts'
import { resultOf } from './results.ts'

/** A file of one case: two homeworks of a group, the lower one dropped. */
const example = () => ({
  format: 'grade-cases/1',
  schemes: {
    two: [
      ['pass', 0.6],
      ['fail', 0],
    ],
  },
  letters: [{ scheme: 'two', percent: 59.99995, letter: 'pass' }],
  late: [
    {
      score: 45,
      possible: 50,
      lateSeconds: 3601,
      policy: { deductPercent: 5, interval: 'hour', lowestPossiblePercent: null },
      expectDeducted: 5,
      expectScore: 40,
    },
  ],
  cases: [
    {
      name: 'two homeworks',
      tags: [] as string[],
      weighting: 'percent',
      ignoreAnonymousUnposted: false,
      periods: null as unknown,
      groups: [
        {
          id: 'H',
          weight: 40,
          dropLowest: 1,
          dropHighest: 0,
          neverDrop: [],
          assignments: [
            { id: 1, points: 10 },
            { id: 2, points: 20 },
          ],
        },
      ],
      submissions: [
        { assignment: 1, score: 9 },
        { assignment: 2, score: 12.5 },
      ],
      expect: {
        unit: 'percentage',
        current: { score: 90, possible: 100 },
        final: { score: 90, possible: 100 },
        groups: {
          H: {
            current: { score: 9, possible: 10, dropped: [2], graded: 2 },
            final: { score: 9, possible: 10, dropped: [2], graded: 2 },
          },
        },
      },
    },
  ],
})

type Example = ReturnType<typeof example>
const mismatches = (file: unknown) => mismatchesOf(readGradeCases(JSON.stringify(file))).flat()
const changed = (change: (file: Example) => void) => {
  const file = example()
  change(file)
  return mismatches(file).map(({ where, what, expected, got }) => [where, what, expected, got])
}

describe('a file of cases', () => {
  it('agrees when every total is as expected', () => {
    expect(mismatches(example())).toEqual([])
  })

  it('is held to every number it expects', () => {
    expect(
      changed((file) => {
        file.cases[0]!.expect.final.score = 90.01
      }),
    ).toEqual([['two homeworks', 'course final score', '90.01', '90.00']])
    expect(
      changed((file) => {
        file.cases[0]!.expect.unit = 'points'
      }),
    ).toEqual([['two homeworks', 'course unit', 'points', 'percentage']])
    expect(
      changed((file) => {
        file.cases[0]!.expect.groups.H.current.dropped = [1]
      }),
    ).toEqual([['two homeworks', 'group H current dropped', '[1]', '[2]']])
    expect(
      changed((file) => {
        file.cases[0]!.expect.groups.H.final.graded = 1
      }),
    ).toEqual([['two homeworks', 'group H final graded', '1', '2']])
    expect(
      changed((file) => {
        file.cases[0]!.expect.groups.H.final.possible = 20
      }),
    ).toEqual([['two homeworks', 'group H final possible', '20', '10']])
    expect(
      changed((file) => {
        file.letters[0]!.letter = 'fail'
      }),
    ).toEqual([['letters 1', 'letter of 59.99995 by two', 'fail', 'pass']])
    expect(
      changed((file) => {
        file.late[0]!.expectDeducted = 2.5
      }),
    ).toEqual([['late 1', 'deducted', '2.5', '5']])
  })

  it('is held to the totals of its periods, and to groups it should not have', () => {
    const periods = { weighted: false, list: [{ id: 'P', weight: null }] }
    const side = { score: 1, possible: 100 }
    const wrong = changed((file) => {
      file.cases[0]!.periods = periods
      Object.assign(file.cases[0]!.expect, {
        periods: { P: { unit: 'percentage', current: { score: null, possible: 0 }, final: side } },
        groups: { X: { current: side, final: side } },
      })
    })
    expect(wrong.map(([, what]) => what)).toEqual([
      'group X current ',
      'group X final ',
      'period P final score',
    ])
  })

  it('of equal choices is held to percentages, not to ids', () => {
    const tied = (tags: string[]) =>
      changed((file) => {
        file.cases[0]!.tags = tags
        file.cases[0]!.submissions[1]!.score = 18
      })
    expect(tied(['tie'])).toEqual([])
    expect(tied([]).length).toBeGreaterThan(0)
  })

  it('that is none is refused with a sentence', () => {
    expect(() => readGradeCases('{')).toThrow(/^This is not JSON/)
    expect(() => readGradeCases('{}')).toThrow('not of the format grade-cases/1 at format')
    const file = JSON.stringify(example())
      .replace('"score":9,', '"score":"nine",')
      .replace('"score":9}', '"score":"nine"}')
    expect(() => readGradeCases(file)).toThrow('at cases.0.submissions.0.score: not a number')
  })
})

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'grade-cases-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const run = (text: string) => {
    const path = join(folder, 'cases.json')
    writeFileSync(path, text)
    const main = join(import.meta.dirname, 'main.ts')
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', main, path], {
      encoding: 'utf8',
    })
    return { status, stdout, stderr }
  }

  it('says how many agree, names what does not, and tells it by its exit', () => {
    expect(run(JSON.stringify(example()))).toMatchObject({ status: 0, stdout: '3 of 3 agree\n' })
    const wrong = example()
    wrong.cases[0]!.expect.current.score = 89
    expect(run(JSON.stringify(wrong))).toMatchObject({
      status: 1,
      stdout: 'two homeworks: course current score: expected 89, got 90.00\n2 of 3 agree\n',
    })
    expect(run('[]')).toMatchObject({ status: 2, stdout: '' })
  })
})

describe('numbers of a file', () => {
  it('arrive digit for digit', () => {
    const numbers = (text: string) => (parseExactly(text) as unknown[]).map(exactNumber)
    expect(numbers('[12345678901234567890.125, 0.1, -3, 1.5e3, 25E-4, 0e0, 1.25e1]')).toEqual([
      '12345678901234567890.125',
      '0.1',
      '-3',
      '1500',
      '0.0025',
      '0',
      '12.5',
    ])
    expect(numbers('["5", "a 7 \\" 8", null, 1e999]')).toEqual([null, null, null, null])
  })
})

const score = fc.oneof(
  fc.integer({ min: 0, max: 20_000 }).map((value) => `${value / 100}`),
  fc.integer({ min: 0, max: 60 }).map((value) => `${value}`),
  fc.constantFrom('0', '-3', '-0.5', '1000000.125', '2440', '0.001'),
)
const points = fc.oneof(
  fc.integer({ min: 1, max: 100 }).map((value) => `${value}`),
  fc.constantFrom('0', '0', '0.5', '2.5', '33.333', '1', '10', '10', '20', null),
)
const flag = (weight = 12) => fc.integer({ min: 1, max: weight }).map((value) => value === 1)
const weight = fc.constantFrom('0', '10', '33.33', '33.34', '50', '60', '100', '120', '12.5', null)

/** Any case of the format, ordinary and nasty: its expectations are left empty. */
const anyCase: fc.Arbitrary<GradeCase> = fc
  .record({
    weighting: fc.constantFrom('points' as const, 'percent' as const),
    ignoreAnonymousUnposted: fc.boolean(),
    periods: fc.option(fc.record({ weighted: fc.boolean(), weights: fc.array(weight, { maxLength: 3 }) })),
    groups: fc.array(
      fc.record({
        weight,
        dropLowest: fc.constantFrom(0, 0, 1, 2, 5),
        dropHighest: fc.constantFrom(0, 0, 1, 2),
        assignments: fc.array(
          fc.record({
            points,
            score: fc.option(score, { freq: 6 }),
            row: flag(8),
            never: flag(6),
            omit: flag(),
            anonymous: flag(),
            notGraded: flag(20),
            unpublished: flag(20),
            excused: flag(),
            pendingReview: flag(),
            hidden: flag(20),
            twice: flag(20),
            period: fc.constantFrom('P0', 'P1', 'P2', 'elsewhere', null),
          }),
          { maxLength: 6 },
        ),
      }),
      { minLength: 0, maxLength: 4 },
    ),
  })
  .map(({ weighting, ignoreAnonymousUnposted, periods, groups }) => {
    const rows: GradeCase['submissions'] = [{ assignment: 'unknown', score: '1' }]
    const all = groups.map((group, g) => ({
      ...group,
      id: `${g}`,
      neverDrop: ['unknown', ...group.assignments.flatMap((one, a) => (one.never ? [`${g}-${a}`] : []))],
      assignments: group.assignments.map((one, a) => {
        const id = `${g}-${a}`
        const { excused, pendingReview, hidden } = one
        // `row` is true once in eight: then there is no submission.
        if (!one.row) rows.push({ assignment: id, score: one.score, excused, pendingReview, hidden })
        if (one.twice) rows.push({ assignment: id, score: '7' })
        return { ...one, id }
      }),
    }))
    const side = { score: null, possible: '0' }
    return {
      name: 'any',
      tags: [],
      weighting,
      ignoreAnonymousUnposted,
      periods: periods && {
        weighted: periods.weighted,
        list: periods.weights.map((one, at) => ({ id: `P${at}`, weight: one })),
      },
      groups: all,
      submissions: rows,
      expect: { unit: 'points' as const, current: side, final: side },
    }
  })

const numbers = (texts: object) =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, text === null ? null : Number(text)]))

describe('any case of the format', () => {
  it('gives what trying every choice of drops gives, in every total', () => {
    fc.assert(
      fc.property(anyCase, (gradeCase) => {
        const result = resultOf(gradeCase)
        const weighted = gradeCase.periods?.weighted === true
        for (const mode of TOTAL_MODES) {
          const groups = gradeCase.groups.map(({ id }) => result.groups[id]![mode])
          const drops = groups.map((group) => group.dropped)
          const opinion = secondOpinion(gradeCase, drops, mode)
          expect(opinion).not.toBeNull()
          expect(numbers(result[mode])).toEqual(numbers(opinion!.course))
          expect(groups.map(({ dropped, ...group }) => numbers(group))).toEqual(opinion!.groups.map(numbers))
          for (const { id } of gradeCase.periods?.list ?? []) {
            // Without splitting, what a period dropped is not told: only one choice can be compared.
            const own = secondOpinion(gradeCase, weighted ? drops : null, mode, id)
            if (own) expect(numbers(result.periods[id]![mode])).toEqual(numbers(own.course))
          }
        }
      }),
      { numRuns: 800 },
    )
  })
})
