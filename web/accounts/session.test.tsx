import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { getMe, type Me, updateMe } from '#domain/accounts/contract.ts'
import { call } from '../call.ts'
import { type FakeServer, fakeServer } from '../realtime/testing.ts'
import { theme } from '../shell/appearance.ts'
import { createAction } from '../ui/action.ts'
import { askToSignIn, choose, enter, forget, leave, onNobody, putOff, refreshMe, session } from './session.ts'

/** Only what the session itself reads of an account. */
const account = (id: string) =>
  ({
    id,
    displayName: id,
    preferences: {},
    school: { id: 's', timeZone: 'UTC' },
    classes: [],
    workNews: 0,
    wards: [],
  }) as unknown as Me

const TIME_RAN_OUT = { type: 'unauthenticated', title: '', status: 401, instance: '' }
const ENDED = { ...TIME_RAN_OUT, code: 'session-ended' }

let server: FakeServer
let left: (string | null)[]

beforeEach(() => {
  server = fakeServer()
  left = []
  onNobody((next) => left.push(next))
  enter(account('emma'))
})
afterEach(() => {
  forget()
  server.stop()
})

const refuse = async (work: Promise<unknown>, body: { status: number }) => {
  server.asked.at(-1)?.answer(body, body.status)
  await work.catch(() => {})
}

test('what a page asks for by itself never opens the sign-in window; an act of a person does', async () => {
  await refuse(call(getMe, {}, {}), TIME_RAN_OUT)
  expect(session).toMatchObject({ lapsed: true, asking: false })
  const act = createAction(() => call(updateMe, {}, {}))
  await refuse(act.run(), TIME_RAN_OUT)
  expect(session).toMatchObject({ lapsed: true, asking: true })
  expect(act.problem()).toBeNull()
})

test('the window that was put off stays away while the page goes on trying, until it is wanted', async () => {
  askToSignIn()
  putOff()
  await refuse(call(getMe, {}, {}), TIME_RAN_OUT)
  expect(session.asking).toBe(false)
  expect(session.me?.id).toBe('emma')
  expect(left).toEqual([])
})

test('a session that somebody ended is left at once, whatever finds it out', async () => {
  await refuse(call(getMe, {}, {}), ENDED)
  expect(session.me).toBeNull()
  expect(left).toEqual(['here'])
})

test('a sign-out in another page of the browser, or somebody else there, ends this one', () => {
  const tell = (accountId: string) => {
    localStorage.setItem('lectern.account', accountId)
    window.dispatchEvent(new StorageEvent('storage', { key: 'lectern.account' }))
  }
  tell('emma')
  expect(session.me?.id).toBe('emma')
  tell('leo')
  expect(session.me).toBeNull()
  enter(account('emma'))
  // The page lay in the browser's history and heard nothing.
  localStorage.setItem('lectern.account', '')
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  expect(session.me).toBeNull()
  expect(left).toEqual([null, null])
})

test('an answer about somebody who has left is not shown to the next', async () => {
  const asked = refreshMe()
  const [late] = server.asked.slice(-1)
  forget()
  late?.answer(account('emma'))
  await asked
  expect(session.me).toBeNull()
  await vi.waitFor(() => expect(localStorage.getItem('lectern.account')).toBe(''))
})

test('of two choices made one after the other the later holds, and none comes back after the sign-out', async () => {
  const chosen = () => server.asked.filter(({ path }) => path.startsWith('/api/me'))
  const worn = (theme: 'dark' | 'light') => ({ ...account('emma'), preferences: { theme } })
  const [first, second] = [choose({ theme: 'dark' }), choose({ theme: 'light' })]
  await vi.waitFor(() => expect(chosen()).toHaveLength(1))
  chosen()[0]?.answer(worn('dark'))
  await first
  expect(theme()).toBe('light')
  await vi.waitFor(() => expect(chosen()).toHaveLength(2))
  forget()
  chosen()[1]?.answer(worn('light'))
  await second
  expect(session.me).toBeNull()
})

test('whoever signs out leaves no way back to their page for the next, whatever tells of it first', async () => {
  const out = leave()
  await refuse(call(getMe, {}, {}), ENDED)
  expect(left).toEqual([null])
  server.asked.find(({ path }) => path.endsWith('/sign-out'))?.answer({ done: true })
  await out
  expect(left).toEqual([null])
})
