import { beforeAll, expect, test } from 'vitest'
import { createAssignment, handIn } from '#domain/assignments/contract.ts'
import { confirmAttendance } from '#domain/attendance/contract.ts'
import { newId } from '#domain/ids.ts'
import { listMyLessons } from '#domain/lectures/contract.ts'
import { getToday, type Today } from '#domain/today/contract.ts'
import { aLesson, aLiveLesson, anEndedLesson } from '../testing/lessons.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import { anAssignment } from '../testing/work.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const todayOf = (person: Person) => person.client.call(getToday, {}, {})

const announce = async (classId: string, authorId: string, body: string) => {
  const { db } = school.services.connection
  const channel = await db
    .updateTable('channel')
    .set((eb) => ({ lastMessageNo: eb('lastMessageNo', '+', 1) }))
    .where('audienceId', '=', classId)
    .where('kind', '=', 'announcements')
    .returning(['id', 'lastMessageNo'])
    .executeTakeFirstOrThrow()
  await db
    .insertInto('message')
    .values({
      id: newId(),
      channelId: channel.id,
      no: channel.lastMessageNo,
      authorId,
      body,
      createdAt: new Date(),
    })
    .execute()
}

test('a student sees the live lesson first, then what is next, and nothing of other classes', async () => {
  const [mine, other] = [await school.aClass(), await school.aClass()]
  const [next, later] = [await aLesson(school, mine), await aLesson(school, mine, { inHours: 30 })]
  await aLesson(school, mine, { inHours: 24 * 8 })
  const live = await aLiveLesson(school, mine)
  await aLiveLesson(school, other)
  const today = await todayOf(mine.students[0]!)
  expect(today.lessons.map((lesson) => lesson.id)).toEqual([live.id, next.id, later.id])
  expect(today.registers).toEqual([])
  expect(today.school).toBeNull()
})

test('a guardian sees the lessons of the wards', async () => {
  const theClass = await school.aClass()
  const lesson = await aLesson(school, theClass)
  const today = await todayOf(await school.guardianOf(theClass.students[0]!))
  expect(today.lessons.map(({ id }) => id)).toEqual([lesson.id])
})

test('a guardian of two children asks for one of them, and hears nothing of the other', async () => {
  const [first, second] = [await school.aClass({ students: 2 }), await school.aClass()]
  const child = first.students[0]!
  const guardian = await school.guardianOf(child)
  const other = second.students[0]!
  await school.services.connection.db
    .insertInto('guardianship')
    .values({ guardianId: guardian.id, studentId: other.id })
    .execute()
  const [lesson] = [await aLesson(school, first), await aLesson(school, second)]
  await anAssignment(first.teacher.client, first.id)
  await anAssignment(second.teacher.client, second.id)
  const today = await guardian.client.call(getToday, {}, { studentId: child.id })
  expect(today.lessons.map(({ id }) => id)).toEqual([lesson.id])
  expect(today.due.map((work) => [work.classId, work.student?.id])).toEqual([[first.id, child.id]])
  const day = 24 * 3_600_000
  const span = {
    from: new Date(Date.now() - day).toISOString(),
    to: new Date(Date.now() + 7 * day).toISOString(),
    studentId: child.id,
  }
  const week = await guardian.client.call(listMyLessons, {}, span)
  expect(week.lessons.map(({ id }) => id)).toEqual([lesson.id])
  const stranger = { studentId: first.students[1]!.id }
  expect(await guardian.client.status(getToday, {}, stranger)).toBe(404)
  expect(await guardian.client.status(listMyLessons, {}, { ...span, ...stranger })).toBe(404)
})

test('a register waits for the teachers of its class, until one confirms it', async () => {
  const theClass = await school.aClass()
  const lesson = await anEndedLesson(school, theClass)
  expect((await todayOf(theClass.teacher)).registers.map(({ id }) => id)).toEqual([lesson.id])
  expect((await todayOf(theClass.students[0]!)).registers).toEqual([])
  await theClass.teacher.client.call(confirmAttendance, { lessonId: lesson.id }, { corrections: [] })
  expect((await todayOf(theClass.teacher)).registers).toEqual([])
})

test('announcements that were not read stand there, not to their author', async () => {
  const theClass = await school.aClass()
  await announce(theClass.id, theClass.teacher.id, 'Bring your protractors.')
  const today = await todayOf(theClass.students[0]!)
  expect(today.announcements.map((item) => item.excerpt)).toEqual(['Bring your protractors.'])
  expect(today.unread).toMatchObject([{ classId: theClass.id, unread: 1 }])
  expect((await todayOf(theClass.teacher)).announcements).toEqual([])
})

test('work to hand in stands with the student and the guardian, work to mark with the teacher', async () => {
  const theClass = await school.aClass()
  const [student] = theClass.students as [Person]
  const guardian = await school.guardianOf(student)
  const id = newId()
  await theClass.teacher.client.call(
    createAssignment,
    { classId: theClass.id },
    { id, title: 'Essay', body: '', dueAt: null, points: null, categoryId: null, files: [], publish: true },
  )
  expect((await todayOf(student)).due).toMatchObject([{ assignmentId: id, student: null }])
  expect((await todayOf(guardian)).due).toMatchObject([
    { assignmentId: id, student: { id: student.id, displayName: student.displayName } },
  ])
  expect((await todayOf(theClass.teacher)).toMark).toEqual([])
  await student.client.call(handIn, { assignmentId: id }, { id: newId(), after: 0, body: 'Here', files: [] })
  expect((await todayOf(student)).due).toEqual([])
  expect((await todayOf(guardian)).due).toEqual([])
  expect((await todayOf(theClass.teacher)).toMark).toMatchObject([{ assignmentId: id, waiting: 1 }])
})

test('those who run the school see it at a glance; jobs only who looks after them', async () => {
  await aLiveLesson(school, await school.aClass({ students: 2 }))
  const owner = await todayOf(await school.person('owner'))
  expect(owner.school?.students).toBeGreaterThanOrEqual(2)
  expect(owner.school?.liveLessons).toBeGreaterThanOrEqual(1)
  expect(owner.school?.failedJobs).toBe(0)
  expect(owner.lessons.every((lesson) => lesson.state === 'live')).toBe(true)
  expect((await todayOf(await school.person('registrar'))).school?.failedJobs).toBeNull()
})

test('where a list is cut it says how many more there are, and the whole of it can be had', async () => {
  const theClass = await school.aClass()
  const [student] = theClass.students as [Person]
  for (let hours = 1; hours <= 14; hours += 1) await aLesson(school, theClass, { inHours: hours })
  for (let n = 0; n < 22; n += 1) await anAssignment(theClass.teacher.client, theClass.id)
  for (let n = 0; n < 7; n += 1) await announce(theClass.id, theClass.teacher.id, `No. ${n}`)
  const sizes = ({ lessons, due, announcements, more }: Today) => [
    [lessons.length, more.lessons],
    [due.length, more.due],
    [announcements.length, more.announcements],
  ]
  expect(sizes(await todayOf(student))).toEqual([
    [12, 2],
    [20, 2],
    [5, 2],
  ])
  const guardian = await school.guardianOf(student)
  expect((await todayOf(guardian)).more.due).toBe(2)
  const whole = await student.client.call(getToday, {}, { whole: 'true' })
  expect(sizes(whole)).toEqual([
    [14, 0],
    [22, 0],
    [7, 0],
  ])
  expect(new Set(whole.due.map((work) => work.assignmentId)).size).toBe(22)
})
