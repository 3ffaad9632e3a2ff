import { describe, expect, it } from 'vitest'
import type { Gradebook } from './gradebook.ts'
import { SCHEMES } from './scheme.ts'
import { ANA, entry, oneCategory } from './testing.ts'
import { totalsFor } from './total.ts'
import { comparePolicies, whatIf } from './what-if.ts'

const view = { view: 'student' } as const
const book: Gradebook = {
  ...oneCategory({}, [
    ['8', '10'],
    ['5', '10'],
    [null, '10'],
  ]),
  scheme: SCHEMES.letters,
}

describe('what if', () => {
  it('gives the totals as if a mark stood, and leaves the gradebook as it is', () => {
    const { current, final } = whatIf(book, ANA, [{ itemId: 'i2', score: '10' }], view)
    expect([current.percent, final.percent]).toEqual(['76.67', '76.67'])
    expect(totalsFor(book, ANA, view).current.percent).toBe('65.00')
  })

  it('replaces marks, excuses and lateness, and takes a mark away', () => {
    const late: Gradebook = {
      ...book,
      entries: [entry('i0', '8', { lateSeconds: 10 }), entry('i1', '5', { excused: true })],
      latePolicy: { percent: '50', per: 'day', floor: null },
    }
    expect(totalsFor(late, ANA, view).current.percent).toBe('30.00')
    const marks = [
      { itemId: 'i0', score: '8' },
      { itemId: 'i1', score: '6' },
    ]
    expect(whatIf(late, ANA, marks, view).current.percent).toBe('70.00')
    expect(whatIf(late, ANA, [{ itemId: 'i0', score: null }], view).current.percent).toBeNull()
  })
})

describe('other rules', () => {
  const class3: Gradebook = {
    ...book,
    entries: [
      ...book.entries,
      entry('i0', '9', { studentId: 'ben' }),
      entry('i1', '9', { studentId: 'ben' }),
      entry('i0', '2', { studentId: 'eve' }),
    ],
  }
  const students = [ANA, 'ben', 'eve', 'new']
  const crossings = (after: Gradebook) =>
    comparePolicies(class3, after, students, { view: 'teacher' }).map(({ totals }) =>
      totals.current.crossed.map(({ label, direction }) => `${label} ${direction}`),
    )

  it('name who crosses which boundary, and in which direction', () => {
    const dropping = { ...class3, categories: [{ ...class3.categories[0]!, dropLowest: 1 }] }
    expect(crossings(dropping)).toEqual([['B up', 'C up'], [], [], []])
    const [ana] = comparePolicies(class3, dropping, [ANA], { view: 'teacher' })
    expect(ana?.totals.current).toMatchObject({
      before: { percent: '65.00', letter: 'D' },
      after: { percent: '80.00', letter: 'B' },
    })
    expect(comparePolicies(dropping, class3, [ANA], { view: 'teacher' })[0]?.totals.current.crossed).toEqual([
      { label: 'B', direction: 'down' },
      { label: 'C', direction: 'down' },
    ])
  })

  it('may be other bounds alone', () => {
    const rows = SCHEMES.letters.rows.map((row) => (row.label === 'A' ? { ...row, from: '91' } : row))
    expect(crossings({ ...class3, scheme: { ...SCHEMES.letters, rows } })).toEqual([[], ['A down'], [], []])
  })

  it('make no boundary of the last row, which takes all that is left', () => {
    const high = {
      name: 'high',
      basis: 'percent' as const,
      rows: [
        { label: 'B', from: '70' },
        { label: 'C', from: '66' },
      ],
    }
    const before = { ...class3, scheme: high }
    const after = { ...before, entries: [...class3.entries, entry('i2', '7')] }
    expect(comparePolicies(before, after, [ANA], { view: 'teacher' })[0]?.totals.current).toMatchObject({
      before: { percent: '65.00', letter: 'C' },
      after: { percent: '66.67', letter: 'C' },
      crossed: [],
    })
  })

  it('cross nothing where there is no scheme', () => {
    expect(crossings({ ...class3, scheme: null })).toEqual([[], [], [], []])
  })
})
