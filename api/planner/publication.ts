import type { PublicationView } from '#domain/planner/contract.ts'
import { type MadeFrom, placementsOf } from '#domain/planner/made-from.ts'
import {
  datedLessons,
  type MadeLesson,
  mondayOf,
  type Publication,
  type PublishedWeek,
  publicationOf,
} from '#domain/planner/publish.ts'
import { Problem } from '#domain/problem.ts'
import { wallOf } from '#domain/time.ts'
import { lessonsOf } from '#domain/timetable/instance.ts'
import type { Context } from '#platform/context.ts'
import { lessonsInTheWay } from './in-the-way.ts'
import { stored } from './stored.ts'
import { slotsOfTimetable } from './timetable.ts'

/** Kept lessons that a preview names; the rest is counted. */
const NAMED = 10

export interface Horizon {
  schoolId: string
  zone: string
  from: string
  to: string
}

const weekOf = async (ctx: Context, timetableId: string, validFrom: string): Promise<PublishedWeek> => {
  const row = await ctx.db
    .selectFrom('timetable')
    .select('madeFrom')
    .where('id', '=', timetableId)
    .executeTakeFirstOrThrow()
  const made = stored<MadeFrom | null>(row.madeFrom)
  if (made === null) throw new Problem('conflict', { code: 'timetable-not-ready' })
  const placements = placementsOf(made.instance, await slotsOfTimetable(ctx, timetableId))
  const taught = new Map(made.taught.map((one) => [one.teachingId, one]))
  const rooms = new Map(made.instance.rooms.map(({ id, name }) => [id, name]))
  const lessons = lessonsOf(made.instance).flatMap(({ number, course, index, length }) => {
    const [at, of] = [placements[number], taught.get(course.id)]
    if (!at || !of) return []
    const { day, period, room } = at
    const place = room === null ? null : (rooms.get(room) ?? null)
    return [
      {
        teachingId: course.id,
        index,
        classId: of.classId,
        title: of.subject,
        length,
        day,
        period,
        room: place,
      },
    ]
  })
  return { timetableId, validFrom, week: made.week, lessons }
}

/** The weeks that hold from a day on: what is published, with one more or without one. */
const publishedWeeks = async (
  ctx: Context,
  termId: string,
  change: { add?: { id: string; from: string }; without?: string },
): Promise<PublishedWeek[]> => {
  const rows = await ctx.db
    .selectFrom('timetable')
    .select(['id', 'validFrom'])
    .where('termId', '=', termId)
    .where('status', '=', 'published')
    .execute()
  const holding = rows
    .filter(({ id }) => id !== change.without && id !== change.add?.id)
    .map(({ id, validFrom }) => ({ id, from: validFrom ?? '' }))
  const all = change.add ? [...holding, change.add] : holding
  const weeks: PublishedWeek[] = []
  for (const { id, from } of all) weeks.push(await weekOf(ctx, id, from))
  return weeks
}

export interface MadeRow {
  lessonId: string
  classId: string
  className: string
  teachingId: string
  index: number
  weekOf: string
  nth: number
  seriesId: string | null
  state: string
  title: string
  startsAt: Date
  endsAt: Date
  room: string | null
  madeTitle: string
  madeStartsAt: Date
  madeEndsAt: Date
  madeRoom: string | null
}

/** The lessons that timetables of the school made, from the week of a day on. */
const madeLessons = (ctx: Context, { schoolId, from }: Horizon): Promise<MadeRow[]> =>
  ctx.db
    .selectFrom('timetableLesson')
    .innerJoin('lesson', 'lesson.id', 'timetableLesson.lessonId')
    .innerJoin('class', 'class.id', 'lesson.classId')
    .select([
      'lesson.id as lessonId',
      'lesson.classId',
      'class.name as className',
      'timetableLesson.teachingId',
      'timetableLesson.index',
      'timetableLesson.weekOf',
      'timetableLesson.nth',
      'lesson.seriesId',
      'lesson.state',
      'lesson.title',
      'lesson.startsAt',
      'lesson.endsAt',
      'lesson.room',
      'timetableLesson.title as madeTitle',
      'timetableLesson.startsAt as madeStartsAt',
      'timetableLesson.endsAt as madeEndsAt',
      'timetableLesson.room as madeRoom',
    ])
    .where('timetableLesson.schoolId', '=', schoolId)
    .where('timetableLesson.weekOf', '>=', mondayOf(from))
    .execute()

const asMade = (row: MadeRow): MadeLesson => {
  const { lessonId, classId, teachingId, index, weekOf, nth } = row
  return {
    lessonId,
    classId,
    teachingId,
    index,
    weekOf,
    nth,
    planned: row.state === 'planned',
    now: {
      title: row.title,
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      room: row.room,
    },
    made: {
      title: row.madeTitle,
      startsAt: row.madeStartsAt.toISOString(),
      endsAt: row.madeEndsAt.toISOString(),
      room: row.madeRoom,
    },
  }
}

const horizonOf = async (
  ctx: Context,
  timetableId: string,
  from: string,
): Promise<Horizon & { termId: string }> => {
  const row = await ctx.db
    .selectFrom('timetable')
    .innerJoin('term', 'term.id', 'timetable.termId')
    .innerJoin('school', 'school.id', 'timetable.schoolId')
    .select(['timetable.schoolId', 'timetable.termId', 'term.startsOn', 'term.endsOn', 'school.timeZone'])
    .where('timetable.id', '=', timetableId)
    .executeTakeFirstOrThrow()
  const today = wallOf(ctx.now(), row.timeZone).on
  // The past is not planned anew.
  const first = [row.startsOn, from, today].reduce((a, b) => (a > b ? a : b))
  return { schoolId: row.schoolId, termId: row.termId, zone: row.timeZone, from: first, to: row.endsOn }
}

/** Archived classes have no lessons to come. */
const livingClasses = async (ctx: Context, termId: string): Promise<Set<string>> => {
  const rows = await ctx.db
    .selectFrom('class')
    .select('id')
    .where('termId', '=', termId)
    .where('archivedAt', 'is', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** What becomes of the dated lessons, and what it was worked out from. */
export interface Worked {
  horizon: Horizon
  publication: Publication
  rows: MadeRow[]
  view: PublicationView
}

/** What becomes of the dated lessons when these weeks hold from a day on. */
export const workOut = async (
  ctx: Context,
  timetableId: string,
  from: string,
  change: Parameters<typeof publishedWeeks>[2],
): Promise<Worked> => {
  const horizon = await horizonOf(ctx, timetableId, from)
  const rows = await madeLessons(ctx, horizon)
  const living = await livingClasses(ctx, horizon.termId)
  const weeks = await publishedWeeks(ctx, horizon.termId, change)
  const wanted = datedLessons(weeks, horizon, horizon.zone).filter(({ classId }) => living.has(classId))
  // A lesson of this week that was before the day on which the change begins is not missed and not doubled.
  const begins = rows.filter(({ madeStartsAt }) => wallOf(madeStartsAt, horizon.zone).on >= horizon.from)
  const earlier = new Set(
    rows
      .filter((row) => !begins.includes(row))
      .map((row) => JSON.stringify([row.teachingId, row.index, row.weekOf, row.nth])),
  )
  const publication = publicationOf(
    wanted.filter((one) => !earlier.has(JSON.stringify([one.teachingId, one.index, one.weekOf, one.nth]))),
    begins.map(asMade),
    ctx.now().toISOString(),
  )
  const planned = [...publication.appear, ...publication.move.map(({ to }) => to)]
  const names = new Map(rows.map(({ lessonId, className }) => [lessonId, className]))
  return {
    horizon,
    publication,
    rows,
    view: {
      appear: publication.appear.length,
      move: publication.move.length,
      vanish: publication.vanish.length,
      kept: publication.kept.length,
      keptFirst: publication.kept.slice(0, NAMED).map(({ lessonId, now }) => ({
        lessonId,
        className: names.get(lessonId) ?? '',
        title: now.title,
        startsAt: now.startsAt,
      })),
      ...(await lessonsInTheWay(ctx, horizon.schoolId, planned)),
      from: horizon.from,
      until: horizon.to,
    },
  }
}
