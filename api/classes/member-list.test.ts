import { expect, it } from 'vitest'
import { addMembers, findMembers, listMembers, removeMembers } from '#domain/classes/contract.ts'
import { TestSchool } from '../testing/school.ts'

it('a pasted list is looked up, added in one act, and taken out again in one', async () => {
  const school = await TestSchool.start()
  const owner = await school.person('owner')
  const { id: classId, students } = await school.aClass()
  const newcomers = [await school.person('student', '李明'), await school.person('student', 'Zoë Grün')]
  const text = `１．${newcomers[0]?.displayName}\nＺＯE\u0308 GRÜN\n${students[0]?.username}\nNobody Known`
  const { lines } = await owner.client.call(findMembers, { classId }, { text, role: 'student' })
  expect(lines.map((line) => line.state)).toEqual(['found', 'found', 'here', 'unknown'])
  const accountIds = lines.flatMap((line) => line.people.map((one) => one.id))
  const { added } = await owner.client.call(addMembers, { classId }, { accountIds, role: 'student' })
  expect(added).toEqual(newcomers.map((one) => one.id))
  const count = async () => (await owner.client.call(listMembers, { classId }, {})).members.length
  expect(await count()).toBe(4)
  expect((await owner.client.call(addMembers, { classId }, { accountIds, role: 'student' })).added).toEqual(
    [],
  )
  await owner.client.call(removeMembers, { classId }, { accountIds: added })
  expect(await count()).toBe(2)
  const bad = { accountIds: [...added, crypto.randomUUID()], role: 'student' as const }
  expect(await owner.client.status(addMembers, { classId }, bad)).toBe(404)
  expect(await count()).toBe(2)
})
