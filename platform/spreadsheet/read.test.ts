import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import * as XLSX from 'xlsx'
import { encodeIn } from '#domain/text-encoding-fixture.ts'
import { readSpreadsheet, readSpreadsheetFile } from './read.ts'
import { type FixturePart, makeWorkbook, makeZip, workbookParts } from './zip-fixture.ts'

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
      {
        row: 3,
        cells: ['2026-09-01', '高一(3)班', 'Li Weix', '', 'a@b.cn'],
        doubts: [
          { column: 0, doubt: 'date', shown: '2026-09-01' },
          { column: 3, doubt: 'no-result', shown: '' },
        ],
      },
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

/** A sheet of these rows, each the inside of its `<row>`, with what stands after them. */
const sheetOf = (rows: string[], after = ''): string =>
  `<worksheet><sheetData>${rows.map((row, at) => `<row r="${at + 1}">${row}</row>`).join('')}</sheetData>${after}</worksheet>`
const text = (reference: string, value: string) =>
  `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`

/** What is seen of a value, numbers as they are and text in its own type, under a number format. */
const seenRow = async (format: string, value: string | number) => {
  const styles = `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="${format}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>`
  const cell =
    typeof value === 'number' ? `<c s="1"><v>${value}</v></c>` : `<c s="1" t="str"><v>${value}</v></c>`
  const file = makeWorkbook(sheetOf([cell]), [{ name: 'xl/styles.xml', data: styles }])
  const [sheet] = await readSpreadsheet(file, 'x')
  return sheet?.rows[0]
}
const seen = async (format: string, value: string | number) => (await seenRow(format, value))?.cells[0]

describe('a number is read as its format shows it', () => {
  it.each([
    ['00000', 42, '00042'],
    ['0000000000', 20260001, '0020260001'],
    ['00-000', 7123, '07-123'],
    ['00\\-00', 123, '01-23'],
    ['[&lt;=9999]0000;00-0000', 51234, '05-1234'],
    ['&quot;2026&quot;0000', 17, '20260017'],
    ['0000;-0000;&quot;none&quot;', 0, 'none'],
    ['[Red]000', 7, '007'],
    ['&quot;S-&quot;@', '77', 'S-77'],
    ['#,##0', 20260001, '20260001'],
    ['0.00', 123, '123'],
    ['0%', 2, '2'],
    [';;;', 5, '5'],
    ['0', 12.5, '12.5'],
    ['0.00', 7.1, '7.10'],
    ['0.0', 7.25, '7.25'],
    ['@', 123, '123'],
    ['0 &quot;', 5, '5'],
  ])('%s of %s is %s', async (format, value, expected) => {
    expect(await seen(format, value)).toBe(expected)
  })
})

describe('signs that a format writes between digits are named, with the digits alone', () => {
  it.each([
    ['000-0000', 1234567, ['123-4567', '1234567']],
    ['000-0000', 7, ['000-0007', '0000007']],
    ['00&quot;-&quot;000', 123, ['00-123', '00123']],
    ['(000) 000-0000', 5551234, ['(000) 555-1234', '0005551234']],
    ['0000 0000', 20260001, ['2026 0001', '20260001']],
    ['00\\.00', 123, ['01.23', '0123']],
    ['0000000', 123, ['0000123', undefined]],
    ['&quot;S-&quot;000', 17, ['S-017', undefined]],
    ['&quot;2026-&quot;000', 17, ['2026-017', undefined]],
    ['000-000', -17, ['-000-017', undefined]],
  ])('%s of %s', async (format, value, [text, digits]) => {
    const { cells, doubts } = (await seenRow(format, value)) ?? {}
    expect([cells?.[0], doubts?.[0]?.digits]).toEqual([text, digits])
  })
})

describe('a cell that is not what somebody wrote is marked', () => {
  const doubtsOf = async (cell: string, formatId = 0) => {
    const styles = `<styleSheet><cellXfs><xf numFmtId="${formatId}"/></cellXfs></styleSheet>`
    const file = makeWorkbook(sheetOf([`${text('A1', 'x')}${cell}`]), [
      { name: 'xl/styles.xml', data: styles },
    ])
    const [sheet] = await readSpreadsheet(file, 'x')
    return [
      sheet?.rows[0]?.cells[1],
      ...(sheet?.rows[0]?.doubts ?? []).map(({ doubt, shown }) => [doubt, shown]),
    ]
  }

  it.each([
    ['an error', '<c t="e"><v>#VALUE!</v></c>', 0, ['#VALUE!', ['error-value', '#VALUE!']]],
    ['a formula without a result', '<c t="str"><f>A1</f></c>', 0, [undefined, ['no-result', '']]],
    ['a date', '<c><v>46095</v></c>', 16, ['2026-03-14', ['date', '14-Mar']]],
    ['a day in words', '<c t="d"><v>2026-03-14T00:00:00</v></c>', 0, ['2026-03-14', ['date', '2026-03-14']]],
    ['an exponent', '<c><v>700</v></c>', 11, ['700', ['scientific', '7.00E+02']]],
    [
      '17 digits',
      '<c><v>12345678901234568</v></c>',
      0,
      ['1.23456789012346E+16', ['digits-lost', '1.23456789012346E+16']],
    ],
    [
      '16 digits that look whole',
      '<c><v>1000000000000000</v></c>',
      1,
      ['1.00000000000000E+15', ['digits-lost', '1.00000000000000E+15']],
    ],
    ['15 digits', '<c><v>123456789012345</v></c>', 0, ['123456789012345']],
    ['a long number that is text', text('B1', '330102200901011234'), 0, ['330102200901011234']],
  ])('%s', async (_name, cell, formatId, expected) => {
    expect(await doubtsOf(cell, formatId)).toEqual(expected)
  })
})

describe('rows of a workbook', () => {
  it('get the text that is merged down over them, and no other', async () => {
    const rows = [
      text('A1', 'Class'),
      text('A2', 'M7'),
      text('B3', 'ana'),
      text('B4', 'ben'),
      text('B5', 'cleo'),
    ]
    const merges = ['A2:A4', 'A1:C1', 'B5:B900000', 'Z1:Z9', 'nonsense']
    const file = makeWorkbook(
      sheetOf(rows, `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`),
    )
    expect(await cellsOf(file)).toEqual([[['Class'], ['M7'], ['M7', 'ana'], ['M7', 'ben'], ['', 'cleo']]])
  })

  it('that are filtered away or hidden say so', async () => {
    const row = (n: number, more: string) => `<row r="${n}" ${more}>${text(`A${n}`, `x${n}`)}</row>`
    const file = makeWorkbook(
      `<worksheet><sheetData>${row(1, '')}${row(2, 'hidden="1"')}${row(3, 'hidden="true"')}${row(4, 'ht="0" customHeight="1"')}${row(5, 'hidden="0" ht="15"')}</sheetData></worksheet>`,
    )
    const [sheet] = await readSpreadsheet(file, 'x')
    expect(sheet?.rows.map(({ row, hidden }) => [row, hidden ?? false])).toEqual([
      [1, false],
      [2, true],
      [3, true],
      [4, true],
      [5, false],
    ])
  })
})

describe('the archive of a workbook is read', () => {
  const sheet = { data: sheetOf(['<c t="s"><v>0</v></c>']) }
  const strings: FixturePart = { name: 'xl/sharedStrings.xml', data: '<sst><si><t>read</t></si></sst>' }
  const parts = workbookParts(sheet, [strings])

  it.each([
    [
      'with part names in another case',
      parts.map((part) => ({ ...part, name: part.name.replace(/\w+(?=\.)/g, (name) => name.toUpperCase()) })),
    ],
    ['with 64-bit records around small parts', parts.map((part) => ({ ...part, long: true }))],
    ['with sizes that follow the parts', parts.map((part) => ({ ...part, described: true }))],
    ['with both', parts.map((part) => ({ ...part, long: true, described: true }))],
  ])('%s', async (_name, made) => {
    expect(await cellsOf(makeZip(made))).toEqual([[['read']]])
  })

  it('and refused when a 64-bit number points nowhere', async () => {
    const whole = makeZip(parts.map((part) => ({ ...part, long: true })))
    for (let at = whole.length - 22 - 20 - 56 - 70; at < whole.length; at += 1) {
      const changed = Buffer.from(whole)
      changed[at] = 0xee
      const outcome = await readSpreadsheet(changed, 'x.xlsx').catch((error: Error) => error.name)
      if (typeof outcome === 'string') expect(outcome).toBe('Problem')
    }
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

  const rowsOf = async (file: string) => (await cellsOf(Buffer.from(file), 'x.csv'))[0]
  const plain = [
    ['a', 'b', 'c'],
    ['1', '2', '3'],
  ]

  it.each([
    ['semicolons below a title with a comma', 'School, 2026\na;b;c\n1;2;3', [['School, 2026'], ...plain]],
    [
      'semicolons around names with commas',
      'a;b\nx;"Lee, Ann"\ny;Poe, Bo',
      [
        ['a', 'b'],
        ['x', 'Lee, Ann'],
        ['y', 'Poe, Bo'],
      ],
    ],
    [
      'semicolons below notes with more commas',
      'Printed 1, 2, 3, 4\nby a, b, c, d\na;b;c\n1;2;3',
      [['Printed 1, 2, 3, 4'], ['by a, b, c, d'], ...plain],
    ],
    ['commas, ended as programs of DOS end it', 'a,b,c\n1,2,3\n\u001A', plain],
    ['tabs', 'a\tb\tc\n1\t2\t3', plain],
    ['pipes', 'a|b|c\n1|2|3', plain],
    ['what its first line says', 'sep=;\r\na;b;c\r\n1;2;3', plain],
    ['any sign its first line says', 'SEP=^\na^b^c\n1^2^3', plain],
    ['a backslash, a bracket, a dash', 'sep=\\\na\\b\\c\n1\\2\\3', plain],
    ['a tab its first line says', '"sep=\t"\na\tb\tc\n1\t2\t3', plain],
    ['carriage returns alone', 'a,b,c\r1,2,3\r', plain],
    ['delimiters at the ends', 'a,b,c,,\n1,2,3,,\n,,,,\n', plain],
  ])('parted by %s', async (_name, file, expected) => {
    expect(await rowsOf(file)).toEqual(expected)
  })

  it.each([
    ['a blank before a quote', 'a, "b, c" ,"d"', [['a', 'b, c', 'd']]],
    [
      'figures that are told to stay',
      'n,m,k\n="007","=""008""",="0,9"',
      [
        ['n', 'm', 'k'],
        ['007', '008', '0,9'],
      ],
    ],
    ['an equals sign of its own', '=1+1,="x', [['=1+1', '="x']]],
    [
      'an inch sign',
      'a,b\nx,6" nail\ny,"6"" nail"',
      [
        ['a', 'b'],
        ['x', '6" nail'],
        ['y', '6" nail'],
      ],
    ],
  ])('with %s', async (_name, file, expected) => {
    expect(await rowsOf(file)).toEqual(expected)
  })

  it('with a quote that is never closed: the rows below it are still rows, and the cell is marked', async () => {
    const unclosed = { column: 1, doubt: 'unclosed-quote', shown: 'Bo' }
    for (const tail of ['c,Cy\n', 'c,"Cy"\n', 'c,"Cy", \n']) {
      const [sheet] = await readSpreadsheet(Buffer.from(`id,name\nb,"Bo\n${tail}`), 'x.csv')
      expect(sheet?.rows.map(({ cells }) => cells)).toEqual([
        ['id', 'name'],
        ['b', 'Bo'],
        ['c', 'Cy'],
      ])
      expect(sheet?.rows[1]?.doubts).toEqual([unclosed])
    }
    const [closedLate] = await readSpreadsheet(Buffer.from('id,name,role\nb,"Bo,x\nc,Cy",y\nd,Di,z'), 'x.csv')
    expect(closedLate?.rows.at(1)?.doubts?.[0]?.doubt).toBe('unclosed-quote')
  })

  it('in an encoding that is named, with the cells marked that are no text in it', async () => {
    const file = encodeIn('姓名,班\n李伟,李娜\n', 'gb18030')
    const { sheets, reading } = await readSpreadsheetFile(file, 'x.csv')
    expect([sheets[0]?.rows[1]?.cells, reading]).toMatchObject([['李伟', '李娜'], { encoding: 'gb18030' }])
    const wrong = await readSpreadsheetFile(file, 'x.csv', { encoding: 'utf-8' })
    expect(wrong.sheets[0]?.rows[1]?.doubts?.map(({ doubt }) => doubt)).toEqual([
      'not-decoded',
      'not-decoded',
    ])
    expect([wrong.reading?.encoding, wrong.reading?.others[0]]).toEqual(['utf-8', 'gb18030'])
    expect((await readSpreadsheetFile(makeWorkbook(sheetOf([text('A1', 'x')])), 'x')).reading).toBeNull()
  })

  it('and an empty file has no rows', async () => {
    expect(await cellsOf(Buffer.from(''), 'x.csv')).toEqual([[]])
  })
})
