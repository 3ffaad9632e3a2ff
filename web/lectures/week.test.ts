import { describe, expect, test } from 'vitest'
import { setSchoolZone } from '../i18n/zone.ts'
import { daysOf, mondayOf, spanOf } from './week.ts'

describe('a week at the school', () => {
  test('begins on Monday, also for Sundays', () => {
    expect(mondayOf('2026-11-23')).toBe('2026-11-23')
    expect(mondayOf('2026-11-29')).toBe('2026-11-23')
    expect(daysOf('2026-12-28').at(-1)).toBe('2027-01-03')
  })

  test('runs from midnight to midnight of the school, through a change of the clocks', () => {
    setSchoolZone('Asia/Shanghai')
    expect(spanOf('2026-11-23')).toEqual({ from: '2026-11-22T16:00:00.000Z', to: '2026-11-29T16:00:00.000Z' })
    setSchoolZone('Europe/Berlin')
    expect(spanOf('2026-10-19')).toEqual({ from: '2026-10-18T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z' })
  })
})
