import { nameKey } from './canonical.ts'

/** Somebody in a list of names, with what the reader may know of them: staff see numbers and user names. */
export interface Named {
  id: string
  displayName: string
  studentNumber?: string | null
  username?: string | null
}

/** 0 → `A`, 26 → `AA`. */
const letter = (n: number): string =>
  (n >= 26 ? letter(Math.floor(n / 26) - 1) : '') + String.fromCharCode(65 + (n % 26))

/**
 * What stands beside each name that another of the list bears as well: the student number, else the user name, else a
 * letter in the order in which the accounts were made. Pupils are given neither number nor user name of another, so
 * among themselves it is the letter. Take the whole class, or a letter means somebody else in another list.
 */
export const distinguish = (people: readonly Named[]): ReadonlyMap<string, string> => {
  const named = new Map<string, Map<string, Named>>()
  for (const person of people) {
    const key = nameKey(person.displayName)
    const same = named.get(key) ?? new Map<string, Named>()
    named.set(key, same.set(person.id, person))
  }
  const found = new Map<string, string>()
  for (const same of named.values()) {
    if (same.size < 2) continue
    const inOrder = [...same.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
    inOrder.forEach((person, n) => {
      found.set(person.id, person.studentNumber || person.username || letter(n))
    })
  }
  return found
}

/** A name with what tells it from another, where a list is written on the server: `Bo Chen (101)`. */
export const withNamesake = (name: string, more: string | undefined): string =>
  more === undefined ? name : `${name} (${more})`
