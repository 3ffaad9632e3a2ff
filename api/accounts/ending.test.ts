import type { KyselyPlugin } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  changePassword,
  createApiToken,
  deleteApiToken,
  getMe,
  signOut,
  signOutEverywhere,
} from '#domain/accounts/contract.ts'
import { removeMember } from '#domain/classes/contract.ts'
import { CLOSE_CODES, topicOf } from '#domain/realtime.ts'
import { Client } from '../testing/client.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import type { Socket } from '../testing/socket.ts'
import { hashPassword } from './password.ts'
import { createSession } from './session.ts'

/** How often each race is run; `LECTERN_RACES=500` runs it longer. */
// biome-ignore lint/style/noProcessEnv: a run by hand says how often
const RACES = Number(process.env.LECTERN_RACES ?? 100)
const PASSWORD = 'correct horse battery'

let school: TestSchool
let passwordHash: string
beforeAll(async () => {
  school = await TestSchool.start()
  passwordHash = await hashPassword(PASSWORD)
})

const withPassword = async (): Promise<Person> => {
  const person = await school.person('teacher')
  await school.services.connection.db
    .updateTable('account')
    .set({ passwordHash })
    .where('id', '=', person.id)
    .execute()
  return person
}

const clientOf = async (person: Person): Promise<{ client: Client; sessionId: string }> => {
  const { id, token } = await createSession(school.system, person.id, 'test')
  return { client: new Client(school.url, token), sessionId: id }
}

const tokenOf = async (person: Person): Promise<{ client: Client; tokenId: string }> => {
  const { token, view } = await person.client.call(createApiToken, {}, { name: 'a program' })
  return { client: new Client(school.url, null, token), tokenId: view.id }
}

const moment = () => new Promise((resolve) => setTimeout(resolve, Math.random() * 6))

/** Runs a race so many times, a few at once. */
const race = async (times: number, once: (n: number) => Promise<unknown>): Promise<void> => {
  for (let n = 0; n < times; n += 10)
    await Promise.all(Array.from({ length: Math.min(10, times - n) }, (_, k) => once(n + k)))
}

const openWith = (credentials: ReadonlySet<string>) =>
  [...school.api.hub.connections].filter(({ credentialId }) => credentials.has(credentialId)).length

/** Signs in over HTTP, as the browser that has this cookie or none; answers with the new cookie's client. */
const signedIn = async (person: Person, password: string, before?: Client): Promise<Client | null> => {
  const response = await (before ?? school.visitor()).fetch('/api/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: person.username, password }),
  })
  const token = /session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1]
  return response.ok && token ? new Client(school.url, token) : null
}

describe('what ends, ends at once', () => {
  test('a revoked token, with its sockets and no other', async () => {
    const person = await school.person('student')
    const { client, tokenId } = await tokenOf(person)
    const other = await tokenOf(person)
    const [socket, left] = [await client.socket(), await other.client.socket()]
    await person.client.call(deleteApiToken, { tokenKey: tokenId }, {})
    expect((await socket.untilClosed()).code).toBe(CLOSE_CODES.sessionEnded)
    expect(await client.status(getMe, {}, {})).toBe(401)
    left.send({ t: 'ping' })
    await left.until((frame) => frame.t === 'pong')
    left.close()
  })

  test('every other session and token when the password is changed, and the cookie of this one', async () => {
    const person = await withPassword()
    const { client: elsewhere } = await clientOf(person)
    const { client: program } = await tokenOf(person)
    const sockets = [await elsewhere.socket(), await program.socket()]
    const own = await person.client.socket()
    const response = await person.client.fetch(changePassword.path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ current: PASSWORD, next: 'staple of the battery' }),
    })
    for (const socket of sockets) expect((await socket.untilClosed()).code).toBe(CLOSE_CODES.sessionEnded)
    expect(await elsewhere.status(getMe, {}, {})).toBe(401)
    expect(await program.status(getMe, {}, {})).toBe(401)
    const renewed = /session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? ''
    expect(await person.client.status(getMe, {}, {})).toBe(401)
    expect(await new Client(school.url, renewed).status(getMe, {}, {})).toBe(200)
    own.send({ t: 'ping' })
    await own.until((frame) => frame.t === 'pong')
    own.close()
  })

  test('guesses of the own password are counted', async () => {
    const person = await withPassword()
    const guess = () =>
      person.client.status(changePassword, {}, { current: 'no', next: 'staple of the battery' })
    for (let n = 0; n < 10; n++) expect(await guess()).toBe(400)
    expect(await guess()).toBe(429)
  })

  test('the session that a browser had when it signs in again; its own other pages come back', async () => {
    const person = await withPassword()
    const before = (await signedIn(person, PASSWORD))!
    const socket = await before.socket()
    const after = await signedIn(person, PASSWORD, before)
    expect((await socket.untilClosed()).code).toBe(CLOSE_CODES.lapsed)
    expect(await before.status(getMe, {}, {})).toBe(401)
    expect(await after!.status(getMe, {}, {})).toBe(200)
  })

  test('the session of whoever sat there before, when somebody else signs in', async () => {
    const [first, second] = [await withPassword(), await withPassword()]
    const before = (await signedIn(first, PASSWORD))!
    const socket = await before.socket()
    await signedIn(second, PASSWORD, before)
    expect((await socket.untilClosed()).code).toBe(CLOSE_CODES.sessionEnded)
  })

  test('a socket whose session or token has run out, or whose end was never heard, once the clock looks', async () => {
    const { hub } = school.api
    const { db } = school.services.connection
    const person = await school.person('student')
    const [lapsed, ended, kept] = [await clientOf(person), await clientOf(person), await clientOf(person)]
    const token = await tokenOf(person)
    const sockets = {
      lapsed: await lapsed.client.socket(),
      ended: await ended.client.socket(),
      kept: await kept.client.socket(),
      token: await token.client.socket(),
    }
    const long = new Date('2020-01-01')
    await db.updateTable('session').set({ lastSeenAt: long }).where('id', '=', lapsed.sessionId).execute()
    await db.deleteFrom('session').where('id', '=', ended.sessionId).execute()
    await db.updateTable('apiToken').set({ expiresAt: long }).where('id', '=', token.tokenId).execute()
    await hub.lookAgain([...hub.connections])
    expect((await sockets.lapsed.untilClosed()).code).toBe(CLOSE_CODES.lapsed)
    expect((await sockets.token.untilClosed()).code).toBe(CLOSE_CODES.lapsed)
    expect((await sockets.ended.untilClosed()).code).toBe(CLOSE_CODES.sessionEnded)
    sockets.kept.send({ t: 'ping' })
    await sockets.kept.until((frame) => frame.t === 'pong')
    sockets.kept.close()
  })
})

/** Holds back the next answer of the database that fits, until it is let go. */
const holdNext = (fits: (row: Record<string, unknown>) => boolean) => {
  const { connection } = school.services
  const { db } = connection
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const reached = new Promise<void>((resolve) => {
    let first = true
    const holding: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        const row = result.rows[0]
        if (first && row && fits(row)) {
          first = false
          resolve()
          await held
        }
        return result
      },
    }
    Object.assign(connection, { db: db.withPlugin(holding) })
  })
  return {
    reached,
    letGo: () => {
      Object.assign(connection, { db })
      letGo()
    },
  }
}

describe('the look-up and the taking in share one order', () => {
  test('a socket whose session ends between the two is closed', async () => {
    const person = await school.person('student')
    const { client } = await clientOf(person)
    const { reached, letGo } = holdNext((row) => 'secretHash' in row && row.accountId === person.id)
    const opening = client.socket()
    await reached
    const heard = school.api.hub.rightsHeard
    await client.call(signOut, {}, {})
    await expect.poll(() => school.api.hub.rightsHeard).toBeGreaterThan(heard)
    letGo()
    expect((await (await opening).untilClosed()).code).toBe(CLOSE_CODES.sessionEnded)
  })

  test('a subscription whose right ends between the two is refused', async () => {
    const { id: classId, teacher, students } = await school.aClass()
    const [student] = students
    const rule = school.api.hub.ruleOf('class')!
    const { check } = rule
    const socket = await student!.client.socket()
    rule.check = async (ctx, id) => {
      rule.check = check
      await check(ctx, id)
      await teacher.client.call(removeMember, { classId, accountId: student!.id }, {})
      const connection = [...school.api.hub.connections].find((one) => one.accountId === student!.id)
      await expect.poll(() => connection?.context().actor?.classes.has(classId)).toBe(false)
    }
    expect(await socket.subscribe(topicOf('class', classId))).toMatchObject({
      t: 'refused',
      kind: 'not-found',
    })
    socket.close()
  })
})

describe('no race leaves something behind', () => {
  test('a socket that is opened while its session is signed out', async () => {
    const credentials = new Set<string>()
    await race(RACES, async () => {
      const { client, sessionId } = await clientOf(await school.person('student'))
      credentials.add(sessionId)
      await Promise.all([
        moment().then(() => client.socket().catch(() => null)),
        moment().then(() => client.call(signOut, {}, {})),
      ])
    })
    await expect.poll(() => openWith(credentials), { timeout: 4000 }).toBe(0)
  }, 120_000)

  test('a socket that is opened while its token is revoked', async () => {
    const credentials = new Set<string>()
    await race(RACES, async () => {
      const person = await school.person('student')
      const { client, tokenId } = await tokenOf(person)
      credentials.add(tokenId)
      await Promise.all([
        moment().then(() => client.socket().catch(() => null)),
        moment().then(() => person.client.call(deleteApiToken, { tokenKey: tokenId }, {})),
      ])
    })
    await expect.poll(() => openWith(credentials), { timeout: 4000 }).toBe(0)
  }, 120_000)

  test('a subscription that is asked for while somebody is taken out of the class', async () => {
    const { id: classId, teacher, students } = await school.aClass({ students: RACES })
    const sockets: Socket[] = []
    await race(RACES, async (n) => {
      const student = students[n]!
      const socket = await student.client.socket()
      sockets.push(socket)
      await Promise.all([
        moment().then(() => socket.subscribe(topicOf('class', classId))),
        moment().then(() => teacher.client.call(removeMember, { classId, accountId: student.id }, {})),
      ])
    })
    const listening = () =>
      [...school.api.hub.connections].filter((one) => one.topics.has(topicOf('class', classId))).length
    await expect.poll(listening, { timeout: 4000 }).toBe(0)
    for (const socket of sockets) socket.close()
  }, 120_000)

  test('a token that is made while everything is signed out', async () => {
    const people = new Set<string>()
    await race(RACES, async () => {
      const person = await school.person('student')
      people.add(person.id)
      const { client } = await clientOf(person)
      await Promise.all([
        moment().then(() => client.status(createApiToken, {}, { name: 'a program' })),
        moment().then(() => person.client.call(signOutEverywhere, {}, {})),
      ])
    })
    const left = await school.services.connection.db
      .selectFrom('apiToken')
      .select('id')
      .where('accountId', 'in', [...people])
      .execute()
    expect(left).toEqual([])
  }, 120_000)

  test('a session that is begun with the old password while it is changed', async () => {
    await race(RACES / 5, async () => {
      const person = await withPassword()
      const [late] = await Promise.all([
        moment().then(() => signedIn(person, PASSWORD)),
        person.client.call(changePassword, {}, { current: PASSWORD, next: 'staple of the battery' }),
      ])
      expect(late ? await late.status(getMe, {}, {}) : 401).toBe(401)
    })
  }, 120_000)
})
