import * as z from 'zod'
import { exactNumber, idText, parseExactly } from './exact-json.ts'

/** The format `grade-cases/1`: gradebooks with the totals they must give. Numbers are decimal text, digit for digit. */
const read = <T>(reader: (value: unknown) => T | null, message: string) =>
  z.unknown().transform((value, context): T => {
    const found = reader(value)
    if (found !== null) return found
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })

const number = read(exactNumber, 'not a number')
const notNegative = number.refine((value) => !value.startsWith('-') || /^-[0.]*$/.test(value), 'negative')
const count = notNegative.transform(Number).refine(Number.isSafeInteger, 'not a whole number')
const id = read(idText, 'not an id')
const flag = z.boolean().nullish()

const assignment = z.object({
  id,
  points: notNegative.nullish(),
  omit: flag,
  anonymous: flag,
  notGraded: flag,
  unpublished: flag,
  period: id.nullish(),
})
const group = z.object({
  id,
  weight: notNegative.nullish(),
  dropLowest: count.nullish(),
  dropHighest: count.nullish(),
  neverDrop: z.array(id).nullish(),
  assignments: z.array(assignment),
})
const submission = z.object({
  assignment: id,
  score: number.nullish(),
  excused: flag,
  pendingReview: flag,
  hidden: flag,
})

const side = z.object({ score: number.nullable(), possible: number })
const groupSide = side.extend({ dropped: z.array(id).optional(), graded: count.optional() })
const both = <T extends z.ZodType>(one: T) => z.object({ current: one, final: one })
const unit = z.enum(['points', 'percentage'])

const gradeCase = z.object({
  name: z.string(),
  tags: z.array(z.string()).default([]),
  weighting: z.enum(['points', 'percent']),
  ignoreAnonymousUnposted: flag,
  periods: z
    .object({ weighted: z.boolean(), list: z.array(z.object({ id, weight: notNegative.nullish() })) })
    .nullish(),
  groups: z.array(group),
  submissions: z.array(submission),
  expect: both(side).extend({
    unit,
    groups: z.record(z.string(), both(groupSide)).optional(),
    periods: z.record(z.string(), both(side).extend({ unit: unit.optional() })).optional(),
  }),
})
export type GradeCase = z.output<typeof gradeCase>
export type ExpectedSide = z.output<typeof groupSide>

const letter = z.object({ scheme: z.string(), percent: number, letter: z.string() })
const late = z.object({
  score: number,
  possible: notNegative,
  lateSeconds: number,
  policy: z.object({
    deductPercent: notNegative,
    interval: z.enum(['day', 'hour']),
    lowestPossiblePercent: number.nullish(),
  }),
  expectDeducted: number,
  expectScore: number,
})
export type LetterRow = z.output<typeof letter>
export type LateRow = z.output<typeof late>

const file = z
  .object({
    format: z.literal('grade-cases/1'),
    cases: z.array(gradeCase),
    schemes: z.record(z.string(), z.array(z.tuple([z.string(), number])).min(1)).default({}),
    letters: z.array(letter).default([]),
    late: z.array(late).default([]),
  })
  .superRefine(({ schemes, letters }, context) => {
    letters.forEach(({ scheme }, at) => {
      if (!Object.hasOwn(schemes, scheme))
        context.addIssue({ code: 'custom', path: ['letters', at, 'scheme'], message: 'unknown scheme' })
    })
  })
export type GradeCases = z.output<typeof file>

/** Reads a file's text. Throws an `Error` with one sentence that says what is not of the format, and where. */
export const readGradeCases = (text: string): GradeCases => {
  let json: unknown
  try {
    json = parseExactly(text)
  } catch (cause) {
    throw new Error(`This is not JSON: ${cause instanceof Error ? cause.message : 'unreadable'}.`)
  }
  const found = file.safeParse(json)
  if (found.success) return found.data
  const issue = found.error.issues[0]
  const where = issue?.path.length ? ` at ${issue.path.join('.')}` : ''
  throw new Error(`This is not of the format grade-cases/1${where}: ${issue?.message ?? 'unknown reason'}.`)
}
