import { expect, it } from 'vitest'
import { instantOf, wallOf } from './time.ts'

it('a wall time is an instant in the zone of the school, and back', () => {
  const due = instantOf({ on: '2026-11-24', at: '08:00' }, 'Asia/Shanghai')
  expect(due.toISOString()).toBe('2026-11-24T00:00:00.000Z')
  expect(wallOf(due, 'Asia/Shanghai')).toEqual({ on: '2026-11-24', at: '08:00' })
  expect(wallOf(due, 'Europe/Berlin')).toEqual({ on: '2026-11-24', at: '01:00' })
})

it('a time that the clocks jump over is the moment after the jump, one that comes twice is the first', () => {
  expect(instantOf({ on: '2026-03-29', at: '02:30' }, 'Europe/Berlin').toISOString()).toBe(
    '2026-03-29T01:30:00.000Z',
  )
  expect(instantOf({ on: '2026-10-25', at: '02:30' }, 'Europe/Berlin').toISOString()).toBe(
    '2026-10-25T00:30:00.000Z',
  )
})
