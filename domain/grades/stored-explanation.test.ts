import { describe, expect, it } from 'vitest'
import { recompute } from './recompute.ts'
import { storedExplanation } from './stored-explanation.ts'
import { ANA, category, entry, item } from './testing.ts'
import { totalsFor } from './total.ts'

/** As calculation 1 wrote it. */
const old = {
  version: 1,
  mode: 'current',
  view: 'teacher',
  method: 'weighted',
  weightSum: '40.00',
  dividedBy: '40.00',
  parts: [
    {
      categoryId: 'hw',
      name: 'Homework',
      weight: '40',
      share: '100.00',
      score: '8',
      possible: '10',
      percent: '80.00',
      leftOut: null,
      items: [{ itemId: 'h1', name: 'h1', possible: '10', score: '8', countedAsZero: false, leftOut: null }],
    },
    {
      categoryId: null,
      name: null,
      weight: null,
      share: null,
      score: '3',
      possible: '5',
      percent: '60.00',
      leftOut: 'no-weight',
      items: [{ itemId: 'x', name: 'x', possible: '5', score: '3', countedAsZero: false, leftOut: null }],
    },
  ],
  percent: '80.00',
}

describe('a stored explanation', () => {
  it('of the present calculation is read as it is', () => {
    const { explanation } = totalsFor(
      { categories: [category('c', '10')], items: [item('a', '10', 'c')], entries: [entry('a', '7')] },
      ANA,
      { view: 'teacher' },
    ).current
    expect(storedExplanation(JSON.parse(JSON.stringify(explanation)))).toEqual(explanation)
  })

  it('of the first calculation keeps its number and sums, and still gives its total', () => {
    const tree = storedExplanation(old)
    expect(tree).toMatchObject({ version: 1, percent: '80.00' })
    expect(recompute(tree).percent).toBe('80.00')
    const [course, homework] = tree.sections[0]?.parts ?? []
    expect(course).toMatchObject({ method: 'weighted', score: '8', possible: '10' })
    expect(course?.items).toMatchObject([{ itemId: 'x', leftOut: 'no-weight' }])
    expect(homework).toMatchObject({ categoryId: 'hw', percent: '80.00', share: '100.00' })
  })

  it('of the first calculation by points gives its total too', () => {
    const parts = old.parts.map((part) => ({ ...part, leftOut: null, share: null }))
    const byPoints = { ...old, method: 'points', weightSum: null, dividedBy: null, parts, percent: '73.33' }
    expect(recompute(storedExplanation(byPoints)).percent).toBe('73.33')
  })

  it('of no known calculation is refused', () => {
    expect(() => storedExplanation({ ...old, version: 99 })).toThrow()
  })
})
