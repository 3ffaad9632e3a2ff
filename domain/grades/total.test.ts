import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decimalOf, formatDecimal } from '../decimal.ts'
import { explanation, recompute } from './explanation.ts'
import type { Gradebook, GradeEntry } from './gradebook.ts'
import { totalsFor } from './total.ts'

const ana = 'ana'
const entry = (itemId: string, score: string | null, more: Partial<GradeEntry> = {}): GradeEntry => ({
  itemId,
  studentId: ana,
  score,
  excused: false,
  released: true,
  ...more,
})
const item = (id: string, maxPoints: string, categoryId: string | null = null) => ({
  id,
  name: id,
  categoryId,
  maxPoints,
  assignedTo: null,
})
const weighted: Gradebook = {
  categories: [
    { id: 'hw', name: 'Homework', weight: '40' },
    { id: 'ex', name: 'Exams', weight: '60' },
  ],
  items: [item('h1', '10', 'hw'), item('h2', '20', 'hw'), item('e1', '100', 'ex')],
  entries: [],
}
const withEntries = (gradebook: Gradebook, ...entries: GradeEntry[]): Gradebook => ({ ...gradebook, entries })
const both = (gradebook: Gradebook, view: 'teacher' | 'student' = 'teacher') => {
  const totals = totalsFor(gradebook, ana, view)
  return [totals.current.percent, totals.final.percent]
}

describe('totals', () => {
  it('are null, not zero, when nothing is graded; only the final one counts missing work', () => {
    expect(both(weighted)).toEqual([null, '0.00'])
    expect(both({ categories: [], items: [], entries: [] })).toEqual([null, null])
  })

  it('sum points inside a category and weigh the categories', () => {
    const graded = withEntries(weighted, entry('h1', '8'), entry('h2', '19'), entry('e1', '75.5'))
    expect(both(graded)).toEqual(['81.30', '81.30'])
  })

  it('scale weights of graded categories up to 100', () => {
    const homework = withEntries(weighted, entry('h1', '8'))
    const { current } = totalsFor(homework, ana, 'teacher')
    expect(current.percent).toBe('80.00')
    expect(current.explanation).toMatchObject({ weightSum: '40.00', dividedBy: '40.00' })
    expect(current.explanation.parts[0]).toMatchObject({ weight: '40', share: '100.00', percent: '80.00' })
    expect(current.explanation.parts[1]).toMatchObject({ share: null, leftOut: 'no-points' })
    expect(both(homework)[1]).toBe('10.67')
  })

  it('do not scale down weights over 100, so extra credit can lift a total', () => {
    const extra: Gradebook = {
      categories: [...weighted.categories, { id: 'xc', name: 'Extra', weight: '5' }],
      items: [...weighted.items, item('x1', '10', 'xc')],
      entries: [entry('h1', '10'), entry('h2', '20'), entry('e1', '100'), entry('x1', '8')],
    }
    expect(both(extra)[0]).toBe('104.00')
  })

  it('are the sum of all points when there are no weights', () => {
    const points: Gradebook = {
      categories: [],
      items: [item('a', '10'), item('b', '30')],
      entries: [entry('a', '9.5')],
    }
    expect(both(points)).toEqual(['95.00', '23.75'])
  })

  it('leave out excused work, and say so', () => {
    const excused = withEntries(weighted, entry('h1', '9'), entry('h2', null, { excused: true }))
    expect(both(excused)).toEqual(['90.00', '36.00'])
    const left = totalsFor(excused, ana, 'teacher').final.explanation.parts[0]?.items[1]
    expect(left).toMatchObject({ itemId: 'h2', leftOut: 'excused', score: null })
  })

  it('leave out items and categories without a weight once there are weights', () => {
    const loose: Gradebook = {
      categories: [...weighted.categories, { id: 'no', name: 'Practice', weight: null }],
      items: [...weighted.items, item('p', '10', 'no'), item('stray', '10')],
      entries: [entry('h1', '10'), entry('p', '0'), entry('stray', '0')],
    }
    const { current } = totalsFor(loose, ana, 'teacher')
    expect(current.percent).toBe('100.00')
    expect(current.explanation.parts.map((part) => part.leftOut)).toEqual([
      null,
      'no-points',
      'no-weight',
      'no-weight',
    ])
  })

  it('ignore work that was set for others', () => {
    const group: Gradebook = { ...weighted, items: [{ ...item('g', '10', 'hw'), assignedTo: ['ben'] }] }
    expect(both(group)).toEqual([null, null])
  })

  it('show the student released grades only, while the teacher sees all', () => {
    const half = withEntries(weighted, entry('h1', '5'), entry('e1', '90', { released: false }))
    expect(both(half)).toEqual(['74.00', '60.67'])
    expect(both(half, 'student')).toEqual(['50.00', '16.67'])
    const tree = totalsFor(half, ana, 'student').current.explanation
    expect(tree.parts[1]?.items[0]).toMatchObject({ leftOut: 'not-released', score: null })
    expect(JSON.stringify(tree)).not.toContain('90')
  })

  it('round once, half away from zero', () => {
    const eighth: Gradebook = { categories: [], items: [item('a', '800')], entries: [entry('a', '100.04')] }
    expect(both(eighth)[0]).toBe('12.51')
    const thirds: Gradebook = {
      categories: ['a', 'b', 'c'].map((id) => ({ id, name: id, weight: '33.3333' })),
      items: ['a', 'b', 'c'].map((id) => item(id, '3', id)),
      entries: ['a', 'b', 'c'].map((id) => entry(id, '2')),
    }
    expect(both(thirds)[0]).toBe('66.67')
  })
})

const cents = (max: bigint) => fc.bigInt(0n, max).map((value) => formatDecimal(value * 100n))

/** Any small gradebook: weights missing, zero or over 100, items without points, excused, unreleased and missing work. */
const anyGradebook: fc.Arbitrary<Gradebook> = fc
  .record({
    weights: fc.array(fc.option(cents(15000n)), { maxLength: 4 }),
    items: fc.array(
      fc.record({
        category: fc.integer({ min: -1, max: 3 }),
        max: fc.oneof(fc.constant('0'), cents(10000n)),
        mine: fc.boolean(),
        graded: fc.option(
          fc.record({ score: fc.option(cents(12000n)), excused: fc.boolean(), released: fc.boolean() }),
        ),
      }),
      { maxLength: 9 },
    ),
  })
  .map(({ weights, items }) => ({
    categories: weights.map((weight, n) => ({ id: `c${n}`, name: `Category ${n}`, weight })),
    items: items.map((one, n) => ({
      ...item(`i${n}`, one.max, one.category < 0 ? null : `c${one.category}`),
      assignedTo: one.mine || n % 2 === 0 ? null : ['ben'],
    })),
    entries: items.flatMap((one, n) => (one.graded ? [entry(`i${n}`, one.graded.score, one.graded)] : [])),
  }))

describe('for any gradebook', () => {
  const views = ['teacher', 'student'] as const

  it('the explanation alone gives the shown total, also after a journey through JSON', () => {
    fc.assert(
      fc.property(anyGradebook, (gradebook) => {
        for (const view of views) {
          const { current, final } = totalsFor(gradebook, ana, view)
          for (const total of [current, final]) {
            const stored = explanation.parse(JSON.parse(JSON.stringify(total.explanation)))
            expect(recompute(stored)).toBe(total.percent)
            expect(stored.percent).toBe(total.percent)
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  it('the order of entries does not matter', () => {
    fc.assert(
      fc.property(anyGradebook, (gradebook) => {
        const turned = { ...gradebook, entries: [...gradebook.entries].reverse() }
        for (const view of views)
          expect(totalsFor(turned, ana, view)).toEqual(totalsFor(gradebook, ana, view))
      }),
    )
  })

  it('raising a score never lowers the final total', () => {
    fc.assert(
      fc.property(anyGradebook, fc.nat(), cents(5000n), (gradebook, which, more) => {
        const graded = gradebook.entries.filter((one) => one.score !== null && !one.excused)
        const chosen = graded[which % Math.max(1, graded.length)]
        if (!chosen?.score) return
        const score = formatDecimal(decimalOf(chosen.score) + decimalOf(more))
        const raised = gradebook.entries.map((one) => (one === chosen ? { ...one, score } : one))
        const before = totalsFor(gradebook, ana, 'teacher').final.percent
        const after = totalsFor({ ...gradebook, entries: raised }, ana, 'teacher').final.percent
        if (before === null) expect(after).toBeNull()
        else expect(decimalOf(after!)).toBeGreaterThanOrEqual(decimalOf(before))
      }),
      { numRuns: 1000 },
    )
  })

  it('other students’ grades change nothing', () => {
    fc.assert(
      fc.property(anyGradebook, (gradebook) => {
        const others = gradebook.items.map((one) => entry(one.id, '1', { studentId: 'ben' }))
        const crowded = { ...gradebook, entries: [...others, ...gradebook.entries] }
        expect(totalsFor(crowded, ana, 'teacher')).toEqual(totalsFor(gradebook, ana, 'teacher'))
      }),
    )
  })
})
