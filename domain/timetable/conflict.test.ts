import { describe, expect, it } from 'vitest'
import { conflictInWords, findConflict } from './conflict.ts'
import { factsOf } from './facts.ts'
import type { Instance, Rule } from './instance.ts'
import { movesBudget, solve } from './search.ts'
import { aCourse, aWeek } from './testing.ts'

const hard = { level: 'hard', weight: 1 } as const

/**
 * Noether's doubles and singles must lie in runs of two without gaps, which three days have no room for; the rest of the
 * school has nothing to do with it.
 */
const planted = (): Instance => {
  const crowded = ['Algebra', 'Logic', 'Sets'].map((id) =>
    aCourse(id, { groups: [`${id} class`], teachers: ['Noether', `${id}-assistant`], lessons: [2, 1] }),
  )
  const free = ['Art', 'Music', 'Sport', 'Drama'].map((id) => aCourse(id, { groups: [`${id} class`] }))
  const people = { teachers: ['Noether'] }
  const rules: Rule[] = [
    { kind: 'consecutive', ...hard, people, max: 2 },
    { kind: 'gaps', ...hard, people, max: 0, per: 'day' },
    { kind: 'working-days', ...hard, people: { teachers: ['Art-teacher'] }, max: 3 },
    { kind: 'distinct-days', ...hard, courses: 'all', together: 'course' },
    { kind: 'isolated', level: 'soft', weight: 2, people: { groups: 'all' } },
  ]
  return aWeek([...crowded, ...free], { rules })
}

const conflictOf = (instance: Instance) => {
  const { timetable, hard: breaches } = solve(instance, { seed: 1, budget: movesBudget(50_000) })
  expect(breaches).toBeGreaterThan(0)
  return findConflict(instance, timetable, { seed: 1, moves: 5_000 })
}

/** Curie is in two courses that are parallel only by way of a third. */
const knotted: Instance = aWeek(
  [
    aCourse('French', { groups: ['7A'], lessons: [1, 1], teachers: ['Curie'] }),
    aCourse('German', { groups: ['7B'], lessons: [1, 1], teachers: ['Noether'] }),
    aCourse('Latin', { groups: ['7C'], lessons: [1, 1], teachers: ['Curie'] }),
    ...['Art', 'Music', 'Sport'].map((id) => aCourse(id, { groups: [`${id} class`] })),
  ],
  {
    rules: [
      { kind: 'same-time', ...hard, courses: ['French', 'German'] },
      { kind: 'same-time', ...hard, courses: ['German', 'Latin'] },
      { kind: 'distinct-days', ...hard, courses: ['French', 'Art', 'Music'], together: 'course' },
      { kind: 'room-stability', level: 'soft', weight: 1, courses: 'all' },
    ],
  },
)

describe('what a search could not bring together', () => {
  it('is the few courses and rules that make it impossible, and nothing else', () => {
    // No count shows it.
    expect(factsOf(knotted)).toEqual([])
    const conflict = conflictOf(knotted)
    expect(conflict?.courses).toEqual(['French', 'German', 'Latin'])
    expect(conflict?.rules.map(({ title, names }) => [title, names])).toEqual([
      ['parallel lessons', ['French', 'German']],
      ['parallel lessons', ['German', 'Latin']],
    ])
  })

  it('is said with its names and with how far it was looked into', () => {
    const conflict = conflictOf(knotted)
    expect(conflict && conflictInWords(conflict)).toEqual([
      'Not brought together in 5,000 moves: 6 lessons of French, German, Latin',
      '  with parallel lessons: French, German',
      '  with parallel lessons: German, Latin',
      '  with nobody and no room in two lessons at once',
    ])
  })

  it('names the person whose days are too short', () => {
    const conflict = conflictOf(planted())
    expect(conflict?.courses).toEqual(['Algebra', 'Logic', 'Sets'])
    expect(conflict?.rules.map(({ names }) => names)).toContainEqual(['Noether'])
    expect(conflict?.rules.flatMap(({ names }) => names)).not.toContain('Art-teacher')
  })

  it('is the same for the same seed', () => {
    expect(conflictOf(knotted)).toEqual(conflictOf(knotted))
  })

  it('is nothing when a short search brings everything together', () => {
    const easy = aWeek([aCourse('Art'), aCourse('Music')])
    const empty = easy.courses.flatMap(({ lessons }) => lessons.map(() => null))
    expect(findConflict(easy, empty, { seed: 1, moves: 5_000 })).toBeNull()
  })
})
