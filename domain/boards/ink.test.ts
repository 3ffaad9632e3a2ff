import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyInk, compact, inkBetween } from './ink.ts'
import { aRectangle, aStroke } from './samples.ts'

const at = fc.integer({ min: -2_000, max: 2_000 })
const points = fc.array(fc.tuple(at, at), { minLength: 1, maxLength: 30 })

describe('growing strokes', () => {
  it('sending only the new points gives the same stroke', () => {
    fc.assert(
      fc.property(points, points, (first, more) => {
        const before = aStroke({ points: first, version: 3 })
        const points = [...first, ...more]
        const lastCommittedPoint = points.at(-1)
        const after = aStroke({ points, version: 9, versionNonce: 7, width: 400, lastCommittedPoint })
        const grown = inkBetween(before, after)
        expect(grown && applyInk(before, grown)).toEqual(after)
      }),
    )
  })

  it('a stroke that changed in any other way is sent whole', () => {
    const before = aStroke()
    const longer = { points: [...before.points, [2, 2] as [number, number]], version: 2 }
    expect(inkBetween(before, aStroke({ ...longer, x: 11 }))).toBeNull()
    expect(inkBetween(before, aStroke({ ...longer, isDeleted: true }))).toBeNull()
    expect(inkBetween(before, aStroke({ ...longer, strokeColor: '#ff0000' }))).toBeNull()
    expect(inkBetween(before, aStroke({ version: 2 }))).toBeNull()
    expect(inkBetween(aRectangle({ id: 's1' }), before)).toBeNull()
  })

  it('growth that does not fit the stroke is not applied', () => {
    const before = aStroke()
    const grown = inkBetween(before, aStroke({ points: [...before.points, [2, 2]], version: 2 }))!
    expect(applyInk(undefined, grown)).toBeNull()
    expect(applyInk(aStroke({ points: [[0, 0]] }), grown)).toBeNull()
    expect(applyInk(aStroke({ version: 2 }), grown)).toBeNull()
  })

  it('points travel to a hundredth of a pixel', () => {
    expect(compact(aStroke({ points: [[1.23456, -0.009]] })).points).toEqual([[1.23, -0.01]])
  })
})
