import { confirmAttendance } from '#api/attendance/mark.ts'
import { endLecture } from '#api/lectures/end.ts'
import { startLecture } from '#api/lectures/lecture.ts'
import { cancelLesson, scheduleLesson } from '#api/lectures/lesson.ts'
import { type PersonInterval, recordPresence } from '#api/lectures/presence.ts'
import { scheduleSeries } from '#api/lectures/series.ts'
import type { Correction } from '#domain/attendance/contract.ts'
import { newId } from '#domain/ids.ts'
import { inTransaction } from '#platform/context.ts'
import { type FilledClass, WEEKS_AHEAD, WEEKS_BEHIND } from './school.ts'
import { dice, minutesFrom, oneOf, type Story } from './story.ts'

export const LESSON_MINUTES = 45
/** Lessons are planned this many weeks ahead. */
const PLANNED_WEEKS = 2

const NOTES = ['Doctor’s appointment', '病假', 'Away with the swimming team', '家中有事', 'Dentist']

const CLUB = {
  weekday: 3,
  title: 'Mathematics club 数学社',
  room: '2.14',
  starts: '15:40',
  ends: '16:40',
}

interface Planned {
  title: string
  startsAt: Date
  endsAt: Date
}

/** The lessons of the weekly timetable from one week to another, but for today's, in order. */
const timetable = (story: Story, one: FilledClass): Planned[] => {
  const times: Date[] = []
  for (let week = -WEEKS_BEHIND; week <= PLANNED_WEEKS; week++) {
    for (const { weekday, at } of one.bells) {
      const day = story.weekday(weekday, week)
      if (day !== 0) times.push(story.at(`${day} ${at}`))
    }
  }
  return times.map((startsAt, n) => ({
    title: one.lessons[n % one.lessons.length] ?? '',
    startsAt,
    endsAt: minutesFrom(startsAt, LESSON_MINUTES),
  }))
}

/** Plans a lesson as the teacher did at the start of term; returns its id. */
export const plan = async (story: Story, one: FilledClass, lesson: Planned): Promise<string> => {
  const [teacher] = one.teachers
  const id = newId()
  await scheduleLesson(
    await story.as(teacher, story.at(`${story.weekday(5, -WEEKS_BEHIND - 1)} 15:30`)),
    one.id,
    {
      id,
      title: lesson.title,
      startsAt: lesson.startsAt.toISOString(),
      endsAt: lesson.endsAt.toISOString(),
      held: 'online',
    },
  )
  return id
}

const stay = (roll: () => number, startsAt: Date, endsAt: Date, fromMinute: number, toMinute: number) => ({
  joinedAt: minutesFrom(startsAt, fromMinute + roll() * 2),
  leftAt: toMinute >= LESSON_MINUTES ? endsAt : minutesFrom(startsAt, toMinute),
})

/** How one student came and went; nothing for who stayed away. Most come in time; a few lose their connection once. */
const visit = (roll: () => number, startsAt: Date, endsAt: Date): Omit<PersonInterval, 'accountId'>[] => {
  const kind = roll()
  const whole = LESSON_MINUTES
  if (kind < 0.82) return [stay(roll, startsAt, endsAt, -3, whole)]
  if (kind < 0.87)
    return [stay(roll, startsAt, endsAt, -2, 20 + roll() * 9), stay(roll, startsAt, endsAt, 31, whole)]
  if (kind < 0.93) return [stay(roll, startsAt, endsAt, 7 + roll() * 8, whole)]
  if (kind < 0.95) return [stay(roll, startsAt, endsAt, -2, 24 + roll() * 6)]
  return []
}

/** Who came when. */
const visits = (
  story: Story,
  roll: () => number,
  usernames: readonly string[],
  startsAt: Date,
  endsAt: Date,
): PersonInterval[] =>
  usernames.flatMap((username) =>
    visit(roll, startsAt, endsAt).map((interval) => ({ ...interval, accountId: story.idOf(username) })),
  )

/** Half of those who stayed away had told the school why. */
const excuses = (story: Story, roll: () => number, one: FilledClass, there: Set<string>): Correction[] =>
  one.students
    .map((username) => story.idOf(username))
    .filter((accountId) => !there.has(accountId) && roll() < 0.5)
    .map((accountId) => ({ accountId, status: 'excused', note: oneOf(NOTES, roll()) }))

/** Holds a planned lesson from its start to its register. */
const hold = async (
  story: Story,
  one: FilledClass,
  lesson: Planned & { id: string },
  confirm: boolean,
): Promise<void> => {
  const roll = dice(`${one.key} ${lesson.title} ${lesson.id.length}`)
  const [teacher] = one.teachers
  const { startsAt, endsAt } = lesson
  const started = await startLecture(await story.as(teacher, minutesFrom(startsAt, -3)), lesson.id, {
    anotherDay: true,
  })
  const lectureId = started.lecture?.id ?? ''
  const seen = visits(story, roll, one.students, startsAt, endsAt)
  const staff = { accountId: story.idOf(teacher), joinedAt: minutesFrom(startsAt, -3), leftAt: endsAt }
  await inTransaction(story.system(endsAt), (tx) => recordPresence(tx, lectureId, [staff, ...seen]))
  await endLecture(await story.as(teacher, endsAt), lectureId)
  if (!confirm) return
  const there = new Set(seen.map((interval) => interval.accountId))
  const corrections = excuses(story, roll, one, there)
  await confirmAttendance(await story.as(teacher, minutesFrom(endsAt, 4)), lesson.id, corrections)
}

/** A club that meets every week in a room until the term ends; mathematics has one. */
const planClub = async (story: Story, one: FilledClass): Promise<void> => {
  const [teacher] = one.teachers
  const thisWeek = story.weekday(CLUB.weekday)
  const first = thisWeek > 0 ? thisWeek : story.weekday(CLUB.weekday, 1)
  const { title, room, starts, ends } = CLUB
  await scheduleSeries(await story.as(teacher, story.at('-3 16:05')), one.id, {
    id: newId(),
    title,
    room,
    starts,
    ends,
    on: story.date(first),
    until: story.date(story.weekday(7, WEEKS_AHEAD)),
    held: 'room',
  })
}

/** The term's lessons of a class: those behind are held, those ahead planned, one of them cancelled. */
export const holdLessons = async (story: Story, one: FilledClass): Promise<void> => {
  const [teacher] = one.teachers
  if (one.key === 'mathematics') await planClub(story, one)
  const lessons = timetable(story, one)
  const over = lessons.filter((lesson) => lesson.endsAt < story.now)
  for (const lesson of lessons) {
    const id = await plan(story, one, lesson)
    // The register of the newest one waits for its teacher.
    if (over.includes(lesson)) await hold(story, one, { ...lesson, id }, lesson !== over.at(-1))
    else if (one.key === 'physics' && lesson === lessons.at(-1))
      await cancelLesson(await story.as(teacher, story.at('-1 16:20')), id)
  }
}
