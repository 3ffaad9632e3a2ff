import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawable, LINES_OF_SHAPE, madeDrawable } from './cost.ts'
import { type BoardElement, boardElement, SIDE_LIMIT } from './element.ts'
import { aRectangle, aStroke } from './samples.ts'

const patterned = (over: Partial<BoardElement>) =>
  aRectangle({ fillStyle: 'hachure', strokeStyle: 'dashed', strokeWidth: 1, ...over })

describe('a shape that would cost everybody too much', () => {
  it('keeps pattern and dashes at the sizes people draw', () => {
    for (const size of [10, 400, 2_000, 6_000]) {
      const element = patterned({ width: size, height: size })
      expect(drawable(element)).toBe(element)
    }
  })

  it('is plain where the pattern or the dashes would be endless, as a further change that its sender takes over', () => {
    const huge = patterned({ width: SIDE_LIMIT, height: SIDE_LIMIT })
    const plain = madeDrawable(huge)
    expect(plain).toMatchObject({ fillStyle: 'solid', strokeStyle: 'solid', width: SIDE_LIMIT })
    expect(plain.version).toBe(huge.version + 1)
    expect(madeDrawable(plain)).toBe(plain)
  })

  it('is told by its points too, whatever it says of its width', () => {
    const zigzag: [number, number][] = Array.from({ length: 400 }, (_, n) => [n % 2 === 0 ? 0 : 9_000, n])
    const stroke = aStroke({ points: zigzag, width: 1, height: 1, fillStyle: 'hachure', strokeWidth: 0.1 })
    expect(drawable(stroke).fillStyle).toBe('solid')
  })

  it('never has more lines than the limit once it is drawable', () => {
    const size = fc.double({ min: -SIDE_LIMIT, max: SIDE_LIMIT, noNaN: true })
    fc.assert(
      fc.property(
        size,
        size,
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.constantFrom('hachure' as const, 'cross-hatch' as const, 'zigzag' as const),
        (width, height, strokeWidth, fillStyle) => {
          const drawn = drawable(patterned({ width, height, strokeWidth, fillStyle }))
          expect(boardElement.safeParse(drawn).success).toBe(true)
          if (drawn.fillStyle === 'solid') return
          const side = Math.max(Math.abs(width), Math.abs(height))
          expect(side / Math.max(4 * strokeWidth, 0.1)).toBeLessThanOrEqual(LINES_OF_SHAPE)
        },
      ),
    )
  })
})
