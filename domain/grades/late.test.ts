import { describe, expect, it } from 'vitest'
import { exactOf, formatExact } from '../decimal.ts'
import type { LatePolicy } from './gradebook.ts'
import { lateDeduction, missingScore } from './late.ts'

const late = (score: string, possible: string, seconds: bigint, policy: Partial<LatePolicy> = {}) => {
  const found = lateDeduction(exactOf(score), exactOf(possible), seconds, {
    percent: '10',
    per: 'hour',
    floor: null,
    ...policy,
  })
  return found && [found.intervals, formatExact(found.deducted), formatExact(found.score)]
}

describe('lateness', () => {
  it('costs so many percent of the points for each interval that has begun', () => {
    expect(late('45', '50', 1n)).toEqual([1, '5', '40'])
    expect(late('45', '50', 3600n)).toEqual([1, '5', '40'])
    expect(late('45', '50', 3601n)).toEqual([2, '10', '35'])
    expect(late('45', '50', 86_401n, { per: 'day' })).toEqual([2, '10', '35'])
    expect(late('6.75', '7.5', 3599n, { percent: '5' })).toEqual([1, '0.375', '6.375'])
  })

  it('is counted from the end of the grace time', () => {
    expect(late('45', '50', 600n, { graceSeconds: 600 })).toBeNull()
    expect(late('45', '50', 601n, { graceSeconds: 600 })).toEqual([1, '5', '40'])
    expect(late('45', '50', 4201n, { graceSeconds: 600 })).toEqual([2, '10', '35'])
  })

  it('takes no score below the floor, nor one that is there already', () => {
    expect(late('45', '50', 36_000n, { floor: '40' })).toEqual([10, '25', '20'])
    expect(late('16.5', '50', 36_000n, { floor: '40' })).toEqual([10, '0', '16.5'])
    expect(late('45', '50', 360_000n)).toEqual([100, '45', '0'])
    expect(late('5', '10', 36_000n, { floor: '-10' })).toEqual([10, '6', '0'])
  })

  it('takes nothing of work in time, of an item without points, and of a score below zero', () => {
    expect(late('45', '50', 0n)).toBeNull()
    expect(late('45', '50', -5n)).toBeNull()
    expect(late('3', '0', 7200n)).toBeNull()
    expect(late('-3', '10', 7200n)).toEqual([2, '0', '-3'])
  })

  it('of missing work leaves the points less the policy’s percent', () => {
    expect(formatExact(missingScore(exactOf('40'), '25'))).toBe('30')
    expect(formatExact(missingScore(exactOf('40'), '100'))).toBe('0')
  })
})
