import { expect, test } from 'vitest'
import { byKind, type Feedback, standingAt, withFeedback } from './feedback.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 30, 8, minute)).toISOString()
const said = (accountId: string, kind: Feedback['kind'], minute = 5): Feedback => ({
  accountId,
  kind,
  until: at(minute),
})

test('a person says one thing at a time, and the order is the same whoever came first', () => {
  const one = withFeedback(withFeedback([], 'b', said('b', 'yes')), 'a', said('a', 'no'))
  const other = withFeedback(withFeedback([], 'a', said('a', 'no')), 'b', said('b', 'yes'))
  expect(one).toEqual(other)
  expect(withFeedback(one, 'a', said('a', 'done'))).toEqual([said('a', 'done'), said('b', 'yes')])
  expect(withFeedback(one, 'a', null)).toEqual([said('b', 'yes')])
  expect(withFeedback(one, 'nobody', null)).toEqual(one)
})

test('it stands until its time and not longer', () => {
  const list = [said('a', 'yes', 5), said('b', 'done', 15)]
  expect(standingAt(list, new Date(at(4)))).toEqual(list)
  expect(standingAt(list, new Date(at(5)))).toEqual([list[1]])
})

test('it is counted by kind, and what nobody says is left out', () => {
  const list = [said('a', 'slower'), said('b', 'yes'), said('c', 'slower')]
  expect(byKind(list)).toEqual([
    { kind: 'yes', accountIds: ['b'] },
    { kind: 'slower', accountIds: ['a', 'c'] },
  ])
})
