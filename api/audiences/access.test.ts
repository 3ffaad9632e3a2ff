import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '#domain/ids.ts'
import type { ClassRole, SchoolRole } from '#domain/permission.ts'
import { ACTIONS, AUDIENCE_KINDS, can } from '#domain/permission.ts'
import { loadActor } from '../accounts/session.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import { type Audience, audienceResource, findAudience, visibleAudiences } from './access.ts'

let school: TestSchool
const people: Person[] = []
const audiences: Audience[] = []

const SCHOOL: SchoolRole[] = ['owner', 'registrar', 'teacher', 'student', 'guardian', 'guest']
const IN_CLASS: (ClassRole | null)[] = ['teacher', 'assistant', 'student', 'guest', null]

/** Puts into a group or conversation, without asking whether somebody would do so, every person of one remainder. */
const anAudience = async (kind: 'group' | 'people', classId: string | null, remainder: number) => {
  const { db } = school.services.connection
  const [id, at] = [newId(), new Date()]
  const name = kind === 'group' ? 'G' : null
  await db
    .insertInto('audience')
    .values({ id, kind, classId, name, schoolId: school.id, createdAt: at })
    .execute()
  const members = people.filter((_, n) => n % 3 === remainder)
  await db
    .insertInto('audienceMember')
    .values(
      members.map(({ id: accountId }, n) => ({
        audienceId: id,
        accountId,
        schoolId: school.id,
        startedAt: at,
        // Some have left again.
        endedAt: n % 4 === 3 ? at : null,
      })),
    )
    .execute()
  return id
}

/** A school of all roles in all classes' roles, with groups in each class and outside, and conversations. */
beforeAll(async () => {
  school = await TestSchool.start()
  const classIds = [(await school.aClass({ students: 1 })).id, (await school.aClass({ students: 1 })).id]
  for (const role of SCHOOL)
    for (const [n, classRole] of IN_CLASS.entries()) {
      const person = await school.person(role)
      people.push(person)
      if (classRole) await school.enroll(classIds[n % 2]!, person, classRole)
    }
  const student = people.find((person) => person.role === 'student')!
  people.push(await school.guardianOf(student))
  const ids = [school.id, ...classIds]
  for (const remainder of [0, 1, 2])
    for (const classId of [...classIds, null]) ids.push(await anAudience('group', classId, remainder))
  for (const remainder of [0, 1, 2]) ids.push(await anAudience('people', null, remainder))
  const system = school.system
  for (const id of ids) audiences.push((await findAudience(system, id))!)
})

test('the list predicate says of every action, person and audience what `can` says', async () => {
  const { db } = school.services.connection
  const members = await db
    .selectFrom('enrollment')
    .select(['classId', 'accountId'])
    .where('endedAt', 'is', null)
    .execute()
  const seen = new Set<string>()
  for (const person of people) {
    const actor = (await loadActor(school.services, person.id))!
    // Of all actions in one question: there are as many as people and actions together.
    const listed = await db
      .selectFrom('audience')
      .select('audience.id')
      .select(
        sql<string[]>`array_remove(array[${sql.join(
          ACTIONS.map((action) => sql`case when ${visibleAudiences(actor, action)} then ${action} end`),
        )}], null)`.as('actions'),
      )
      .execute()
    for (const audience of audiences) {
      const memberIds = members.filter((m) => m.classId === audience.classId).map((m) => m.accountId)
      const resource = { ...audienceResource(audience), released: true, memberIds }
      const allowed = ACTIONS.filter((action) => can(actor, action, resource))
      if (allowed.length > 0) seen.add(audience.kind)
      const found = listed.find(({ id }) => id === audience.id)?.actions
      expect(found, `${person.role} ${audience.kind}`).toEqual(allowed)
    }
  }
  expect([...seen].sort()).toEqual([...AUDIENCE_KINDS].sort())
})
