import { expect, test } from 'vitest'
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
