import { beforeAll, describe, expect, test } from 'vitest'
import { signIn } from '#domain/accounts/contract.ts'
import { createJoinCode, previewJoinCode } from '#domain/classes/contract.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import { hashPassword } from './password.ts'

const PASSWORD = 'correct horse battery'
/** Wrong tries a second that go on meanwhile. */
const RATE = 15

let school: TestSchool
let passwordHash: string
beforeAll(async () => {
  // A school's proxy says who asks: so a test can be at several addresses.
  school = await TestSchool.start({ env: { TRUSTED_PROXIES: '127.0.0.1', SIGN_IN_PER_ADDRESS: '20' } })
  passwordHash = await hashPassword(PASSWORD)
})

let places = 0
const anAddress = () => `198.51.100.${++places}`

const withPassword = async (): Promise<Person> => {
  const person = await school.person('teacher')
  await school.services.connection.db
    .updateTable('account')
    .set({ passwordHash })
    .where('id', '=', person.id)
    .execute()
  return person
}

const tries = (username: string, password: string, address: string, device?: string): Promise<Response> =>
  school.visitor().fetch('/api/sign-in', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': address,
      ...(device ? { cookie: `device=${device}` } : {}),
    },
    body: JSON.stringify({ username, password }),
  })

const deviceOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => /^device=([^;]+)/.exec(cookie)?.[1])
    .find(Boolean) ?? ''

/** Lets wrong tries go on, without waiting for their answers, until it is stopped. */
const guessing = (once: (n: number) => Promise<unknown>) => {
  let n = 0
  const under = new Set<Promise<unknown>>()
  const timer = setInterval(() => {
    const one = once(++n)
      .catch(() => {})
      .finally(() => under.delete(one))
    under.add(one)
  }, 1000 / RATE)
  return {
    tried: () => n,
    stop: async () => {
      clearInterval(timer)
      await Promise.all(under)
    },
  }
}

describe('while somebody guesses fifteen times a second', () => {
  test('at an account, its owner gets in from the same address on their device, and from another on any', async () => {
    const person = await withPassword()
    const [there, elsewhere] = [anAddress(), anAddress()]
    const device = deviceOf(await tries(person.username, PASSWORD, there))
    expect(device).not.toBe('')
    const guesses = guessing(() => tries(person.username, 'wrong', there))
    await expect.poll(guesses.tried, { timeout: 10_000 }).toBeGreaterThan(40)
    expect((await tries(person.username, 'wrong', there)).status).toBe(429)
    expect((await tries(person.username, PASSWORD, there, device)).status).toBe(200)
    expect((await tries(person.username, PASSWORD, elsewhere)).status).toBe(200)
    await guesses.stop()
  })

  test('at names that are made up, everybody else of the same address gets in', async () => {
    const address = anAddress()
    const people = [await withPassword(), await withPassword(), await withPassword()]
    const guesses = guessing((n) => tries(`nobody-${n}`, 'wrong', address))
    await expect.poll(guesses.tried, { timeout: 10_000 }).toBeGreaterThan(40)
    for (const { username } of people) expect((await tries(username, PASSWORD, address)).status).toBe(200)
    await guesses.stop()
  })

  test('at class codes, a right code of the same address opens its class', async () => {
    const { id: classId, teacher } = await school.aClass()
    const { code } = await teacher.client.call(createJoinCode, { classId }, { uses: 5, days: 1 })
    const address = anAddress()
    const open = (typed: string) =>
      school.visitor().fetch(previewJoinCode.path.replace(':code', typed), {
        headers: { 'x-forwarded-for': address },
      })
    const guesses = guessing((n) => open(`XXXX${n}`))
    await expect.poll(guesses.tried, { timeout: 10_000 }).toBeGreaterThan(40)
    expect((await open(code)).status).toBe(200)
    await guesses.stop()
  })
})

test('right passwords of a school use up nothing of its address', async () => {
  const address = anAddress()
  const person = await withPassword()
  for (let n = 0; n < 25; n++) expect((await tries(person.username, PASSWORD, address)).status).toBe(200)
  const { tokens } = await school.services.connection.db
    .selectFrom('rateBucket')
    .select('tokens')
    .where('key', '=', `sign-in address ${address}`)
    .executeTakeFirstOrThrow()
  expect(tokens).toBe(20)
})

test('a known device has ten guesses of its own as well, and another cannot be made up', async () => {
  const person = await withPassword()
  const address = anAddress()
  const device = deviceOf(await tries(person.username, PASSWORD, address))
  for (let n = 0; n < 10; n++)
    expect((await tries(person.username, 'wrong', address, device)).status).toBe(401)
  expect((await tries(person.username, PASSWORD, address, device)).status).toBe(429)
  // Of another account it says nothing.
  const other = await withPassword()
  for (let n = 0; n < 10; n++) await tries(other.username, 'wrong', address, `${device}x`)
  expect((await tries(other.username, PASSWORD, address, device)).status).toBe(429)
})

test('what is refused says truly when to come again, and going on trying does not put it off', async () => {
  const person = await withPassword()
  const address = anAddress()
  for (let n = 0; n < 10; n++) await tries(person.username, 'wrong', address)
  let last = await tries(person.username, PASSWORD, address)
  for (let n = 0; n < 20; n++) last = await tries(person.username, PASSWORD, address)
  const wait = Number(last.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(60)
  school.offsetMs += wait * 1000
  expect((await tries(person.username, PASSWORD, address)).status).toBe(200)
})

test('guesses at an account are in the audit log, once an hour', async () => {
  const person = await withPassword()
  const address = anAddress()
  for (let n = 0; n < 15; n++) await tries(person.username, 'wrong', address)
  const entries = await school.services.connection.db
    .selectFrom('auditEntry')
    .select(['action', 'address'])
    .where('action', '=', 'account.guessed-at')
    .where('targetId', '=', person.id)
    .execute()
  expect(entries).toMatchObject([{ address }])
})

test('an unknown name is slowed as one that is known', async () => {
  const address = anAddress()
  const statuses = []
  for (let n = 0; n < 11; n++)
    statuses.push(
      await school.visitor().status(signIn, {}, { username: `nobody-at-${address}`, password: 'no' }),
    )
  expect(statuses.at(-1)).toBe(429)
})
