import { expect, test } from 'vitest'
import * as contract from '#domain/accounts/contract.ts'
import { Problem } from '#domain/problem.ts'
import { setLocale } from '../i18n/locale.ts'
import { setTheme, theme } from '../shell/appearance.ts'
import { fill, hrefOf, labelled, offers, press, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import { flushToasts } from '../ui/toasts.ts'
import MeScreen from './MeScreen.tsx'
import { session } from './session.ts'

const devices = [
  {
    id: 'here',
    current: true,
    device: 'Firefox on Linux',
    address: null,
    createdAt: '',
    lastSeenAt: '2026-11-30T08:00:00.000Z',
  },
  {
    id: 'phone',
    current: false,
    device: 'Safari on iPhone',
    address: null,
    createdAt: '',
    lastSeenAt: '2026-11-29T08:00:00.000Z',
  },
]

const open = async (me: ReturnType<typeof somebody>, doors: readonly Door[] = []) => {
  become(me)
  const asked = serve([
    ...doors,
    door(contract.listSessions, () => ({ sessions: devices })),
    door(contract.listApiTokens, () => ({ tokens: [] })),
    door(contract.updateMe, (_, { preferences }) => ({ ...me, preferences: { ...preferences } })),
  ])
  const root = await drawScreen(MeScreen, '/me', '/me')
  await sees(root, 'Firefox on Linux')
  return { root, changes: () => changesIn(asked) }
}
const student = () => somebody('emma', 'student', [])

test('a choice shows at once and is kept on the account; one that is refused is said', async () => {
  let refuse = false
  const me = student()
  const { root, changes } = await open(me, [
    door(contract.updateMe, (_, { preferences }) => {
      if (refuse) throw new Problem('unavailable')
      return { ...me, preferences: { ...preferences } }
    }),
  ])
  root.querySelector<HTMLInputElement>('input[name=theme][value=dark]')?.click()
  expect(theme()).toBe('dark')
  await until(() => expect(changes()).toHaveLength(1))
  expect(changes()[0]?.input).toEqual({ preferences: { theme: 'dark' } })
  refuse = true
  root.querySelector<HTMLInputElement>('input[name=density][value=simple]')?.click()
  await sees(root, 'busy starting or being maintained')
  setTheme('system')
  document.documentElement.dataset.density = 'standard'
})

test('another language is shown at once', async () => {
  const { root } = await open(student())
  root.querySelector<HTMLInputElement>('input[name=locale][value="zh-CN"]')?.click()
  await until(() => expect(root.textContent).toMatch(/[一-龥]{2}/))
  await until(() => expect(root.textContent).not.toContain('Appearance'))
  await setLocale('en')
})

test('another device is signed out when the word about it leaves; *Undo* before that asks nothing', async () => {
  const { root, changes } = await open(student(), [door(contract.endSession, () => ({ ok: true as const }))])
  await press(root, 'Sign out this device')
  await until(() => expect(root.textContent).not.toContain('Safari on iPhone'))
  await press(root, 'Undo')
  await sees(root, 'Safari on iPhone')
  expect(changes()).toEqual([])
  await press(root, 'Sign out this device')
  await until(() => expect(root.textContent).not.toContain('Safari on iPhone'))
  flushToasts()
  await until(() => expect(changes()).toMatchObject([{ params: { sessionKey: 'phone' } }]))
})

test('the own device cannot be signed out from the list', async () => {
  const { root } = await open(student())
  await sees(root, 'This device')
  expect(
    [...root.querySelectorAll('button')].filter((one) => one.textContent === 'Sign out this device'),
  ).toHaveLength(1)
})

test('the password is changed with the one there is; a wrong one stands beside its field', async () => {
  let tries = 0
  const { root, changes } = await open(student(), [
    door(contract.changePassword, () => {
      tries += 1
      if (tries === 1) throw new Problem('invalid', { errors: [{ path: 'current', code: 'password-wrong' }] })
      return { ok: true as const }
    }),
  ])
  await press(root, 'Change password')
  await until(() => expect(root.querySelector('dialog[open]')).not.toBeNull())
  const dialog = root.querySelector('dialog[open]')!
  fill(dialog, 'Password you have now', 'wrong')
  fill(dialog, 'New password', 'a short sentence')
  await press(dialog, 'Change password')
  await sees(dialog, 'This is not your password.')
  expect(labelled(dialog, 'New password').value).toBe('a short sentence')
  fill(dialog, 'Password you have now', 'secret words')
  await press(dialog, 'Change password')
  await sees(root, 'Password changed. Other devices were signed out.')
  expect(changes().at(-1)?.input).toEqual({ current: 'secret words', next: 'a short sentence' })
})

test('who signs out is signed out once the server has it', async () => {
  const { root } = await open(student(), [door(contract.signOut, () => ({ ok: true as const }))])
  await press(root, 'Sign out')
  await until(() => expect(session.me).toBeNull())
})

test('tokens are for who works here, the administration for who runs the school', async () => {
  const learner = await open(student())
  expect(offers(learner.root, 'New token')).toBe(false)
  expect(hrefOf(learner.root, 'Admin')).toBeNull()
})

test('who runs the school finds its administration here, and tokens', async () => {
  const { root } = await open(somebody('wang', 'owner', []))
  await until(() => expect(offers(root, 'New token')).toBe(true))
  expect(hrefOf(root, 'Admin')).toBe('/admin')
})
