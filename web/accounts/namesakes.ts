import { createMemo, createResource } from 'solid-js'
import { distinguish, type Named } from '#domain/accounts/distinguish.ts'
import { listMembers, type Member } from '#domain/classes/contract.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'

type Shown = Pick<Named, 'id' | 'displayName'>

/** A name with what tells it from another of the same list. */
const withMore = (name: string, more: string | undefined): string =>
  more === undefined ? name : t('common.namesake', { name, more })

/** Whoever is in a class, as far as this reader may know; nobody where they may not read it. */
const rosterOf = (classId: string): Promise<Member[]> =>
  call(listMembers, { classId }, {}).then(
    ({ members }) => members,
    () => [],
  )

export interface Names {
  /** What stands beside this name; undefined where nobody else of the list is called so. Reactive. */
  moreOf: (id: string) => string | undefined
  /** The name, told apart from every other of the list. Reactive. */
  nameOf: (person: Shown) => string
}

const namesFrom = (found: () => ReadonlyMap<string, string>): Names => ({
  moreOf: (id) => found().get(id),
  nameOf: (person) => withMore(person.displayName, found().get(person.id)),
})

/** The names of a list of people: two of one name are told apart, wherever they are read, chosen or said. */
export const createNames = (people: () => readonly Named[]): Names =>
  namesFrom(createMemo(() => distinguish(people())))

/** The names of a short list, each told apart from the others, in the order of the list. Reactive. */
export const namesOf = (people: readonly Named[]): string[] => {
  const found = distinguish(people)
  return people.map((person) => withMore(person.displayName, found.get(person.id)))
}

/**
 * The names of people of a class who happen to be on a screen: those who wrote, who are here, whose hand is up. The
 * roster is asked only when two of them are called alike, and once; it says what this reader may know, and that a letter
 * means the same person wherever it stands. Whoever may not read it has the letters of those on the screen.
 */
export const createClassNames = (classId: () => string | undefined, shown: () => readonly Shown[]): Names =>
  createNamesIn(() => {
    const id = classId()
    return id === undefined ? [] : [id]
  }, shown)

/** The same for people of several classes: the rosters of those are asked in which somebody is called as another. */
export const createNamesIn = (
  classIds: (alike: ReadonlySet<string>) => readonly string[],
  shown: () => readonly Shown[],
): Names => {
  const alike = createMemo(() => new Set(distinguish(shown()).keys()))
  const [rosters] = createResource(
    () => alike().size > 0 && [...new Set(classIds(alike()))].sort().join(' '),
    (ids) => Promise.all(ids.split(' ').map(rosterOf)),
  )
  // What the roster says of somebody comes last: it knows more.
  return createNames(() => (alike().size > 0 ? [...shown(), ...(rosters.latest ?? []).flat()] : []))
}
