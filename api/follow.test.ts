import { beforeAll, describe, expect, it } from 'vitest'
import { memberJoined } from '#domain/classes/contract.ts'
import { on } from '#platform/feed/follow.ts'
import { TestSchool } from './testing/school.ts'

let school: TestSchool
let follow: () => void
beforeAll(async () => {
  school = await TestSchool.start({
    followers: [on(memberJoined, async () => follow())],
  })
  follow = () => undefined
})

describe('what a feature does when another feature’s event happens', () => {
  it('is part of the same commit: when it fails, nothing has happened', async () => {
    const room = await school.aClass()
    const newcomer = await school.person('student')
    const enrolled = async () => {
      const rows = await school.services.connection.db
        .selectFrom('enrollment')
        .select('accountId')
        .where('classId', '=', room.id)
        .execute()
      return rows.some(({ accountId }) => accountId === newcomer.id)
    }
    follow = () => {
      throw new Error('the follower fails')
    }
    await expect(school.enroll(room.id, newcomer, 'student')).rejects.toThrow('the follower fails')
    expect(await enrolled()).toBe(false)
    follow = () => undefined
    await school.enroll(room.id, newcomer, 'student')
    expect(await enrolled()).toBe(true)
  })
})
