import { expect, test, vi } from 'vitest'
import { listReports, type ReportView } from '#domain/reports/contract.ts'
import { enter, forget } from '../accounts/session.ts'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve, somebody } from '../ui/testing/server.ts'
import ReportsScreen from './ReportsScreen.tsx'

const reportBy = (id: string, displayName: string): ReportView => ({
  id: `report of ${id}`,
  termName: 'Autumn',
  classCount: 2,
  locale: 'en',
  state: 'waiting',
  percent: 0,
  fileName: null,
  size: null,
  cells: null,
  error: null,
  requestedBy: { id, displayName },
  requestedAt: '2026-11-29T08:00:00.000Z',
  readyAt: null,
})

test('of two people of one name it can be read who asked for which report', async () => {
  serve([
    door(listReports, () => ({
      reports: [reportBy('b', 'Bo Chen'), reportBy('a', 'Bo Chen'), reportBy('c', 'An Li')],
      next: null,
    })),
  ])
  enter(somebody('teacher', 'teacher', []))
  const root = await draw(() => <ReportsScreen />)
  await vi.waitFor(() => expect(root.querySelectorAll('li')).toHaveLength(3), { timeout: 5000 })
  const lines = [...root.querySelectorAll('li')].map((line) => line.textContent)
  expect(lines[0]).toContain('Bo Chen (B)')
  expect(lines[1]).toContain('Bo Chen (A)')
  expect(lines[2]).toMatch(/An Li(?! \()/)
  forget()
})
