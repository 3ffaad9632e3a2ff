import { beforeEach, describe, expect, test } from 'vitest'
import type {
  ExplainedItem,
  ExplainedOverride,
  ExplainedPart,
  Explanation,
} from '#domain/grades/explanation.ts'
import { grades } from '../i18n/en/grades.ts'
import { en } from '../i18n/en.ts'
import { showDictionary } from '../i18n/translate.ts'
import { itemNotes, overrideNotes, partNotes, scalingNote, sentenceOf, shareOf } from './why-words.ts'

beforeEach(() => showDictionary('en', { ...en, grades } as typeof en))

const part = (change: Partial<ExplainedPart> = {}): ExplainedPart => ({
  categoryId: null,
  name: null,
  parentId: null,
  depth: 0,
  method: 'points',
  weight: null,
  extra: false,
  share: null,
  score: '42',
  possible: '50',
  percent: '84',
  leftOut: null,
  weightSum: null,
  dividedBy: null,
  drops: null,
  override: null,
  items: [],
  ...change,
})
const tree = (change: Partial<Explanation> = {}, course: Partial<ExplainedPart> = {}): Explanation =>
  ({
    percent: '84',
    override: null,
    weightSum: null,
    cap: null,
    sections: [{ period: null, parts: [part(course)] }],
    ...change,
  }) as Explanation
const override = (change: Partial<ExplainedOverride> = {}): ExplainedOverride => ({
  percent: null,
  letter: null,
  by: 'Ms Brown',
  reason: 'Trip',
  instead: null,
  ...change,
})
const item = (change: Partial<ExplainedItem> = {}): ExplainedItem => ({
  itemId: 'a',
  name: 'Test',
  score: '8',
  possible: '10',
  countedAsZero: false,
  leftOut: null,
  ...change,
})

describe('how a total came about', () => {
  test('of points is their sum; of weights their shares; of periods theirs', () => {
    expect(sentenceOf(tree())).toBe('You have 42 of 50 points. That makes 84%.')
    expect(sentenceOf(tree({}, { method: 'weighted' }))).toContain('Each category counts for its share.')
    expect(sentenceOf(tree({ weightSum: '100' }))).toContain('Each grading period counts for its share.')
    expect(sentenceOf(tree({}, { method: 'mean' }))).toContain(grades.why.method.mean)
    expect(sentenceOf(tree({ sections: [] }))).toContain('Each category counts for its share.')
  })

  test('of points that were cut is told by the method, for the sum would not be true', () => {
    const cut = { cut: true, cap: '100' } as unknown as Explanation['cap']
    expect(sentenceOf(tree({ cap: cut }))).toContain(grades.why.method.points)
  })

  test('is nothing before anything counted: a dash is not a zero', () => {
    expect(sentenceOf(tree({ percent: null }))).toBe(grades.why.sentenceNone)
  })

  test('is who has set it and why, also as a letter', () => {
    expect(sentenceOf(tree({ percent: '90', override: override({ percent: '90' }) }))).toBe(
      'Ms Brown has set this total to 90%: Trip',
    )
    expect(sentenceOf(tree({ override: override({ letter: 'B', percent: '90' }) }))).toBe(
      'Ms Brown has set the grade B: Trip',
    )
    expect(sentenceOf(tree({ percent: null, override: override() }))).toBe(grades.why.sentenceNone)
  })
})

describe('weights', () => {
  test('that make 100, or none, need no word', () => {
    expect(scalingNote(tree({}, { weightSum: '100' }))).toEqual([])
    expect(scalingNote(tree({}, { weightSum: '100.00' }))).toEqual([])
    expect(scalingNote(tree())).toEqual([])
    expect(scalingNote(tree({ percent: null }, { weightSum: '90' }))).toEqual([])
  })

  test('below are scaled up, above are extra credit, each with the sum as people write it', () => {
    expect(scalingNote(tree({}, { weightSum: '90.50' }))[0]).toContain('90.5%')
    expect(scalingNote(tree({}, { weightSum: '110.00' }))[0]).toContain('110%')
    expect(scalingNote(tree({}, { weightSum: '110' }))).not.toEqual(
      scalingNote(tree({}, { weightSum: '90' })),
    )
    expect(scalingNote(tree({ weightSum: '90' }))).not.toEqual(scalingNote(tree({}, { weightSum: '90' })))
  })

  test('that were scaled are told with what they were', () => {
    expect(shareOf({ share: null, weight: '60' })).toBeNull()
    expect(shareOf({ share: '60.00', weight: '60' })).toContain('60')
    expect(shareOf({ share: '66.67', weight: '60' })).toContain('60')
    expect(shareOf({ share: '66.67', weight: '60' })).not.toBe(shareOf({ share: '66.67', weight: null }))
  })
})

test('what was set says by whom, and what it would be without', () => {
  expect(overrideNotes(override())).toEqual([])
  const notes = overrideNotes(override({ percent: '90.00', instead: '84.50' }))
  expect(notes).toEqual(['Ms Brown has set this to 90%: Trip', 'Without that it would be 84.50%.'])
})

describe('a part', () => {
  test('says how it is made only where points are not simply added up, and below the course', () => {
    expect(partNotes(part({ method: 'mean' }))).toEqual([])
    expect(partNotes(part({ depth: 1 }))).toEqual([])
    expect(partNotes(part({ depth: 1, method: 'mean' }))[0]).toContain(grades.why.method.mean)
  })

  test('that is set by hand says nothing of how it would be made', () => {
    const set = part({ depth: 1, method: 'mean', extra: true, override: override({ percent: '90' }) })
    expect(partNotes(set)).toEqual([])
  })

  test('tells what its rule dropped, or what it keeps, and the percentage with all', () => {
    const drops = { lowest: 1, highest: 0, best: null, withAll: '80' }
    expect(partNotes(part({ drops }))).toHaveLength(2)
    expect(partNotes(part({ drops: { ...drops, withAll: null } }))).toHaveLength(1)
    expect(partNotes(part({ drops: { ...drops, lowest: 0 } }))).toEqual([])
    expect(partNotes(part({ drops: { ...drops, highest: 2 } }))).toHaveLength(3)
    const best = partNotes(part({ drops: { ...drops, best: 3, withAll: null } }))
    expect(best[0]).toContain('3')
    expect(best).not.toEqual(partNotes(part({ drops: { ...drops, withAll: null } })))
    expect(partNotes(part({ extra: true }))).toEqual([grades.why.extra])
  })
})

describe('an item', () => {
  test('that simply counts needs no word', () => {
    expect(itemNotes(item())).toEqual([])
  })

  test('that does not count says why; one without points, and one taken as zero, as well', () => {
    expect(itemNotes(item({ leftOut: 'excused' }))).toEqual([grades.why.leftOut.excused])
    expect(itemNotes(item({ leftOut: 'no-points' }))).toEqual([grades.why.noPoints])
    expect(itemNotes(item({ countedAsZero: true }))).toEqual([grades.why.zero])
    expect(itemNotes(item({ countedAsZero: true, leftOut: 'excused' }))).toEqual([grades.why.leftOut.excused])
  })

  test('that is extra says so unless it is left out', () => {
    expect(itemNotes(item({ extra: true }))).toEqual([grades.why.extra])
    expect(itemNotes(item({ extra: true, leftOut: 'excused' }))).toEqual([grades.why.leftOut.excused])
  })

  test('that came late or not at all says what was taken off, and what had been entered', () => {
    const late = { deducted: '1.5', percent: '5', intervals: 3, per: 'day' as const }
    const notes = itemNotes(item({ late, missing: { percent: '100' }, entered: '9.5' }))
    expect(notes).toHaveLength(3)
    expect(notes[0]).toContain('1.5')
    expect(notes[1]).toContain('100')
    expect(notes[2]).toContain('9.5')
    expect(itemNotes(item({ late: { ...late, per: 'hour' } }))).not.toEqual(itemNotes(item({ late })))
  })
})
