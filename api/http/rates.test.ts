import { beforeAll, expect, test } from 'vitest'
import { createApiToken } from '#domain/accounts/contract.ts'
import { handIn } from '#domain/assignments/contract.ts'
import { lockBoard } from '#domain/boards/contract.ts'
import { newId } from '#domain/ids.ts'
import { editMessage, markRead } from '#domain/messages/contract.ts'
import { TestSchool } from '../testing/school.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const DOORS = [editMessage, createApiToken, handIn, lockBoard, markRead]

test('a door that changes something is passed by one account so often and no more, whatever it is sent', async () => {
  const [pupil, other] = [await school.person('student'), await school.person('student')]
  for (const { method, path, rate } of DOORS) {
    const { burst, perMinute } = rate ?? { burst: 300, perMinute: 300 }
    const url = path.replace(/:\w+/g, () => newId())
    const knock = (client = pupil.client) =>
      client.fetch(url, { method, headers: { 'content-type': 'application/json' }, body: '{"odd":1}' })
    const before = await Promise.all(Array.from({ length: burst }, () => knock()))
    expect(new Set(before.map(({ status }) => status)), path).not.toContain(429)
    // Those take a moment, in which one in five comes back to the quickest bucket each second.
    const after = await Promise.all(Array.from({ length: burst }, () => knock()))
    const refused = after.filter(({ status }) => status === 429)
    expect(refused.length, path).toBeGreaterThan(burst / 2)
    expect(Number(refused[0]?.headers.get('retry-after')), path).toBeLessThanOrEqual(
      Math.ceil(60 / perMinute),
    )
    expect((await knock(other.client)).status, path).not.toBe(429)
  }
  school.offsetMs += 60_000
  expect(await pupil.client.status(markRead, { channelId: newId() }, { no: 1 })).toBe(404)
})
