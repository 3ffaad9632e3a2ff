import { afterEach, expect, test } from 'vitest'
import { getMe, signIn, signOut, signUpByCode } from '#domain/accounts/contract.ts'
import { joinClass, previewJoinCode } from '#domain/classes/contract.ts'
import { Problem } from '#domain/problem.ts'
import { getSetupState } from '#domain/school/contract.ts'
import { Toaster } from '../ui/Toast.tsx'
import { address, draw } from '../ui/testing/draw.tsx'
import { fill, offers, press, sees, until } from '../ui/testing/person.ts'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import { flushToasts } from '../ui/toasts.ts'
import JoinScreen from './JoinScreen.tsx'
import { enter, forget, onNobody } from './session.ts'

const CODE = 'AB23CD'
const algebra = { className: 'Algebra 8A', subject: 'Mathematics', hue: 3, schoolName: 'Riverside School' }

const usual = [
  door(previewJoinCode, ({ code }) => {
    if (code !== CODE) throw new Problem('not-found', { code: 'join-code-gone' })
    return algebra
  }),
  door(getSetupState, () => ({
    ready: true,
    keyFits: null,
    schoolName: null,
    locale: null,
    demoAccounts: [],
  })),
]

/** The screen at an address with this code, or with none. */
const open = async (code: string, doors: readonly Door[] = []) => {
  const asked = serve([...doors, ...usual])
  const root = await draw(
    () => (
      <>
        <JoinScreen />
        <Toaster />
      </>
    ),
    'en',
    { path: '/join/:code?', url: `/join/${code}` },
  )
  return { root, changes: () => changesIn(asked) }
}

afterEach(() => {
  forget()
  flushToasts()
})

test('a code that is typed with blanks and small letters is the code; one that is too short cannot be sent', async () => {
  const { root } = await open('')
  await sees(root, 'Join a class')
  const send = () => root.querySelector<HTMLButtonElement>('button[type=submit]')
  fill(root, 'Join code', 'ab2')
  expect(send()?.disabled).toBe(true)
  fill(root, 'Join code', 'ab2 3cd')
  expect(send()?.disabled).toBe(false)
  await press(root, 'Continue')
  await until(() => expect(address()).toBe(`/join/${CODE}`))
})

test('a code that is gone is said beside it, until another one is typed', async () => {
  forget()
  const { root } = await open('ZZ99ZZ')
  await until(() => expect(root.querySelector('[aria-invalid=true]')).not.toBeNull())
  fill(root, 'Join code', CODE)
  expect(root.querySelector('[aria-invalid=true]')).toBeNull()
})

test('who is new makes an account with the code and is in the class', async () => {
  forget()
  const { root, changes } = await open(CODE, [
    door(signUpByCode, () => somebody('nora', 'student', ['algebra'])),
  ])
  await sees(root, 'Algebra 8A', 'Mathematics', 'Riverside School')
  fill(root, 'Your name', 'Nora Lind')
  fill(root, 'Username', 'nora')
  fill(root, 'Password', 'a short sentence')
  await press(root, 'Make account and join')
  await until(() => expect(address()).toBe('/c/algebra'))
  expect(changes().map(({ input }) => input)).toEqual([
    { code: CODE, username: 'nora', displayName: 'Nora Lind', password: 'a short sentence' },
  ])
})

test('a name that is taken is said beside its field, and nothing typed is lost', async () => {
  forget()
  const { root } = await open(CODE, [
    door(signUpByCode, () => {
      throw new Problem('conflict', { errors: [{ path: 'username', code: 'username-taken' }] })
    }),
  ])
  await sees(root, 'Algebra 8A')
  fill(root, 'Your name', 'Nora Lind')
  fill(root, 'Username', 'nora')
  await press(root, 'Make account and join')
  await sees(root, 'Somebody has this username already.')
  expect(root.querySelector<HTMLInputElement>('input[name=displayName]')?.value).toBe('Nora Lind')
})

test('who has an account signs in here and is asked to join as themselves', async () => {
  forget()
  const { root, changes } = await open(CODE, [
    door(signIn, () => somebody('emma', 'student', [])),
    door(joinClass, () => ({ classId: 'algebra' })),
    door(getMe, () => somebody('emma', 'student', ['algebra'])),
  ])
  await sees(root, 'Algebra 8A')
  root.querySelector<HTMLInputElement>('input[type=radio][value=known]')?.click()
  await until(() => expect(offers(root, 'Sign in')).toBe(true))
  fill(root, 'Username', 'emma')
  fill(root, 'Password', 'secret words')
  await press(root, 'Sign in')
  await sees(root, 'You are signed in as emma.')
  await press(root, 'Join Algebra 8A')
  await until(() => expect(address()).toBe('/c/algebra'))
  expect(changes().map(({ name }) => name)).toEqual(['POST /api/sign-in', 'POST /api/join/:code'])
})

test('who is signed in joins with one press; two presses join once', async () => {
  enter(somebody('emma', 'student', []))
  let joined = 0
  const { root } = await open(CODE, [
    door(joinClass, async () => {
      joined += 1
      await new Promise((resolve) => setTimeout(resolve, 30))
      return { classId: 'algebra' }
    }),
    door(getMe, () => somebody('emma', 'student', ['algebra'])),
  ])
  await sees(root, 'You are signed in as emma.')
  await press(root, 'Join Algebra 8A')
  await press(root, 'Join Algebra 8A')
  await until(() => expect(address()).toBe('/c/algebra'))
  expect(joined).toBe(1)
})

test('whoever is signed in and is not the one who joins signs out, and the code is still there for the next', async () => {
  const left: (string | null)[] = []
  onNobody((next) => left.push(next))
  enter(somebody('emma', 'student', []))
  const { root } = await open(CODE, [door(signOut, () => ({ ok: true as const }))])
  await press(root, 'Not you? Sign out')
  await until(() => expect(left.length).toBe(1))
  expect(left).toEqual([`/join/${CODE}`])
  onNobody(() => {})
})
