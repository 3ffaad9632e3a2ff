import { beforeEach, describe, expect, test } from 'vitest'
import { getMe } from '#domain/accounts/contract.ts'
import { getSetupState, setUpSchool } from '#domain/school/contract.ts'
import { connect } from '#platform/db/connect.ts'
import { Client } from '../testing/client.ts'
import { TestSchool } from '../testing/school.ts'
import { setUpKeyOf } from './routes.ts'

let fresh: TestSchool
beforeEach(async () => {
  fresh = await TestSchool.start()
  const owner = connect(fresh.ownerUrl, { max: 1 })
  await owner.query('truncate school cascade')
  await owner.close()
})

const input = (key: string, administrator = {}) => ({
  key,
  school: { name: '明灯学校', locale: 'zh-CN' as const, timeZone: 'Asia/Shanghai' },
  term: { name: '2026', startsOn: '2026-09-01', endsOn: '2027-07-01' },
  administrator: {
    displayName: 'Ada',
    username: 'ada',
    password: 'correct horse battery',
    ...administrator,
  },
})

const refusal = (key: string, administrator = {}) =>
  fresh
    .visitor()
    .call(setUpSchool, {}, input(key, administrator))
    .catch((error) => ({ status: error.status, code: error.body.code, errors: error.body.errors }))

describe('a school that is not set up', () => {
  test('is nobody’s who has not the printed key', async () => {
    const key = setUpKeyOf(fresh.services)
    for (const wrong of ['guess', key.slice(1), `${key}x`, key.toLowerCase()]) {
      expect(await refusal(wrong)).toMatchObject({ status: 403, code: 'set-up-key' })
    }
    expect(await fresh.visitor().call(getSetupState, {}, {})).toMatchObject({ ready: false, keyFits: null })
    const asked = (given: string) => fresh.visitor().call(getSetupState, {}, { key: given })
    expect([(await asked('guess')).keyFits, (await asked(key)).keyFits]).toEqual([false, true])
  })

  test('makes its owner with the key, signed in, and then the key is worth nothing', async () => {
    const key = setUpKeyOf(fresh.services)
    const response = await fresh.visitor().fetch('/api/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input(key)),
    })
    expect(response.status).toBe(200)
    const token = /session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? ''
    expect(await new Client(fresh.url, token).call(getMe, {}, {})).toMatchObject({
      username: 'ada',
      role: 'owner',
      school: { name: '明灯学校', locale: 'zh-CN' },
    })
    expect(await refusal(key)).toMatchObject({ status: 409, code: 'already-set-up' })
    expect(await refusal('guess')).toMatchObject({ status: 409, code: 'already-set-up' })
  })

  test('is made once by two wizards that finish together', async () => {
    const key = setUpKeyOf(fresh.services)
    const both = await Promise.all(
      ['ada', 'bea'].map((username) => fresh.visitor().status(setUpSchool, {}, input(key, { username }))),
    )
    expect(both.sort()).toEqual([200, 409])
  })

  test('says which field is wrong and stays not set up', async () => {
    const key = setUpKeyOf(fresh.services)
    expect(await refusal(key, { password: 'short' })).toMatchObject({
      status: 400,
      errors: [{ path: 'administrator.password', code: 'password-too-short' }],
    })
    expect(await refusal(key, { password: 'my-Ada-password' })).toMatchObject({
      status: 400,
      errors: [{ path: 'administrator.password', code: 'password-has-name' }],
    })
    expect(await fresh.visitor().call(getSetupState, {}, {})).toMatchObject({ ready: false, keyFits: null })
    const asked = (given: string) => fresh.visitor().call(getSetupState, {}, { key: given })
    expect([(await asked('guess')).keyFits, (await asked(key)).keyFits]).toEqual([false, true])
  })

  test('stops answering who goes on guessing', async () => {
    const answers: number[] = []
    for (let n = 0; n < 25; n += 1) answers.push(((await refusal(`guess ${n}`)) as { status: number }).status)
    expect(answers.slice(0, 20)).toEqual(Array(20).fill(403))
    expect(answers.at(-1)).toBe(429)
  })
})
