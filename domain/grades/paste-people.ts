import { nameKey } from '../accounts/canonical.ts'
import { joinName } from '../accounts/name-parts.ts'

/** A pupil as the gradebook lists them. */
export interface PasteStudent {
  id: string
  displayName: string
  studentNumber: string | null
  username: string
}

/** By what a line of a pasted block says whose it is. */
export const PERSON_KEYS = ['number', 'username', 'name'] as const
export type PersonKey = (typeof PERSON_KEYS)[number]

/** Two cells that are one name, and which of them a heading calls the given one. */
export interface NameCells {
  first: string
  second: string
  given: 'first' | 'second' | null
}

/** Finds pupils by a cell; several where it fits several. */
export type PeopleIndex = Record<PersonKey, (text: string) => readonly PasteStudent[]> & {
  /** By a name in two cells. */
  parts: (cells: NameCells) => readonly PasteStudent[]
}

const NOBODY: readonly PasteStudent[] = []

const indexOf = (students: readonly PasteStudent[], keyOf: (student: PasteStudent) => string | null) => {
  const found = new Map<string, PasteStudent[]>()
  for (const student of students) {
    const key = nameKey(keyOf(student) ?? '')
    if (key !== '') found.set(key, [...(found.get(key) ?? []), student])
  }
  return (text: string): readonly PasteStudent[] => found.get(nameKey(text)) ?? NOBODY
}

/**
 * The index of a class. A name may also stand as `Last, First`, with the parts the other way round, or in two cells. Where
 * no heading says which of them is the given name, both orders are tried, and whoever either may mean is found.
 */
export const peopleIndex = (students: readonly PasteStudent[]): PeopleIndex => {
  const byName = indexOf(students, (student) => student.displayName)
  return {
    number: indexOf(students, (student) => student.studentNumber),
    username: indexOf(students, (student) => student.username),
    name: (text) => {
      const whole = byName(text)
      const [first = '', second = '', ...more] = text.normalize('NFKC').split(',')
      if (whole.length > 0 || second.trim() === '' || more.length > 0) return whole
      return byName(`${second} ${first}`)
    },
    parts: ({ first, second, given }) => {
      const orders = [byName(`${first} ${second}`), byName(`${second} ${first}`)]
      if (given === null) return [...new Set(orders.flat())]
      const [givenName, family] = given === 'first' ? [first, second] : [second, first]
      const asWritten = byName(joinName({ given: givenName.trim(), middle: '', family: family.trim() }))
      return asWritten.length > 0 ? asWritten : [...new Set(orders.flat())]
    },
  }
}
