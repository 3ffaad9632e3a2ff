import { hardRulesOf, type NamedRule, restricted } from './conflict/rules.ts'
import { costOf } from './cost.ts'
import type { Course, Instance, Timetable } from './instance.ts'
import { movesBudget, solve } from './search.ts'
import { listInWords } from './words.ts'

/**
 * After a search that ended infeasible: a small set of courses and hard rules that it cannot bring together. Found by
 * removal (a deletion filter: what can be left out without a timetable being found is left out), with a short search for
 * each question, so it says what is hard to bring together and is no proof that it is impossible: those are in `facts.ts`.
 */
export interface Conflict {
  /** Names of the courses. */
  readonly courses: readonly string[]
  readonly lessons: number
  readonly rules: readonly NamedRule[]
  /** In so many moves no timetable was found for them. */
  readonly moves: number
}

export interface ConflictOptions {
  readonly seed: number
  /** Of each search. */
  readonly moves?: number
  /** How many searches may be spent; the set is larger when they do not suffice. */
  readonly searches?: number
}

const MOVES = 100_000
const SEARCHES = 200

/** A question asked again and again: can these be brought together? */
interface Trials {
  readonly instance: Instance
  readonly seed: number
  readonly moves: number
  left: number
}

/** The conflict around what is broken in a timetable; null when short searches bring everything together. */
export const findConflict = (
  instance: Instance,
  timetable: Timetable,
  { seed, moves = MOVES, searches = SEARCHES }: ConflictOptions,
): Conflict | null => {
  const trials: Trials = { instance, seed, moves, left: searches }
  const rules = hardRulesOf(instance)
  const grown = grow(trials, brokenCourses(instance, timetable), rules)
  if (grown === null) return null
  const courses = shrink(trials, grown, (some) => isStuck(trials, some, rules))
  const concerned = rules.filter((each) => restricted(each.rule, instance, courses) !== null)
  const needed = shrink(trials, concerned, (some) => isStuck(trials, courses, some))
  return {
    courses: courses.map(({ name }) => name),
    lessons: courses.reduce((sum, course) => sum + course.lessons.length, 0),
    rules: needed,
    moves,
  }
}

/** The courses that a broken hard rule names, or that have somebody it names. */
const brokenCourses = (instance: Instance, timetable: Timetable): Course[] => {
  const named = new Set(
    costOf(instance, timetable)
      .rules.filter(({ level }) => level === 'hard')
      .flatMap(({ breaches }) => breaches.flatMap(({ names }) => names)),
  )
  const persons = [...instance.teachers, ...instance.groups].filter(({ name }) => named.has(name))
  const ids = new Set(persons.map(({ id }) => id))
  return instance.courses.filter(
    ({ name, teachers, groups }) => named.has(name) || [...teachers, ...groups].some((id) => ids.has(id)),
  )
}

/** Whether no timetable is found for these courses under these rules. */
const isStuck = (trials: Trials, courses: readonly Course[], rules: readonly NamedRule[]): boolean => {
  const { instance, seed, moves } = trials
  trials.left -= 1
  const part: Instance = {
    ...instance,
    courses: instance.courses.filter((course) => courses.includes(course)),
    rules: rules.flatMap(({ rule }) => restricted(rule, instance, courses) ?? []),
  }
  return solve(part, { seed, budget: movesBudget(moves) }).hard > 0
}

/** Adds those who share somebody with the courses, and at last everybody, until no timetable is found; null when one always is. */
const grow = (trials: Trials, start: readonly Course[], rules: readonly NamedRule[]): Course[] | null => {
  const all = trials.instance.courses
  let courses = [...start]
  while (courses.length === 0 || !isStuck(trials, courses, rules)) {
    if (courses.length === all.length) return null
    const persons = new Set(courses.flatMap(({ teachers, groups }) => [...teachers, ...groups]))
    const wider = all.filter(
      (course) =>
        courses.includes(course) || [...course.teachers, ...course.groups].some((id) => persons.has(id)),
    )
    courses = wider.length > courses.length ? wider : [...all]
  }
  return courses
}

/** Leaves out what can be left out with the rest still stuck: halves first, then smaller parts, then one by one. */
const shrink = <T>(trials: Trials, all: readonly T[], stuck: (some: readonly T[]) => boolean): T[] => {
  let kept = [...all]
  let size = Math.ceil(kept.length / 2)
  while (size >= 1 && trials.left > 0) {
    for (let at = 0; at < kept.length && trials.left > 0; ) {
      const rest = [...kept.slice(0, at), ...kept.slice(at + size)]
      if (stuck(rest)) kept = rest
      else at += size
    }
    size = size === 1 ? 0 : Math.ceil(size / 2)
  }
  return kept
}

/** The conflict in words: what, under which rules, and how far that was looked into. */
export const conflictInWords = ({ courses, lessons, rules, moves }: Conflict): string[] => [
  `Not brought together in ${moves.toLocaleString('en')} moves: ${lessons} lessons of ${listInWords(courses)}`,
  ...rules.map(({ title, names }) => `  with ${title}${names.length === 0 ? '' : `: ${listInWords(names)}`}`),
  '  with nobody and no room in two lessons at once',
]
