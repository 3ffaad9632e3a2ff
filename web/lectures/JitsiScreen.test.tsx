import { beforeEach, expect, test } from 'vitest'
import type { OutputOf } from '#domain/contract.ts'
import { checkJitsi } from '#domain/lectures/media/contract.ts'
import { enter } from '../accounts/session.ts'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve, somebody } from '../ui/testing/server.ts'
import JitsiScreen from './JitsiScreen.tsx'

type Deployment = NonNullable<OutputOf<typeof checkJitsi>['deployment']>

beforeEach(() => enter({ ...somebody('owner', 'teacher', []), role: 'owner' }))

const join = {
  kind: 'jitsi',
  origin: location.origin,
  domain: location.host,
  room: 'check-1',
  jwt: 'token',
  expiresAt: '2099-01-01T00:00:00.000Z',
  config: {},
} as unknown as Deployment['join']

const checked = async (deployment: Deployment | null) => {
  serve([door(checkJitsi, () => ({ deployment }))])
  const root = await draw(() => <JitsiScreen />)
  root.querySelector('button')?.click()
  await expect.poll(() => root.querySelector('[role=status]') !== null).toBe(true)
  return root
}
/** What the meeting page in the trial says. */
const says = (root: Element, name: string, data: object) => {
  const params = { type: 'event', data: { name, ...data } }
  const text = JSON.stringify({ postis: true, scope: 'jitsi_meet_external_api_0', method: 'message', params })
  const source = root.querySelector('iframe')?.contentWindow ?? null
  dispatchEvent(new MessageEvent('message', { data: text, origin: location.origin, source }))
}

test('what is wrong is said plainly: not Jitsi, not to be framed, a clock that is off', async () => {
  const answers = { script: false, refusesFrame: true, clockAhead: -90 }
  const root = await checked({ answers, events: false, join })
  for (const part of [
    'not with Jitsi’s script',
    'refuses to be shown',
    'by 90 seconds',
    'JITSI_EVENTS_SECRET',
  ])
    expect(root.textContent).toContain(part)
})

test('a member who is made a moderator means that everybody would be', async () => {
  const answers = { script: true, refusesFrame: false, clockAhead: 0 }
  const root = await checked({ answers, events: true, join })
  await expect.poll(() => root.querySelector('iframe') !== null).toBe(true)
  says(root, 'video-conference-joined', { id: 'p1' })
  says(root, 'participant-role-changed', { id: 'p2', role: 'moderator' })
  expect(root.textContent).not.toContain('Everybody would be moderator')
  says(root, 'participant-role-changed', { id: 'p1', role: 'moderator' })
  await expect.poll(() => root.textContent).toContain('Everybody would be moderator')
  expect(root.querySelector('iframe')).toBeNull()
})

test('where no Jitsi is named it says what to set', async () => {
  expect((await checked(null)).textContent).toContain('sets JITSI_URL')
})
