import { request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { openCalendarAddress } from '#domain/calendar/contract.ts'
import { newId } from '#domain/ids.ts'
import { type Person, TestSchool } from '../testing/school.ts'

let school: TestSchool
let teacher: Person
beforeAll(async () => {
  school = await TestSchool.start({ env: { APP_KEY: Buffer.alloc(32, 7).toString('base64') } })
  teacher = await school.person('teacher')
})

/** What comes over the line, as it is: `fetch` would unpack it. */
const raw = (path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const asked = request(
      `${school.url}${path}`,
      { headers: { ...teacher.client.headers(), ...headers } },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
        )
      },
    )
    asked.on('error', reject)
    asked.end()
  })

const zipped = { 'accept-encoding': 'gzip, deflate, br' }

test('a long answer comes compressed to who takes that, and as it is to who does not', async () => {
  const one = await school.aClass({ students: 30 })
  await school.enroll(one.id, teacher, 'teacher')
  const path = `/api/classes/${one.id}/members`
  const [plain, small, refused] = [
    await raw(path),
    await raw(path, zipped),
    await raw(path, { 'accept-encoding': 'gzip;q=0' }),
  ]
  expect([
    plain.headers['content-encoding'],
    small.headers['content-encoding'],
    refused.headers['content-encoding'],
  ]).toEqual([undefined, 'gzip', undefined])
  expect(gunzipSync(small.body).toString()).toBe(plain.body.toString())
  expect(small.body.length).toBeLessThan(plain.body.length / 3)
  expect(small.headers.vary).toContain('accept-encoding')
})

test('neither a short answer nor one that holds secrets is compressed', async () => {
  expect((await raw('/api/health/alive', zipped)).headers['content-encoding']).toBeUndefined()
  for (let count = 0; count < 12; count += 1) {
    const one = await school.aClass()
    await school.enroll(one.id, teacher, 'teacher')
    await teacher.client.call(openCalendarAddress, {}, { id: newId(), classId: one.id })
  }
  const secret = await raw('/api/me/calendar-addresses', zipped)
  expect(secret.body.length).toBeGreaterThan(1_400)
  expect(secret.headers['content-encoding']).toBeUndefined()
})

test('the description of the API is sent again only when it changed', async () => {
  const first = await raw('/api/openapi.json')
  const again = await raw('/api/openapi.json', { 'if-none-match': String(first.headers.etag) })
  expect([first.status, again.status, again.body.length]).toEqual([200, 304, 0])
})
