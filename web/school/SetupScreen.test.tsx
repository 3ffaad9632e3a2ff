import { afterEach, expect, test } from 'vitest'
import { Problem } from '#domain/problem.ts'
import { getSetupState, setUpSchool } from '#domain/school/contract.ts'
import { forget } from '../accounts/session.ts'
import { address, draw } from '../ui/testing/draw.tsx'
import { fill, hrefOf, press, sees, until } from '../ui/testing/person.ts'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import SetupScreen from './SetupScreen.tsx'

afterEach(forget)

const state = (ready: boolean, keyFits: boolean | null) =>
  door(getSetupState, () => ({ ready, keyFits, schoolName: null, locale: null, demoAccounts: [] }))

const open = async (url: string, doors: readonly Door[]) => {
  const asked = serve(doors)
  const root = await draw(() => <SetupScreen />, 'en', { path: '*', url })
  return { root, asked }
}

test('the page of the printed link asks for little, and opens the school with what was filled in', async () => {
  const { root, asked } = await open('/setup?key=k1', [
    state(false, true),
    door(setUpSchool, () => somebody('wang', 'owner', [])),
  ])
  await sees(root, 'Set up your school')
  fill(root, 'Name of the school', 'Riverside School')
  fill(root, 'Your name', 'Wang Lei')
  fill(root, 'Username', 'wang')
  fill(root, 'Password', 'a short sentence')
  await press(root, 'Open the school')
  await until(() => expect(address()).toBe('/today'))
  expect(asked[0]?.input).toEqual({ key: 'k1' })
  const [made] = changesIn(asked)
  expect(made?.input).toMatchObject({
    key: 'k1',
    school: { name: 'Riverside School', locale: 'en' },
    administrator: { displayName: 'Wang Lei', username: 'wang', password: 'a short sentence' },
  })
  expect(made?.input).toMatchObject({ term: { name: expect.stringMatching(/^20\d\d–20\d\d$/) } })
})

test('what the server refuses stands beside its field, and what was typed stays', async () => {
  const { root, asked } = await open('/setup?key=k1', [
    state(false, true),
    door(setUpSchool, () => {
      throw new Problem('invalid', { errors: [{ path: 'administrator.password', code: 'password-common' }] })
    }),
  ])
  await sees(root, 'Set up your school')
  fill(root, 'Name of the school', 'Riverside School')
  fill(root, 'Password', 'password')
  await press(root, 'Open the school')
  await sees(root, 'This password is too easy to guess.')
  expect(root.querySelector('input[name="administrator.password"]')?.getAttribute('aria-invalid')).toBe(
    'true',
  )
  expect(root.querySelector<HTMLInputElement>('input[name="school.name"]')?.value).toBe('Riverside School')
  expect(changesIn(asked)).toHaveLength(1)
  expect(address()).toBe('/setup?key=k1')
})

test('without the key, or with another one, nothing can be filled in and the page says where the link is', async () => {
  const without = await open('/setup', [state(false, null)])
  await sees(without.root, 'Setting up needs the link with the key.', 'Lectern prints it')
  expect(without.root.querySelector('input')).toBeNull()
  const wrong = await open('/setup?key=old', [state(false, false)])
  await sees(wrong.root, 'its key is not the one of this start')
  expect(wrong.root.querySelector('input')).toBeNull()
})

test('a school that is there already leads to signing in', async () => {
  const { root } = await open('/setup?key=k1', [state(true, true)])
  await sees(root, 'The school is set up already')
  expect(hrefOf(root, 'Sign in')).toBe('/login')
  expect(root.querySelector('input')).toBeNull()
})

test('no answer is said, and asked for again on request', async () => {
  let there = false
  const { root } = await open('/setup?key=k1', [
    door(getSetupState, () => {
      if (!there) throw new Problem('unavailable')
      return { ready: false, keyFits: true, schoolName: null, locale: null, demoAccounts: [] }
    }),
  ])
  await until(() => expect(root.querySelector('[role=alert]')).not.toBeNull())
  there = true
  await press(root, 'Try again')
  await until(() => expect(root.querySelector('input[name="school.name"]')).not.toBeNull())
})
