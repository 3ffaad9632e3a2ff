import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#domain/ids.ts'
import * as lectures from '#domain/lectures/contract.ts'
import { applyToLessons } from '#domain/lectures/lesson-list.ts'
import { topicOf } from '#domain/realtime.ts'
import { sameState } from '../testing/same-state.ts'
import { type TestClass, TestSchool } from '../testing/school.ts'

let school: TestSchool
beforeAll(async () => {
  // Shanghai: no clock changes, so that a time is easily read.
  school = await TestSchool.start({ timeZone: 'Asia/Shanghai' })
})

const weekly = { title: 'Choir', on: '2090-01-09', starts: '08:00', ends: '08:45', until: '2090-02-06' }
const span = { from: '2090-01-01T00:00:00.000Z', to: '2090-12-31T00:00:00.000Z' }

const planWeekly = (
  { id: classId, teacher }: TestClass,
  more: { id?: string; skip?: string[]; room?: string } = {},
) => teacher.client.call(lectures.scheduleSeries, { classId }, { id: newId(), ...weekly, ...more })
const lessonsOf = async ({ id: classId, teacher }: TestClass) =>
  (await teacher.client.call(lectures.listLessons, { classId }, span)).lessons
const undo = ({ teacher }: TestClass, changeId: string) =>
  teacher.client.call(lectures.undoLessonChange, { changeId }, {})

describe('a weekly lesson', () => {
  test('is planned once by two clicks, without the days that are left out, and one undo takes all back', async () => {
    const theClass = await school.aClass()
    const id = newId()
    const wish = { id, skip: ['2090-01-23'] }
    const [first, second] = await Promise.all([planWeekly(theClass, wish), planWeekly(theClass, wish)])
    expect(first.lessons.map((lesson) => lesson.id)).toEqual(second.lessons.map((lesson) => lesson.id))
    expect((await lessonsOf(theClass)).map((lesson) => [lesson.startsAt, lesson.seriesId])).toEqual(
      ['09', '16', '30']
        .map((day) => [`2090-01-${day}T00:00:00.000Z`, id])
        .concat([['2090-02-06T00:00:00.000Z', id]]),
    )
    expect(await undo(theClass, id)).toEqual({ undone: 4, kept: 0 })
    expect(await undo(theClass, id)).toEqual({ undone: 4, kept: 0 })
    expect(await lessonsOf(theClass)).toEqual([])
  })

  test('shows beforehand which dates it makes and what is in the way on each', async () => {
    const theClass = await school.aClass()
    const classId = theClass.id
    const other = await school.aClass()
    await other.teacher.client.call(
      lectures.scheduleLesson,
      { classId: other.id },
      {
        id: newId(),
        title: 'x',
        startsAt: '2090-01-16T00:30:00Z',
        endsAt: '2090-01-16T01:00:00Z',
        room: 'Ｒoom  12',
      },
    )
    const { on, starts, ends, until } = weekly
    const input = { on, starts, ends, until, room: 'room 12' }
    const preview = await theClass.teacher.client.call(lectures.previewSeries, { classId }, input)
    expect(preview.lessons.map((lesson) => [lesson.on, lesson.clashes.map((clash) => clash.room)])).toEqual([
      ['2090-01-09', []],
      ['2090-01-16', ['Ｒoom 12']],
      ['2090-01-23', []],
      ['2090-01-30', []],
      ['2090-02-06', []],
    ])
    expect(await lessonsOf(theClass)).toEqual([])
  })

  test('of too many lessons, of none, or that ends before it begins is refused at its field', async () => {
    const { id: classId, teacher } = await school.aClass()
    const refused = async (more: object) => {
      const input = { id: newId(), ...weekly, ...more }
      const answer = teacher.client.call(lectures.scheduleSeries, { classId }, input)
      return answer.then(
        () => null,
        (refusal) => refusal.body.errors,
      )
    }
    expect(await refused({ until: '2092-01-09' })).toMatchObject([
      { path: 'until', code: 'lesson-series-too-long' },
    ])
    expect(await refused({ until: '2090-01-08' })).toMatchObject([{ path: 'until' }])
    expect(await refused({ until: weekly.on, skip: [weekly.on] })).toMatchObject([{ path: 'until' }])
    expect(await refused({ ends: '07:00' })).toMatchObject([{ path: 'ends' }])
  })

  test('tells its class each lesson, and each that is taken back, so that an open list is as if fetched anew', async () => {
    const theClass = await school.aClass()
    const id = newId()
    const watched = {
      client: theClass.teacher.client,
      topics: [topicOf('class', theClass.id)],
      fetch: () => lessonsOf(theClass),
      apply: applyToLessons,
    }
    const planned = await sameState(watched, () => planWeekly(theClass, { id }))
    expect(planned.applied).toEqual(planned.fetched)
    const undone = await sameState(watched, () => undo(theClass, id))
    expect(undone.applied).toEqual(undone.fetched)
    expect(undone.events).toHaveLength(1)
  })
})

describe('changing one of a series', () => {
  test('changes it alone, or also the later ones that were alike; one undo puts all of them back', async () => {
    const theClass = await school.aClass()
    const { client } = theClass.teacher
    const { lessons } = await planWeekly(theClass)
    const idAt = (n: number) => lessons[n]?.id ?? ''
    // The fourth has a title of its own.
    await client.call(lectures.updateLesson, { lessonId: idAt(3) }, { title: 'Concert' })
    const changeId = newId()
    const change = {
      title: 'Band',
      startsAt: '2090-01-17T02:00:00Z',
      endsAt: '2090-01-17T03:00:00Z',
      later: true,
      changeId,
    }
    await client.call(lectures.updateLesson, { lessonId: idAt(1) }, change)
    await client.call(lectures.updateLesson, { lessonId: idAt(1) }, change)
    expect(
      (await lessonsOf(theClass)).map((lesson) => `${lesson.title} ${lesson.startsAt.slice(5, 16)}`),
    ).toEqual([
      'Choir 01-09T00:00',
      'Band 01-17T02:00',
      'Band 01-24T02:00',
      'Concert 01-31T02:00',
      'Band 02-07T02:00',
    ])
    // What was changed since stays.
    await client.call(lectures.updateLesson, { lessonId: idAt(2) }, { room: 'Hall' })
    expect(await undo(theClass, changeId)).toEqual({ undone: 3, kept: 1 })
    expect(
      (await lessonsOf(theClass)).map((lesson) => `${lesson.title} ${lesson.startsAt.slice(5, 16)}`),
    ).toEqual([
      'Choir 01-09T00:00',
      'Choir 01-16T00:00',
      'Band 01-24T02:00',
      'Concert 01-30T00:00',
      'Choir 02-06T00:00',
    ])
  })

  test('cancels this and the later ones but none that was held, and the cancelling is taken back whole', async () => {
    const theClass = await school.aClass()
    const { client } = theClass.teacher
    const { lessons } = await planWeekly(theClass)
    await client.call(lectures.startLesson, { lessonId: lessons[3]?.id ?? '' }, { anotherDay: true })
    const changeId = newId()
    const cancelled = { later: true, changeId }
    await client.call(lectures.cancelLesson, { lessonId: lessons[1]?.id ?? '' }, cancelled)
    const states = async () => (await lessonsOf(theClass)).map((lesson) => lesson.state)
    // The held one moved to now, out of the span.
    expect(await states()).toEqual(['planned', 'cancelled', 'cancelled', 'cancelled'])
    expect(await undo(theClass, changeId)).toEqual({ undone: 3, kept: 0 })
    expect(await states()).toEqual(['planned', 'planned', 'planned', 'planned'])
  })

  test('warns of what is in the way of the later ones too', async () => {
    const theClass = await school.aClass()
    const { lessons } = await planWeekly(theClass)
    const other = await school.aClass()
    await school.enroll(other.id, theClass.teacher, 'teacher')
    await theClass.teacher.client.call(
      lectures.scheduleLesson,
      { classId: other.id },
      { id: newId(), title: 'x', startsAt: '2090-01-30T02:30:00Z', endsAt: '2090-01-30T03:00:00Z' },
    )
    const input = {
      startsAt: '2090-01-16T02:00:00Z',
      endsAt: '2090-01-16T03:00:00Z',
      except: lessons[1]?.id ?? '',
    }
    const clashes = async (later?: 'true') =>
      (
        await theClass.teacher.client.call(
          lectures.listClashes,
          { classId: theClass.id },
          { ...input, later },
        )
      ).clashes
    expect(await clashes()).toEqual([])
    expect(await clashes('true')).toMatchObject([{ startsAt: '2090-01-30T02:30:00.000Z', sameClass: false }])
  })
})

test('one lesson that was planned is taken back by its own id, unless it was changed since', async () => {
  const theClass = await school.aClass()
  const { client } = theClass.teacher
  const planOne = async () => {
    const times = { startsAt: '2090-01-09T02:00:00Z', endsAt: '2090-01-09T03:00:00Z' }
    return client.call(
      lectures.scheduleLesson,
      { classId: theClass.id },
      { id: newId(), title: 'x', ...times },
    )
  }
  const [one, other] = [await planOne(), await planOne()]
  await client.call(lectures.updateLesson, { lessonId: other.id }, { title: 'y' })
  expect(await undo(theClass, one.id)).toEqual({ undone: 1, kept: 0 })
  expect(await undo(theClass, other.id)).toEqual({ undone: 0, kept: 1 })
  expect((await lessonsOf(theClass)).map((lesson) => lesson.title)).toEqual(['y'])
})
