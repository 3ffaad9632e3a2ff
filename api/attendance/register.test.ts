import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AttendanceStatus, RegisterRow } from '#domain/attendance/attendance.ts'
import * as attendance from '#domain/attendance/contract.ts'
import { newId } from '#domain/ids.ts'
import * as lectures from '#domain/lectures/contract.ts'
import type { HeldKind } from '#domain/lectures/lecture.ts'
import { inTransaction } from '#platform/context.ts'
import { recordPresence } from '../lectures/presence.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})
beforeEach(() => {
  school.offsetMs = 0
})

const MINUTE = 60_000
const pass = (minutes: number) => {
  school.offsetMs += minutes * MINUTE
}

const start = async ({ id, teacher }: TestClass, held?: HeldKind) => {
  const input = { id: newId(), title: 'Fractions', ...(held && { held }) }
  const lesson = await teacher.client.call(lectures.startLessonNow, { classId: id }, input)
  const { id: lectureId, startedAt } = lesson.lecture!
  return { lessonId: lesson.id, lectureId, from: Date.parse(startedAt), held: lesson.held }
}
type Started = Awaited<ReturnType<typeof start>>

/** Writes that somebody was online from one minute of the lesson to another. */
const wasOnline = (lesson: Started, person: Person, ...stays: [number, number][]) =>
  inTransaction(school.system, (tx) =>
    recordPresence(
      tx,
      lesson.lectureId,
      stays.map(([from, to]) => ({
        accountId: person.id,
        joinedAt: new Date(lesson.from + from * MINUTE),
        leftAt: new Date(lesson.from + to * MINUTE),
      })),
    ),
  )

const end = ({ teacher }: TestClass, { lectureId }: Started) =>
  teacher.client.call(lectures.endLecture, { lectureId }, {})
const read = (who: Person, { lessonId }: Started) => who.client.call(attendance.getRegister, { lessonId }, {})
/** The lines in the order in which the class was made. */
const lines = (theClass: TestClass, rows: readonly RegisterRow[]) =>
  theClass.students.map(({ id }) => rows.find((row) => row.accountId === id)!)
const rowsOf = async (theClass: TestClass, lesson: Started) =>
  lines(theClass, (await read(theClass.teacher, lesson)).rows)
const statuses = async (theClass: TestClass, lesson: Started) =>
  (await rowsOf(theClass, lesson)).map((row) => row.status)
const mark = (
  who: Person,
  { lessonId }: Started,
  student: Person,
  status: AttendanceStatus | null,
  note?: string,
) =>
  who.client.call(
    attendance.markAttendance,
    { lessonId },
    { marks: [{ accountId: student.id, status, ...(note !== undefined && { note }) }] },
  )

/** A lesson of 45 minutes with one student who stayed, one who lost the line, one who went, one who was never online. */
const heldLesson = async (held?: HeldKind) => {
  const theClass = await school.aClass({ students: 4 })
  const [stayed, cutOff, went] = theClass.students as [Person, Person, Person]
  const lesson = await start(theClass, held)
  await wasOnline(lesson, stayed, [0, 45])
  await wasOnline(lesson, cutOff, [0, 15], [27, 45])
  await wasOnline(lesson, went, [0, 20])
  pass(45)
  await end(theClass, lesson)
  return { theClass, lesson }
}

describe('what a lesson held so proposes', () => {
  test('online: presence decides; who lost the line in between did not leave early', async () => {
    const { theClass, lesson } = await heldLesson('online')
    const rows = await rowsOf(theClass, lesson)
    expect(rows.map((row) => row.status)).toEqual(['present', 'present', 'left_early', 'absent'])
    expect(rows[0]).toMatchObject({ minutes: 45, leftAt: null, awayMinutes: 0 })
    expect(rows[1]).toMatchObject({ minutes: 33, leftAt: null, awayMinutes: 12 })
    expect(rows[2]!.leftAt).toBe(new Date(lesson.from + 20 * MINUTE).toISOString())
    expect(rows[3]).toMatchObject({ arrivedAt: null, leftAt: null, minutes: 0 })
  })

  test('in the classroom: nobody is anything before the teacher says so', async () => {
    const { theClass, lesson } = await heldLesson('room')
    expect(await statuses(theClass, lesson)).toEqual([null, null, null, null])
    expect((await rowsOf(theClass, lesson))[1]).toMatchObject({ minutes: 33, awayMinutes: 12 })
  })

  test('both, as for a class that never met: who stayed online is present, nobody is absent by silence', async () => {
    const { theClass, lesson } = await heldLesson()
    expect(lesson.held).toBe('both')
    expect(await statuses(theClass, lesson)).toEqual(['present', 'present', null, null])
  })

  test('is as the class’s lesson before, unless said', async () => {
    const theClass = await school.aClass()
    await end(theClass, await start(theClass, 'room'))
    pass(60)
    const next = await start(theClass)
    expect(next.held).toBe('room')
    await end(theClass, next)
    pass(60)
    const startsAt = new Date(Date.now() + school.offsetMs).toISOString()
    const endsAt = new Date(Date.parse(startsAt) + 45 * MINUTE).toISOString()
    const planned = await theClass.teacher.client.call(
      lectures.scheduleLesson,
      { classId: theClass.id },
      { id: newId(), title: 'Decimals', startsAt, endsAt },
    )
    expect(planned.held).toBe('room')
  })

  test('changes with a word said later; what was marked by hand stays, and a confirmed register is left alone', async () => {
    const { theClass, lesson } = await heldLesson('online')
    const { teacher, students } = theClass
    await mark(teacher, lesson, students[2]!, 'excused', 'Dentist')
    const say = (held: HeldKind) =>
      teacher.client.status(lectures.setLessonHeld, { lessonId: lesson.lessonId }, { held })
    expect(await say('room')).toBe(200)
    expect(await statuses(theClass, lesson)).toEqual([null, null, 'excused', null])
    expect(await say('online')).toBe(200)
    expect(await statuses(theClass, lesson)).toEqual(['present', 'present', 'excused', 'absent'])
    await teacher.client.call(
      attendance.confirmAttendance,
      { lessonId: lesson.lessonId },
      { corrections: [] },
    )
    expect(await say('room')).toBe(409)
    expect(await statuses(theClass, lesson)).toEqual(['present', 'present', 'excused', 'absent'])
  })
})

describe('marking by hand', () => {
  test('begins with the lesson, and the proposal at its end never writes over it', async () => {
    const theClass = await school.aClass({ students: 3 })
    const { teacher } = theClass
    const [one, two, three] = theClass.students as [Person, Person, Person]
    const lesson = await start(theClass, 'online')
    await wasOnline(lesson, one, [0, 45])
    await wasOnline(lesson, three, [0, 45])
    pass(10)
    const live = await read(teacher, lesson)
    expect(live.endedAt).toBeNull()
    expect(live.rows.map((row) => row.status)).toEqual([null, null, null])
    await mark(teacher, lesson, one, 'late', 'Bus')
    await mark(teacher, lesson, two, 'present')
    await mark(teacher, lesson, three, 'absent')
    await mark(teacher, lesson, three, null)
    pass(35)
    await end(theClass, lesson)
    const rows = await rowsOf(theClass, lesson)
    expect(rows).toMatchObject([
      { status: 'late', source: 'teacher', note: 'Bus', minutes: 45 },
      { status: 'present', source: 'teacher', minutes: 0 },
      { status: 'present', source: 'presence', minutes: 45 },
    ])
  })

  test('is the staff’s: students and guardians read nothing of it before it is confirmed', async () => {
    const theClass = await school.aClass({ students: 1 })
    const student = theClass.students[0]!
    const guardian = await school.guardianOf(student)
    const lesson = await start(theClass)
    await mark(theClass.teacher, lesson, student, 'absent')
    const input = { marks: [{ accountId: student.id, status: 'present' as const }] }
    const { lessonId } = lesson
    expect(await student.client.status(attendance.markAttendance, { lessonId }, input)).toBe(403)
    for (const reader of [student, guardian]) expect((await read(reader, lesson)).rows).toEqual([])
  })

  test('refuses who is not of the class and writes nothing of the rest', async () => {
    const theClass = await school.aClass({ students: 1 })
    const [lesson, stranger] = [await start(theClass), await school.person('student')]
    const marks = [theClass.students[0]!, stranger].map(({ id }) => ({
      accountId: id,
      status: 'present' as const,
    }))
    const { lessonId } = lesson
    expect(await theClass.teacher.client.status(attendance.markAttendance, { lessonId }, { marks })).toBe(400)
    expect(await statuses(theClass, lesson)).toEqual([null])
  })

  test('*all present* is one act that leaves marks made by hand, and is undone as one', async () => {
    const { theClass, lesson } = await heldLesson('online')
    const { teacher, students } = theClass
    await mark(teacher, lesson, students[3]!, 'excused')
    const { lessonId } = lesson
    const { register, marked } = await teacher.client.call(attendance.markAllPresent, { lessonId }, {})
    expect(lines(theClass, register.rows).map((row) => row.status)).toEqual([
      'present',
      'present',
      'present',
      'excused',
    ])
    expect(marked).toEqual([students[2]!.id])
    const again = await teacher.client.call(attendance.markAllPresent, { lessonId }, {})
    expect(again.marked).toEqual([])
    const marks = marked.map((accountId) => ({ accountId, status: null, was: 'present' as const }))
    await teacher.client.call(attendance.markAttendance, { lessonId }, { marks })
    expect(await statuses(theClass, lesson)).toEqual(['present', 'present', 'left_early', 'excused'])
    // Whoever marked the line meanwhile is not written over.
    await mark(teacher, lesson, students[2]!, 'late')
    await teacher.client.call(attendance.markAttendance, { lessonId }, { marks })
    expect(await statuses(theClass, lesson)).toEqual(['present', 'present', 'late', 'excused'])
  })

  test('of everybody stands before a register is confirmed', async () => {
    const { theClass, lesson } = await heldLesson('room')
    const { lessonId } = lesson
    const confirm = () =>
      theClass.teacher.client.status(attendance.confirmAttendance, { lessonId }, { corrections: [] })
    expect(await confirm()).toBe(409)
    expect((await read(theClass.teacher, lesson)).confirmedAt).toBeNull()
    await theClass.teacher.client.call(attendance.markAllPresent, { lessonId }, {})
    expect(await confirm()).toBe(200)
  })

  test('while the lesson ends is in the register or after it, never lost', async () => {
    const theClass = await school.aClass({ students: 5 })
    const lesson = await start(theClass, 'online')
    const marking = theClass.students.map((student) => mark(theClass.teacher, lesson, student, 'excused'))
    await Promise.all([...marking, end(theClass, lesson)])
    expect(new Set(await statuses(theClass, lesson))).toEqual(new Set(['excused']))
  })
})

describe('a lesson planned for another day', () => {
  const plan = (theClass: TestClass, inHours: number) => {
    const startsAt = Date.now() + school.offsetMs + inHours * 60 * MINUTE
    return theClass.teacher.client.call(
      lectures.scheduleLesson,
      { classId: theClass.id },
      {
        id: newId(),
        title: 'Fractions',
        held: 'online',
        startsAt: new Date(startsAt).toISOString(),
        endsAt: new Date(startsAt + 45 * MINUTE).toISOString(),
      },
    )
  }

  test.each([50, -50])('is asked about, and held now once that is said (%i hours away)', async (hours) => {
    const theClass = await school.aClass({ students: 1 })
    const { teacher } = theClass
    const student = theClass.students[0]!
    const planned = await plan(theClass, hours)
    const begin = (input: { anotherDay?: boolean }) =>
      teacher.client.call(lectures.startLesson, { lessonId: planned.id }, input)
    await expect(begin({})).rejects.toMatchObject({ body: { code: 'another-day' } })
    expect((await teacher.client.call(lectures.getLesson, { lessonId: planned.id }, {})).state).toBe(
      'planned',
    )
    const lesson = await begin({ anotherDay: true })
    const late = Date.parse(lesson.lecture!.startedAt) - Date.parse(lesson.startsAt)
    expect(Math.floor(late / MINUTE)).toBe(0)
    expect(Date.parse(lesson.endsAt) - Date.parse(lesson.startsAt)).toBe(45 * MINUTE)
    const started = {
      lessonId: lesson.id,
      lectureId: lesson.lecture!.id,
      from: Date.parse(lesson.lecture!.startedAt),
      held: lesson.held,
    }
    await wasOnline(started, student, [0, 45])
    pass(45)
    await end(theClass, started)
    await teacher.client.call(attendance.confirmAttendance, { lessonId: lesson.id }, { corrections: [] })
    const guardian = await school.guardianOf(student)
    for (const reader of [student, guardian]) {
      const { entries } = await reader.client.call(attendance.listAttendance, { accountId: student.id }, {})
      expect(entries).toMatchObject([{ status: 'present', minutes: 45, heldAt: lesson.lecture!.startedAt }])
    }
  })
})

test('attendance comes in pages whose counts are those of all, filtered before they are cut', async () => {
  const [mine, theirs] = [await school.aClass({ students: 0 }), await school.aClass({ students: 0 })]
  const student = await school.person('student')
  for (const { id } of [mine, theirs]) await school.enroll(id, student, 'student')
  const { db } = school.services.connection
  // Newest are those of the other class: a limit before the filter would leave nothing of this one.
  const held = async (theClass: TestClass, n: number, at: number) => {
    const lesson = await start(theClass, 'online')
    const startedAt = new Date(Date.UTC(2026, 0, at))
    await db.updateTable('lecture').set({ startedAt }).where('id', '=', lesson.lectureId).execute()
    await end(theClass, lesson)
    const corrections = [
      { accountId: student.id, status: n % 2 === 0 ? ('present' as const) : ('late' as const), note: null },
    ]
    await theClass.teacher.client.call(
      attendance.confirmAttendance,
      { lessonId: lesson.lessonId },
      { corrections },
    )
  }
  for (let n = 0; n < 5; n++) await held(mine, n, n + 1)
  for (let n = 0; n < 4; n++) await held(theirs, n, n + 20)
  const page = (who: Person, after?: string) =>
    who.client.call(
      attendance.listAttendance,
      { accountId: student.id },
      { limit: 3, ...(after && { after }) },
    )
  const all = async (who: Person) => {
    const seen: string[] = []
    let after: string | undefined
    do {
      const found = await page(who, after)
      seen.push(...found.entries.map((entry) => entry.heldAt))
      after = found.next ?? undefined
    } while (after)
    return seen
  }
  const own = await all(student)
  expect(own).toHaveLength(9)
  expect(own).toEqual([...new Set(own)].sort().reverse())
  expect((await page(student)).counts).toMatchObject({ present: 5, late: 4, absent: 0 })
  expect(await all(mine.teacher)).toHaveLength(5)
  expect((await page(mine.teacher)).counts).toMatchObject({ present: 3, late: 2 })
})
