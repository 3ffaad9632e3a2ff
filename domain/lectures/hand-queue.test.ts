import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { type Hand, nextHand, withCall, withHand, withoutHands } from './hand-queue.ts'

const aHand = (second: number, accountId = newId()): Hand => ({
  id: newId(),
  accountId,
  displayName: `Student ${second}`,
  raisedAt: new Date(second * 1000).toISOString(),
  calledAt: null,
})

describe('the hand queue', () => {
  test('stands in the order of raising, whatever order the news arrives in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 1000 }), { maxLength: 10 }), (seconds) => {
        const hands = seconds.map((second) => aHand(second))
        const queue = hands.reduce<Hand[]>(withHand, [])
        const backwards = hands.toReversed().reduce<Hand[]>(withHand, [])
        expect(queue).toEqual(backwards)
        expect(queue.map((hand) => hand.raisedAt)).toEqual([...queue.map((hand) => hand.raisedAt)].sort())
      }),
    )
  })

  test('holds one hand of a person', () => {
    const first = aHand(1)
    expect(withHand([first], first)).toEqual([first])
    expect(withHand([first], aHand(9, first.accountId))).toHaveLength(1)
  })

  test('calls on whoever waits longest and was not called yet', () => {
    const [first, second] = [aHand(1), aHand(2)]
    const queue = [second, first].reduce<Hand[]>(withHand, [])
    expect(nextHand(queue)).toBe(first)
    const called = withCall(queue, first.id, new Date().toISOString())
    expect(nextHand(called)?.id).toBe(second.id)
    expect(nextHand(withoutHands(called, [second.id]))).toBeNull()
  })
})
