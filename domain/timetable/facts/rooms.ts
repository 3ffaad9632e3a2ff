import type { Lesson } from '../instance.ts'
import { crowdOf } from '../pigeonhole.ts'
import { hardOf } from '../search/packed.ts'
import { type Choices, type Fact, isHard, namesOf, sum, unitsOf } from './choices.ts'

/** Rooms that are wanted more often than they are there. */
export const roomFacts = ({ model, covered, rooms }: Choices): Fact[] => {
  const needing = model.lessons.filter(({ course }) => course.room !== null)
  const sets = new Map(needing.map(({ number }) => [(rooms[number] ?? []).join(' '), rooms[number] ?? []]))
  const every = Array.from({ length: model.rooms }, (_, room) => room)
  return [...sets.values(), every].flatMap((set): Fact[] => {
    const among = new Set(set)
    const units = unitsOf(
      needing.filter(({ number }) => (rooms[number] ?? []).every((room) => among.has(room))),
    )
    const open = Array.from(
      { length: model.slots },
      (_, slot) =>
        set.filter((room) => hardOf(model.roomSlotCost?.[room * model.slots + slot] ?? 0) === 0).length,
    )
    const crowd = crowdOf(
      units.map(({ number }) => covered[number] ?? []),
      open,
    )
    if (crowd === null) return []
    return [
      {
        kind: 'rooms',
        who: set.map((room) => model.instance.rooms[room]?.name ?? ''),
        courses: namesOf(crowd.units.flatMap((at) => units[at] ?? [])),
        needed: crowd.units.length,
        available: sum(crowd.places.map((slot) => open[slot] ?? 0)),
      },
    ]
  })
}

/** Courses that must be at the same time, and cannot. */
export const parallelFacts = (choices: Choices): Fact[] =>
  choices.instance.rules.filter(isHard).flatMap((rule) => {
    if (rule.kind !== 'same-time') return []
    const lessonsOfEach = [...new Set(rule.courses)].map((id) =>
      choices.model.lessons.filter(({ course }) => course.id === id),
    )
    // The rule binds the lessons of the other courses to the first course's.
    const rounds = (lessonsOfEach[0] ?? []).map((_, at) =>
      lessonsOfEach.flatMap((lessons) => lessons[at] ?? []),
    )
    return rounds.filter((round) => round.length > 1).flatMap((round) => parallelRound(choices, round))
  })

const parallelRound = ({ instance, model, starts, rooms }: Choices, round: readonly Lesson[]): Fact[] => {
  const courses = namesOf(round)
  const facts: Fact[] = instance.teachers
    .map(({ id, name }) => ({ name, theirs: round.filter(({ course }) => course.teachers.includes(id)) }))
    .filter(({ theirs }) => theirs.length > 1)
    .map(({ name, theirs }) => ({
      kind: 'parallel-teacher',
      who: [name],
      courses: namesOf(theirs),
      needed: theirs.length,
      available: 1,
    }))
  const common = (starts[round[0]?.number ?? -1] ?? []).filter((slot) =>
    round.every(({ number }) => starts[number]?.includes(slot)),
  )
  if (common.length === 0)
    facts.push({ kind: 'parallel-time', who: courses, courses, needed: 1, available: 0 })
  const needing = round.filter(({ course }) => course.room !== null)
  const crowd = crowdOf(
    needing.map(({ number }) => rooms[number] ?? []),
    Array(model.rooms).fill(1),
  )
  if (crowd === null) return facts
  const who = crowd.places.map((room) => instance.rooms[room]?.name ?? '')
  const [needed, available] = [crowd.units.length, crowd.places.length]
  const crowded = namesOf(crowd.units.flatMap((at) => needing[at] ?? []))
  return [...facts, { kind: 'parallel-rooms', who, courses: crowded, needed, available }]
}
