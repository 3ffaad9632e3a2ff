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

/** A line of a file that holds something, with its number from 1. */
interface Line {
  readonly no: number
  readonly text: string
  readonly fields: readonly string[]
}

const wrong = (why: string, line?: Line): Problem =>
  new Problem('invalid', { detail: line === undefined ? why : `Line ${line.no}: ${why}` })

const linesOf = (text: string): Line[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({
      no: at + 1,
      text: line.trim(),
      fields: line.split(/\s+/).filter((one) => one !== ''),
    }))
    .filter(({ fields }) => fields.length > 0)

const field = (line: Line, at: number): string => {
  const value = line.fields[at]
  if (value === undefined) throw wrong(`A field is missing: "${line.text}".`, line)
  return value
}

const wholeOf = (text: string, line: Line): number => {
  if (!/^\d{1,9}$/.test(text)) throw wrong(`"${text}" is not a whole number: "${line.text}".`, line)
  return Number(text)
}

const whole = (line: Line, at: number): number => wholeOf(field(line, at), line)

/** What a file may ask for: beyond it a search would not fit the memory, or a cost its number. */
const LIMITS = { days: [1, 60], periods: [1, 20], lectures: [0, 1000], people: [0, 100_000] } as const

const limited = (value: number, of: keyof typeof LIMITS, line: Line): number => {
  const [least, most] = LIMITS[of]
  if (value < least || value > most)
    throw wrong(`${value} is not from ${least} to ${most}, as ${of} must be: "${line.text}".`, line)
  return value
}

const distinct = (rows: readonly Line[], what: string) => {
  const seen = new Set<string>()
  for (const row of rows) {
    const id = field(row, 0)
    if (seen.has(id)) throw wrong(`The ${what} "${id}" is listed twice.`, row)
    seen.add(id)
  }
}

interface Parts {
  header: Map<string, { line: Line; value: string }>
  rows: Record<Section, Line[]>
}

const addHeader = (header: Parts['header'], line: Line): void => {
  const [, key, value] = /^([^:]+?)\s*:\s*(.*)$/.exec(line.text) ?? []
  if (key === undefined || value === undefined) throw wrong(`Not a header line: "${line.text}".`, line)
  if (header.has(key)) throw wrong(`The header "${key}" stands there twice.`, line)
  header.set(key, { line, value })
}

const partsOf = (text: string): Parts => {
  const parts: Parts = {
    header: new Map(),
    rows: { COURSES: [], ROOMS: [], CURRICULA: [], UNAVAILABILITY_CONSTRAINTS: [] },
  }
  let section: Section | null = null
  for (const line of linesOf(text)) {
    if (line.text.includes('\uFFFD')) throw wrong('It holds bytes that are no text.', line)
    const title = line.text.replace(/\s*:$/, '').toUpperCase()
    if (title === 'END.') break
    const next = SECTIONS.find((name) => name === title)
    if (next !== undefined) section = next
    else if (section !== null) parts.rows[section].push(line)
    else addHeader(parts.header, line)
  }
  return parts
}

/** Which header says how many lines a section has, and how many fields such a line has; a curriculum's vary. */
const COUNTED: readonly (readonly [header: string, section: Section, fields: number | null])[] = [
  ['Courses', 'COURSES', 5],
  ['Rooms', 'ROOMS', 2],
  ['Curricula', 'CURRICULA', null],
  ['Constraints', 'UNAVAILABILITY_CONSTRAINTS', 3],
]

/** A file that lost lines, or has more than it says, is not what its writer meant. */
const checkCounts = ({ header, rows }: Parts): void => {
  for (const [key, section, fields] of COUNTED) {
    const said = header.get(key)
    const given = rows[section].length
    if (said && wholeOf(said.value, said.line) !== given)
      throw wrong(`"${said.line.text}" does not fit: ${section} has ${given}.`, said.line)
    const long = rows[section].find((line) => fields !== null && line.fields.length > fields)
    if (long) throw wrong(`More than ${fields} fields: "${long.text}".`, long)
  }
}

const readRoom = (line: Line): Room => ({
  id: field(line, 0),
  name: field(line, 0),
  capacity: limited(whole(line, 1), 'people', line),
})

const readCourse = (line: Line, groups: readonly string[]): Course => ({
  id: field(line, 0),
  name: field(line, 0),
  subject: field(line, 0),
  lessons: Array.from({ length: limited(whole(line, 2), 'lectures', line) }, () => 1),
  teachers: [field(line, 1)],
  groups,
  students: limited(whole(line, 4), 'people', line),
  minDays: whole(line, 3),
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

/** The groups of each course. */
const groupsOf = (rows: Parts['rows']): ((id: string, line: Line) => string[]) => {
  const groups = new Map<string, string[]>(rows.COURSES.map((line) => [field(line, 0), []]))
  const must = (id: string, line: Line): string[] => {
    const found = groups.get(id)
    if (found === undefined) throw wrong(`There is no course "${id}".`, line)
    return found
  }
  for (const line of rows.CURRICULA) {
    const members = line.fields.slice(2)
    if (members.length !== whole(line, 1))
      throw wrong(`Members do not match their number: "${line.text}".`, line)
    for (const id of members) {
      const found = must(id, line)
      if (found.includes(field(line, 0)))
        throw wrong(`The course "${id}" is in it twice: "${line.text}".`, line)
      found.push(field(line, 0))
    }
  }
  return must
}

/** Reads a `.ctt` file. Throws `invalid` with the line that is wrong. */
export const readCtt = (text: string): Instance => {
  const parts = partsOf(text)
  const { header, rows } = parts
  const number = (key: string, of: 'days' | 'periods'): number => {
    const said = header.get(key)
    if (said === undefined) throw wrong(`There is no header "${key}".`)
    return limited(wholeOf(said.value, said.line), of, said.line)
  }
  const [days, periods] = [number('Days', 'days'), number('Periods_per_day', 'periods')]
  distinct(rows.COURSES, 'course')
  distinct(rows.ROOMS, 'room')
  distinct(rows.CURRICULA, 'curriculum')
  const groups = groupsOf(rows)
  const slots = new Map<string, { day: number; period: number }[]>()
  for (const line of rows.UNAVAILABILITY_CONSTRAINTS) {
    const id = field(line, 0)
    groups(id, line)
    const slot = { day: whole(line, 1), period: whole(line, 2) }
    if (slot.day >= days || slot.period >= periods)
      throw wrong(`Outside the ${days} days of ${periods} periods: "${line.text}".`, line)
    slots.set(id, [...(slots.get(id) ?? []), slot])
  }
  checkCounts(parts)
  const times = [...slots].map(([id, list]) => ({ who: { kind: 'course' as const, id }, slots: list }))
  const names = (ids: Iterable<string>) => [...new Set(ids)].map((id) => ({ id, name: id }))
  return {
    name: header.get('Name')?.value ?? '',
    days,
    periods,
    rooms: rows.ROOMS.map(readRoom),
    teachers: names(rows.COURSES.map((line) => field(line, 1))),
    groups: names(rows.CURRICULA.map((line) => field(line, 0))),
    courses: rows.COURSES.map((line) => readCourse(line, groups(field(line, 0), line))),
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
  return linesOf(text).map((line): SolRow => {
    if (line.fields.length > 4) throw wrong(`More than course, room, day and period: "${line.text}".`, line)
    const row = {
      course: field(line, 0),
      room: field(line, 1),
      day: whole(line, 2),
      period: whole(line, 3),
    }
    if (!courses.has(row.course)) throw wrong(`There is no course "${row.course}".`, line)
    if (!rooms.has(row.room)) throw wrong(`There is no room "${row.room}".`, line)
    if (row.day >= instance.days || row.period >= instance.periods)
      throw wrong(`Outside the ${instance.days} days of ${instance.periods} periods: "${line.text}".`, line)
    return row
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
