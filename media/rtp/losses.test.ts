import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Losses } from './losses.ts'

test('exactly what is missing is asked for, across the wrap of numbers, and no more once it came', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 0xffff }),
      fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 20 }),
      (from, lost) => {
        const losses = new Losses()
        for (let step = 0; step <= 61; step += 1)
          if (!lost.includes(step)) losses.arrived((from + step) & 0xffff, 0)
        const missing = lost.map((step) => (from + step) & 0xffff)
        expect(new Set(losses.toAsk(100))).toEqual(new Set(missing))
        expect(losses.toAsk(101)).toEqual([])
        for (const sequence of missing) losses.arrived(sequence, 110)
        expect(losses.toAsk(500)).toEqual([])
        const share = losses.takeShare()
        expect(share).toBeCloseTo(lost.length / (62 + lost.length))
      },
    ),
  )
})

test('a packet that is given up is not asked for for ever, and a long pause asks for a picture instead', () => {
  const losses = new Losses()
  losses.arrived(1, 0)
  losses.arrived(3, 0)
  let asked = 0
  for (let now = 100; now < 10_000; now += 100) asked += losses.toAsk(now).length
  expect(asked).toBe(6)
  expect(losses.arrived(1_000, 0)).toBe(true)
  expect(losses.toAsk(20_000)).toEqual([])
})
