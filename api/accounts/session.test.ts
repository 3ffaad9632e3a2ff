import { beforeAll, describe, expect, test } from 'vitest'
import { endSession, getMe, listSessions, signIn, signOutEverywhere } from '#domain/accounts/contract.ts'
import { DEMO_PASSWORD } from '#domain/accounts/password-fault.ts'
import { createClass, removeMember } from '#domain/classes/contract.ts'
import { newId } from '#domain/ids.ts'
import { topicOf } from '#domain/realtime.ts'
import { Client } from '../testing/client.ts'
import { TestSchool } from '../testing/school.ts'
import { hashPassword } from './password.ts'
import { createSession } from './session.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const withPassword = async (password: string) => {
  const person = await school.person('teacher')
  await school.services.connection.db
    .updateTable('account')
    .set({ passwordHash: await hashPassword(password) })
    .where('id', '=', person.id)
    .execute()
  return person
}

describe('signing in', () => {
  test('a right password starts a session whose cookie opens the account', async () => {
    const person = await withPassword('correct horse battery')
    const response = await school.visitor().fetch('/api/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: person.username.toUpperCase(), password: 'correct horse battery' }),
    })
    expect(response.status).toBe(200)
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^session=[^;]+;.*HttpOnly/i)
    const token = /session=([^;]+)/.exec(cookie)?.[1] ?? ''
    expect((await new Client(school.url, token).call(getMe, {}, {})).id).toBe(person.id)
  })

  test('an unknown name and a wrong password get the same answer', async () => {
    const person = await withPassword('correct horse battery')
    const wrong = await school
      .visitor()
      .call(signIn, {}, { username: person.username, password: 'no' })
      .catch((e) => e)
    const unknown = await school
      .visitor()
      .call(signIn, {}, { username: 'nobody-here', password: 'no' })
      .catch((e) => e)
    const { instance: _a, ...first } = wrong.body
    const { instance: _b, ...second } = unknown.body
    expect(first).toEqual(second)
    expect(wrong.status).toBe(401)
  })

  test('the password of the demo opens nothing where the demo does not run', async () => {
    const person = await withPassword(DEMO_PASSWORD)
    const login = { username: person.username, password: DEMO_PASSWORD }
    expect(await school.visitor().status(signIn, {}, login)).toBe(401)
  })

  test("another site's page cannot sign anybody in", async () => {
    const response = await fetch(`${school.url}/api/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://elsewhere.example' },
      body: JSON.stringify({ username: 'a', password: 'b' }),
    })
    expect(response.status).toBe(403)
  })
})

describe('a session', () => {
  test('ends after twelve idle hours for staff', async () => {
    const person = await school.person('teacher')
    school.offsetMs = 12 * 3600_000 + 1000
    const status = await person.client.status(getMe, {}, {})
    school.offsetMs = 0
    expect(status).toBe(401)
  })

  test('is not in the database in a form that could be used as a cookie', async () => {
    const person = await school.person('student')
    const row = await school.services.connection.db
      .selectFrom('session')
      .selectAll()
      .where('accountId', '=', person.id)
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(person.client.token?.split('.')[1])
    expect(
      await new Client(school.url, `${row.id}.${row.secretHash.toString('base64url')}`).status(getMe, {}, {}),
    ).toBe(401)
  })

  test('of another device is ended by its owner, with its sockets', async () => {
    const person = await school.person('student')
    const other = new Client(
      school.url,
      (await createSession(school.system, person.id, 'Chrome/1 Android')).token,
    )
    const socket = await other.socket()
    const { sessions } = await person.client.call(listSessions, {}, {})
    const target = sessions.find((session) => !session.current)
    await person.client.call(endSession, { sessionKey: target!.id }, {})
    expect((await socket.untilClosed()).code).toBe(4001)
    expect(await other.status(getMe, {}, {})).toBe(401)
    expect(await person.client.status(getMe, {}, {})).toBe(200)
  })

  test('of somebody else cannot be ended', async () => {
    const [mine, theirs] = [await school.person('student'), await school.person('student')]
    const { sessions } = await theirs.client.call(listSessions, {}, {})
    expect(await mine.client.status(endSession, { sessionKey: sessions[0]!.id }, {})).toBe(404)
  })

  test('signing out everywhere closes every socket of the account', async () => {
    const person = await school.person('student')
    const socket = await person.client.socket()
    await person.client.call(signOutEverywhere, {}, {})
    expect((await socket.untilClosed()).code).toBe(4001)
  })

  test('a device that slept meanwhile hears that the session was ended, by request and by socket', async () => {
    const person = await school.person('student')
    await person.client.call(signOutEverywhere, {}, {})
    const refusal = await person.client.call(getMe, {}, {}).catch((error) => error)
    expect(refusal.body).toMatchObject({ type: 'unauthenticated', code: 'session-ended' })
    expect((await (await person.client.socket()).untilClosed()).code).toBe(4001)
  })

  test('a session whose time ran out is only that: its page waits for the password', async () => {
    const person = await school.person('student')
    await school.services.connection.db
      .updateTable('session')
      .set({ createdAt: new Date(0), lastSeenAt: new Date(0) })
      .where('accountId', '=', person.id)
      .execute()
    const refusal = await person.client.call(getMe, {}, {}).catch((error) => error)
    expect(refusal.status).toBe(401)
    expect(refusal.body).not.toHaveProperty('code')
    await expect(person.client.socket()).rejects.toThrow('401')
  })
})

describe('a socket', () => {
  test('is refused without a session and from another origin', async () => {
    await expect(school.visitor().socket()).rejects.toThrow('401')
    const person = await school.person('student')
    const { Socket } = await import('../testing/socket.ts')
    const open = Socket.open(`${school.url.replace('http', 'ws')}/api/socket`, {
      ...person.client.headers(),
      origin: 'https://elsewhere.example',
    })
    await expect(open).rejects.toThrow('403')
  })

  test('survives no garbage: offenders are closed, others are unharmed', async () => {
    const [good, bad] = [await school.person('student'), await school.person('student')]
    const healthy = await good.client.socket()
    for (const garbage of [
      '{"a":',
      '',
      'null',
      '[]',
      '{"t":"subscribe"}',
      '{"t":"fly"}',
      `"${'x'.repeat(1000)}"`,
      '{"t":"ping","more":1}',
    ]) {
      const socket = await bad.client.socket()
      socket.raw(garbage)
      expect((await socket.untilClosed()).code).toBe(4002)
    }
    const large = await bad.client.socket()
    large.raw('x'.repeat(300 * 1024))
    expect((await large.untilClosed()).code).toBe(1009)
    expect((await healthy.subscribe(topicOf('account', good.id))).t).toBe('subscribed')
  })

  test('loses a class the moment its person is removed from it', async () => {
    const { id, teacher, students } = await school.aClass({ students: 1 })
    const socket = await students[0]!.client.socket()
    expect((await socket.subscribe(topicOf('class', id))).t).toBe('subscribed')
    await teacher.client.call(removeMember, { classId: id, accountId: students[0]!.id }, {})
    await socket.until((frame) => frame.t === 'withdrawn' && frame.topic === topicOf('class', id))
    expect((await socket.subscribe(topicOf('class', id))).t).toBe('refused')
  })
})

test('a teacher makes a class once, however often the request is sent', async () => {
  const teacher = await school.person('teacher')
  const input = { id: newId(), name: 'Physics 8', subject: 'Physics' }
  const [first, second] = await Promise.all([
    teacher.client.call(createClass, {}, input),
    teacher.client.call(createClass, {}, input),
  ])
  expect(first.id).toBe(second.id)
  expect((await teacher.client.call(getMe, {}, {})).classes).toHaveLength(1)
})
