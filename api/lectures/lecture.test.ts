import { beforeAll, describe, expect, test } from 'vitest'
import { confirmAttendance } from '#domain/attendance/contract.ts'
import { newId } from '#domain/ids.ts'
import * as lectures from '#domain/lectures/contract.ts'
import { applyToLessons } from '#domain/lectures/lesson-list.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Person, TestClass } from '../testing/school.ts'
import { TestSchool } from '../testing/school.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const HOUR = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString()

const plan = (teacher: Person, classId: string, id = newId()) =>
  teacher.client.call(
    lectures.scheduleLesson,
    { classId },
    { id, title: 'Fractions', startsAt: inHours(1), endsAt: inHours(2) },
  )

const startNow = ({ id, teacher }: TestClass) =>
  teacher.client.call(lectures.startLessonNow, { classId: id }, { id: newId(), title: 'Fractions' })

describe('planning', () => {
  test('a lesson is planned once, however often the request is sent, and the class hears of it', async () => {
    const { id: classId, teacher, students } = await school.aClass()
    const socket = await students[0]!.client.socket()
    await socket.subscribe(topicOf('class', classId))
    const id = newId()
    const [first, second] = await Promise.all([plan(teacher, classId, id), plan(teacher, classId, id)])
    expect(first.id).toBe(second.id)
    await socket.until((frame) => frame.t === 'event' && frame.name === 'lesson.changed')
    const span = { from: inHours(0), to: inHours(24) }
    const { lessons } = await students[0]!.client.call(lectures.listLessons, { classId }, span)
    expect(lessons.map((lesson) => [lesson.title, lesson.state])).toEqual([['Fractions', 'planned']])
  })

  test('an end before the start, or a day-long lesson, is refused with the field', async () => {
    const { id: classId, teacher } = await school.aClass()
    const input = { id: newId(), title: 'x', startsAt: inHours(2), endsAt: inHours(1) }
    expect(await teacher.client.status(lectures.scheduleLesson, { classId }, input)).toBe(400)
    const long = { ...input, endsAt: inHours(30) }
    expect(await teacher.client.status(lectures.scheduleLesson, { classId }, long)).toBe(400)
  })

  test('a cancelled lesson can be brought back, a live one can be neither cancelled nor moved', async () => {
    const { id: classId, teacher } = await school.aClass()
    const { id: lessonId } = await plan(teacher, classId)
    expect((await teacher.client.call(lectures.cancelLesson, { lessonId }, {})).state).toBe('cancelled')
    expect(await teacher.client.status(lectures.startLesson, { lessonId }, {})).toBe(409)
    expect((await teacher.client.call(lectures.restoreLesson, { lessonId }, {})).state).toBe('planned')
    await teacher.client.call(lectures.startLesson, { lessonId }, {})
    expect(await teacher.client.status(lectures.cancelLesson, { lessonId }, {})).toBe(409)
    const moved = { startsAt: inHours(3), endsAt: inHours(4) }
    expect(await teacher.client.status(lectures.updateLesson, { lessonId }, moved)).toBe(409)
    const renamed = await teacher.client.call(lectures.updateLesson, { lessonId }, { title: 'Decimals' })
    expect(renamed.title).toBe('Decimals')
  })

  test('students plan, change and start nothing', async () => {
    const { id: classId, teacher, students } = await school.aClass()
    const { id: lessonId } = await plan(teacher, classId)
    const { client } = students[0]!
    const input = { id: newId(), title: 'x', startsAt: inHours(1), endsAt: inHours(2) }
    expect(await client.status(lectures.scheduleLesson, { classId }, input)).toBe(403)
    expect(await client.status(lectures.updateLesson, { lessonId }, { title: 'x' })).toBe(403)
    expect(await client.status(lectures.cancelLesson, { lessonId }, {})).toBe(403)
    expect(await client.status(lectures.startLesson, { lessonId }, {})).toBe(403)
    const now = { id: newId(), title: 'x' }
    expect(await client.status(lectures.startLessonNow, { classId }, now)).toBe(403)
  })
})

describe('starting', () => {
  test('two clicks on a planned lesson open one room, with its board and its chat', async () => {
    const { id: classId, teacher, students } = await school.aClass()
    const socket = await students[0]!.client.socket()
    await socket.subscribe(topicOf('class', classId))
    const { id: lessonId } = await plan(teacher, classId)
    const start = () => teacher.client.call(lectures.startLesson, { lessonId }, {})
    const [first, second] = await Promise.all([start(), start()])
    expect(first.lecture?.id).toBe(second.lecture?.id)
    await socket.until((frame) => frame.t === 'event' && frame.name === 'lecture.started')
    const { db } = school.services.connection
    const rows = await db.selectFrom('lecture').selectAll().where('lessonId', '=', lessonId).execute()
    expect(rows).toHaveLength(1)
    const boards = await db.selectFrom('board').select('id').where('classId', '=', classId).execute()
    expect(boards.map((board) => board.id)).toEqual([rows[0]?.boardId])
    const room = await students[0]!.client.call(lectures.joinLecture, { lessonId }, {})
    expect(room).toMatchObject({ boardId: rows[0]?.boardId, moderator: false })
    expect(room.channel?.id).toBe(rows[0]?.channelId)
    expect(room.engine.kind).toBe('none')
    expect(socket.events(topicOf('class', classId)).filter((e) => e.name === 'lecture.started')).toHaveLength(
      1,
    )
  })

  test('two teachers who start at once meet in one room', async () => {
    const theClass = await school.aClass()
    const assistant = await school.person('teacher')
    await school.enroll(theClass.id, assistant, 'assistant')
    const [first, second] = await Promise.all([
      startNow(theClass),
      startNow({ ...theClass, teacher: assistant }),
    ])
    expect(first.lecture?.id).toBe(second.lecture?.id)
  })

  test('a planned lesson waits until the class has left the other room', async () => {
    const theClass = await school.aClass()
    const { id: lessonId } = await plan(theClass.teacher, theClass.id)
    const live = await startNow(theClass)
    expect(await theClass.teacher.client.status(lectures.startLesson, { lessonId }, {})).toBe(409)
    await theClass.teacher.client.call(lectures.endLecture, { lectureId: live.lecture!.id }, {})
    expect(await theClass.teacher.client.status(lectures.startLesson, { lessonId }, {})).toBe(200)
  })

  test('nobody joins before the start or after the end', async () => {
    const { id: classId, teacher, students } = await school.aClass()
    const { id: lessonId } = await plan(teacher, classId)
    expect(await students[0]!.client.status(lectures.joinLecture, { lessonId }, {})).toBe(409)
    const { lecture } = await teacher.client.call(lectures.startLesson, { lessonId }, {})
    await teacher.client.call(lectures.endLecture, { lectureId: lecture!.id }, {})
    expect(await students[0]!.client.status(lectures.joinLecture, { lessonId }, {})).toBe(410)
  })
})

describe('who may come in', () => {
  test('to people of another class the lesson, its room and its topic do not exist', async () => {
    const theClass = await school.aClass()
    const lesson = await startNow(theClass)
    const [lessonId, lectureId] = [lesson.id, lesson.lecture!.id]
    const other = await school.aClass()
    for (const stranger of [other.teacher, other.students[0]!]) {
      const { client } = stranger
      expect(await client.status(lectures.getLesson, { lessonId }, {})).toBe(404)
      expect(await client.status(lectures.joinLecture, { lessonId }, {})).toBe(404)
      expect(await client.status(lectures.endLecture, { lectureId }, {})).toBe(404)
      expect(await client.status(lectures.raiseHand, { lectureId }, { id: newId() })).toBe(404)
      const span = { from: inHours(-1), to: inHours(1) }
      expect(await client.status(lectures.listLessons, { classId: theClass.id }, span)).toBe(404)
      expect((await client.call(lectures.listMyLessons, {}, span)).lessons).toEqual([])
      const socket = await client.socket()
      expect((await socket.subscribe(topicOf('lecture', lectureId))).t).toBe('refused')
    }
  })

  test('a guardian sees the lesson and cannot come in', async () => {
    const theClass = await school.aClass()
    const { id: lessonId, lecture } = await startNow(theClass)
    const { client } = await school.guardianOf(theClass.students[0]!)
    expect(await client.status(lectures.getLesson, { lessonId }, {})).toBe(200)
    expect(await client.status(lectures.joinLecture, { lessonId }, {})).toBe(403)
    const socket = await client.socket()
    expect((await socket.subscribe(topicOf('lecture', lecture!.id))).t).toBe('refused')
  })

  test('an administrator who looks in moderates, and does not read the chat', async () => {
    const theClass = await school.aClass()
    const { id: lessonId } = await startNow(theClass)
    const owner = await school.person('owner')
    const room = await owner.client.call(lectures.joinLecture, { lessonId }, {})
    expect(room).toMatchObject({ moderator: true, channel: null })
  })

  test('students end nothing', async () => {
    const theClass = await school.aClass()
    const { lecture } = await startNow(theClass)
    const { client } = theClass.students[0]!
    expect(await client.status(lectures.endLecture, { lectureId: lecture!.id }, {})).toBe(403)
  })
})

test('a list of lessons that follows the events of the class is the list that is fetched anew', async () => {
  const { id: classId, teacher, students } = await school.aClass()
  const { client } = students[0]!
  const socket = await client.socket()
  const topic = topicOf('class', classId)
  await socket.subscribe(topic)
  const fetchList = async () => {
    const span = { from: inHours(-24), to: inHours(24) }
    return (await client.call(lectures.listLessons, { classId }, span)).lessons
  }
  const before = await fetchList()
  const [first, second] = [await plan(teacher, classId), await plan(teacher, classId)]
  await teacher.client.call(
    lectures.updateLesson,
    { lessonId: first.id },
    { title: 'Decimals', startsAt: inHours(3), endsAt: inHours(4) },
  )
  await teacher.client.call(lectures.cancelLesson, { lessonId: second.id }, {})
  const { lecture } = await teacher.client.call(lectures.startLesson, { lessonId: first.id }, {})
  await teacher.client.call(lectures.endLecture, { lectureId: lecture!.id }, {})
  await teacher.client.call(lectures.setLessonHeld, { lessonId: first.id }, { held: 'online' })
  await teacher.client.call(confirmAttendance, { lessonId: first.id }, { corrections: [] })
  await socket.until((frame) => frame.t === 'event' && frame.name === 'attendance.confirmed')
  expect(socket.events(topic).reduce(applyToLessons, before)).toEqual(await fetchList())
})
