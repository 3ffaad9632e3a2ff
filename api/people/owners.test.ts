import { expect, test } from 'vitest'
import { listMembers, setMember } from '#domain/classes/contract.ts'
import { setPersonDisabled, updatePerson } from '#domain/people/contract.ts'
import { TestSchool } from '../testing/school.ts'

test('two owners who take it from each other at the same time leave one', async () => {
  const school = await TestSchool.start()
  const owners = () =>
    school.services.connection.db
      .selectFrom('account')
      .select('id')
      .where('role', '=', 'owner')
      .where('disabledAt', 'is', null)
      .execute()
  for (let n = 0; n < 20; n++) {
    const [a, b] = [await school.person('owner'), await school.person('owner')]
    await Promise.allSettled([
      a.client.call(updatePerson, { accountId: b.id }, { role: 'teacher' }),
      n % 2 === 0
        ? b.client.call(updatePerson, { accountId: a.id }, { role: 'teacher' })
        : b.client.call(setPersonDisabled, { accountId: a.id }, { disabled: true }),
    ])
    const left = await owners()
    expect(left).toHaveLength(1)
    await school.services.connection.db.updateTable('account').set({ role: 'teacher' }).execute()
  }
}, 60_000)

test('a teacher made a student keeps no class role above it, however it races with becoming a teacher there', async () => {
  const school = await TestSchool.start()
  const [owner, colleague] = [await school.person('owner'), await school.person('teacher')]
  for (let n = 0; n < 10; n++) {
    const room = await school.aClass({ students: 0 })
    const other = await school.aClass({ students: 0 })
    const { teacher } = room
    await Promise.allSettled([
      owner.client.call(updatePerson, { accountId: teacher.id }, { role: 'student' }),
      owner.client.call(setMember, { classId: other.id, accountId: teacher.id }, { role: 'teacher' }),
    ])
    for (const { id } of [room, other]) {
      const members = await owner.client.call(listMembers, { classId: id }, {})
      const role = members.members.find((member) => member.id === teacher.id)?.role ?? 'student'
      expect(role).toBe('student')
    }
    expect(
      await teacher.client.status(
        setMember,
        { classId: room.id, accountId: colleague.id },
        { role: 'assistant' },
      ),
    ).toBe(403)
  }
}, 60_000)
