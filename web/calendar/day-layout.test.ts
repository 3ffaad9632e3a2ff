import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Block, hoursFor, placeBlocks } from './day-layout.ts'

const block = fc
  .tuple(fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 5, max: 60 }))
  .map(([from, length]): Block => ({ from, to: from + length }))

describe('lessons of a day', () => {
  test('that follow each other have the whole width', () => {
    const placed = placeBlocks([
      { from: 540, to: 585 },
      { from: 480, to: 540 },
    ])
    expect(placed.map(({ lane, lanes }) => [lane, lanes])).toEqual([
      [0, 1],
      [0, 1],
    ])
  })

  test('that overlap never cover each other', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const placed = placeBlocks(blocks)
        expect(placed).toHaveLength(blocks.length)
        for (const [index, a] of placed.entries()) {
          expect(a.lane).toBeLessThan(a.lanes)
          for (const b of placed.slice(index + 1)) {
            if (a.item.from < b.item.to && b.item.from < a.item.to) expect(a.lane).not.toBe(b.lane)
          }
        }
      }),
    )
  })

  test('widen the hours on screen when they lie outside the usual day', () => {
    expect(hoursFor([])).toEqual({ from: 8, to: 17 })
    expect(hoursFor([{ from: 7 * 60 + 30, to: 19 * 60 + 5 }])).toEqual({ from: 7, to: 20 })
  })
})
