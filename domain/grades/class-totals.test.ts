import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { classTotals, withMarks } from './class-totals.ts'
import type { Gradebook } from './gradebook.ts'
import { anyGradebook, entry } from './testing.ts'

const view = { view: 'teacher' } as const
const students = ['ana', 'ben', 'eve']

/** Everybody has Ana's entries. */
const shared = (gradebook: Gradebook): Gradebook => ({
  ...gradebook,
  entries: students.flatMap((studentId) => gradebook.entries.map((one) => ({ ...one, studentId }))),
})
const totalsIn = (known: ReturnType<typeof classTotals>) =>
  Object.fromEntries([...known.students].map(([id, { totals }]) => [id, totals]))

describe('the totals of a class after a changed mark', () => {
  it('are those from nothing, and only its student was worked out again', () => {
    fc.assert(
      fc.property(anyGradebook, fc.nat({ max: 8 }), fc.nat({ max: 120 }), (gradebook, at, score) => {
        const book = shared(gradebook)
        const before = classTotals(book, students, view)
        const mark = entry(`i${at}`, `${score}`, { studentId: 'ben' })
        const after = withMarks(before, [mark])
        const entries = [
          ...book.entries.filter((one) => one.studentId !== 'ben' || one.itemId !== mark.itemId),
          mark,
        ]
        expect(totalsIn(after)).toEqual(totalsIn(classTotals({ ...book, entries }, students, view)))
        expect(after.students.get('ana')).toBe(before.students.get('ana'))
        expect(after.students.get('eve')).toBe(before.students.get('eve'))
      }),
      { numRuns: 100 },
    )
  })

  it('follow one mark after another, and leave strangers aside', () => {
    const book: Gradebook = {
      categories: [],
      items: ['a', 'b'].map((id) => ({ id, name: id, categoryId: null, maxPoints: '10', assignedTo: null })),
      entries: [],
    }
    const first = withMarks(classTotals(book, students, view), [entry('a', '8')])
    const second = withMarks(first, [entry('b', '6'), entry('a', '3', { studentId: 'stranger' })])
    expect(second.students.get('ana')?.totals.current.percent).toBe('70.00')
    expect(second.students.size).toBe(3)
    expect(first.students.get('ana')?.totals.current.percent).toBe('80.00')
  })
})
