import { afterEach, beforeEach, expect, test } from 'vitest'
import { listReports, type ReportView, reportChanged } from '#domain/reports/contract.ts'
import { type FakeServer, fakeServer } from '../realtime/testing.ts'
import { hrefOf, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { door, serve, somebody } from '../ui/testing/server.ts'
import ReportsScreen from './ReportsScreen.tsx'

let server: FakeServer
beforeEach(() => {
  server = fakeServer()
})
afterEach(() => server.stop())

const aReport = (id: string, change: Partial<ReportView> = {}): ReportView => ({
  id,
  termName: `Term ${id}`,
  classCount: 12,
  locale: 'en',
  state: 'ready',
  percent: 100,
  fileName: 'report.xlsx',
  size: 2_400_000,
  cells: 12_345,
  error: null,
  requestedBy: { id: 'wang', displayName: 'Wang Lei' },
  requestedAt: '2026-11-30T08:00:00.000Z',
  readyAt: null,
  ...change,
})

const open = async (
  answer: (after: string | undefined) => { reports: ReportView[]; next: string | null },
) => {
  const asked = serve([door(listReports, (_, { after }) => answer(after))])
  become(somebody('wang', 'owner', []))
  const root = await drawScreen(ReportsScreen, '/admin/reports', '/admin/reports')
  return { root, asked }
}

test('a report that is ready is downloaded; of others it is told how far they are, or why they failed', async () => {
  const { root } = await open(() => ({
    reports: [
      aReport('a'),
      aReport('b', { state: 'running', percent: 30, size: null, cells: null }),
      aReport('c', { state: 'failed', error: { code: 'forbidden' } as ReportView['error'] }),
      aReport('d', {
        state: 'failed',
        error: { code: 'of-a-later-version' } as unknown as ReportView['error'],
      }),
      aReport('e', { state: 'waiting' }),
    ],
    next: null,
  }))
  await sees(
    root,
    '12 classes · Wang Lei',
    '12,345 cells',
    '30%',
    'may not export one of the classes any more',
  )
  await sees(root, 'It could not be written. Try again', 'Waiting')
  expect(hrefOf(root, 'Download')).toBe('/api/reports/a/download')
  expect(root.querySelectorAll('a[download]')).toHaveLength(1)
})

test('a report that gets on is shown at once; that one’s own is ready is said, somebody else’s is not', async () => {
  const { root, asked } = await open(() => ({
    reports: [
      aReport('a', { state: 'running', percent: 30 }),
      aReport('b', { state: 'running', percent: 10, requestedBy: { id: 'zhao', displayName: 'Zhao Min' } }),
    ],
    next: null,
  }))
  await sees(root, '30%')
  await until(() => expect(server.subscribes()).toContain('school:school'))
  const theirs = aReport('b', { requestedBy: { id: 'zhao', displayName: 'Zhao Min' } })
  await until(() => {
    server.publish('school:school', reportChanged.name, { report: theirs })
    expect(root.querySelectorAll('a[download]')).toHaveLength(1)
  })
  expect(root.textContent).not.toContain('The report is ready.')
  server.publish('school:school', reportChanged.name, { report: aReport('a') })
  await sees(root, 'The report is ready.')
  expect(asked).toHaveLength(1)
})

test('before there is one it says what will stand here', async () => {
  const { root } = await open(() => ({ reports: [], next: null }))
  await sees(root, 'No report was written yet', 'Reports stay here for a month.')
})

test('earlier ones come below by pages', async () => {
  const { root, asked } = await open((after) =>
    after === undefined
      ? { reports: [aReport('a')], next: 'older' }
      : { reports: [aReport('b')], next: null },
  )
  await sees(root, 'Term a')
  const more = [...root.querySelectorAll('button')].find((one) => /more/i.test(one.textContent ?? ''))
  more?.click()
  await sees(root, 'Term a', 'Term b')
  expect(asked.at(-1)?.input).toEqual({ after: 'older' })
})

test('of two people of one name it can be read who asked for which report', async () => {
  const by = (id: string, displayName: string) => aReport(`of ${id}`, { requestedBy: { id, displayName } })
  const { root } = await open(() => ({
    reports: [by('b', 'Bo Chen'), by('a', 'Bo Chen'), by('c', 'An Li')],
    next: null,
  }))
  await until(() => expect(root.querySelectorAll('ul[aria-label] > li')).toHaveLength(3))
  const lines = [...root.querySelectorAll('ul[aria-label] > li')].map((line) => line.textContent)
  expect(lines[0]).toContain('Bo Chen (B)')
  expect(lines[1]).toContain('Bo Chen (A)')
  expect(lines[2]).toMatch(/An Li(?! \()/)
})
