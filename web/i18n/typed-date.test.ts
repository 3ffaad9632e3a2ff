import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, monthGrid, orderFor, readDay, readTime, showDay } from './typed-date.ts'

const TODAY = '2026-11-20'
const day = fc
  .integer({ min: Date.UTC(1950, 0), max: Date.UTC(2150, 0) })
  .map((epoch) => new Date(epoch).toISOString().slice(0, 10))

describe('a typed day', () => {
  test.each([
    ['29.11.2026', '2026-11-29'],
    ['2026-11-29', '2026-11-29'],
    ['2026/11/29', '2026-11-29'],
    ['2026年11月29日', '2026-11-29'],
    ['11/29/2026', '2026-11-29'],
    ['29/11/2026', '2026-11-29'],
    ['29.11.26', '2026-11-29'],
    ['20261129', '2026-11-29'],
    ['２０２６－１１－２９', '2026-11-29'],
    ['29 Nov 2026', '2026-11-29'],
    ['Nov 29, 2026', '2026-11-29'],
    ['Sunday 29 November 2026', '2026-11-29'],
    ['29.11.', '2026-11-29'],
    ['11月29日', '2026-11-29'],
    ['3 Feb', '2027-02-03'],
  ])('%s is %s', (typed, wanted) => {
    expect(readDay(typed, 'day-first', TODAY)).toBe(wanted)
    expect(readDay(typed, 'month-first', TODAY)).toBe(wanted)
  })

  test('with two possible months is read in the order of the reader', () => {
    expect(readDay('03/04/2026', 'day-first', TODAY)).toBe('2026-04-03')
    expect(readDay('03/04/2026', 'month-first', TODAY)).toBe('2026-03-04')
    expect(readDay('03.04.2026', 'month-first', TODAY)).toBe('2026-04-03')
    expect(orderFor('en', ['en-US', 'de'])).toBe('month-first')
    expect(orderFor('en', ['de-DE'])).toBe('day-first')
    expect(orderFor('zh-CN', ['en-GB'])).toBe('month-first')
  })

  test.each(['', 'soon', '31.02.2026', '2026-13-01', '29', '1.2.3.4', '0000-01-01', '5 Nov 6 2026 1'])(
    '%s is none',
    (typed) => expect(readDay(typed, 'day-first', TODAY)).toBeUndefined(),
  )

  test('is read back from what is shown, in both languages', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('en', 'zh-CN'), (one, language) => {
        expect(readDay(showDay(one, language), 'month-first', TODAY)).toBe(one)
      }),
    )
  })
})

test.each([
  ['8', '08:00'],
  ['8:05', '08:05'],
  ['0805', '08:05'],
  ['805', '08:05'],
  ['8.30', '08:30'],
  ['8h30', '08:30'],
  ['８：３０', '08:30'],
  ['8:30 am', '08:30'],
  ['8:30 p.m.', '20:30'],
  ['12am', '00:00'],
  ['12 pm', '12:00'],
  ['下午3:30', '15:30'],
  ['下午3点半', '15:30'],
  ['15点30分', '15:30'],
  ['23:59', '23:59'],
  ['24:00', undefined],
  ['8:60', undefined],
  ['13 am', undefined],
  ['下午15点', '15:00'],
  ['noon', undefined],
  ['', undefined],
])('the time %s is %s', (typed, wanted) => {
  expect(readTime(typed)).toBe(wanted)
})

test('a month is drawn from a Monday and holds all of its days', () => {
  fc.assert(
    fc.property(day, (one) => {
      const grid = monthGrid(one.slice(0, 7))
      expect(grid).toContain(one)
      expect(new Date(grid[0] ?? '').getUTCDay()).toBe(1)
      expect(addMonths(addMonths(one, 5), -5).slice(0, 7)).toBe(one.slice(0, 7))
    }),
  )
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
})
