import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import * as XLSX from 'xlsx'
import { readSpreadsheet } from './read.ts'
import { writeWorkbook } from './write.ts'

/** A workbook with a sheet for each odd name, read back by our reader, by two libraries and by an office program. */

const NAMES = [
  "Mr. Okafor's Chemistry",
  "D'Arcy",
  'History',
  'C/D: [exam]? *',
  '8 × 5 beside 8 × 5',
  '八年级（2）班 & <物理>',
  "'in quotes'",
  "''",
  '=SUM(A1)',
  "=cmd|' /C calc'!A0",
  'Who! me, "you"; #1 {a} $B$2',
  'A1',
  'R1C1',
  'TRUE',
  '2026',
  ' ',
  `${'A class with a very long name in '}two groups`,
  `${'A class with a very long name in '}two groups`,
  `${'高'.repeat(30)}😀 and more`,
  `${'x'.repeat(30)}'s`,
  '👩‍👩‍👧 family',
  'e\u0301 é',
  'العربية \u202Eabc',
  '\u200B',
]
const CELLS = [
  '=1+1',
  "'0012",
  '0012',
  '_x0041_',
  'a\nb',
  '李 "x"; <y> & z',
  '+1',
  '@x',
  '1e5',
  '  kept  ',
  '😀',
]

let file: Buffer
let names: string[]

beforeAll(async () => {
  const stream = new PassThrough()
  const all = buffer(stream)
  const at = new Date(Date.UTC(2026, 8, 1))
  const book = writeWorkbook(stream, { title: "O'Brien & <sons>", creator: 'C', font: 'Calibri', at })
  names = []
  for (const name of NAMES) {
    const sheet = book.sheet(name, {
      columns: CELLS.map(() => ({ width: 12 })),
      frozen: { rows: 5, columns: 1 },
      choices: [{ column: 0, fromRow: 2, toRow: 9, words: ['a "b"', 'c,d'] }],
    })
    names.push(sheet.name)
    await sheet.row([name, 12.5, at])
    await sheet.row(CELLS)
    await sheet.finish()
  }
  await book.finish()
  file = await all
})

/** What a reader shows of the second row, blanks at the ends aside. */
const trimmed = CELLS.map((text) => text.trim())

describe('a written workbook with odd names', () => {
  it('gives each sheet a name that a program may hold, and no two the same', () => {
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(NAMES.length)
    for (const name of names) expect(name).toMatch(/^(?!')[^[\]:*?/\\]{1,31}(?<!')$/)
  })

  it('is read back by our own reader', async () => {
    const sheets = await readSpreadsheet(file, 'x.xlsx')
    expect(sheets.map((sheet) => sheet.name)).toEqual(names)
    for (const sheet of sheets) expect(sheet.rows[1]?.cells).toEqual(trimmed)
  })

  it('is read back by ExcelJS', async () => {
    const book = new ExcelJS.Workbook()
    // The library's types know a buffer of an older Node.
    await book.xlsx.load(file as unknown as ArrayBuffer)
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(names)
    // It leaves Excel's way of writing an underscore as it stands in the file.
    const asWritten = CELLS.map((text) => text.replace('_x0041_', '_x005F_x0041_'))
    for (const sheet of book.worksheets)
      expect(CELLS.map((_text, n) => sheet.getRow(2).getCell(n + 1).value)).toEqual(asWritten)
  })

  it('is read back by SheetJS, with print titles that name their own sheet', () => {
    const book = XLSX.read(file)
    expect(book.SheetNames).toEqual(names)
    const titles = book.Workbook?.Names?.filter(({ Name }) => Name === '_xlnm.Print_Titles')
    expect(titles?.map(({ Ref, Sheet }) => [Sheet, Ref])).toEqual(
      names.map((name, n) => [n, `'${name.replaceAll("'", "''")}'!$1:$5`]),
    )
  })

  it.skipIf(!existsSync('/usr/bin/soffice'))(
    'is read back by LibreOffice, names and print titles too',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'lectern-workbook-'))
      try {
        await writeFile(join(folder, 'in.xlsx'), file)
        const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
        const to = [
          '--headless',
          '--convert-to',
          'xlsx:Calc MS Excel 2007 XML',
          '--outdir',
          join(folder, 'out'),
        ]
        await promisify(execFile)('/usr/bin/soffice', [profile, ...to, join(folder, 'in.xlsx')])
        const again = await readFile(join(folder, 'out', 'in.xlsx'))
        const sheets = await readSpreadsheet(again, 'x.xlsx')
        expect(sheets.map((sheet) => sheet.name)).toEqual(names)
        for (const sheet of sheets) expect(sheet.rows[1]?.cells).toEqual(trimmed)
        const titles = XLSX.read(again).Workbook?.Names?.filter(({ Name }) => Name === '_xlnm.Print_Titles')
        expect(titles).toHaveLength(names.length)
      } finally {
        await rm(folder, { recursive: true })
      }
    },
    120_000,
  )
})
