import { expect, test } from 'vitest'
import { type AuditEntryView, listAudit } from '#domain/audit/contract.ts'
import { fill, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { door, serve, somebody } from '../ui/testing/server.ts'
import AuditScreen from './AuditScreen.tsx'

const anEntry = (id: string, change: Partial<AuditEntryView> = {}): AuditEntryView => ({
  id,
  actor: { id: 'wang', displayName: 'Wang Lei' },
  action: 'account.created',
  targetKind: 'account',
  targetId: 'emma',
  details: {},
  about: ['Emma Li'],
  address: '10.0.0.7',
  at: '2026-11-30T08:00:00.000Z',
  ...change,
})

const open = async (
  answer: (after: string | undefined) => { entries: AuditEntryView[]; next: string | null },
) => {
  become(somebody('wang', 'owner', []))
  const asked = serve([door(listAudit, (_, { after }) => answer(after))])
  const root = await drawScreen(AuditScreen, '/admin/audit', '/admin/audit')
  return { root, asked }
}
const rows = (root: Element) => [...root.querySelectorAll('tbody tr')].map((row) => row.textContent ?? '')

test('an entry says who did what to whom, from where, and which fields by their names', async () => {
  const { root } = await open(() => ({
    entries: [
      anEntry('a'),
      anEntry('b', {
        actor: null,
        action: 'account.changed',
        details: { fields: 'displayName,email,secret' },
      }),
      anEntry('c', { details: { role: 'teacher', classes: 2, count: 0, published: null } }),
      anEntry('d', { action: 'of.a-later-version', details: { unknown: 'x' }, about: [] }),
    ],
    next: null,
  }))
  await until(() => expect(rows(root)).toHaveLength(4))
  const [made, changed, counted, later] = rows(root)
  for (const part of ['Made an account', 'Emma Li', 'Wang Lei', '10.0.0.7']) expect(made).toContain(part)
  expect(changed).toContain('The system')
  expect(changed).toContain('name and e-mail')
  expect(changed).not.toContain('secret')
  expect(counted).toContain('Emma Li · Teacher · 2 classes')
  expect(counted).not.toContain('in all')
  expect(later).toContain('of.a-later-version')
})

test('one kind is asked for by its beginning, all by none', async () => {
  const { root, asked } = await open(() => ({ entries: [], next: null }))
  await sees(root, 'Nothing here')
  expect(asked.at(-1)?.input).toEqual({ limit: '100' })
  fill(root, 'Kind', 'grade')
  await until(() => expect(asked.at(-1)?.input).toEqual({ action: 'grade', limit: '100' }))
})

test('older entries come below by pages', async () => {
  const { root, asked } = await open((after) =>
    after === undefined
      ? { entries: [anEntry('a')], next: 'older' }
      : { entries: [anEntry('b', { about: ['Leo Wang'] })], next: null },
  )
  await until(() => expect(rows(root)).toHaveLength(1))
  const more = () => [...root.querySelectorAll('button')].find((one) => /more/i.test(one.textContent ?? ''))
  more()?.click()
  await until(() => expect(rows(root)).toHaveLength(2))
  expect(asked.at(-1)?.input).toMatchObject({ after: 'older' })
  expect(more()).toBeUndefined()
})
