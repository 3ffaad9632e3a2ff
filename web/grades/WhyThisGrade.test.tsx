import { beforeAll, expect, test } from 'vitest'
import type { Gradebook } from '#domain/grades/gradebook.ts'
import { SCHEMES } from '#domain/grades/scheme.ts'
import { totalsFor } from '#domain/grades/total.ts'
import { grades } from '../i18n/en/grades.ts'
import { en } from '../i18n/en.ts'
import { showDictionary } from '../i18n/translate.ts'
import { draw } from '../ui/testing/draw.tsx'
import { WhyThisGrade } from './WhyThisGrade.tsx'

const student = 'li-na'
const item = (id: string, maxPoints: string, categoryId: string, periodId: string | null = null) => ({
  id,
  name: id,
  categoryId,
  maxPoints,
  periodId,
  assignedTo: null,
})
const entry = (itemId: string, score: string, lateSeconds = 0) => ({
  itemId,
  studentId: student,
  score,
  lateSeconds,
  excused: false,
  released: true,
})

/** Homework with a drop rule and late work; a category that was set by hand; weights of 80. */
const book: Gradebook = {
  categories: [
    { id: 'hw', name: 'Homework', weight: '30', dropLowest: 1 },
    { id: 'ex', name: 'Exams', weight: '50' },
  ],
  items: [item('Sheet 1', '20', 'hw'), item('Sheet 2', '10', 'hw'), item('Test', '50', 'ex')],
  entries: [entry('Sheet 1', '19', 7300), entry('Sheet 2', '3'), entry('Test', '40')],
  latePolicy: { percent: '5', per: 'hour', floor: null },
  overrides: [
    {
      studentId: student,
      scope: 'category',
      scopeId: 'ex',
      percent: '85',
      letter: null,
      by: 'Ms Lee',
      reason: 'retake',
    },
  ],
  scheme: SCHEMES.letters,
}

const wordsFor = async (gradebook: Gradebook) => {
  const { current } = totalsFor(gradebook, student, { view: 'teacher' })
  const root = await draw(() => <WhyThisGrade tree={current.explanation} />)
  return root.textContent ?? ''
}

beforeAll(() => showDictionary('en', { ...en, ...{ grades } }))

test('says what was dropped and why, what lateness took off, which weights were scaled, and who has set a value', async () => {
  const words = await wordsFor(book)
  for (const sentence of [
    'makes 83.13%',
    'Only categories with 80% of the weight have grades so far',
    'counts 37.5% (set: 30%)',
    'one grade is left out so that the best percentage remains',
    'With all of them it would be 63.33%.',
    '3 points off: late by 3 begun hours, 5% each · entered: 19',
    'dropped: among the lowest',
    'Ms Lee has set this to 85%: retake',
    'Without that it would be 80.00%.',
    'That is called B.',
  ])
    expect(words).toContain(sentence)
})

test('opens weighted periods one by one, and names what belongs to none', async () => {
  const words = await wordsFor({
    ...book,
    overrides: [],
    periods: {
      weighted: true,
      list: [
        { id: 'a', name: 'Autumn', weight: '40' },
        { id: 's', name: 'Spring', weight: '60' },
      ],
    },
    items: [item('Sheet 1', '20', 'hw', 'a'), item('Sheet 2', '10', 'hw'), item('Test', '50', 'ex', 's')],
  })
  for (const sentence of [
    'Each grading period counts for its share.',
    'Autumncounts 40%80.00%',
    'Springcounts 60%80.00%',
    'In no grading period',
  ])
    expect(words).toContain(sentence)
})

test('says who has set the total, and never shows a dash as zero', async () => {
  const set = {
    studentId: student,
    scope: 'course' as const,
    scopeId: null,
    percent: '90',
    letter: null,
    by: 'Ms Lee',
    reason: 'fever',
  }
  expect(await wordsFor({ ...book, overrides: [set] })).toContain(
    'Ms Lee has set this total to 90.00%: fever',
  )
  expect(await wordsFor({ ...book, entries: [], overrides: [] })).toContain('A dash is not a zero.')
})
