import { beforeAll, expect, it } from 'vitest'
import { changePassword, getMe, signIn } from '#domain/accounts/contract.ts'
import { listAudit } from '#domain/audit/contract.ts'
import { givePassword, updateClass } from '#domain/classes/contract.ts'
import { Refused } from '../testing/client.ts'
import { type TestClass, TestSchool } from '../testing/school.ts'

let school: TestSchool
let one: TestClass

beforeAll(async () => {
  school = await TestSchool.start()
  one = await school.aClass({ students: 2 })
})

const give = (accountId: string, by = one.teacher, classId = one.id) =>
  by.client.call(givePassword, { classId, accountId }, {})
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'given',
    (error: unknown) => (error instanceof Refused ? (error.body.code ?? error.status) : String(error)),
  )

it('a teacher gives a pupil a password that works once, ends their sessions, is audited, and says who gave it', async () => {
  const [pupil] = one.students
  if (!pupil) throw new Error('no pupil')
  const { username, firstPassword } = await give(pupil.id)
  expect(username).toBe(pupil.username)
  expect(await pupil.client.status(getMe, {}, {})).toBe(401)
  const me = await school.visitor().call(signIn, {}, { username, password: firstPassword })
  expect(me).toMatchObject({ mustChangePassword: true, passwordGiven: { by: one.teacher.displayName } })
  const again = await school.signedIn(pupil)
  await again.call(changePassword, {}, { current: firstPassword, next: 'one of my own' })
  // The session that changed it goes on under a new secret, which the cookie has.
  expect(await (await school.signedIn(pupil)).call(getMe, {}, {})).toMatchObject({
    mustChangePassword: false,
    passwordGiven: null,
  })
  const owner = await school.person('owner')
  const { entries } = await owner.client.call(listAudit, {}, { action: 'account.password-reset' })
  expect(entries[0]).toMatchObject({ actor: { id: one.teacher.id }, details: { classId: one.id } })
})

it('and to nobody else: not to staff, assistants, pupils who assist elsewhere, guardians, or pupils of others', async () => {
  const [, pupil] = one.students
  const other = await school.aClass()
  const [stranger] = other.students
  if (!pupil || !stranger) throw new Error('no pupil')
  const colleague = await school.person('teacher')
  await school.enroll(one.id, colleague, 'teacher')
  expect(await refusalOf(give(colleague.id))).toBe('more-than-pupil')
  const visiting = await school.person('teacher')
  await school.enroll(one.id, visiting, 'student')
  expect(await refusalOf(give(visiting.id))).toBe('more-than-pupil')
  expect(await refusalOf(give((await school.guardianOf(pupil)).id))).toBe(404)
  expect(await refusalOf(give(stranger.id))).toBe(404)
  expect(await refusalOf(give(pupil.id, other.teacher))).toBe(404)
  await school.enroll(other.id, pupil, 'assistant')
  expect(await refusalOf(give(pupil.id))).toBe('more-than-pupil')
})

it('nor in a class that is archived', async () => {
  const { id, teacher, students } = await school.aClass()
  await teacher.client.call(updateClass, { classId: id }, { archived: true })
  expect(await refusalOf(give(students[0]?.id ?? '', teacher, id))).not.toBe('given')
})
