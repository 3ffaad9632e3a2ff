import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare, decimalOf, exactOf, formatDecimal } from '../decimal.ts'
import { explanation } from './explanation.ts'
import { GRADEBOOK_VIEWS, type Gradebook } from './gradebook.ts'
import { recompute } from './recompute.ts'
import { ANA, anyGradebook, entry } from './testing.ts'
import { type Total, totalsFor } from './total.ts'

const anyView = fc.constantFrom(...GRADEBOOK_VIEWS)

/** What an explanation shows in every place where `recompute` has an opinion. */
const shownIn = ({ percent, explanation: { sections } }: Total) => ({
  percent,
  sections: sections.map(({ period, parts }) => ({
    percent: period ? period.percent : parts[0]?.percent,
    parts: parts.map((part) => ({ score: part.score, possible: part.possible, percent: part.percent })),
  })),
})

describe('for any gradebook', () => {
  it('the explanation alone gives every total again, to the last digit', () => {
    fc.assert(
      fc.property(anyGradebook, anyView, fc.boolean(), (gradebook, view, canvasRounding) => {
        const { current, final } = totalsFor(gradebook, ANA, { view, canvasRounding })
        for (const total of [current, final]) expect(recompute(total.explanation)).toEqual(shownIn(total))
      }),
      { numRuns: 10_000 },
    )
  })

  it('the explanation comes back from storage as it was', () => {
    fc.assert(
      fc.property(anyGradebook, anyView, (gradebook, view) => {
        const { current } = totalsFor(gradebook, ANA, { view })
        expect(explanation.parse(JSON.parse(JSON.stringify(current.explanation)))).toEqual(
          current.explanation,
        )
      }),
    )
  })

  it('the order of entries does not matter', () => {
    fc.assert(
      fc.property(anyGradebook, anyView, (gradebook, view) => {
        const turned = { ...gradebook, entries: [...gradebook.entries].reverse() }
        expect(totalsFor(turned, ANA, { view })).toEqual(totalsFor(gradebook, ANA, { view }))
      }),
    )
  })

  it('other students’ grades and totals change nothing', () => {
    fc.assert(
      fc.property(anyGradebook, (gradebook) => {
        const others = gradebook.items.map((one) => entry(one.id, '1', { studentId: 'ben' }))
        const crowded = { ...gradebook, entries: [...others, ...gradebook.entries] }
        expect(totalsFor(crowded, ANA, { view: 'teacher' })).toEqual(
          totalsFor(gradebook, ANA, { view: 'teacher' }),
        )
      }),
    )
  })

  it('what is not released can be anything: the student’s totals are the same', () => {
    fc.assert(
      fc.property(anyGradebook, fc.nat({ max: 100 }), (gradebook, score) => {
        const hidden = {
          ...gradebook,
          entries: gradebook.entries.map((one) =>
            one.released || one.score === null
              ? one
              : { ...one, score: `${score}`, lateSeconds: 0, pending: false },
          ),
        }
        expect(totalsFor(hidden, ANA, { view: 'student' })).toEqual(
          totalsFor(gradebook, ANA, { view: 'student' }),
        )
      }),
    )
  })

  /**
   * Drop rules look for the best mean of their own category. Two totals around it may then fall: where weights of items
   * over 100 are not scaled down, and where the category is poured into another by points, in which a dropped exercise
   * of many points takes its weight along.
   */
  const withoutOuterDrops = (gradebook: Gradebook): Gradebook => {
    const isPoured = (parentId: string | null | undefined) =>
      (gradebook.categories.find((one) => one.id === parentId)?.method ?? gradebook.method ?? 'points') ===
      'points'
    return {
      ...gradebook,
      categories: gradebook.categories.map((category) => ({
        ...category,
        dropHighest: 0,
        ...(category.method === 'weighted' || isPoured(category.parentId)
          ? { dropLowest: 0, keepBest: null }
          : {}),
      })),
    }
  }

  it('raising a score never lowers the final total where no highest is dropped', () => {
    fc.assert(
      fc.property(
        anyGradebook.map(withoutOuterDrops),
        fc.nat(),
        fc.integer({ min: 1, max: 5000 }),
        (gradebook, which, more) => {
          const graded = gradebook.entries.filter((one) => one.score !== null && !one.excused)
          const chosen = graded[which % Math.max(1, graded.length)]
          if (!chosen?.score) return
          const score = formatDecimal(decimalOf(chosen.score) + BigInt(more) * 100n)
          const raised = gradebook.entries.map((one) => (one === chosen ? { ...one, score } : one))
          const before = totalsFor(gradebook, ANA, { view: 'teacher' }).final.percent
          const after = totalsFor({ ...gradebook, entries: raised }, ANA, { view: 'teacher' }).final.percent
          if (before === null || after === null) expect(after).toBe(before)
          else expect(compare(exactOf(after), exactOf(before))).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
