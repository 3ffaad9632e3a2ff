import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import * as XLSX from 'xlsx'
import { REPORT_WORDS } from '#domain/reports/report-words.ts'
import type { Locale } from '#domain/school/school.ts'
import { type FixtureSize, fixtureClass, fixtureClasses, fixtureCover } from './report-fixture.ts'
import { writeReport } from './report-workbook.ts'

const make = async (size: FixtureSize, locale: Locale, progress?: (n: number) => void) => {
  const stream = new PassThrough()
  const file = buffer(stream)
  const result = await writeReport(
    stream,
    fixtureCover(size),
    fixtureClasses(size),
    REPORT_WORDS[locale],
    progress,
  )
  return { ...result, file: await file }
}
const open = (file: Buffer) => XLSX.read(file, { cellStyles: true, cellNF: true, bookFiles: true })
const at = (sheet: XLSX.WorkSheet, row: number, column: number): XLSX.CellObject | undefined =>
  sheet[XLSX.utils.encode_cell({ r: row - 1, c: column })]

const SIZE = { classes: 3, students: 30, itemsPerGroup: 4 }
const GROUP = SIZE.itemsPerGroup + 1

describe('the term report', () => {
  it('has a cover, a sheet for each class and a data dictionary, with legal and unique names', async () => {
    const book = open((await make(SIZE, 'en')).file)
    expect(book.SheetNames).toEqual([
      'Cover',
      '七年级(1)班 数学 几何',
      'Grade 7 2 Mathematics and Geome',
      '七年级(3)班 数学 几何',
      'Data dictionary',
    ])
  })

  it('reads back cell by cell as it was given', async () => {
    const words = REPORT_WORDS.en
    const sheet = open((await make(SIZE, 'en')).file).Sheets['七年级(1)班 数学 几何']!
    const block = fixtureClass(SIZE, 0)
    expect(at(sheet, 1, 0)).toMatchObject({ t: 's', v: block.name })
    block.groups.forEach((group, g) => {
      expect(at(sheet, 3, 2 + g * GROUP)).toMatchObject({
        t: 's',
        v: `${group.name} · weight ${group.weight}%`,
      })
      group.items.forEach((item, i) => {
        expect(at(sheet, 4, 2 + g * GROUP + i)).toMatchObject({ t: 's', v: item.name })
        expect(at(sheet, 5, 2 + g * GROUP + i)).toMatchObject({ t: 'n', v: Number(item.maxPoints) })
      })
    })
    block.students.forEach((student, n) => {
      const row = 6 + n
      if (student.number === null) expect(at(sheet, row, 0)?.v).toBeUndefined()
      else expect(at(sheet, row, 0)).toMatchObject({ t: 's', v: student.number })
      expect(at(sheet, row, 1)).toMatchObject({ t: 's', v: student.name })
      student.cells.flat().forEach((cell, index) => {
        const found = at(sheet, row, 2 + Math.floor(index / 4) * GROUP + (index % 4))
        if (cell.kind === 'score') expect(found).toMatchObject({ t: 'n', v: Number(cell.score) })
        else if (cell.kind === 'excused') expect(found).toMatchObject({ t: 's', v: words.excusedMark })
        else expect(found?.v).toBeUndefined()
        expect(found?.f).toBeUndefined()
      })
      const totals = [student.current, student.final].map((text) =>
        text === null ? undefined : Number(text),
      )
      expect([at(sheet, row, 17)?.v, at(sheet, row, 18)?.v]).toEqual(totals)
      expect(at(sheet, row, 18)).toMatchObject({ t: 'n', w: '71.05' })
      expect([19, 20, 21, 22, 23].map((column) => at(sheet, row, column)?.v)).toEqual(
        Object.values(student.attendance),
      )
    })
  })

  it('has no formula, link or shared text anywhere, whatever people are called', async () => {
    const book = open((await make(SIZE, 'zh-CN')).file)
    for (const name of book.SheetNames)
      for (const [address, cell] of Object.entries(book.Sheets[name]!)) {
        if (address.startsWith('!')) continue
        expect([cell.f, cell.l, cell.F]).toEqual([undefined, undefined, undefined])
        expect(['s', 'n', 'z']).toContain(cell.t)
      }
    const files = (book as unknown as { files: Record<string, { content: Buffer }> }).files
    const xml = files['xl/worksheets/sheet2.xml']!.content.toString()
    expect(xml).not.toContain('<f>')
    expect(Object.keys(files).some((name) => /externalLink|vba|media/.test(name))).toBe(false)
  })

  it('keeps names and headings in sight, shades what is missing, and speaks Chinese with a Chinese face', async () => {
    const { file } = await make(SIZE, 'zh-CN')
    const book = open(file)
    expect(book.SheetNames[0]).toBe('封面')
    const files = (book as unknown as { files: Record<string, { content: Buffer }> }).files
    const xml = files['xl/worksheets/sheet2.xml']!.content.toString()
    expect(xml).toContain(
      '<pane xSplit="2" ySplit="5" topLeftCell="C6" activePane="bottomRight" state="frozen"',
    )
    expect(files['xl/styles.xml']!.content.toString()).toContain('Microsoft YaHei')
    expect(files['xl/workbook.xml']!.content.toString()).toContain('_xlnm.Print_Titles')
    const sheet = book.Sheets[book.SheetNames[1]!]!
    const block = fixtureClass(SIZE, 0)
    block.students.forEach((student, n) => {
      student.cells[0]!.forEach((cell, i) => {
        const fill = at(sheet, 6 + n, 2 + i)?.s?.fgColor?.rgb
        expect(fill).toBe(cell.kind === 'missing' ? 'F8ECD2' : undefined)
      })
    })
    expect(at(sheet, 4, 17)?.v).toBe('目前总评')
  })

  it('says on the cover what it is, who asked and when', async () => {
    const sheet = open((await make(SIZE, 'en')).file).Sheets.Cover!
    expect([1, 2].map((row) => at(sheet, row, 0)?.v)).toEqual([
      '明德实验学校 Mingde School',
      'Term grade report',
    ])
    expect(at(sheet, 4, 1)?.v).toBe('2026–2027 第一学期')
    expect(at(sheet, 5, 1)).toMatchObject({ t: 'n', w: '2026-11-22 16:05' })
    expect(at(sheet, 6, 1)).toMatchObject({ t: 's', v: '=cmd|calc Registrar' })
    expect(at(sheet, 7, 1)?.v).toBe('3 classes, 90 students, 36 grade items')
    expect(at(sheet, 11, 4)).toMatchObject({ t: 'n', v: 30 })
  })

  it('tells its progress, and copes with an empty class', async () => {
    const told: number[] = []
    const { cells, file } = await make({ classes: 2, students: 0, itemsPerGroup: 0 }, 'en', (n) => {
      told.push(n)
    })
    expect(told).toEqual([1, 2])
    expect(cells).toBeGreaterThan(50)
    const sheet = open(file).Sheets[open(file).SheetNames[1]!]!
    expect(at(sheet, 7, 0)?.v).toBe('No students are enrolled in this class.')
  })
})
