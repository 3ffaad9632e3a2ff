import { beforeAll, describe, expect, it } from 'vitest'
import { getMe, signIn } from '#domain/accounts/contract.ts'
import { newId } from '#domain/ids.ts'
import {
  createPerson,
  getPerson,
  listPeople,
  resetPassword,
  setPersonDisabled,
  updatePerson,
} from '#domain/people/contract.ts'
import { Refused } from '../testing/client.ts'
import { type Person, TestSchool } from '../testing/school.ts'

let school: TestSchool
let owner: Person

beforeAll(async () => {
  school = await TestSchool.start()
  owner = await school.person('owner')
})

const create = (input: {
  username: string
  displayName: string
  role: 'student' | 'teacher'
  [more: string]: unknown
}) => owner.client.call(createPerson, {}, { id: newId(), ...input })
const faultOf = async (work: Promise<unknown>) => {
  const refused = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(refused instanceof Refused)) throw new Error(`not refused: ${refused}`)
  const [field] = refused.body.errors ?? []
  return field ? `${field.path} ${field.code}` : refused.body.code
}

describe('people', () => {
  it('are found by any part of name, username, number or address, page by page', async () => {
    for (let n = 0; n < 7; n += 1)
      await create({
        username: `paged.${n}`,
        displayName: `分页 ${n % 3}`,
        role: 'student',
        studentNumber: `77${n}`,
      })
    const found: string[] = []
    let after: string | undefined
    do {
      const page = await owner.client.call(listPeople, {}, { q: '分页', limit: 3, after })
      expect(page.total).toBe(7)
      found.push(...page.people.map((person) => person.username))
      after = page.next ?? undefined
    } while (after)
    expect(new Set(found).size).toBe(7)
    expect(found).toHaveLength(7)
    const by = async (q: string) => (await owner.client.call(listPeople, {}, { q })).total
    expect([await by('PAGED.3'), await by('775'), await by('%'), await by('_')]).toEqual([1, 1, 0, 0])
    expect(await owner.client.status(listPeople, {}, { after: 'nonsense' })).toBe(400)
  })

  it('get a first password that works once it is told and must be changed', async () => {
    const { person, firstPassword } = await create({
      username: 'fresh.one',
      displayName: 'Fresh',
      role: 'teacher',
    })
    expect(firstPassword).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/)
    const me = await school.visitor().call(signIn, {}, { username: 'fresh.one', password: firstPassword! })
    expect(me).toMatchObject({ id: person.id, mustChangePassword: true })
    const given = await create({
      username: 'given.one',
      displayName: 'G',
      role: 'student',
      password: 'a good password',
    })
    expect(given.firstPassword).toBeNull()
  })

  it('are made once, however often the request is repeated', async () => {
    const id = newId()
    const input = { id, username: 'once.only', displayName: 'Once', role: 'student' as const }
    const first = await owner.client.call(createPerson, {}, input)
    const second = await owner.client.call(createPerson, {}, input)
    expect(second.person.id).toBe(first.person.id)
    expect(second.firstPassword).toBeNull()
  })

  it('never share a username, address or student number', async () => {
    await create({
      username: 'taken',
      displayName: 'T',
      role: 'student',
      email: 'taken@example.org',
      studentNumber: 'S1',
    })
    const other = { displayName: 'O', role: 'student' as const }
    expect(await faultOf(create({ ...other, username: 'TAKEN' }))).toBe('username username-taken')
    expect(await faultOf(create({ ...other, username: 'o.1', email: 'Taken@example.org' }))).toBe(
      'email email-taken',
    )
    expect(await faultOf(create({ ...other, username: 'o.2', studentNumber: 'S1' }))).toBe(
      'studentNumber student-number-taken',
    )
  })

  it('are changed, and hear of it', async () => {
    const someone = await school.person('student')
    const socket = await someone.client.socket()
    await socket.subscribe(`account:${someone.id}`)
    const changed = await owner.client.call(
      updatePerson,
      { accountId: someone.id },
      { displayName: 'New Name', role: 'teacher', email: 'n@example.org' },
    )
    expect(changed).toMatchObject({ displayName: 'New Name', role: 'teacher', email: 'n@example.org' })
    await socket.event('me.changed')
    expect((await someone.client.call(getMe, {}, {})).role).toBe('teacher')
    socket.close()
  })

  it('who are disabled are out at once and everywhere, and come back when enabled', async () => {
    const someone = await school.person('student')
    const socket = await someone.client.socket()
    const accountId = someone.id
    await owner.client.call(setPersonDisabled, { accountId }, { disabled: true })
    await socket.untilClosed()
    expect(await someone.client.status(getMe, {}, {})).toBe(401)
    const disabled = await owner.client.call(listPeople, {}, { state: 'disabled' })
    expect(disabled.people.map((person) => person.id)).toContain(accountId)
    await owner.client.call(setPersonDisabled, { accountId }, { disabled: false })
    expect(await (await school.signedIn(someone)).status(getMe, {}, {})).toBe(200)
  })

  it('whose password is reset are signed out and sign in with the new one', async () => {
    const someone = await school.person('student')
    const { firstPassword } = await owner.client.call(resetPassword, { accountId: someone.id }, {})
    expect(await someone.client.status(getMe, {}, {})).toBe(401)
    const again = { username: someone.username, password: firstPassword }
    expect(await school.visitor().call(signIn, {}, again)).toMatchObject({ mustChangePassword: true })
  })

  it('of other schools do not exist', async () => {
    const { db } = school.services.connection
    const [schoolId, accountId] = [newId(), newId()]
    const createdAt = new Date()
    await db
      .insertInto('school')
      .values({ id: schoolId, name: 'X', locale: 'en', timeZone: 'UTC', createdAt })
      .execute()
    await db
      .insertInto('account')
      .values({
        id: accountId,
        schoolId,
        username: 'far.away',
        usernameKey: 'far.away',
        displayName: 'Far Away',
        role: 'student',
        createdAt,
      })
      .execute()
    expect((await owner.client.call(listPeople, {}, { q: 'far.away', state: 'all' })).total).toBe(0)
    expect(await owner.client.status(getPerson, { accountId }, {})).toBe(404)
    expect(await owner.client.status(resetPassword, { accountId }, {})).toBe(404)
  })
})

describe('the last way in stays open', () => {
  it('nobody disables, demotes or resets themselves', async () => {
    const accountId = owner.id
    expect(await faultOf(owner.client.call(setPersonDisabled, { accountId }, { disabled: true }))).toBe(
      'own-account',
    )
    expect(await faultOf(owner.client.call(updatePerson, { accountId }, { role: 'student' }))).toBe(
      'own-role',
    )
    expect(await faultOf(owner.client.call(resetPassword, { accountId }, {}))).toBe('own-password')
  })
})
