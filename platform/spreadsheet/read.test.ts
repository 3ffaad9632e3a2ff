import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import * as XLSX from 'xlsx'
import { readSpreadsheet } from './read.ts'
import { makeWorkbook } from './zip-fixture.ts'

const cellsOf = async (file: Uint8Array, name = 'file.xlsx') =>
  (await readSpreadsheet(file, name)).map((sheet) => sheet.rows.map((row) => row.cells))

const gbk = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')

describe('a workbook is read as the text people see', () => {
  it('with numbers, dates, booleans, rich text and formulas as their last result', async () => {
    const book = new ExcelJS.Workbook()
    const sheet = book.addWorksheet('学生 Students')
    sheet.addRow([' Li Wei ', 20260001, 12.5, 0.1 + 0.2, true])
    sheet.addRow([])
    sheet.addRow([new Date(Date.UTC(2026, 8, 1)), { richText: [{ text: '高一' }, { text: '(3)班' }] }])
    sheet.getCell('A3').numFmt = 'yyyy-mm-dd'
    sheet.getCell('C3').value = { formula: 'A1&"x"', result: 'Li Weix' }
    sheet.getCell('D3').value = { formula: 'HYPERLINK("http://evil")' }
    sheet.getCell('E3').value = { text: 'a@b.cn', hyperlink: 'mailto:a@b.cn' }
    const [read] = await readSpreadsheet(new Uint8Array(await book.xlsx.writeBuffer()), 'x.xlsx')
    expect(read?.name).toBe('学生 Students')
    expect(read?.rows).toEqual([
      { row: 1, cells: ['Li Wei', '20260001', '12.5', '0.3', 'TRUE'] },
      { row: 3, cells: ['2026-09-01', '高一(3)班', 'Li Weix', '', 'a@b.cn'] },
    ])
  })

  it('from another program, with text kept beside the cells', async () => {
    const book = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(
      book,
      XLSX.utils.aoa_to_sheet([
        ['a', 'b & <c>'],
        [1e10, '007'],
        ['é\n"x"', '😀'],
      ]),
      'S',
    )
    for (const bookSST of [true, false]) {
      const file = XLSX.write(book, { type: 'buffer', bookType: 'xlsx', bookSST, compression: true })
      expect(await cellsOf(file)).toEqual([
        [
          ['a', 'b & <c>'],
          ['10000000000', '007'],
          ['é\n"x"', '😀'],
        ],
      ])
    }
  })

  it('also without cell references, with phonetic readings and with escaped characters', async () => {
    const file = makeWorkbook(
      '<worksheet><sheetData><row><c t="inlineStr"><is><t>a_x0041_</t><rPh><t>no</t></rPh></is></c>' +
        '<c><v>2</v></c></row><row r="9"><c r="C9" t="str"><f>1+1</f><v>two</v></c></row></sheetData></worksheet>',
    )
    expect(await readSpreadsheet(file, 'x')).toEqual([
      {
        name: 'One',
        rows: [
          { row: 1, cells: ['aA', '2'] },
          { row: 9, cells: ['', '', 'two'] },
        ],
      },
    ])
  })

  it('leaving out hidden sheets', async () => {
    const book = new ExcelJS.Workbook()
    book.addWorksheet('lists', { state: 'hidden' }).addRow(['secret'])
    book.addWorksheet('shown').addRow(['x'])
    const sheets = await readSpreadsheet(new Uint8Array(await book.xlsx.writeBuffer()), 'x.xlsx')
    expect(sheets.map((sheet) => sheet.name)).toEqual(['shown'])
  })
})

describe('comma separated text is read', () => {
  const rows = [
    [
      ['姓名', '班级'],
      ['李伟', '一班'],
    ],
  ]

  it('in UTF-8 with and without a mark, in UTF-16 and in GBK', async () => {
    expect(await cellsOf(Buffer.from('姓名,班级\r\n李伟,一班\r\n'), 'x.csv')).toEqual(rows)
    expect(await cellsOf(Buffer.from('\ufeff姓名,班级\n李伟,一班'), 'x.csv')).toEqual(rows)
    expect(await cellsOf(Buffer.from('\ufeff姓名\t班级\n李伟\t一班', 'utf16le'), 'x.csv')).toEqual(rows)
    expect(await cellsOf(gbk('D0D5C3FB 2C B0E0BCB6 0A C0EECEB0 2C D2BBB0E0'), 'x.csv')).toEqual(rows)
  })

  it('with quotes, line breaks inside cells, semicolons and the sheet named after the file', async () => {
    const [sheet] = await readSpreadsheet(
      Buffer.from('a;b\n"x;""y""\nz";2\n\n;;\nlast;3'),
      'C:\\my\\Term 1.csv',
    )
    expect(sheet?.name).toBe('Term 1')
    expect(sheet?.rows).toEqual([
      { row: 1, cells: ['a', 'b'] },
      { row: 2, cells: ['x;"y"\nz', '2'] },
      { row: 5, cells: ['last', '3'] },
    ])
  })

  it('with quotes in odd places and delimiters at the ends of lines', async () => {
    expect(await cellsOf(Buffer.from('"a"b,c"d,""\r,"e\r\n'), 'x.csv')).toEqual([
      [
        ['ab', 'c"d'],
        ['', 'e'],
      ],
    ])
  })

  it('and an empty file has no rows', async () => {
    expect(await cellsOf(Buffer.from(''), 'x.csv')).toEqual([[]])
  })
})
