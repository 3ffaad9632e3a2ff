import { expect, test } from 'vitest'
import { type ReportView, reportChanged } from './contract.ts'
import { applyToReports } from './report-list.ts'

const report = (id: string, requestedAt: string, percent = 0) => ({ id, requestedAt, percent }) as ReportView
const list = [report('c', '2026-03-03'), report('a', '2026-03-01')]
const after = (next: string | null, changed: ReportView) =>
  applyToReports({ reports: list, next }, {
    topic: 'school:x',
    no: 1,
    name: reportChanged.name,
    at: '',
    payload: { report: changed },
  } as never).reports.map(({ id, percent }) => `${id}${percent}`)

test('a new report stands in front, a known one where it stood', () => {
  expect(after(null, report('d', '2026-03-04'))).toEqual(['d0', 'c0', 'a0'])
  expect(after('more', report('a', '2026-03-01', 40))).toEqual(['c0', 'a40'])
})

test('one that is not on the screen yet stands in its place, not in front', () => {
  expect(after(null, report('b', '2026-03-02'))).toEqual(['c0', 'b0', 'a0'])
  expect(after(null, report('0', '2026-02-01'))).toEqual(['c0', 'a0', '00'])
})

test('one of a later page waits for its page', () => {
  expect(after('more', report('0', '2026-02-01'))).toEqual(['c0', 'a0'])
})
