import { afterEach, expect, test } from 'vitest'
import { signIn } from '#domain/accounts/contract.ts'
import type { OutputOf } from '#domain/contract.ts'
import { Problem } from '#domain/problem.ts'
import { getSetupState } from '#domain/school/contract.ts'
import { address, draw } from '../ui/testing/draw.tsx'
import { fill, hrefOf, labelled, press, sees, until } from '../ui/testing/person.ts'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import SignInScreen, { nextAddress } from './SignInScreen.tsx'
import { forget } from './session.ts'

afterEach(forget)

const school = (change: Partial<OutputOf<typeof getSetupState>> = {}) =>
  door(getSetupState, () => ({
    ready: true,
    keyFits: null,
    schoolName: 'Riverside School',
    locale: 'en' as const,
    demoAccounts: [],
    ...change,
  }))

const open = async (doors: readonly Door[], url = '/login') => {
  forget()
  const asked = serve(doors)
  const root = await draw(() => <SignInScreen />, 'en', { path: '/login', url })
  await until(() => expect(root.querySelector('input[name=username]')).not.toBeNull())
  return { root, asked: () => changesIn(asked) }
}

test('whoever signs in comes where they wanted to go', async () => {
  const doors = [school(), door(signIn, () => somebody('emma', 'student', []))]
  const { root, asked } = await open(doors, '/login?next=%2Fc%2Falgebra%2Fwork')
  await sees(root, 'Riverside School')
  fill(root, 'Username', 'emma')
  fill(root, 'Password', 'secret words')
  await press(root, 'Sign in')
  await until(() => expect(address()).toBe('/c/algebra/work'))
  expect(asked().map(({ input }) => input)).toEqual([{ username: 'emma', password: 'secret words' }])
})

test.each([
  ['/c/algebra', '/c/algebra'],
  ['//elsewhere.example', '/today'],
  ['/\\elsewhere.example', '/today'],
  ['https://elsewhere.example', '/today'],
  ['', '/today'],
  [undefined, '/today'],
  [['/a', '/b'], '/today'],
])('of the address to go to, %o leads to %s: never to another site', (next, there) => {
  expect(nextAddress(next)).toBe(there)
})

test('a refusal is said and the name stays; a second press while the first is under way asks nothing', async () => {
  let refuse: (() => void) | undefined
  const { root, asked } = await open([
    school(),
    door(signIn, async () => {
      await new Promise<void>((resolve) => {
        refuse = resolve
      })
      throw new Problem('unauthenticated', { code: 'sign-in-wrong' })
    }),
  ])
  fill(root, 'Username', 'emma')
  fill(root, 'Password', 'wrong words')
  await press(root, 'Sign in')
  await press(root, 'Sign in')
  await until(() => expect(refuse).toBeTruthy())
  expect(asked()).toHaveLength(1)
  refuse?.()
  await sees(root, 'Username or password is not right.')
  expect(labelled(root, 'Username').value).toBe('emma')
  expect(address()).toBe('/login')
})

test('a password can be looked at, and hidden again', async () => {
  const { root } = await open([school()])
  fill(root, 'Password', 'secret words')
  await press(root, 'Show password')
  expect(labelled(root, 'Password').getAttribute('type')).toBe('text')
  await press(root, 'Hide password')
  expect(labelled(root, 'Password').getAttribute('type')).toBe('password')
  expect(labelled(root, 'Password').value).toBe('secret words')
})

test('the demonstration school offers its people: one press signs in as one of them', async () => {
  const people = [
    { username: 'chen', displayName: 'Chen Jing', role: 'teacher' as const, password: 'demo-1' },
    { username: 'liu', displayName: 'Liu Yang', role: 'guardian' as const, password: 'demo-2' },
  ]
  const { root, asked } = await open([
    school({ demoAccounts: people }),
    door(signIn, () => somebody('liu', 'guardian', [])),
  ])
  await sees(root, 'Look around as')
  const person = [...root.querySelectorAll('button')].find((one) => one.textContent?.includes('Liu Yang'))
  expect(person?.textContent).toContain('Guardian')
  person?.click()
  await until(() => expect(address()).toBe('/today'))
  expect(asked().map(({ input }) => input)).toEqual([{ username: 'liu', password: 'demo-2' }])
})

test('who has only a code is led to joining; before there is a school everybody is led to setting it up', async () => {
  const { root } = await open([school()])
  expect(hrefOf(root, 'Join with a code')).toBe('/join')
  serve([school({ ready: false })])
  await draw(() => <SignInScreen />, 'en', { path: '/login', url: '/login' })
  await until(() => expect(address()).toBe('/setup'))
})
