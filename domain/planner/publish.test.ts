import { describe, expect, it } from 'vitest'
import {
  type DatedLesson,
  datedLessons,
  type MadeLesson,
  mondayOf,
  type PublishedWeek,
  publicationOf,
  weekdayOf,
} from './publish.ts'

const periods = [
  { starts: '08:00', ends: '08:45' },
  { starts: '08:55', ends: '09:40' },
]
const week: PublishedWeek = {
  timetableId: 'one',
  validFrom: '2026-10-19',
  week: [
    { weekday: 1, periods },
    { weekday: 3, periods },
  ],
  lessons: [
    { teachingId: 't', index: 0, classId: 'c', title: 'Maths', length: 1, day: 0, period: 0, room: 'R1' },
    { teachingId: 't', index: 1, classId: 'c', title: 'Maths', length: 2, day: 1, period: 0, room: null },
  ],
}
const span = { from: '2026-10-19', to: '2026-10-31' }
const made = (lesson: DatedLesson, more: Partial<MadeLesson> = {}): MadeLesson => {
  const { title, startsAt, endsAt, room } = lesson
  const plan = { title, startsAt, endsAt, room }
  return {
    ...lesson,
    lessonId: `${lesson.index}-${lesson.weekOf}`,
    made: plan,
    now: plan,
    planned: true,
    ...more,
  }
}

describe('the dated lessons of a timetable', () => {
  it('are on the school’s clock on both sides of its change, in any zone, and long ones end with their last period', () => {
    const lessons = datedLessons([week], span, 'Europe/Berlin')
    expect(lessons.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
      ['2026-10-19T06:00:00.000Z', '2026-10-19T06:45:00.000Z'],
      ['2026-10-21T06:00:00.000Z', '2026-10-21T07:40:00.000Z'],
      ['2026-10-26T07:00:00.000Z', '2026-10-26T07:45:00.000Z'],
      ['2026-10-28T07:00:00.000Z', '2026-10-28T08:40:00.000Z'],
    ])
  })

  it('begin on the day a timetable holds from, and follow the one that began last', () => {
    const later = { ...week, timetableId: 'two', validFrom: '2026-10-26', lessons: week.lessons.slice(0, 1) }
    const ids = datedLessons([later, week], { from: '2026-10-12', to: '2026-10-31' }, 'UTC')
    expect(ids.map(({ timetableId, startsAt }) => `${timetableId} ${startsAt.slice(0, 10)}`)).toEqual([
      'one 2026-10-19',
      'one 2026-10-21',
      'two 2026-10-26',
    ])
  })

  it('follow a make-up day’s weekday, twice in a week where that is so, and leave out a holiday', () => {
    const dayPlan = (on: string) => (on === '2026-10-24' ? 1 : on === '2026-10-21' ? null : weekdayOf(on))
    const lessons = datedLessons([week], { from: '2026-10-19', to: '2026-10-25' }, 'UTC', dayPlan)
    expect(lessons.map(({ startsAt, nth }) => [startsAt.slice(0, 10), nth])).toEqual([
      ['2026-10-19', 0],
      ['2026-10-24', 1],
    ])
  })

  it('know the weekday and the Monday of a day, over New Year too', () => {
    expect(['2026-10-19', '2026-10-25', '2028-02-29'].map(weekdayOf)).toEqual([1, 7, 2])
    expect(mondayOf('2027-01-01')).toBe('2026-12-28')
    expect(mondayOf('2026-12-28')).toBe('2026-12-28')
  })
})

describe('publishing', () => {
  const now = '2026-10-18T00:00:00.000Z'
  const wanted = datedLessons([week], span, 'UTC')

  it('makes all lessons appear at first, and changes nothing the second time', () => {
    expect(publicationOf(wanted, [], now)).toMatchObject({ appear: wanted, move: [], vanish: [], kept: [] })
    const again = publicationOf(
      wanted,
      wanted.map((one) => made(one)),
      now,
    )
    expect(again).toEqual({ appear: [], move: [], vanish: [], kept: [] })
  })

  it('moves what has another time, takes away what is not wanted, and leaves the past alone', () => {
    const moved = wanted.map((one) => ({ ...one, room: 'R2' })).slice(0, 3)
    const result = publicationOf(
      moved,
      wanted.map((one) => made(one)),
      '2026-10-20T00:00:00.000Z',
    )
    expect(result.appear).toEqual([])
    expect(result.move.map(({ to }) => to.startsAt.slice(0, 10))).toEqual(['2026-10-21', '2026-10-26'])
    expect(
      result.vanish.map(({ startsAt }: MadeLesson & { startsAt?: string }) => startsAt?.slice(0, 10)),
    ).toEqual(['2026-10-28'])
    expect(publicationOf(wanted, [], '2026-10-20T00:00:00.000Z').appear).toHaveLength(3)
  })

  it('keeps what was changed by hand, cancelled or held, and puts nothing in its place', () => {
    const [first, second, third] = wanted
    if (!first || !second || !third) throw new Error('there are four')
    const byHand = made(first, { now: { ...made(first).now, room: 'Hall' } })
    const held = made(second, { planned: false })
    const result = publicationOf([{ ...first, room: 'R9' }], [byHand, held, made(third)], now)
    expect(result.kept).toEqual([byHand, held])
    expect(result.vanish).toEqual([made(third)])
    expect([result.appear, result.move]).toEqual([[], []])
  })
})
