import { expect, test } from 'vitest'
import { createJoinCode, joinClass } from '#domain/classes/contract.ts'
import { TestSchool } from '../testing/school.ts'

test('one student who joins twenty times at once takes one seat', async () => {
  const school = await TestSchool.start()
  const { id: classId, teacher } = await school.aClass()
  const { code } = await teacher.client.call(createJoinCode, { classId }, { uses: 30, days: 1 })
  const student = await school.person('student')
  const joined = await Promise.all(
    Array.from({ length: 20 }, () => student.client.call(joinClass, { code }, {})),
  )
  expect(joined).toEqual(Array.from({ length: 20 }, () => ({ classId })))
  const { usesLeft } = await school.services.connection.db
    .selectFrom('joinCode')
    .select('usesLeft')
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
  expect(usesLeft).toBe(29)
})
