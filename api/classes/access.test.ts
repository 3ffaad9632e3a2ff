import { beforeAll, expect, test } from 'vitest'
import { updateClass } from '#domain/classes/contract.ts'
import type { ClassRole, SchoolRole } from '#domain/permission.ts'
import { ACTIONS, can, PERMISSIONS } from '#domain/permission.ts'
import { loadActor } from '../accounts/session.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import { visibleClasses } from './access.ts'

let school: TestSchool
const people: Person[] = []
const classIds: string[] = []

/** A school of all roles in all combinations: each person is in a different mix of classes. */
beforeAll(async () => {
  school = await TestSchool.start()
  for (let n = 0; n < 4; n++) classIds.push((await school.aClass({ students: 2 })).id)
  const roles: SchoolRole[] = [
    'owner',
    'registrar',
    'teacher',
    'teacher',
    'student',
    'student',
    'guest',
    'guardian',
  ]
  const mixes: ClassRole[][] = [['teacher'], ['assistant', 'student'], ['student', 'guest', 'teacher'], []]
  for (const [n, role] of roles.entries()) {
    const person = await school.person(role)
    for (const [k, classRole] of (mixes[n % mixes.length] ?? []).entries())
      await school.enroll(classIds[k]!, person, classRole)
    people.push(person)
  }
  const ward = people.find((person) => person.role === 'student')!
  await school.enroll(classIds[3]!, ward, 'student')
  people.push(await school.guardianOf(ward))
})

test('the list predicate and can() agree for every person, action and class', async () => {
  const { db } = school.services.connection
  const members = await db
    .selectFrom('enrollment')
    .select(['classId', 'accountId'])
    .where('endedAt', 'is', null)
    .execute()
  for (const person of people) {
    const actor = (await loadActor(school.services, person.id))!
    for (const action of ACTIONS) {
      // Decided by the row, not by the class: these have predicates of their own.
      if (PERMISSIONS[action].some((cell) => cell === 'own')) continue
      const listed = await db
        .selectFrom('class')
        .select('class.id')
        .where(visibleClasses(actor, action))
        .execute()
      const allowed = classIds.filter((classId) =>
        can(actor, action, {
          schoolId: school.id,
          classId,
          memberIds: members.filter((m) => m.classId === classId).map((m) => m.accountId),
        }),
      )
      const here = listed.map((row) => row.id).filter((id) => classIds.includes(id))
      expect(here.sort(), `${person.role} ${action}`).toEqual(allowed.sort())
    }
  }
})

test('an archived class can be read and brought back but not changed', async () => {
  const { id, teacher } = await school.aClass()
  await teacher.client.call(updateClass, { classId: id }, { archived: true })
  expect((await teacher.client.call(updateClass, { classId: id }, { archived: false })).archived).toBe(false)
})
