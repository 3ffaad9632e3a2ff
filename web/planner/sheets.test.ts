import { describe, expect, test } from 'vitest'
import type { PlannerFacts } from '#domain/planner/facts.ts'
import { pastedCells, pasteInto } from './paste.ts'
import { bellSheet, roomSheet, teachingSheet } from './sheets.ts'

const facts: PlannerFacts = {
  termId: 't',
  classes: [
    { id: 'c', code: '7A', name: 'Class 7A', subject: 'Maths', hue: 0, students: 20, teacherIds: [] },
  ],
  teachers: [{ id: 'noether', displayName: 'Emmy Noether' }],
  together: [],
  bells: [],
  rooms: [{ id: 'lab', name: 'Lab 1', kind: '', features: [], seats: 0, building: '' }],
  teachings: [],
  times: [],
  rules: [],
}

describe('cells copied from Excel', () => {
  test('fill rows from a place on, and rows that are not there yet', () => {
    const sheet = roomSheet()
    const here = { id: 'r', name: 'Old', kind: '', features: [], seats: 3, building: '' }
    const cells = pastedCells('Lab 1\tLaboratory\r\nHall\t\r\n')
    expect(cells).toEqual([
      ['Lab 1', 'Laboratory'],
      ['Hall', ''],
    ])
    const { changed, unread } = pasteInto(sheet, [here], { row: 0, column: 0 }, cells ?? [])
    expect(changed).toMatchObject([
      { id: 'r', name: 'Lab 1', kind: 'Laboratory', seats: 3 },
      { name: 'Hall', kind: '' },
    ])
    expect(unread).toEqual([])
    expect(pastedCells('one cell')).toBeNull()
  })

  test('that cannot be read are named, and the others are taken', () => {
    const cells = [['7a', 'Algebra', 'Emmy Noether, Nobody', '2+1', '9', '', '', 'lab 1']]
    const { changed, unread } = pasteInto(teachingSheet(facts), [], { row: 0, column: 0 }, cells)
    expect(changed).toMatchObject([
      { classId: 'c', subject: 'Algebra', teacherIds: [], lengths: [2, 1], days: null, roomId: 'lab' },
    ])
    const [row] = changed
    expect(unread).toEqual([`${row?.id}/teachers`, `${row?.id}/days`])
  })
})

describe('what is typed into a sheet', () => {
  test('a class brings its subject, and found people are shown by name', () => {
    const sheet = teachingSheet(facts)
    const [byClass, , byTeacher] = sheet.columns
    const row = byClass?.typed(sheet.fresh(), '7A')
    expect(row).toMatchObject({ classId: 'c', subject: 'Maths' })
    const taught = row && byTeacher?.typed(row, 'ｅｍｍｙ noether')
    expect(taught && byTeacher?.text(taught)).toBe('Emmy Noether')
    expect(row && sheet.isWhole(row)).toBe(false)
  })

  test('weekdays and periods are read as people write them', () => {
    const [, weekdays, periods] = bellSheet().columns
    const fresh = bellSheet().fresh()
    const days = (typed: string) => weekdays?.typed(fresh, typed)?.weekdays ?? null
    expect(['1-5', '1, 3,5', '１–３', '', '135', '5-1', '8'].map(days)).toEqual([
      [1, 2, 3, 4, 5],
      [1, 3, 5],
      [1, 2, 3],
      [],
      [1, 3, 5],
      null,
      null,
    ])
    const row = periods?.typed(fresh, '8:00-8:45，09:00 – 9:45')
    expect(row?.periods).toEqual([
      { starts: '08:00', ends: '08:45' },
      { starts: '09:00', ends: '09:45' },
    ])
    expect(row && periods?.text(row)).toBe('08:00-08:45, 09:00-09:45')
    expect(periods?.typed(fresh, '9:00-8:00')).toBeNull()
    expect(periods?.typed(fresh, 'morning')).toBeNull()
  })
})
