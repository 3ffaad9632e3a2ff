import { describe, expect, it } from 'vitest'
import type { Gradebook, GradeEntry } from './gradebook.ts'
import { SCHEMES } from './scheme.ts'
import { ANA, category, entry, item, oneCategory } from './testing.ts'
import { type Total, type TotalOptions, totalsFor } from './total.ts'

const weighted: Gradebook = {
  categories: [
    { id: 'hw', name: 'Homework', weight: '40' },
    { id: 'ex', name: 'Exams', weight: '60' },
  ],
  items: [item('h1', '10', 'hw'), item('h2', '20', 'hw'), item('e1', '100', 'ex')],
  entries: [],
}
const withEntries = (gradebook: Gradebook, ...entries: GradeEntry[]): Gradebook => ({ ...gradebook, entries })
const partsOf = ({ explanation }: Total) => explanation.sections[0]?.parts ?? []
const both = (gradebook: Gradebook, view: 'teacher' | 'student' = 'teacher') => {
  const totals = totalsFor(gradebook, ANA, { view })
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
    const { current } = totalsFor(homework, ANA, { view: 'teacher' })
    expect(current.percent).toBe('80.00')
    const [course, homeworks, exams] = partsOf(current)
    expect(course).toMatchObject({ method: 'weighted', weightSum: '40', dividedBy: '40', percent: '80.00' })
    expect(homeworks).toMatchObject({ weight: '40', share: '100.00', percent: '80.00' })
    expect(exams).toMatchObject({ share: null, leftOut: 'no-points' })
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
    const left = partsOf(totalsFor(excused, ANA, { view: 'teacher' }).final)[1]?.items[1]
    expect(left).toMatchObject({ itemId: 'h2', leftOut: 'excused', score: null })
  })

  it('leave out items and categories without a weight once there are weights', () => {
    const loose: Gradebook = {
      categories: [...weighted.categories, { id: 'no', name: 'Practice', weight: null }],
      items: [...weighted.items, item('p', '10', 'no'), item('stray', '10')],
      entries: [entry('h1', '10'), entry('p', '0'), entry('stray', '0')],
    }
    const { current } = totalsFor(loose, ANA, { view: 'teacher' })
    expect(current.percent).toBe('100.00')
    const [course, ...categories] = partsOf(current)
    expect(categories.map((part) => part.leftOut)).toEqual([null, 'no-points', 'no-weight'])
    expect(course?.items.map((one) => one.leftOut)).toEqual(['no-weight'])
  })

  it('ignore work that was set for others', () => {
    const group: Gradebook = { ...weighted, items: [{ ...item('g', '10', 'hw'), assignedTo: ['ben'] }] }
    expect(both(group)).toEqual([null, null])
  })

  it('show the student released grades only, while the teacher sees all', () => {
    const half = withEntries(weighted, entry('h1', '5'), entry('e1', '90', { released: false }))
    expect(both(half)).toEqual(['74.00', '60.67'])
    expect(both(half, 'student')).toEqual(['50.00', '16.67'])
    const tree = totalsFor(half, ANA, { view: 'student' }).current.explanation
    expect(tree.sections[0]?.parts[2]?.items[0]).toMatchObject({ leftOut: 'not-released', score: null })
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

/** Both totals of Ana as the teacher sees them. */
const percents = (gradebook: Gradebook, options: Partial<TotalOptions> = {}) => {
  const { current, final } = totalsFor(gradebook, ANA, { view: 'teacher', ...options })
  return [current.percent, final.percent]
}
const current = (gradebook: Gradebook) => totalsFor(gradebook, ANA, { view: 'teacher' }).current
const final = (gradebook: Gradebook) => totalsFor(gradebook, ANA, { view: 'teacher' }).final

describe('1. an entry becomes the score that counts', () => {
  const late: Gradebook = {
    categories: [],
    items: [item('a', '50')],
    entries: [entry('a', '45', { lateSeconds: 90_000 })],
    latePolicy: { percent: '10', per: 'day', floor: null },
  }

  it('late work loses so many percent of the points for each begun day, and says so', () => {
    expect(percents(late)).toEqual(['70.00', '70.00'])
    expect(partsOf(current(late))[0]?.items[0]).toMatchObject({
      entered: '45',
      score: '35',
      late: { deducted: '10', percent: '10', intervals: 2, per: 'day' },
    })
  })

  it('lateness takes nothing off a pass or a fail', () => {
    expect(percents({ ...late, items: [item('a', '50', null, { kind: 'pass-fail' })] })[0]).toBe('90.00')
  })

  it('missing work has the score of its policy until there is a real one; a missing pass-fail is a fail', () => {
    const missing: Gradebook = {
      categories: [],
      items: [item('a', '10'), item('b', '10', null, { kind: 'pass-fail' }), item('c', '20')],
      entries: [...['a', 'b'].map((id) => entry(id, null, { missing: true })), entry('c', null)],
      missingPercent: '40',
    }
    expect(percents(missing)).toEqual(['30.00', '15.00'])
    const [a, b] = partsOf(current(missing))[0]?.items ?? []
    expect([a?.missing, b?.missing]).toEqual([{ percent: '40' }, { percent: '100' }])
    expect(percents({ ...missing, missingPercent: null })).toEqual([null, '0.00'])
    expect(percents({ ...missing, entries: [entry('a', '9', { missing: true })] })[0]).toBe('90.00')
  })

  it('a score below zero counts as zero, unless the item allows it', () => {
    const negative = (allowsNegative: boolean): Gradebook => ({
      categories: [],
      items: [item('a', '10', null, { allowsNegative }), item('b', '10')],
      entries: [entry('a', '-2'), entry('b', '10')],
    })
    expect(percents(negative(false))[0]).toBe('50.00')
    expect(partsOf(current(negative(false)))[0]?.items[0]).toMatchObject({ score: '0', entered: '-2' })
    expect(percents(negative(true))[0]).toBe('40.00')
  })

  it('a score above the points counts in full', () => {
    expect(percents(oneCategory({}, [['12', '10']]))[0]).toBe('120.00')
  })
})

describe('2. what can count', () => {
  it('is neither a comment nor what was set not to count', () => {
    const book: Gradebook = {
      categories: [],
      items: [
        item('a', '10'),
        item('b', '10', null, { kind: 'comment' }),
        item('c', '10', null, { counting: 'not-counted' }),
      ],
      entries: [entry('a', '5'), entry('b', '10'), entry('c', '10')],
    }
    expect(percents(book)).toEqual(['50.00', '50.00'])
    expect(partsOf(current(book))[0]?.items).toHaveLength(1)
  })
})

describe('3. work that is to be looked at again', () => {
  it('counts in the final total alone, and is named in the other', () => {
    const pending: Gradebook = {
      categories: [],
      items: [item('a', '10'), item('b', '10')],
      entries: [entry('a', '9'), entry('b', '4', { pending: true })],
    }
    expect(percents(pending)).toEqual(['90.00', '65.00'])
    expect(partsOf(current(pending))[0]?.items[1]).toMatchObject({
      leftOut: 'pending',
      entered: '4',
      score: null,
    })
  })
})

describe('4. and 8. grading periods', () => {
  const periods: Gradebook = {
    categories: [category('c', '100', { dropLowest: 1 })],
    items: ['p1', 'p1', 'p2', 'p2', null].map((periodId, at) => item(`i${at}`, '30', 'c', { periodId })),
    entries: [entry('i0', '10'), entry('i1', '20'), entry('i2', '25'), entry('i3', '5'), entry('i4', '30')],
    periods: {
      weighted: true,
      list: [
        { id: 'p1', name: 'Autumn', weight: '40' },
        { id: 'p2', name: 'Spring', weight: '60' },
      ],
    },
  }
  const weights = (first: string | null, second: string | null): Gradebook => ({
    ...periods,
    periods: {
      weighted: true,
      list: [
        { id: 'p1', name: 'Autumn', weight: first },
        { id: 'p2', name: 'Spring', weight: second },
      ],
    },
  })

  it('split the work before anything is dropped, and are weighed unrounded', () => {
    // 40 % of 20/30 and 60 % of 25/30; the item in no period counts nowhere.
    expect(percents(periods)).toEqual(['76.67', '76.67'])
    const comment = item('i5', '10', 'c', { kind: 'comment' })
    const others = item('i6', '10', 'c', { assignedTo: ['ben'] })
    const { outside } = current({ ...periods, items: [...periods.items, comment, others] }).explanation
    expect(outside.map((one) => [one.itemId, one.leftOut])).toEqual([['i4', 'no-period']])
    expect(current(periods).explanation.sections[0]?.period).toMatchObject({
      share: '40.00',
      percent: '66.67',
    })
  })

  it('are rounded before they are weighed only where that is asked for', () => {
    const odd = weights('50', '50')
    // 66.666… and 83.333… make 75 exactly; 66.67 and 83.33 too. A third period shows the difference.
    const three: Gradebook = {
      ...odd,
      categories: [category('c', '100')],
      items: ['p1', 'p2', 'p3'].map((periodId, at) => item(`i${at}`, '3', 'c', { periodId })),
      entries: ['i0', 'i1', 'i2'].map((id) => entry(id, '2')),
      periods: { weighted: true, list: ['p1', 'p2', 'p3'].map((id) => ({ id, name: id, weight: '50' })) },
    }
    expect(percents(three)[0]).toBe('100.00')
    expect(percents(three, { canvasRounding: true })[0]).toBe('100.01')
    const points: Gradebook = { ...three, method: 'points' }
    expect(percents(points, { canvasRounding: true })[0]).toBe('100.00')
  })

  it('are scaled up under 100 and not down over it', () => {
    expect(percents(weights('10', '30'))[0]).toBe('79.17')
    expect(percents(weights('100', '100'))[0]).toBe('150.00')
    expect(percents(weights('0', null))).toEqual([null, null])
  })

  it('without graded work are left out of the current total and count zero in the final one', () => {
    const first: Gradebook = {
      ...periods,
      entries: periods.entries.slice(0, 2),
      items: periods.items.slice(0, 2),
    }
    expect(percents(first)).toEqual(['66.67', '26.67'])
    expect(current(first).explanation.sections[1]?.period?.leftOut).toBe('no-points')
  })

  it('say why they carry nothing: no weight, or nothing graded', () => {
    const none = current(weights('0', '60')).explanation.sections[0]?.period
    expect([none?.leftOut, none?.share]).toEqual(['no-weight', null])
  })

  it('with graded work in weightless categories alone count zero, also in the current total', () => {
    const idle: Gradebook = {
      ...periods,
      method: 'weighted',
      categories: [category('c', '100'), category('idle', '0')],
      items: [item('i0', '10', 'c', { periodId: 'p1' }), item('i1', '10', 'idle', { periodId: 'p2' })],
      entries: [entry('i0', '10'), entry('i1', '10')],
    }
    expect(percents(idle)[0]).toBe('40.00')
  })

  it('change no course total when they are not weighted, but have totals of their own', () => {
    const plain: Gradebook = { ...periods, periods: { ...periods.periods!, weighted: false } }
    expect(percents(plain)[0]).toBe('70.83')
    expect(percents(plain, { periodId: 'p1' })[0]).toBe('66.67')
    expect(percents(plain, { periodId: 'p2' })[0]).toBe('83.33')
    expect(() => percents(plain, { periodId: 'p9' })).toThrow(RangeError)
  })
})

describe('5. drop rules', () => {
  const reasons = (gradebook: Gradebook) =>
    partsOf(current(gradebook))
      .flatMap((part) => part.items)
      .map((one) => one.leftOut)

  it('drop what leaves the best total, which need not be the lowest percentage', () => {
    // Dropping 2 leaves 103/138: the 3/38 has the lowest percentage and stays, because it is small.
    const book = oneCategory({ dropLowest: 2 }, [
      ['100', '100'],
      ['42', '91'],
      ['14', '55'],
      ['3', '38'],
    ])
    expect(percents(book)[0]).toBe('74.64')
    expect(reasons(book)).toEqual([null, 'dropped-lowest', 'dropped-lowest', null])
    expect(partsOf(current(book))[1]?.drops).toEqual({ lowest: 2, highest: 0, best: null, withAll: '55.99' })
  })

  it('keep the best so many, and say that the others are not among them', () => {
    const book = oneCategory({ keepBest: 2 }, [
      ['5', '10'],
      ['9', '10'],
      ['8', '10'],
    ])
    expect(percents(book)[0]).toBe('85.00')
    expect(reasons(book)).toEqual(['not-among-best', null, null])
  })

  it('never touch what is never to be dropped, yet reckon with it', () => {
    const book = oneCategory({ dropLowest: 1 }, [
      ['31', '40'],
      ['17', '24'],
      ['6', '10', { neverDrop: true }],
    ])
    expect(reasons(book)).toEqual([null, 'dropped-lowest', null])
  })

  it('drop by percentages where the method looks at percentages', () => {
    const marks = [
      ['90', '100'],
      ['1', '10'],
      ['30', '50'],
    ] as const
    expect(percents(oneCategory({ method: 'mean', dropLowest: 1 }, marks))[0]).toBe('75.00')
    expect(percents(oneCategory({ method: 'mean', dropHighest: 1 }, marks))[0]).toBe('35.00')
  })

  it('take ungraded work first in the final total', () => {
    const book = oneCategory({ dropLowest: 1 }, [
      ['5', '10'],
      ['8', '10'],
      [null, '10'],
    ])
    expect(percents(book)).toEqual(['80.00', '65.00'])
  })

  it('reckon with the categories inside', () => {
    const book: Gradebook = {
      categories: [category('c', null, { dropLowest: 1 }), category('in', null, { parentId: 'c' })],
      items: [item('a', '100', 'c'), item('b', '10', 'c'), item('d', '1000', 'in')],
      entries: [entry('a', '50'), entry('b', '1'), entry('d', '0')],
    }
    // Alone, 50/100 would stay; beside 0/1000 it is still the better one to keep.
    expect(percents(book)[0]).toBe('4.55')
  })
})

describe('6. methods', () => {
  const marks = [
    ['9', '10'],
    ['10', '20'],
    ['12', '40'],
    ['20', '20'],
  ] as const
  const by = (method: Gradebook['method']) => percents(oneCategory({ method }, marks))[0]

  it('add points up, or look at percentages', () => {
    expect(by('points')).toBe('56.67')
    expect(by('mean')).toBe('67.50')
    expect(by('median')).toBe('70.00')
    expect(by('highest')).toBe('100.00')
    expect(by('lowest')).toBe('30.00')
    expect(percents(oneCategory({ method: 'median' }, marks.slice(0, 3)))[0]).toBe('50.00')
  })

  it('weigh items as they weigh categories', () => {
    const book = oneCategory({ method: 'weighted' }, [
      ['9', '10', { weight: '1' }],
      ['10', '20', { weight: '3' }],
      ['0', '20', { weight: null }],
    ])
    expect(percents(book)[0]).toBe('60.00')
    expect(partsOf(current(book))[1]?.items.map((one) => one.share ?? one.leftOut)).toEqual([
      '25.00',
      '75.00',
      'no-weight',
    ])
  })

  it('work in each other: a mean of a sum and a median, four deep and no deeper', () => {
    const book: Gradebook = {
      method: 'mean',
      categories: [
        category('sum'),
        category('middle', null, { method: 'median' }),
        category('in', null, { parentId: 'sum' }),
        category('inner', null, { parentId: 'in' }),
        category('innermost', null, { parentId: 'inner' }),
      ],
      items: [item('a', '10', 'innermost'), item('b', '10', 'sum'), item('d', '10', 'middle')],
      entries: [entry('a', '5'), entry('b', '10'), entry('d', '3')],
    }
    expect(percents(book)[0]).toBe('52.50')
    expect(partsOf(current(book)).map((part) => [part.categoryId, part.parentId, part.depth])).toEqual([
      [null, null, 0],
      ['sum', null, 1],
      ['in', 'sum', 2],
      ['inner', 'in', 3],
      ['innermost', 'inner', 4],
      ['middle', null, 1],
    ])
    const deeper = {
      ...book,
      categories: [...book.categories, category('x', null, { parentId: 'innermost' })],
    }
    expect(() => percents(deeper)).toThrow(RangeError)
    const circle = {
      ...book,
      categories: [category('a', null, { parentId: 'b' }), category('b', null, { parentId: 'a' })],
    }
    expect(() => percents(circle)).toThrow(RangeError)
  })

  it('bring the points of a category to the sum around it, at the category’s own percentage', () => {
    const book: Gradebook = {
      method: 'points',
      categories: [category('best', null, { method: 'highest' })],
      items: [item('a', '10', 'best'), item('b', '30', 'best'), item('d', '60')],
      entries: [entry('a', '9'), entry('b', '3'), entry('d', '30')],
    }
    // 90 % of 40 points, and 30 of 60.
    expect(percents(book)[0]).toBe('66.00')
  })
})

describe('7. extra credit', () => {
  it('is an item of zero points in a category that has points', () => {
    expect(
      percents(
        oneCategory({}, [
          ['8', '10'],
          ['1.5', '0'],
        ]),
      )[0],
    ).toBe('95.00')
  })

  it('is an extra item, whose points are not expected of anybody', () => {
    expect(
      percents(
        oneCategory({}, [
          ['8', '10'],
          ['3', '5', { counting: 'extra' }],
        ]),
      )[0],
    ).toBe('110.00')
    expect(
      percents(
        oneCategory({ method: 'mean' }, [
          ['8', '10'],
          ['6', '10'],
          ['1', '5', { counting: 'extra' }],
        ]),
      )[0],
    ).toBe('80.00')
  })

  it('is not dropped where it can only add, and counts nowhere where there is no sum', () => {
    const marks = [
      ['8', '10'],
      ['6', '10'],
      ['1', '10', { counting: 'extra' }],
    ] as const
    expect(percents(oneCategory({ method: 'mean', dropLowest: 1 }, marks))[0]).toBe('90.00')
    const best = [
      ['9', '10'],
      ['5', '10'],
      ['3', '10', { counting: 'extra' }],
    ] as const
    expect(percents(oneCategory({ method: 'mean', dropHighest: 1 }, best))[0]).toBe('80.00')
    const highest = oneCategory({ method: 'lowest' }, marks)
    expect(percents(highest)[0]).toBe('60.00')
    expect(partsOf(current(highest))[1]?.items[2]?.leftOut).toBe('extra-alone')
  })

  it('takes part in the choice of what to drop where points are added up, without points of its own', () => {
    const book = oneCategory({ dropLowest: 1 }, [
      ['8', '10'],
      ['6', '10'],
      ['1', '10', { counting: 'extra' }],
    ])
    expect(percents(book)[0]).toBe('90.00')
  })

  it('is an extra category, which adds its weight on top and is never scaled', () => {
    const extra: Gradebook = {
      categories: [...weighted.categories, category('x', '5', { extra: true })],
      items: [...weighted.items, item('x1', '10', 'x')],
      entries: [entry('h1', '5'), entry('x1', '8')],
    }
    // Homework alone has 50 % of 40 scaled to 100; the extra 8/10 of 5 is 4 either way.
    expect(percents(extra)[0]).toBe('54.00')
    expect(partsOf(current(extra))[0]).toMatchObject({ weightSum: '40', dividedBy: '40' })
    expect(percents({ ...extra, entries: [entry('x1', '8')] })[0]).toBeNull()
  })

  it('is an extra category of points, which enlarges no sum', () => {
    const book: Gradebook = {
      categories: [category('c'), category('x', null, { extra: true })],
      items: [item('a', '10', 'c'), item('b', '10', 'x')],
      entries: [entry('a', '8'), entry('b', '1')],
    }
    expect(percents(book)[0]).toBe('90.00')
  })
})

describe('9. to 13. the last steps', () => {
  const book = oneCategory({}, [['104', '100']])

  it('a cap cuts the total of the course, and says that it did', () => {
    expect(percents({ ...book, cap: '100' })[0]).toBe('100.00')
    expect(current({ ...book, cap: '100' }).explanation.cap).toEqual({ percent: '100', cut: true })
    expect(current({ ...book, cap: '110' }).explanation.cap).toEqual({ percent: '110', cut: false })
  })

  const set = { studentId: ANA, scopeId: null, percent: null, letter: null, by: 'Ms Lee', reason: 'fever' }

  it('a person may set the total, the cap notwithstanding; it says who, why and what it would be', () => {
    const override = { ...set, scope: 'course' as const, percent: '101.5' }
    const total = current({ ...book, cap: '100', overrides: [override] })
    expect(total.percent).toBe('101.50')
    expect(total.explanation.override).toEqual({
      percent: '101.5',
      letter: null,
      by: 'Ms Lee',
      reason: 'fever',
      instead: '100.00',
    })
    expect(percents({ ...book, overrides: [{ ...override, studentId: 'ben' }] })[0]).toBe('104.00')
    const twice = [override, { ...override, percent: '60' }]
    expect(percents({ ...book, overrides: twice })[0]).toBe('60.00')
  })

  it('a person may set a letter and leave the percentage', () => {
    const total = current({
      ...book,
      scheme: SCHEMES.letters,
      overrides: [{ ...set, scope: 'course', letter: 'B' }],
    })
    expect([total.percent, total.letter, total.explanation.letter?.label]).toEqual(['104.00', 'B', 'A'])
  })

  it('a category or period that was set goes into the total as it was set', () => {
    const marked = withEntries(weighted, entry('h1', '10'), entry('h2', '20'), entry('e1', '50'))
    const override = { ...set, scope: 'category' as const, scopeId: 'ex', percent: '75' }
    const total = current({ ...marked, overrides: [override] })
    expect(total.percent).toBe('85.00')
    expect(partsOf(total)[2]).toMatchObject({ percent: '75.00', override: { instead: '50.00' } })
    const periods: Gradebook = {
      ...oneCategory({}, [['5', '10', { periodId: 'p' }]]),
      periods: { weighted: true, list: [{ id: 'p', name: 'p', weight: '100' }] },
      overrides: [{ ...set, scope: 'period', scopeId: 'p', percent: '90' }],
    }
    expect(percents(periods)[0]).toBe('90.00')
    expect(percents(periods, { periodId: 'p' })[0]).toBe('90.00')
    // It counts although nothing of the period is graded; the cap is that of the course, not of a period.
    const ungraded = { ...periods, entries: [], cap: '80' }
    expect(percents(ungraded)[0]).toBe('80.00')
    expect(percents(ungraded, { periodId: 'p' })[0]).toBe('90.00')
  })

  it('the letter is that of the rounded total: what is shown as 90.00 is an A', () => {
    const just = { ...oneCategory({}, [['89.995', '100']]), scheme: SCHEMES.letters }
    expect([current(just).percent, current(just).letter]).toEqual(['90.00', 'A'])
    const under = { ...oneCategory({}, [['89.994', '100']]), scheme: SCHEMES.letters }
    expect([current(under).percent, current(under).letter]).toEqual(['89.99', 'B'])
  })

  it('grade points come with the letter, and nothing has no letter', () => {
    const gpa = { ...oneCategory({}, [['88', '100']]), scheme: SCHEMES.gpa }
    expect(current(gpa).explanation.letter).toEqual({ label: 'B+', from: '87', points: '3.3' })
    expect(current({ ...gpa, entries: [] }).letter).toBeNull()
    expect(final({ ...gpa, entries: [] }).letter).toBe('F')
  })

  it('a total carries the number of its calculation', () => {
    expect(current(book).explanation.version).toBe(2)
  })
})
