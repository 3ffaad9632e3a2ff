import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { confirmAttendance, getRegister } from '#domain/attendance/contract.ts'
import { newId } from '#domain/ids.ts'
import * as lectures from '#domain/lectures/contract.ts'
import { changeFloor } from '#domain/lectures/media/contract.ts'
import { applyToRoom, type RoomState } from '#domain/lectures/room.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'
import type { Socket } from '../testing/socket.ts'
import { lowerAbsentHands } from './absent-hand.ts'
import { closeAbandonedLectures } from './end.ts'
import { closeStalePresence } from './presence.ts'
import { beatPresence } from './presence-keeper.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})
beforeEach(() => {
  school.offsetMs = 0
})

const MINUTE = 60_000
/** Lets the school's clock run on; what happens in between takes no time worth counting. */
const pass = (minutes: number) => {
  school.offsetMs += minutes * MINUTE
}
/** The same while the process is alive and says so. */
const passAlive = async (minutes: number) => {
  pass(minutes)
  await beatPresence(school.services)
}

const start = async (theClass: TestClass) => {
  const { id, teacher } = theClass
  const lesson = await teacher.client.call(
    lectures.startLessonNow,
    { classId: id },
    { id: newId(), title: 'Fractions', held: 'online' },
  )
  return { lessonId: lesson.id, lectureId: lesson.lecture!.id, topic: topicOf('lecture', lesson.lecture!.id) }
}

const open = (lectureId: string, person: Person) =>
  school.services.connection.db
    .selectFrom('presenceInterval')
    .selectAll()
    .where('lectureId', '=', lectureId)
    .where('accountId', '=', person.id)
    .where('leftAt', 'is', null)
    .execute()

const untilOpen = (lectureId: string, person: Person, count: number) =>
  expect.poll(() => open(lectureId, person).then((rows) => rows.length)).toBe(count)

const come = async (lectureId: string, person: Person): Promise<Socket> => {
  const before = (await open(lectureId, person)).length
  const socket = await person.client.socket()
  await socket.subscribe(topicOf('lecture', lectureId))
  await untilOpen(lectureId, person, before + 1)
  return socket
}

const go = async (lectureId: string, person: Person, socket: Socket, how: 'close' | 'cut' = 'close') => {
  const before = (await open(lectureId, person)).length
  socket[how]()
  await untilOpen(lectureId, person, before - 1)
}

const registerOf = async (theClass: TestClass, lessonId: string, lectureId: string) => {
  await theClass.teacher.client.call(lectures.endLecture, { lectureId }, {})
  const register = await theClass.teacher.client.call(getRegister, { lessonId }, {})
  return new Map(register.rows.map((row) => [row.accountId, row]))
}

describe('minutes in the room', () => {
  test('add up exactly over dropping out and coming back', async () => {
    const theClass = await school.aClass({ students: 1 })
    const student = theClass.students[0]!
    const { lessonId, lectureId } = await start(theClass)
    const first = await come(lectureId, student)
    pass(10)
    await go(lectureId, student, first, 'cut')
    pass(3)
    await come(lectureId, student)
    await passAlive(20)
    const row = (await registerOf(theClass, lessonId, lectureId)).get(student.id)
    expect(row).toMatchObject({ status: 'present', minutes: 30, source: 'presence' })
    expect(row).toMatchObject({ leftAt: null, awayMinutes: 3 })
  })

  test('count two tabs once, and the room hears of one person', async () => {
    const theClass = await school.aClass({ students: 1 })
    const student = theClass.students[0]!
    const { lessonId, lectureId, topic } = await start(theClass)
    const watcher = await come(lectureId, theClass.teacher)
    const tabs = [await come(lectureId, student), await come(lectureId, student)]
    pass(10)
    await go(lectureId, student, tabs[0]!)
    pass(10)
    await go(lectureId, student, tabs[1]!)
    pass(20)
    await watcher.until((frame) => frame.t === 'event' && frame.name === 'lecture.left')
    const about = watcher.events(topic).filter((event) => JSON.stringify(event).includes(student.id))
    expect(about.map((event) => event.name)).toEqual(['lecture.joined', 'lecture.left'])
    const row = (await registerOf(theClass, lessonId, lectureId)).get(student.id)
    expect(row).toMatchObject({ status: 'left_early', minutes: 20 })
  })

  test('of a killed process end at its last sign of life', async () => {
    const theClass = await school.aClass({ students: 1 })
    const student = theClass.students[0]!
    const { lessonId, lectureId, topic } = await start(theClass)
    await come(lectureId, student)
    const watcher = await theClass.teacher.client.socket()
    pass(12)
    await beatPresence(school.services)
    // From here on the process says nothing, as if it were dead.
    pass(0.9)
    await closeStalePresence(school.system)
    expect(await open(lectureId, student)).toHaveLength(1)
    pass(9.1)
    await watcher.subscribe(topic)
    await closeStalePresence(school.system)
    await watcher.until((frame) => frame.t === 'event' && frame.name === 'lecture.left')
    const row = (await registerOf(theClass, lessonId, lectureId)).get(student.id)
    expect(row?.minutes).toBe(12)
  })

  test('take the hand down with them, and not of somebody who is there or has just gone', async () => {
    const theClass = await school.aClass({ students: 3 })
    const [gone, stays, reloads] = theClass.students as [Person, Person, Person]
    const { lectureId } = await start(theClass)
    const handsUp = async () => {
      const rows = await school.system.db
        .selectFrom('hand')
        .select('accountId')
        .where('lectureId', '=', lectureId)
        .where('loweredAt', 'is', null)
        .execute()
      return rows.map(({ accountId }) => accountId).sort()
    }
    for (const one of [gone, stays, reloads]) {
      const socket = await come(lectureId, one)
      await one.client.call(lectures.raiseHand, { lectureId }, { id: newId() })
      if (one === gone) await go(lectureId, one, socket)
    }
    await lowerAbsentHands(school.system)
    expect(await handsUp()).toHaveLength(3)
    await passAlive(5)
    const { system } = school
    await system.db
      .updateTable('presenceInterval')
      .set({ leftAt: system.now() })
      .where('lectureId', '=', lectureId)
      .where('accountId', '=', reloads.id)
      .execute()
    await lowerAbsentHands(system)
    expect(await handsUp()).toEqual([stays.id, reloads.id].sort())
  })

  test('go on when a process that was given up speaks again', async () => {
    const theClass = await school.aClass({ students: 1 })
    const student = theClass.students[0]!
    const { lessonId, lectureId } = await start(theClass)
    await come(lectureId, student)
    pass(5)
    await closeStalePresence(school.system)
    expect(await open(lectureId, student)).toHaveLength(0)
    await beatPresence(school.services)
    await untilOpen(lectureId, student, 1)
    await passAlive(7)
    expect((await registerOf(theClass, lessonId, lectureId)).get(student.id)?.minutes).toBe(7)
  })

  test('are late for who came six minutes in, and absent for who never came', async () => {
    const theClass = await school.aClass({ students: 2 })
    const [late, absent] = theClass.students as [Person, Person]
    const { lessonId, lectureId } = await start(theClass)
    pass(6)
    await come(lectureId, late)
    await passAlive(34)
    const rows = await registerOf(theClass, lessonId, lectureId)
    expect(rows.get(late.id)).toMatchObject({ status: 'late', minutes: 34 })
    expect(rows.get(absent.id)).toMatchObject({ status: 'absent', minutes: 0, arrivedAt: null })
    expect(rows.has(theClass.teacher.id)).toBe(false)
  })

  test('are not counted for who reads an ended lecture', async () => {
    const theClass = await school.aClass({ students: 1 })
    const { lectureId, topic } = await start(theClass)
    await theClass.teacher.client.call(lectures.endLecture, { lectureId }, {})
    const socket = await theClass.students[0]!.client.socket()
    expect((await socket.subscribe(topic)).t).toBe('subscribed')
    expect(await open(lectureId, theClass.students[0]!)).toHaveLength(0)
  })
})

describe('the end', () => {
  test('comes once: ending twice at the same time writes one register and one event', async () => {
    const theClass = await school.aClass({ students: 3 })
    const { lessonId, lectureId } = await start(theClass)
    const socket = await theClass.students[0]!.client.socket()
    await socket.subscribe(topicOf('class', theClass.id))
    const end = () => theClass.teacher.client.call(lectures.endLecture, { lectureId }, {})
    const [first, second] = await Promise.all([end(), end()])
    expect(first.lecture?.endedAt).toBe(second.lecture?.endedAt)
    await socket.until((frame) => frame.t === 'event' && frame.name === 'attendance.proposed')
    const names = socket.events(topicOf('class', theClass.id)).map((event) => event.name)
    expect(names).toEqual(['lecture.ended', 'attendance.proposed'])
    const register = await theClass.teacher.client.call(getRegister, { lessonId }, {})
    expect(register.rows).toHaveLength(3)
  })

  test('does not come because the teacher leaves', async () => {
    const theClass = await school.aClass()
    const { lessonId, lectureId } = await start(theClass)
    const socket = await come(lectureId, theClass.teacher)
    await go(lectureId, theClass.teacher, socket)
    const lesson = await theClass.students[0]!.client.call(lectures.getLesson, { lessonId }, {})
    expect(lesson.state).toBe('live')
  })

  test('of a forgotten lecture is when the last person went', async () => {
    const theClass = await school.aClass({ students: 1 })
    const student = theClass.students[0]!
    const { lessonId, lectureId } = await start(theClass)
    const socket = await come(lectureId, student)
    pass(40)
    await go(lectureId, student, socket)
    pass(10)
    await closeAbandonedLectures(school.system)
    expect((await theClass.teacher.client.call(lectures.getLesson, { lessonId }, {})).state).toBe('live')
    pass(60)
    await closeAbandonedLectures(school.system)
    await closeAbandonedLectures(school.system)
    const lesson = await theClass.teacher.client.call(lectures.getLesson, { lessonId }, {})
    const minutes = Date.parse(lesson.lecture!.endedAt!) - Date.parse(lesson.lecture!.startedAt)
    expect(Math.round(minutes / MINUTE)).toBe(40)
    const register = await theClass.teacher.client.call(getRegister, { lessonId }, {})
    expect(register.rows).toMatchObject([{ status: 'present', minutes: 40 }])
  })
})

describe('the register', () => {
  test('is corrected and confirmed by the teacher; students then see their own line alone', async () => {
    const theClass = await school.aClass({ students: 2 })
    const [one, two] = theClass.students as [Person, Person]
    const { lessonId, lectureId } = await start(theClass)
    await registerOf(theClass, lessonId, lectureId)
    expect((await one.client.call(getRegister, { lessonId }, {})).rows).toEqual([])
    const corrections = [{ accountId: one.id, status: 'excused' as const, note: 'Doctor' }]
    expect(await one.client.status(confirmAttendance, { lessonId }, { corrections })).toBe(403)
    const stranger = [{ ...corrections[0]!, accountId: theClass.teacher.id }]
    const wrong = { corrections: stranger }
    expect(await theClass.teacher.client.status(confirmAttendance, { lessonId }, wrong)).toBe(400)
    const register = await theClass.teacher.client.call(confirmAttendance, { lessonId }, { corrections })
    expect(register.confirmedBy).toBe(theClass.teacher.displayName)
    const own = await one.client.call(getRegister, { lessonId }, {})
    expect(own.rows).toMatchObject([
      { accountId: one.id, status: 'excused', note: 'Doctor', source: 'teacher' },
    ])
    const guardian = await school.guardianOf(two)
    const wards = await guardian.client.call(getRegister, { lessonId }, {})
    expect(wards.rows.map((row) => row.accountId)).toEqual([two.id])
  })
})

describe('hands', () => {
  const raise = (person: Person, lectureId: string, id = newId()) =>
    person.client.call(lectures.raiseHand, { lectureId }, { id })

  test('stand in the order of raising, each person with one', async () => {
    const theClass = await school.aClass({ students: 3 })
    const [a, b, c] = theClass.students as [Person, Person, Person]
    const { lessonId, lectureId } = await start(theClass)
    for (const student of [b, c, a]) await raise(student, lectureId)
    const again = await Promise.all([raise(b, lectureId), raise(b, lectureId)])
    expect(again[0]?.id).toBe(again[1]?.id)
    const room = await theClass.teacher.client.call(lectures.joinLecture, { lessonId }, {})
    expect(room.hands.map((hand) => hand.accountId)).toEqual([b.id, c.id, a.id])
  })

  test('are lowered by their owner and by staff, not by classmates', async () => {
    const theClass = await school.aClass({ students: 2 })
    const [a, b] = theClass.students as [Person, Person]
    const { lessonId, lectureId } = await start(theClass)
    const [first, second] = [await raise(a, lectureId), await raise(b, lectureId)]
    const lower = (person: Person, handId: string) =>
      person.client.status(lectures.lowerHand, { lectureId, handId }, {})
    expect(await lower(b, first.id)).toBe(403)
    expect(await b.client.status(lectures.lowerAllHands, { lectureId }, {})).toBe(403)
    expect(await b.client.status(lectures.callOnHand, { lectureId, handId: first.id }, {})).toBe(403)
    expect(await lower(a, first.id)).toBe(200)
    expect(await lower(theClass.teacher, second.id)).toBe(200)
    expect(await lower(theClass.teacher, second.id)).toBe(200)
    expect((await b.client.call(lectures.joinLecture, { lessonId }, {})).hands).toEqual([])
  })

  test('of an ended lecture are down and cannot be raised', async () => {
    const theClass = await school.aClass()
    const { lectureId } = await start(theClass)
    await theClass.teacher.client.call(lectures.endLecture, { lectureId }, {})
    const input = { id: newId() }
    expect(await theClass.students[0]!.client.status(lectures.raiseHand, { lectureId }, input)).toBe(410)
  })
})

test('a room that follows the events is the room that is fetched anew', async () => {
  const theClass = await school.aClass({ students: 3 })
  const [a, b, c] = theClass.students as [Person, Person, Person]
  const { lessonId, lectureId, topic } = await start(theClass)
  const watcher = await come(lectureId, theClass.teacher)
  const fetchRoom = async (): Promise<RoomState & { no: number }> => {
    const room = await theClass.teacher.client.call(lectures.joinLecture, { lessonId }, {})
    const { people, hands, floor, hold, no } = room
    return { people, hands, floor, hold, endedAt: null, no }
  }
  const { no, ...before } = await fetchRoom()
  const socketOfA = await come(lectureId, a)
  await come(lectureId, b)
  await come(lectureId, c)
  await go(lectureId, a, socketOfA)
  const hands = await Promise.all(
    [c, b].map((person) => person.client.call(lectures.raiseHand, { lectureId }, { id: newId() })),
  )
  await theClass.teacher.client.call(lectures.callOnHand, { lectureId, handId: hands[0]!.id }, {})
  await theClass.teacher.client.call(lectures.lowerHand, { lectureId, handId: hands[1]!.id }, {})
  const floor = { floor: 'microphone' as const, accountId: a.id }
  await theClass.teacher.client.call(changeFloor, { lectureId }, { changes: [{ what: 'take', ...floor }] })
  const { no: last, ...after } = await fetchRoom()
  await watcher.until((frame) => frame.t === 'event' && frame.topic === topic && frame.no === last)
  const events = watcher.events(topic).filter((event) => event.no > no && event.no <= last)
  expect(events.reduce(applyToRoom, before)).toEqual(after)
  // What is applied to a snapshot that has it already changes nothing in the end.
  expect(events.reduce(applyToRoom, after)).toEqual(after)
})
