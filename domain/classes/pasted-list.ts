import { lookUpKey, nameKey } from '../accounts/canonical.ts'
import type { ClassRole, SchoolRole } from '../permission.ts'

/** A list of people pasted from a message or a spreadsheet: whom each line means. */

export const PASTED_MOST = 500

/** What a line is recognised by. */
export interface ListedPerson {
  id: string
  displayName: string
  username: string
  studentNumber: string | null
  email: string | null
  role: SchoolRole
}

/** A line of a pasted list, and the how manieth of the whole text it is. */
export interface PastedLine {
  no: number
  line: string
}

/** `twice`: somebody whom an earlier line means already. `unfit`: known, but nobody who can have that role in the class. */
export const PASTED_STATES = ['found', 'here', 'several', 'twice', 'unknown', 'unfit'] as const

export interface PastedMatch extends PastedLine {
  state: (typeof PASTED_STATES)[number]
  people: ListedPerson[]
}

/** The lines of a pasted list that say anything, without the number or bullet before each. */
export const linesOf = (text: string): PastedLine[] =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line, at) => ({
      no: at + 1,
      line: line.trim().replace(/^(?:[0-9０-９]{1,3}[.)、．）]\s*|[-*•·]\s+)(?=\S)/u, ''),
    }))
    .filter(({ line }) => /[\p{L}\p{N}]/u.test(line))

const cellsOf = (line: string): string[] =>
  line
    .split(/[\t,;，；、|]/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')

/** `Emma Zhang 张雨桐` is also found by either of its names. */
const namesOf = (displayName: string): string[] => {
  const han = displayName.match(/[\p{Script=Han}·\s]+/gu)?.join(' ') ?? ''
  const rest = displayName.replace(/[\p{Script=Han}]+/gu, ' ')
  return [...new Set([displayName, han, rest].map(nameKey).filter((key) => key !== ''))]
}

/** The names a line may be saying: itself, each cell, and `Zhang, Emma` both ways round. */
const namesIn = (line: string, cells: readonly string[]): string[] =>
  [line, cells.join(' '), [...cells].reverse().join(' '), ...cells].map(nameKey)

const fits = (person: ListedPerson, role: ClassRole): boolean => {
  if (role === 'student') return person.role === 'student'
  if (role === 'teacher') return person.role === 'teacher' || person.role === 'owner'
  return person.role !== 'guardian'
}

const indexOf = (people: readonly ListedPerson[], keysOf: (person: ListedPerson) => readonly string[]) => {
  const index = new Map<string, ListedPerson[]>()
  for (const person of people)
    for (const key of new Set(keysOf(person))) index.set(key, [...(index.get(key) ?? []), person])
  return index
}

const unique = (people: readonly ListedPerson[]) => [...new Map(people.map((one) => [one.id, one])).values()]

/** A code says more than a name, and both together more than either. */
const meantBy = (coded: readonly ListedPerson[], named: readonly ListedPerson[]): ListedPerson[] => {
  const both = coded.filter((one) => named.some((other) => other.id === one.id))
  if (both.length > 0) return both
  return [...(coded.length > 0 ? coded : named)]
}

/**
 * Whom each line means: by username, student number or address when it has one, else by name. A line that means two
 * people is for somebody to decide.
 */
export const matchPasted = (
  lines: readonly PastedLine[],
  people: readonly ListedPerson[],
  role: ClassRole,
  members: ReadonlySet<string>,
): PastedMatch[] => {
  const byCode = indexOf(people, (one) =>
    [one.username, one.studentNumber, one.email].flatMap((text) => (text ? [lookUpKey(text)] : [])),
  )
  const byName = indexOf(people, (one) => namesOf(one.displayName))
  const seen = new Set<string>()
  return lines.map(({ no, line }): PastedMatch => {
    const cells = cellsOf(line)
    const meant = meantBy(
      unique([line, ...cells].flatMap((cell) => byCode.get(lookUpKey(cell)) ?? [])),
      unique(namesIn(line, cells).flatMap((key) => byName.get(key) ?? [])),
    )
    const fitting = meant.filter((one) => fits(one, role))
    const [only] = fitting
    if (!only) return { no, line, state: meant.length > 0 ? 'unfit' : 'unknown', people: meant }
    if (fitting.length > 1) return { no, line, state: 'several', people: fitting }
    if (seen.has(only.id)) return { no, line, state: 'twice', people: fitting }
    seen.add(only.id)
    return { no, line, state: members.has(only.id) ? 'here' : 'found', people: fitting }
  })
}
