import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { getMe, type Me, updateMe } from '#domain/accounts/contract.ts'
import { deleteMessage } from '#domain/messages/contract.ts'
import { call } from '../call.ts'
import { type FakeServer, fakeServer } from '../realtime/testing.ts'
import { theme } from '../shell/appearance.ts'
import { createAction } from '../ui/action.ts'
import { toast, toastDeferred } from '../ui/Toast.tsx'
import { toastEntries } from '../ui/toasts.ts'
import { ownDrafts } from './drafts.ts'
import {
  askToSignIn,
  choose,
  enter,
  forget,
  leave,
  leaveEverywhere,
  onNobody,
  putOff,
  refreshMe,
  session,
} from './session.ts'

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

const asked = (path: string) => server.asked.filter((one) => one.path.startsWith(path))
const deletes = () => call(deleteMessage, { messageId: 'm' }, {}, { keepalive: true })

test('a deletion that waits behind Undo is done before its person signs out', async () => {
  toastDeferred('Message deleted.', { commit: deletes, undo: () => {} })
  const out = leave()
  await vi.waitFor(() => expect(asked('/api/messages/m')).toHaveLength(1))
  expect(asked('/api/sign-out')).toHaveLength(0)
  asked('/api/messages/m')[0]?.answer({ done: true })
  await vi.waitFor(() => expect(asked('/api/sign-out')).toHaveLength(1))
  asked('/api/sign-out')[0]?.answer({ done: true })
  await out
  expect(session.me).toBeNull()
})

test('a deletion that is refused at sign-out is put back and said; pressed once more, it signs out', async () => {
  const undo = vi.fn()
  toastDeferred('Message deleted.', { commit: deletes, undo })
  const out = leaveEverywhere()
  await vi.waitFor(() => expect(asked('/api/messages/m')).toHaveLength(1))
  asked('/api/messages/m')[0]?.answer({ type: 'forbidden', title: '', status: 403, instance: '' }, 403)
  await out
  expect(undo).toHaveBeenCalledOnce()
  expect(toastEntries()).toMatchObject([{ tone: 'danger' }])
  expect(session.me?.id).toBe('emma')
  void leaveEverywhere()
  await vi.waitFor(() => expect(asked('/api/me/sign-out-everywhere')).toHaveLength(1))
  asked('/api/me/sign-out-everywhere')[0]?.answer({ done: true })
  await vi.waitFor(() => expect(session.me).toBeNull())
})

const stored = (key: string, newValue: string | null) => {
  if (newValue === null) localStorage.removeItem(key)
  else localStorage.setItem(key, newValue)
  window.dispatchEvent(new StorageEvent('storage', { key, newValue }))
}

test('a deletion that waits on another page of the browser is done before somebody signs out here', async () => {
  stored('lectern.waits.elsewhere', String(Date.now()))
  const out = leave()
  await vi.waitFor(() => expect(localStorage.getItem('lectern.finish')).not.toBeNull())
  expect(asked('/api/sign-out')).toHaveLength(0)
  stored('lectern.waits.elsewhere', null)
  await vi.waitFor(() => expect(asked('/api/sign-out')).toHaveLength(1))
  asked('/api/sign-out')[0]?.answer({ done: true })
  await out
})

test('a page tells the others that something waits on it, and does it when one of them signs out', async () => {
  const waits = () => Object.keys(localStorage).filter((key) => key.startsWith('lectern.waits.'))
  expect(waits()).toEqual([])
  toastDeferred('Message deleted.', { commit: deletes, undo: () => {} })
  expect(waits()).toHaveLength(1)
  stored('lectern.finish', 'now')
  await vi.waitFor(() => expect(asked('/api/messages/m')).toHaveLength(1))
  expect(waits()).toHaveLength(1)
  asked('/api/messages/m')[0]?.answer({ done: true })
  await vi.waitFor(() => expect(waits()).toEqual([]))
})

test('what was said to one person is not said to the next', () => {
  toast('Mark of Ben saved.')
  forget()
  enter(account('leo'))
  expect(toastEntries()).toEqual([])
})

test('what is kept while its owner signs out, or after, is theirs alone', () => {
  const emmas = ownDrafts()
  emmas.keep('grid.c', 'before')
  forget()
  emmas.keep('grid.c', 'after')
  enter(account('leo'))
  emmas.keep('mark.a', 'late answer')
  expect(ownDrafts().kept('grid.c')).toBeNull()
  expect(ownDrafts().kept('mark.a')).toBeNull()
  forget()
  enter(account('emma'))
  expect(ownDrafts().kept('grid.c')).toBe('after')
  expect(ownDrafts().kept('mark.a')).toBe('late answer')
  for (const name of ['grid.c', 'mark.a']) emmas.drop(name)
})
