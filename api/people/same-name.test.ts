import { hash } from '@node-rs/argon2'
import { beforeAll, describe, expect, it } from 'vitest'
import { changePassword, signIn, signUpByCode } from '#domain/accounts/contract.ts'
import { createClass, createJoinCode, previewJoinCode, updateClass } from '#domain/classes/contract.ts'
import { newId } from '#domain/ids.ts'
import { createPerson, listKeptApart, listPeople, updatePerson } from '#domain/people/contract.ts'
import { keysOf } from '../accounts/key.ts'
import { Refused } from '../testing/client.ts'
import { type Person, TestSchool } from '../testing/school.ts'

const PASSWORD = 'Prüfung-café-2026'

let school: TestSchool
let owner: Person

beforeAll(async () => {
  school = await TestSchool.start()
  owner = await school.person('owner')
})

const create = (username: string, more: Record<string, unknown> = {}) =>
  owner.client.call(
    createPerson,
    {},
    { id: newId(), username, displayName: 'Somebody', role: 'student', password: PASSWORD, ...more },
  )
const statusOf = (username: string, password = PASSWORD) =>
  school.visitor().status(signIn, {}, { username, password })
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => 'made',
    (error: unknown) =>
      error instanceof Refused
        ? error.body.errors?.map((one) => `${one.path} ${one.code}`).join()
        : String(error),
  )

/** An account as an earlier release stored it. */
const storedAs = async (
  username: string,
  passwordHash: string,
  usernameKey = keysOf({ username }).usernameKey,
) => {
  const id = newId()
  await school.services.connection.db
    .insertInto('account')
    .values({
      id,
      schoolId: school.id,
      username,
      usernameKey,
      displayName: 'Old',
      role: 'student',
      passwordHash,
      createdAt: new Date(),
    })
    .execute()
  return id
}

describe('signing in', () => {
  it.each([
    ['２０２６０００１', '20260001'],
    ['pupil', 'ｐｕｐｉｌ'],
    ['pupil2', ' PUPIL2\u00A0'],
    ['ΝΙΚΟΣ', 'ΝΙΚΟΣ'],
    ['Μάριος', 'ΜΆΡΙΟΣ'],
    ['İpek', 'ipek'],
    ['İSMAİL', 'İSMAİL'],
    ['Groß.Weiß', 'GROSS.WEISS'],
    ['zo\u0065\u0308', 'ZOË'],
    ['an\u200Bna', 'anna'],
    ['สมหญิง', 'สมหญิง'],
    ['अमित', 'अमित'],
    ['مُحَمَّد', 'مُحَمَّد'],
    ['น้ำ', 'น้\u0E4D\u0E32'],
  ])('somebody made as %j comes in as %j', async (made, typed) => {
    await create(made)
    expect(await statusOf(typed)).toBe(200)
  })

  it('finds an address in any case and width', async () => {
    await create('with.address', { email: 'Ada@Example.org' })
    expect(await statusOf('ａｄａ@EXAMPLE.org')).toBe(200)
  })

  it('takes a password however its characters are typed, and no other', async () => {
    await create('composed')
    await create('decomposed', { password: PASSWORD.normalize('NFD') })
    for (const username of ['composed', 'decomposed']) {
      expect(await statusOf(username, PASSWORD.normalize('NFD'))).toBe(200)
      expect(await statusOf(username, PASSWORD.normalize('NFC'))).toBe(200)
      expect(await statusOf(username, PASSWORD.toLowerCase())).toBe(401)
    }
  })

  it('takes a password that an earlier release hashed as it was typed, and hashes it anew', async () => {
    const typed = PASSWORD.normalize('NFD')
    const id = await storedAs('before', await hash(typed))
    const stored = async () =>
      (
        await school.services.connection.db
          .selectFrom('account')
          .select('passwordHash')
          .where('id', '=', id)
          .executeTakeFirstOrThrow()
      ).passwordHash
    const first = await stored()
    expect(await statusOf('before', PASSWORD)).toBe(200)
    const second = await stored()
    expect(second).not.toBe(first)
    expect(await statusOf('before', typed)).toBe(200)
    expect(await stored()).toBe(second)
  })

  it('counts guesses by who is meant, however the name is written', async () => {
    await create('guessed')
    const names = ['guessed', 'ＧＵＥＳＳＥＤ', 'Guessed', 'gues\u00ADsed', 'guessed ']
    const answers: number[] = []
    for (let n = 0; n < 11; n += 1) answers.push(await statusOf(names[n % names.length] ?? '', `wrong ${n}`))
    expect(answers).toEqual([...Array(10).fill(401), 429])
  })
})

describe('a name, number or address that only looks new', () => {
  it('is taken', async () => {
    await create('taken', { email: 'taken@example.org', studentNumber: 'AB03' })
    expect(await refusalOf(create('ｔａｋｅｎ'))).toBe('username username-taken')
    expect(await refusalOf(create('ta\u2060ken'))).toBe('username username-taken')
    expect(await refusalOf(create('x1', { studentNumber: 'ａｂ０３' }))).toBe(
      'studentNumber student-number-taken',
    )
    expect(await refusalOf(create('x2', { email: 'ＴＡＫＥＮ@example.org' }))).toBe('email email-taken')
    await create('lass')
    expect(await refusalOf(create('laß'))).toBe('username username-taken')
  })

  it('is stored in the plain form, names as they are written', async () => {
    const { person } = await create(' Ｎｅｗ\u200B１ ', {
      displayName: ' Zoe\u0308 \u3000 Ａ\u200F ',
      studentNumber: ' ０００１２３\uFEFF',
    })
    expect(person).toMatchObject({ username: 'New1', displayName: 'Zoë Ａ', studentNumber: '000123' })
    const { people } = await owner.client.call(listPeople, {}, { q: '０００１２３' })
    expect(people.map((one) => one.username)).toEqual(['New1'])
  })

  it('is refused as a name when nothing of it is seen', async () => {
    expect(await refusalOf(create('seen', { displayName: '\u200B\u3164 ' }))).toBe('displayName required')
  })

  it('is a class code, too', async () => {
    const make = (code: string) =>
      owner.client.call(createClass, {}, { id: newId(), name: 'Class', subject: '', code })
    await make('7-A')
    expect(await refusalOf(make('７－Ａ'))).toBe('code code-taken')
    const { id: classId, code } = await make('7-B')
    const change = (wanted: string) => owner.client.call(updateClass, { classId }, { code: wanted })
    expect(await refusalOf(change('７－ａ'))).toBe('code code-taken')
    expect(await change(code)).toMatchObject({ code: '7-B' })
    expect(await change('7-C')).toMatchObject({ code: '7-C' })
    expect(await refusalOf(make('７－c'))).toBe('code code-taken')
    const { id, teacher } = await school.aClass()
    expect(await teacher.client.status(updateClass, { classId: id }, { code: '7-D' })).toBe(403)
  })
})

it('a new password in another form of the same characters is the same password', async () => {
  const { person } = await create('same.again')
  const session = await school.signedIn({ ...owner, id: person.id })
  const input = { current: PASSWORD, next: PASSWORD.normalize('NFD') }
  expect(await refusalOf(session.call(changePassword, {}, input))).toBe('next password-same')
})

it('a join code works in any width and case, with blanks and dashes', async () => {
  const { id, teacher } = await school.aClass()
  const { code } = await teacher.client.call(createJoinCode, { classId: id }, {})
  const wide = [...code].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)).join(' ')
  for (const typed of [
    wide,
    code.toLowerCase(),
    `${code.slice(0, 3)}-${code.slice(3)}`,
    ` ${[...code].join('—')} `,
  ])
    expect(await school.visitor().status(previewJoinCode, { code: typed }, {})).toBe(200)
  const input = { code: wide, username: 'ｊｏｉｎｅｒ', displayName: 'Joiner', password: PASSWORD }
  expect(await school.visitor().call(signUpByCode, {}, input)).toMatchObject({ username: 'joiner' })
})

describe('two whose names were different to an earlier release', () => {
  it('both sign in as they did, are listed, and part when one gets a name of its own', async () => {
    await create('twin')
    const id = await storedAs('ｔｗｉｎ', await hash('another password'), 'KEPT ｔｗｉｎ')
    expect(await statusOf('twin')).toBe(200)
    expect(await statusOf('TWIN')).toBe(200)
    expect(await statusOf('ｔｗｉｎ', 'another password')).toBe(200)
    expect(await statusOf('ＴＷＩＮ', 'another password')).toBe(200)
    const { keptApart, total } = await owner.client.call(listKeptApart, {}, {})
    expect(keptApart).toMatchObject([{ field: 'username', value: 'ｔｗｉｎ', own: { id }, other: {} }])
    expect(total).toBe(1)
    const change = (username: string) =>
      owner.client.call(updatePerson, { accountId: id }, { username, displayName: 'Old Twin' })
    expect(await change('ｔｗｉｎ')).toMatchObject({ username: 'ｔｗｉｎ', displayName: 'Old Twin' })
    expect(await refusalOf(change('twin\u200B1').then(() => change('twin')))).toBe('username username-taken')
    expect((await owner.client.call(listKeptApart, {}, {})).total).toBe(0)
    expect(await statusOf('twin1', 'another password')).toBe(200)
  })
})
