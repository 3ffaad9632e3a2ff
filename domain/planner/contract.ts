import * as z from 'zod/mini'
import { day, done, endpoint, event, id, instant, job, nothing } from '../contract.ts'
import { cursor, pageSize } from '../page.ts'
import { factChanges, plannerFacts } from './facts.ts'
import {
  costLine,
  impossibility,
  LONGEST_SEARCH,
  timetableName,
  timetableSlot,
  timetableView,
} from './timetable.ts'

export const getPlannerFacts = endpoint({
  method: 'GET',
  path: '/api/planner',
  summary:
    'All that timetables are made from: bells, rooms, teachings, times, rules, and the classes and teachers.',
  input: nothing,
  output: plannerFacts,
})

export const changePlannerFacts = endpoint({
  method: 'POST',
  path: '/api/planner/changes',
  summary:
    'Add, change and remove bells, rooms, teachings, rules and times in one go, all or none. Retrying changes nothing.',
  input: factChanges,
  output: done,
})

const seconds = z.int().check(z.minimum(1), z.maximum(LONGEST_SEARCH))

export const listTimetables = endpoint({
  method: 'GET',
  path: '/api/timetables',
  summary: 'Timetables of the school, newest first.',
  input: z.strictObject({ after: cursor, limit: pageSize(100) }),
  output: z.object({ timetables: z.array(timetableView), next: z.nullable(z.string()) }),
})

export const createTimetable = endpoint({
  method: 'POST',
  path: '/api/timetables',
  summary:
    'Search a timetable from the facts as they are now, or copy one. Retrying with the same id gives the same timetable.',
  input: z.strictObject({
    id,
    name: timetableName,
    /** Seconds of search; none only copies. */
    seconds: z.optional(seconds),
    seed: z.optional(z.int().check(z.minimum(0), z.maximum(2_147_483_647))),
    /** One to begin from: each lesson stays where it was unless another place is worth more than `keep`. */
    from: z.optional(id),
    keep: z.optional(z.int().check(z.minimum(0), z.maximum(1000))),
  }),
  output: timetableView,
})

export const getTimetable = endpoint({
  method: 'GET',
  path: '/api/timetables/:timetableId',
  summary: 'One timetable: what it was made from, where its lessons are, what it costs by rule.',
  input: nothing,
  output: z.object({
    timetable: timetableView,
    /** `MadeFrom` of `domain/planner/made-from.ts`; null before the search has begun. */
    madeFrom: z.nullable(z.unknown()),
    slots: z.array(timetableSlot),
    lines: z.array(costLine),
    facts: z.array(impossibility),
    curve: z.array(z.object({ seconds: z.number(), hard: z.int(), soft: z.int() })),
  }),
})

export const renameTimetable = endpoint({
  method: 'PATCH',
  path: '/api/timetables/:timetableId',
  summary: 'Rename a timetable.',
  input: z.strictObject({ name: timetableName }),
  output: timetableView,
})

export const deleteTimetable = endpoint({
  method: 'DELETE',
  path: '/api/timetables/:timetableId',
  summary: 'Delete a draft.',
  input: nothing,
  output: done,
})

export const searchOn = endpoint({
  method: 'POST',
  path: '/api/timetables/:timetableId/search',
  summary: 'Go on searching from a draft as it is; locked lessons stay.',
  input: z.strictObject({ seconds }),
  output: timetableView,
})

export const stopSearch = endpoint({
  method: 'POST',
  path: '/api/timetables/:timetableId/stop',
  summary: 'End a search early with the best so far.',
  input: nothing,
  output: timetableView,
})

export const moveLessons = endpoint({
  method: 'POST',
  path: '/api/timetables/:timetableId/moves',
  summary:
    'Put lessons of a draft elsewhere, lock or unlock them. `version` is the one that was looked at: if somebody changed it since, it is a conflict.',
  input: z.strictObject({
    version: z.int(),
    moves: z.array(timetableSlot).check(z.minLength(1), z.maxLength(500, 'too-many')),
  }),
  output: z.object({ timetable: timetableView, lines: z.array(costLine) }),
})

const namedLesson = z.object({ lessonId: id, className: z.string(), title: z.string(), startsAt: instant })

const publication = z.object({
  /** Dated lessons that appear, move, vanish. */
  appear: z.int(),
  move: z.int(),
  vanish: z.int(),
  /** Those that were changed by hand or held, and stay; the first of them. */
  kept: z.int(),
  keptFirst: z.array(namedLesson),
  /** Lessons planned by hand at the same time, in the same class or room: they stay, too; the first of them. */
  inTheWay: z.int(),
  inTheWayFirst: z.array(namedLesson),
  from: day,
  until: day,
})
export type PublicationView = z.output<typeof publication>

export const previewPublication = endpoint({
  method: 'GET',
  path: '/api/timetables/:timetableId/publication',
  summary: 'What publishing a timetable from a day on would do to dated lessons. Writes nothing.',
  input: z.strictObject({ from: day }),
  output: publication,
})

export const publishTimetable = endpoint({
  method: 'POST',
  path: '/api/timetables/:timetableId/publish',
  summary:
    'Make a timetable hold from a day on: its lessons appear on their dates to the end of the term. What was held or changed by hand stays.',
  input: z.strictObject({ from: day }),
  output: publication,
})

export const takeBackTimetable = endpoint({
  method: 'POST',
  path: '/api/timetables/:timetableId/take-back',
  summary:
    'Make a published timetable a draft again; the one before it holds again. What was held or changed stays.',
  input: nothing,
  output: publication,
})

/** School topic. */
export const plannerFactsChanged = event(
  'planner.facts-changed',
  'Something that timetables are made from changed.',
  z.object({}),
  { keep: 1 },
)
export const timetableChanged = event(
  'timetable.changed',
  'A timetable was made, got on, was changed, published or taken back.',
  z.object({ timetable: timetableView }),
  { keep: 7 },
)
export const timetableDeleted = event(
  'timetable.deleted',
  'A draft of a timetable is no more.',
  z.object({ timetableId: id }),
  { keep: 7 },
)

export const searchTimetable = job(
  'search-timetable',
  'Search a timetable.',
  z.object({ timetableId: id, schoolId: id }),
  { attempts: 3 },
)
