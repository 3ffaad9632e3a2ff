import type { SolRow } from './ctt.ts'
import type { Course, Instance } from './instance.ts'

/**
 * The judge of solutions of the competition (ITC-2007 track 3), written from its definition alone: it shares nothing with
 * the search, nor with the cost the search works by, but the reader of the files. Source: Di Gaspero, McCollum, Schaerf,
 * "The Second International Timetabling Competition (ITC-2007): Curriculum-based Course Timetabling (Track 3)", 2007.
 */

export const HARD_RULES = ['Lectures', 'RoomOccupancy', 'Conflicts', 'Availability'] as const
export const SOFT_RULES = [
  'RoomCapacity',
  'MinimumWorkingDays',
  'CurriculumCompactness',
  'RoomStability',
] as const
export type JudgedRule = (typeof HARD_RULES)[number] | (typeof SOFT_RULES)[number]

/** One finding: what it concerns in words, and what it costs (hard: how many violations it is). */
export interface Finding {
  readonly rule: JudgedRule
  readonly about: string
  readonly cost: number
}

export interface Judgement {
  readonly findings: readonly Finding[]
  /** Violations of hard rules; a solution with any is worth nothing. */
  readonly violations: number
  /** The sum of the soft rules. */
  readonly cost: number
}

const MISSING_DAY = 5
const LONELY_LECTURE = 2

/** Judges the lines of a solution. */
export const judge = (instance: Instance, rows: readonly SolRow[]): Judgement => {
  const findings = [
    ...lectures(instance, rows),
    ...roomOccupancy(rows),
    ...conflicts(instance, rows),
    ...availability(instance, rows),
    ...roomCapacity(instance, rows),
    ...workingDays(instance, rows),
    ...compactness(instance, rows),
    ...roomStability(instance, rows),
  ]
  return {
    findings,
    violations: costOfRules(findings, HARD_RULES),
    cost: costOfRules(findings, SOFT_RULES),
  }
}

/** What the findings of some rules cost together. */
export const costOfRules = (findings: readonly Finding[], rules: readonly JudgedRule[]): number =>
  findings.reduce((sum, { rule, cost }) => sum + (rules.includes(rule) ? cost : 0), 0)

const grouped = <T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

const timeOf = ({ day, period }: SolRow): string => `day ${day}, period ${period}`

const times = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** Every lecture of a course is placed, in distinct periods; one more than there are is wrong too. */
const lectures = (instance: Instance, rows: readonly SolRow[]): Finding[] =>
  instance.courses.flatMap((course): Finding[] => {
    const own = rows.filter((row) => row.course === course.id)
    const missing = course.lessons.length - own.length
    const repeated = own.length - new Set(own.map(timeOf)).size
    const wrong: Finding[] = []
    if (missing !== 0) {
      const about = `${course.id} has ${times(own.length, 'lecture')} instead of ${course.lessons.length}`
      wrong.push({ rule: 'Lectures', about, cost: Math.abs(missing) })
    }
    if (repeated > 0) {
      const about = `${course.id} has ${times(repeated, 'lecture')} in a period it is in already`
      wrong.push({ rule: 'Lectures', about, cost: repeated })
    }
    return wrong
  })

/** One lecture in a room and period; each further one is a violation. */
const roomOccupancy = (rows: readonly SolRow[]): Finding[] =>
  [...grouped(rows, (row) => `${row.room}, ${timeOf(row)}`)].flatMap(([place, here]): Finding[] => {
    if (here.length < 2) return []
    const about = `${place}: ${here.map(({ course }) => course).join(', ')}`
    return [{ rule: 'RoomOccupancy', about, cost: here.length - 1 }]
  })

const mayNotMeet = (a: Course, b: Course): boolean =>
  a.teachers.some((teacher) => b.teachers.includes(teacher)) ||
  a.groups.some((curriculum) => b.groups.includes(curriculum))

/** Two courses of one curriculum or of one teacher never share a period; each pair in each period is a violation. */
const conflicts = (instance: Instance, rows: readonly SolRow[]): Finding[] => {
  const courses = new Map(instance.courses.map((course) => [course.id, course]))
  return [...grouped(rows, timeOf)].flatMap(([time, here]) => {
    const present = [...new Set(here.map(({ course }) => course))].flatMap((id) => courses.get(id) ?? [])
    return present.flatMap((a, at) =>
      present.slice(at + 1).flatMap((b): Finding[] => {
        if (!mayNotMeet(a, b)) return []
        return [{ rule: 'Conflicts', about: `${a.id} and ${b.id} on ${time}`, cost: 1 }]
      }),
    )
  })
}

/** No lecture of a course lies in a period it is not available in. */
const availability = (instance: Instance, rows: readonly SolRow[]): Finding[] => {
  const closed = new Set<string>()
  for (const rule of instance.rules) {
    if (rule.kind !== 'unavailable') continue
    for (const { who, slots } of rule.times)
      for (const { day, period } of slots) closed.add(`${who.id} ${day} ${period}`)
  }
  return rows
    .filter(({ course, day, period }) => closed.has(`${course} ${day} ${period}`))
    .map((row) => ({ rule: 'Availability', about: `${row.course} on ${timeOf(row)}`, cost: 1 }))
}

/** 1 for each student over the room's capacity, for each lecture. */
const roomCapacity = (instance: Instance, rows: readonly SolRow[]): Finding[] => {
  const capacities = new Map(instance.rooms.map((room) => [room.id, room.capacity]))
  const students = new Map(instance.courses.map((course) => [course.id, course.students]))
  return rows.flatMap((row): Finding[] => {
    const over = (students.get(row.course) ?? 0) - (capacities.get(row.room) ?? 0)
    if (over <= 0) return []
    return [{ rule: 'RoomCapacity', about: `${row.course} in ${row.room} on ${timeOf(row)}`, cost: over }]
  })
}

/** 5 for each day a course lies under its minimum of days. */
const workingDays = (instance: Instance, rows: readonly SolRow[]): Finding[] =>
  instance.courses.flatMap((course): Finding[] => {
    const days = new Set(rows.filter((row) => row.course === course.id).map(({ day }) => day)).size
    const least = course.minDays ?? 0
    if (days >= least) return []
    const about = `${course.id} lies on ${times(days, 'day')} instead of ${least}`
    return [{ rule: 'MinimumWorkingDays', about, cost: MISSING_DAY * (least - days) }]
  })

/** 2 for each lecture of a curriculum with none of that curriculum right before or after it on that day. */
const compactness = (instance: Instance, rows: readonly SolRow[]): Finding[] =>
  instance.groups.flatMap(({ id: curriculum }) => {
    const members = new Set(
      instance.courses.filter((course) => course.groups.includes(curriculum)).map(({ id }) => id),
    )
    const own = rows.filter(({ course }) => members.has(course))
    const taught = new Set(own.map(({ day, period }) => `${day} ${period}`))
    return own
      .filter(({ day, period }) => !taught.has(`${day} ${period - 1}`) && !taught.has(`${day} ${period + 1}`))
      .map((row) => ({
        rule: 'CurriculumCompactness' as const,
        about: `${curriculum} has ${row.course} alone on ${timeOf(row)}`,
        cost: LONELY_LECTURE,
      }))
  })

/** 1 for each distinct room of a course beyond the first. */
const roomStability = (instance: Instance, rows: readonly SolRow[]): Finding[] =>
  instance.courses.flatMap((course): Finding[] => {
    const rooms = new Set(rows.filter((row) => row.course === course.id).map(({ room }) => room))
    if (rooms.size < 2) return []
    return [
      { rule: 'RoomStability', about: `${course.id} is in ${[...rooms].join(', ')}`, cost: rooms.size - 1 },
    ]
  })

/** The judgement in words: each finding, then a line for each rule, then the verdict. */
export const judgementInWords = ({ findings, violations, cost }: Judgement): string[] => {
  const lineOf = (rule: JudgedRule) => `${rule}: ${costOfRules(findings, [rule])}`
  return [
    ...findings.map(({ rule, about, cost: price }) => `${rule} ${price}: ${about}`),
    ...HARD_RULES.map((rule) => `${lineOf(rule)} (hard)`),
    ...SOFT_RULES.map(lineOf),
    violations === 0
      ? `Feasible, cost ${cost}`
      : `Not feasible: ${times(violations, 'violation')}, cost ${cost}`,
  ]
}
