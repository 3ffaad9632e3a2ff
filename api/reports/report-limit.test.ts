import { expect, test } from 'vitest'
import { newId } from '#domain/ids.ts'
import { requestReport } from '#domain/reports/contract.ts'
import { TestSchool } from '../testing/school.ts'

test('of twenty reports that one person asks for at once five are written, and the rest are told to wait', async () => {
  const school = await TestSchool.start()
  const { id: classId, teacher } = await school.aClass()
  const asked = await Promise.all(
    Array.from({ length: 20 }, () =>
      teacher.client.status(requestReport, {}, { id: newId(), termId: school.termId, classIds: [classId] }),
    ),
  )
  expect(asked.filter((status) => status === 200)).toHaveLength(5)
  expect(asked.filter((status) => status === 429)).toHaveLength(15)
})
