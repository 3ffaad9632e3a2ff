import { beforeAll, describe, expect, test } from 'vitest'
import { getMe } from '#domain/accounts/contract.ts'
import { newId } from '#domain/ids.ts'
import { getLesson, scheduleLesson } from '#domain/lectures/contract.ts'
import * as contract from '#domain/school/contract.ts'
import { type Person, TestSchool } from '../testing/school.ts'

let school: TestSchool
let owner: Person
beforeAll(async () => {
  school = await TestSchool.start({ timeZone: 'Asia/Shanghai' })
  owner = await school.person('owner')
})

const day = 24 * 3_600_000
const problemOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error) => ({ status: error.status, code: error.body.code, errors: error.body.errors }),
  )

describe('the school’s settings', () => {
  test('are changed in one act that everybody hears and the log keeps', async () => {
    const { students } = await school.aClass({ students: 1 })
    const [student] = students as [Person]
    await owner.client.call(contract.updateSchool, {}, { name: '明灯学校' })
    expect((await student.client.call(getMe, {}, {})).school.name).toBe('明灯学校')
    const events = await school.services.connection.query(
      `select name, payload from event where topic = 'account:${student.id}'`,
    )
    expect(events).toContainEqual({
      name: 'school.changed',
      payload: { school: { id: school.id, name: '明灯学校', locale: 'en', timeZone: 'Asia/Shanghai' } },
    })
    const audits = await school.services.connection.query(
      "select details from audit_entry where action = 'school.changed'",
    )
    expect(audits).toEqual([{ details: { fields: 'name' } }])
  })

  test('another zone says first what it does to planned lessons, and does what was chosen', async () => {
    const { id: classId, teacher } = await school.aClass({ students: 1 })
    const startsAt = new Date(Math.floor(Date.now() / day) * day + 10 * day)
    const input = { id: newId(), title: 'Fractions', startsAt: startsAt.toISOString() }
    await teacher.client.call(
      scheduleLesson,
      { classId },
      { ...input, endsAt: new Date(startsAt.getTime() + 45 * 60_000).toISOString() },
    )
    const preview = await owner.client.call(contract.previewTimeZone, {}, { timeZone: 'Asia/Tokyo' })
    expect(preview).toMatchObject({ lessons: 1, assignments: 0, unclear: 0 })
    expect(preview.examples).toMatchObject([{ title: 'Fractions', kind: 'lesson' }])
    expect(preview.examples[0]?.clock.slice(11)).toBe('08:00')
    expect(preview.examples[0]?.moved.slice(11)).toBe('09:00')

    const asked = owner.client.call(contract.updateSchool, {}, { timeZone: 'Asia/Tokyo' })
    expect(await problemOf(asked)).toMatchObject({ status: 400, errors: [{ path: 'plans' }] })

    const lessonAt = async () => (await teacher.client.call(getLesson, { lessonId: input.id }, {})).startsAt
    await owner.client.call(contract.updateSchool, {}, { timeZone: 'Asia/Tokyo', plans: 'keep-moment' })
    expect(await lessonAt()).toBe(input.startsAt)
    await owner.client.call(contract.updateSchool, {}, { timeZone: 'Asia/Shanghai', plans: 'keep-clock' })
    expect(await lessonAt()).toBe(new Date(startsAt.getTime() + 3_600_000).toISOString())
    // The same the other way is its undo.
    await owner.client.call(contract.updateSchool, {}, { timeZone: 'Asia/Tokyo', plans: 'keep-clock' })
    await owner.client.call(contract.updateSchool, {}, { timeZone: 'Asia/Shanghai', plans: 'keep-moment' })
    expect(await lessonAt()).toBe(input.startsAt)
  })
})

describe('terms', () => {
  const add = (startsOn: string, endsOn: string, anyway?: boolean) =>
    owner.client.call(contract.createTerm, {}, { id: newId(), name: startsOn, startsOn, endsOn, anyway })

  test('that share days are refused until somebody says so', async () => {
    const first = await add('2110-09-01', '2111-01-31')
    const second = ['2111-01-31', '2111-07-15'] as const
    expect(await problemOf(add(...second))).toMatchObject({ status: 409, code: 'term-overlaps' })
    expect(await problemOf(add('2111-02-01', '2111-02-01'))).toMatchObject({
      status: 400,
      errors: [{ path: 'endsOn', code: 'ends-before-start' }],
    })
    const made = await add(...second, true)
    const renamed = { name: 'Spring', startsOn: '2111-02-01', endsOn: '2111-07-15' }
    await owner.client.call(contract.updateTerm, { termId: made.id }, renamed)
    const { terms } = await owner.client.call(contract.listTerms, {}, {})
    expect(terms.find((term) => term.id === made.id)).toEqual({ id: made.id, ...renamed })
    await owner.client.call(contract.deleteTerm, { termId: first.id }, {})
  })

  test('that classes are in stay', async () => {
    await school.aClass({ students: 1 })
    const refused = owner.client.call(contract.deleteTerm, { termId: school.termId }, {})
    expect(await problemOf(refused)).toMatchObject({ status: 409, code: 'term-in-use' })
  })
})
