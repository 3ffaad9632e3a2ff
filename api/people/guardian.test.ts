import { beforeAll, expect, it } from 'vitest'
import { getMe } from '#domain/accounts/contract.ts'
import { listAudit } from '#domain/audit/contract.ts'
import { getClass } from '#domain/classes/contract.ts'
import { getPerson, linkGuardian, unlinkGuardian } from '#domain/people/contract.ts'
import { Refused } from '../testing/client.ts'
import { type Person, TestSchool } from '../testing/school.ts'

let school: TestSchool
let owner: Person

beforeAll(async () => {
  school = await TestSchool.start()
  owner = await school.person('owner')
})

it('a guardian linked by hand sees the child at once, and nothing once the link has ended', async () => {
  const { id: classId, students } = await school.aClass()
  const registrar = await school.person('registrar')
  const [guardian, student] = [await school.person('guardian'), students[0]]
  if (!student) throw new Error('no student')
  const link = { accountId: student.id, guardianId: guardian.id }
  const sees = () => guardian.client.status(getClass, { classId }, {})
  expect(await sees()).toBe(404)
  for (let n = 0; n < 2; n += 1) await registrar.client.call(linkGuardian, link, {})
  expect(await sees()).toBe(200)
  expect((await guardian.client.call(getMe, {}, {})).wards).toMatchObject([{ id: student.id }])
  expect((await owner.client.call(getPerson, { accountId: student.id }, {})).guardians).toHaveLength(1)
  for (let n = 0; n < 2; n += 1) await registrar.client.call(unlinkGuardian, link, {})
  expect(await sees()).toBe(404)
  const { entries } = await owner.client.call(listAudit, {}, { action: 'guardian' })
  expect(entries.map((entry) => entry.action)).toEqual(['guardian.unlinked', 'guardian.linked'])
})

it('only guardians are linked, and only to students of the same school', async () => {
  const [student, teacher] = [await school.person('student'), await school.person('teacher')]
  const guardian = await school.person('guardian')
  const refusalOf = (accountId: string, guardianId: string) =>
    owner.client.call(linkGuardian, { accountId, guardianId }, {}).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error
      return error.body.code ?? error.status
    })
  expect(await refusalOf(student.id, teacher.id)).toBe('not-a-guardian')
  expect(await refusalOf(teacher.id, guardian.id)).toBe('not-a-student')
  expect(await refusalOf(student.id, crypto.randomUUID())).toBe(404)
})
