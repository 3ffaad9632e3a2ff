import { beforeAll, expect, test } from 'vitest'
import { getMe } from '#domain/accounts/contract.ts'
import { createClass, listMembers, removeMember, setMember } from '#domain/classes/contract.ts'
import { newId } from '#domain/ids.ts'
import { unreadOf } from '#domain/messages/channel.ts'
import { listChannels } from '#domain/messages/contract.ts'
import { aChannel, say } from '../messages/testing.ts'
import { type Person, TestSchool } from '../testing/school.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const unreadIn = async (person: Person, classId: string) => {
  const { channels } = await person.client.call(listChannels, { classId }, {})
  return channels.reduce((sum, channel) => sum + unreadOf(channel), 0)
}

test('who joins a class has its backlog to read but not unread, and hears what comes then', async () => {
  const { id: classId, channelId, teacher } = await aChannel(school)
  for (const words of ['one', 'two', 'three']) await say(teacher, channelId, words)
  const newcomer = await school.person('student')
  await teacher.client.call(setMember, { classId, accountId: newcomer.id }, { role: 'student' })
  expect(await unreadIn(newcomer, classId)).toBe(0)
  await say(teacher, channelId, 'four')
  expect(await unreadIn(newcomer, classId)).toBe(1)
  expect((await newcomer.client.call(getMe, {}, {})).classes).toMatchObject([{ id: classId, unread: 1 }])
})

test('what was unread stays so with another role, and not after having left for a while', async () => {
  const { id: classId, channelId, teacher, students } = await aChannel(school)
  const [student] = students as [Person]
  const member = { classId, accountId: student.id }
  await say(teacher, channelId, 'one')
  await teacher.client.call(setMember, member, { role: 'assistant' })
  expect(await unreadIn(student, classId)).toBe(1)
  await teacher.client.call(removeMember, member, {})
  await say(teacher, channelId, 'two')
  await teacher.client.call(setMember, member, { role: 'student' })
  expect(await unreadIn(student, classId)).toBe(0)
})

test('a class is listed by role and then by name: pinyin, then letters', async () => {
  const { id: classId, teacher } = await school.aClass({ students: 0 })
  for (const name of ['张伟', 'Zoe', '陈静', 'Élan', '安然', 'Eve'])
    await school.enroll(classId, await school.person('student', name), 'student')
  await school.enroll(classId, await school.person('student', '艾米'), 'assistant')
  const { members } = await teacher.client.call(listMembers, { classId }, {})
  expect(members.map((member) => member.displayName)).toEqual([
    teacher.displayName,
    '艾米',
    '安然',
    '陈静',
    '张伟',
    'Élan',
    'Eve',
    'Zoe',
  ])
})

test('a guardian knows which of the children is in which class, as long as they are', async () => {
  const one = await school.aClass({ students: 1 })
  const other = await school.aClass({ students: 0 })
  const [child] = one.students as [Person]
  const guardian = await school.guardianOf(child)
  await school.enroll(other.id, child, 'student')
  const classesOfWard = async () =>
    (await guardian.client.call(getMe, {}, {})).wards.map((ward) => [ward.id, [...ward.classIds].sort()])
  expect(await classesOfWard()).toEqual([[child.id, [one.id, other.id].sort()]])
  await other.teacher.client.call(removeMember, { classId: other.id, accountId: child.id }, {})
  expect(await classesOfWard()).toEqual([[child.id, [one.id]]])
})

test.each([
  { teach: true, teachers: ['Ada'], role: 'teacher' },
  { teach: false, teachers: [], role: null },
])(
  'an administrator who makes a class teaches it only when they say so ($teach)',
  async ({ teach, teachers, role }) => {
    const owner = await school.person('owner', 'Ada')
    const made = await owner.client.call(createClass, {}, { id: newId(), name: 'Chess', subject: '', teach })
    expect(made.role).toBe(role)
    expect(made.teachers.map(({ displayName }) => displayName)).toEqual(teachers)
    const talk = owner.client.call(listChannels, { classId: made.id }, {})
    if (teach) expect((await talk).channels.length).toBeGreaterThan(0)
    else await expect(talk).rejects.toMatchObject({ status: 403 })
  },
)
