import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type GradebookPage, type GradebookRow, gradesRecorded } from './contract.ts'
import { applyToGradebook, gradebookAfter } from './gradebook-changes.ts'

const row = (id: string, score: string | null = null, no = 1): GradebookRow => ({
  student: { id, displayName: id, studentNumber: null, username: id },
  cells: [score === null ? null : { no, score }],
  totals: null,
})
const item = (id: string) => ({ id, title: id, maxPoints: '10', categoryId: null, assignmentId: null })
const head = { version: 3, wanted: 3, changeNo: 7, categories: [], items: [item('i')] }
const book = (...rows: GradebookRow[]): GradebookPage => ({ ...head, rows, next: null })
const recorded = (classId: string, studentId: string, score: string, no: number | null = 2) => ({
  name: gradesRecorded.name,
  payload: {
    classId,
    grades: [
      {
        studentId,
        itemId: 'i',
        ...(no !== null && { no }),
        score,
        excused: false,
        comment: '',
        recordedAt: '2026-09-01T11:00:00.000Z',
      },
    ],
  },
})
const scoresOf = (page: GradebookPage) => page.rows.map(({ cells }) => cells.map((cell) => cell?.score))

test('a grade stands in its cell at once, as a draft, and totals are wanted', () => {
  const before = book(row('a', '1'), row('b', '2'))
  const after = applyToGradebook('c')(before, recorded('c', 'b', '5'))
  expect(scoresOf(after)).toEqual([['1'], ['5']])
  expect(after.rows[1]?.cells[0]?.draft).toBe(true)
  expect(after.rows[0]).toBe(before.rows[0])
  expect(after.wanted).toBe(4)
})

test('a grade of another class, of nobody here, or older than what was fetched changes no cell', () => {
  const before = book(row('a', '1', 2))
  expect(applyToGradebook('c')(before, recorded('d', 'a', '5'))).toBe(before)
  const older = [2, 1, null].map((no) => recorded('c', 'a', '5', no))
  for (const event of [recorded('c', 'z', '5', 3), ...older])
    expect(scoresOf(applyToGradebook('c')(before, event))).toEqual([['1']])
})

test('rows that did not change stand under their columns when those are other ones', () => {
  const before = book({ ...row('a'), cells: [{ no: 1, score: '1' }] })
  const after = gradebookAfter(before, {
    ...head,
    items: [item('new'), item('i'), item('last')],
    studentIds: ['a'],
    rows: [],
  })
  expect(after?.rows[0]?.cells).toEqual([null, { no: 1, score: '1' }, null])
})

test('a book of more changed rows than a page, or of a student whose row is not known, is fetched anew', () => {
  expect(gradebookAfter(book(row('a')), { ...head, studentIds: ['a'], rows: null })).toBeNull()
  expect(gradebookAfter(book(row('a')), { ...head, studentIds: ['a', 'b'], rows: [] })).toBeNull()
})

test('whatever rows changed, came or went, the book is the one that is there now', () => {
  const ids = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f'))
  fc.assert(
    fc.property(
      ids,
      ids,
      fc.array(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f')),
      (before, now, graded) => {
        const known = new Set(before)
        const changed = now.filter((id) => graded.includes(id) || !known.has(id))
        const rows = (of: string[]) => of.map((id) => row(id, changed.includes(id) ? '9' : '1'))
        const after = gradebookAfter(book(...before.map((id) => row(id, '1'))), {
          ...head,
          changeNo: 8,
          studentIds: now,
          rows: rows(changed),
        })
        expect(after).toEqual({ ...book(...rows(now)), changeNo: 8 })
      },
    ),
  )
})
