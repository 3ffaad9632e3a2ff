import { beforeAll, expect, test } from 'vitest'
import { getMe } from '#domain/accounts/contract.ts'
import { createAssignment } from '#domain/assignments/contract.ts'
import { getClass, listClasses, updateClass } from '#domain/classes/contract.ts'
import { newId } from '#domain/ids.ts'
import { scheduleLesson, startLessonNow } from '#domain/lectures/contract.ts'
import { getToday } from '#domain/today/contract.ts'
import { type Person, TestSchool } from '../testing/school.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error) => error.body.code,
  )

const plan = (classId: string, teacher: Person) =>
  teacher.client.call(
    scheduleLesson,
    { classId },
    {
      id: newId(),
      title: 'Fractions',
      startsAt: new Date(Date.now() + 3_600_000).toISOString(),
      endsAt: new Date(Date.now() + 7_200_000).toISOString(),
    },
  )

test('an archived class leaves the lists of today, is read, and says that nothing is written in it', async () => {
  const { id: classId, teacher, students } = await school.aClass({ students: 1 })
  const [student] = students as [Person]
  await plan(classId, teacher)
  await teacher.client.call(updateClass, { classId }, { archived: true })

  expect((await student.client.call(getToday, {}, {})).lessons).toEqual([])
  expect((await student.client.call(getMe, {}, {})).classes).toMatchObject([{ id: classId, archived: true }])
  expect((await student.client.call(listClasses, {}, {})).classes).toMatchObject([{ archived: true }])
  expect(await student.client.call(getClass, { classId }, {})).toMatchObject({ archived: true })

  expect(await codeOf(plan(classId, teacher))).toBe('class-archived')
  const essay = {
    id: newId(),
    title: 'Essay',
    body: '',
    dueAt: null,
    points: null,
    categoryId: null,
    files: [],
  }
  expect(await codeOf(teacher.client.call(createAssignment, { classId }, { ...essay, publish: true }))).toBe(
    'class-archived',
  )
  expect(await codeOf(teacher.client.call(updateClass, { classId }, { name: 'Other' }))).toBe(
    'class-archived',
  )
  // Who may not do it anyway is told so, not that the class is archived.
  expect(await codeOf(plan(classId, student))).toBeUndefined()

  await teacher.client.call(updateClass, { classId }, { archived: false })
  await plan(classId, teacher)
  expect((await student.client.call(getMe, {}, {})).classes).toMatchObject([{ archived: false }])
})

test('its people and their guardians hear that a class has another name', async () => {
  const { id: classId, teacher, students } = await school.aClass({ students: 1 })
  const guardian = await school.guardianOf(students[0] as Person)
  await teacher.client.call(updateClass, { classId }, { name: 'Mathematics 8B' })
  const told = await school.services.connection.query(
    `select topic from event where name = 'me.changed' and topic = any($1) and actor_id = $2`,
    [[students[0]?.id, teacher.id, guardian.id].map((id) => `account:${id}`), teacher.id],
  )
  expect(told).toHaveLength(3)
})

test('a class whose lesson is running is not archived', async () => {
  const { id: classId, teacher } = await school.aClass({ students: 1 })
  await teacher.client.call(startLessonNow, { classId }, { id: newId(), title: 'Now' })
  expect(await codeOf(teacher.client.call(updateClass, { classId }, { archived: true }))).toBe(
    'class-in-lesson',
  )
})
