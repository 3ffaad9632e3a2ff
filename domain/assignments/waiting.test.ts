import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isReady, nextWaiting, type WaitingRow, waitingIn } from './waiting.ts'

const mark = (score: string | null, attemptNo: number | null = 1) => ({
  score,
  excused: false,
  comment: '',
  attemptNo,
  recordedAt: '2026-11-29T08:00:00.000Z',
})

const row = (id: string, more: Partial<WaitingRow> = {}): WaitingRow => ({
  student: { id, displayName: id, studentNumber: null, username: 'x' },
  state: 'submitted',
  attempts: 1,
  mark: null,
  released: false,
  ...more,
})
const nothing = { state: null, attempts: 0 } as const
const returned = { state: 'returned', mark: mark('5'), released: true } as const

const anyRow = fc.record({
  state: fc.constantFrom('working', 'submitted', 'returned', null),
  attempts: fc.nat(2),
  score: fc.constantFrom('7', null),
  released: fc.boolean(),
})
const anyList = fc
  .array(anyRow, { maxLength: 12 })
  .map((rows) => rows.map(({ score, ...facts }, n) => row(`s${n}`, { ...facts, mark: mark(score) })))

describe('the next who waits', () => {
  test('is the next of the list who handed in and has not had it back, round the end', () => {
    const rows = [row('a'), row('b', nothing), row('c', returned), row('d'), row('e', nothing)]
    expect(nextWaiting(rows, 'a')?.student.id).toBe('d')
    expect(nextWaiting(rows, 'd')?.student.id).toBe('a')
    expect(nextWaiting(rows, 'e')?.student.id).toBe('a')
    expect(nextWaiting(rows, undefined)?.student.id).toBe('a')
  })

  test('is nobody when this is the last, and whoever handed in again waits again', () => {
    const rows = [row('a', returned), row('b'), row('c', nothing)]
    expect(nextWaiting(rows, 'b')).toBeNull()
    expect(nextWaiting([row('a', { state: 'submitted', attempts: 2 }), row('b')], 'b')?.student.id).toBe('a')
  })

  test('of work on paper is the next whom nothing was returned to', () => {
    const rows = [row('a', nothing), row('b', { ...returned, attempts: 0 }), row('c', nothing)]
    expect(nextWaiting(rows, 'a')?.student.id).toBe('c')
    expect(nextWaiting(rows, 'c')?.student.id).toBe('a')
  })

  test('always waits, nobody who waits is passed over, and it is null only when nobody else does', () => {
    fc.assert(
      fc.property(anyList, fc.nat(14), (rows, n) => {
        const from = `s${n}`
        const found = nextWaiting(rows, from)
        const at = rows.findIndex((one) => one.student.id === from)
        const round = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))]
        const passed = found ? round.slice(0, round.indexOf(found)) : round
        const waiting = waitingIn(rows)
        expect(found === null || waiting.includes(found)).toBe(true)
        expect(passed.filter((one) => waiting.includes(one))).toEqual([])
      }),
    )
  })

  test('taken again and again, each one returned, is everybody who waits, once', () => {
    fc.assert(
      fc.property(anyList, fc.nat(14), (start, n) => {
        fc.pre(start.some((one) => one.attempts > 0))
        const back = (rows: WaitingRow[], id: string) =>
          rows.map((one) => (one.student.id === id ? { ...one, state: 'returned' as const } : one))
        let rows = back(start, `s${n}`)
        const expected = waitingIn(rows).map((one) => one.student.id)
        const seen: string[] = []
        for (let next = nextWaiting(rows, `s${n}`); next; next = nextWaiting(rows, seen.at(-1))) {
          seen.push(next.student.id)
          rows = back(rows, next.student.id)
        }
        expect(seen.sort()).toEqual(expected.sort())
      }),
    )
  })
})

test('ready is a mark the student does not see yet, of the work that was handed in last', () => {
  expect(isReady(row('a', { mark: mark('5') }), true)).toBe(true)
  expect(isReady(row('a', { mark: mark('5'), attempts: 2 }), true)).toBe(false)
  expect(isReady(row('a', { mark: mark('5'), released: true }), true)).toBe(false)
  expect(isReady(row('a', { mark: mark(null) }), true)).toBe(false)
  expect(isReady(row('a', { mark: mark('5', null), attempts: 2 }), true)).toBe(true)
  expect(isReady(row('a'), false)).toBe(true)
  expect(isReady(row('a', returned), false)).toBe(false)
})
