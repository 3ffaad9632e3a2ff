import { Problem } from '../problem.ts'
import {
  type Course,
  type Instance,
  lessonsOf,
  type Placement,
  type Room,
  type Rule,
  type Timetable,
  type Unavailable,
} from './instance.ts'

/**
 * ITC-2007 track 3 (curriculum-based course timetabling): files `.ctt` and solutions `.sol`.
 * Format and cost function: Di Gaspero, McCollum, Schaerf, "The Second International Timetabling Competition (ITC-2007):
 * Curriculum-based Course Timetabling (Track 3)", 2007. Fields are split by blanks or tabs; days and periods count from 0.
 */

const SECTIONS = ['COURSES', 'ROOMS', 'CURRICULA', 'UNAVAILABILITY_CONSTRAINTS'] as const
type Section = (typeof SECTIONS)[number]

const wrong = (why: string): Problem => new Problem('invalid', { detail: why })

const fieldsOf = (line: string): string[] => line.split(/\s+/).filter((field) => field !== '')

const field = (fields: readonly string[], at: number): string => {
  const value = fields[at]
  if (value === undefined) throw wrong(`A field is missing: "${fields.join(' ')}".`)
  return value
}

const whole = (fields: readonly string[], at: number): number => {
  const text = field(fields, at)
  if (!/^\d{1,9}$/.test(text)) throw wrong(`"${text}" is not a whole number: "${fields.join(' ')}".`)
  return Number(text)
}

/** What a file may ask for: beyond it a search would not fit the memory, or a cost its number. */
const LIMITS = { days: [1, 60], periods: [1, 20], lectures: [0, 1000], people: [0, 100_000] } as const

const limited = (value: number, of: keyof typeof LIMITS, line: string): number => {
  const [least, most] = LIMITS[of]
  if (value < least || value > most)
    throw wrong(`${value} is not from ${least} to ${most}, as ${of} must be: "${line}".`)
  return value
}

const distinct = (rows: readonly string[][], what: string) => {
  const seen = new Set<string>()
  for (const row of rows) {
    const id = field(row, 0)
    if (seen.has(id)) throw wrong(`The ${what} "${id}" is listed twice.`)
    seen.add(id)
  }
}

interface Parts {
  header: Map<string, string>
  rows: Record<Section, string[][]>
}

const partsOf = (text: string): Parts => {
  const parts: Parts = {
    header: new Map(),
    rows: { COURSES: [], ROOMS: [], CURRICULA: [], UNAVAILABILITY_CONSTRAINTS: [] },
  }
  let section: Section | null = null
  for (const line of text.split(/\r?\n/)) {
    const fields = fieldsOf(line)
    if (fields.length === 0) continue
    const title = line.trim().replace(/:$/, '')
    if (title === 'END.') break
    const next = SECTIONS.find((name) => name === title)
    if (next !== undefined) section = next
    else if (section !== null) parts.rows[section].push(fields)
    else {
      const [, key, value] = /^\s*([^:]+):\s*(.*?)\s*$/.exec(line) ?? []
      if (key === undefined || value === undefined) throw wrong(`Not a header line: "${line}".`)
      parts.header.set(key, value)
    }
  }
  return parts
}

const readRoom = (fields: string[]): Room => ({
  id: field(fields, 0),
  name: field(fields, 0),
  capacity: limited(whole(fields, 1), 'people', fields.join(' ')),
})

const readCourse = (fields: string[], groups: readonly string[]): Course => ({
  id: field(fields, 0),
  name: field(fields, 0),
  subject: field(fields, 0),
  lessons: Array.from({ length: limited(whole(fields, 2), 'lectures', fields.join(' ')) }, () => 1),
  teachers: [field(fields, 1)],
  groups,
  students: limited(whole(fields, 4), 'people', fields.join(' ')),
  minDays: whole(fields, 3),
  room: {},
})

/** The four soft rules of the competition with its weights; availability is hard, clashes are always. */
const competitionRules = (times: Unavailable['times']): Rule[] => [
  { kind: 'unavailable', level: 'hard', weight: 1, times },
  { kind: 'room-capacity', level: 'soft', weight: 1, courses: 'all' },
  { kind: 'minimum-days', level: 'soft', weight: 5, courses: 'all' },
  { kind: 'isolated', level: 'soft', weight: 2, people: { groups: 'all' } },
  { kind: 'room-stability', level: 'soft', weight: 1, courses: 'all' },
]

/** Reads a `.ctt` file. Throws `invalid` with the line that is wrong. */
export const readCtt = (text: string): Instance => {
  const { header, rows } = partsOf(text)
  const number = (key: string, of: 'days' | 'periods'): number => {
    const text = header.get(key) ?? `no ${key}`
    return limited(whole([text], 0), of, `${key}: ${text}`)
  }
  distinct(rows.COURSES, 'course')
  distinct(rows.ROOMS, 'room')
  distinct(rows.CURRICULA, 'curriculum')
  const groupsOf = new Map<string, string[]>(rows.COURSES.map((fields) => [field(fields, 0), []]))
  const must = (id: string): string[] => {
    const groups = groupsOf.get(id)
    if (groups === undefined) throw wrong(`There is no course "${id}".`)
    return groups
  }
  for (const fields of rows.CURRICULA) {
    const members = fields.slice(2)
    if (members.length !== whole(fields, 1))
      throw wrong(`Members do not match their number: "${fields.join(' ')}".`)
    for (const id of members) must(id).push(field(fields, 0))
  }
  const slots = new Map<string, { day: number; period: number }[]>()
  for (const fields of rows.UNAVAILABILITY_CONSTRAINTS) {
    const id = field(fields, 0)
    must(id)
    const list = slots.get(id) ?? []
    slots.set(id, list)
    list.push({ day: whole(fields, 1), period: whole(fields, 2) })
  }
  const times = [...slots].map(([id, list]) => ({ who: { kind: 'course' as const, id }, slots: list }))
  const names = (ids: Iterable<string>) => [...new Set(ids)].map((id) => ({ id, name: id }))
  return {
    name: header.get('Name') ?? '',
    days: number('Days', 'days'),
    periods: number('Periods_per_day', 'periods'),
    rooms: rows.ROOMS.map(readRoom),
    teachers: names(rows.COURSES.map((fields) => field(fields, 1))),
    groups: names(rows.CURRICULA.map((fields) => field(fields, 0))),
    courses: rows.COURSES.map((fields) => readCourse(fields, must(field(fields, 0)))),
    rules: competitionRules(times),
  }
}

/** Writes a solution: a line `course room day period` for each placed lesson. */
export const writeSol = (instance: Instance, timetable: Timetable): string =>
  lessonsOf(instance)
    .map((lesson) => {
      const at = timetable[lesson.number]
      return at?.room ? `${lesson.course.id} ${at.room} ${at.day} ${at.period}\n` : ''
    })
    .join('')

/** A line of a solution. */
export interface SolRow {
  readonly course: string
  readonly room: string
  readonly day: number
  readonly period: number
}

/** Reads the lines of a solution. Throws `invalid` with the line that is not one of an instance's course, room and period. */
export const readSolRows = (instance: Instance, text: string): SolRow[] => {
  const courses = new Set(instance.courses.map(({ id }) => id))
  const rooms = new Set(instance.rooms.map(({ id }) => id))
  return text.split(/\r?\n/).flatMap((line): SolRow[] => {
    const fields = fieldsOf(line)
    if (fields.length === 0) return []
    if (fields.length > 4) throw wrong(`More than course, room, day and period: "${line.trim()}".`)
    const row = {
      course: field(fields, 0),
      room: field(fields, 1),
      day: whole(fields, 2),
      period: whole(fields, 3),
    }
    if (!courses.has(row.course)) throw wrong(`There is no course "${row.course}".`)
    if (!rooms.has(row.room)) throw wrong(`There is no room "${row.room}".`)
    if (row.day >= instance.days || row.period >= instance.periods)
      throw wrong(`Outside the ${instance.days} days of ${instance.periods} periods: "${line.trim()}".`)
    return [row]
  })
}

/** Reads a solution; lessons of a course are taken in the order of the lines. Throws `invalid` for a line that is wrong or one too many. */
export const readSol = (instance: Instance, text: string): Timetable => {
  const open = new Map<string, number[]>()
  const lessons = lessonsOf(instance)
  for (const lesson of lessons) {
    open.set(lesson.course.id, [...(open.get(lesson.course.id) ?? []), lesson.number])
  }
  const timetable: (Placement | null)[] = lessons.map(() => null)
  for (const { course, ...at } of readSolRows(instance, text)) {
    const number = open.get(course)?.shift()
    if (number === undefined) throw wrong(`No lesson is left for course "${course}".`)
    timetable[number] = at
  }
  return timetable
}
