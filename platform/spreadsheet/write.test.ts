import { PassThrough, Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import ExcelJS from 'exceljs'
import { describe, expect, it } from 'vitest'
import * as XLSX from 'xlsx'
import { readSpreadsheet } from './read.ts'
import { columnWidth, sheetName, textWidth } from './text-width.ts'
import { type Cell, writeWorkbook } from './write.ts'

const about = { title: 'T', creator: 'C', font: 'Calibri', at: new Date(Date.UTC(2026, 8, 1)) }
const columns = [{ width: 10 }, { width: 10 }]

const written = async (...rows: Cell[][]): Promise<Buffer> => {
  const stream = new PassThrough()
  const file = buffer(stream)
  const book = writeWorkbook(stream, about)
  const sheet = book.sheet('One', { columns, frozen: { rows: 1, columns: 1 } })
  for (const row of rows) await sheet.row(row)
  await sheet.finish()
  await book.finish()
  return file
}
const open = (file: Buffer) =>
  XLSX.read(file, { cellStyles: true, cellNF: true, cellFormula: true, cellDates: false })

describe('a written workbook', () => {
  it('holds text as text, whatever it starts with, and numbers as numbers', async () => {
    const texts = [
      '=HYPERLINK("http://evil","x")',
      '+1',
      '-1+1',
      '@SUM(A1)',
      '\tcmd',
      '=1',
      "'",
      '<b>&"',
      '_x0041_',
      '1e5',
    ]
    const book = open(await written(texts, [1.25, 0, -3, 1e15]))
    const sheet = book.Sheets.One!
    texts.forEach((text, column) => {
      const cell = sheet[XLSX.utils.encode_cell({ r: 0, c: column })]
      expect([cell.t, cell.v, cell.f]).toEqual(['s', text, undefined])
    })
    expect([sheet.A2, sheet.B2, sheet.C2, sheet.D2].map((cell) => [cell.t, cell.v])).toEqual([
      ['n', 1.25],
      ['n', 0],
      ['n', -3],
      ['n', 1e15],
    ])
  })

  it('refuses objects that the library would take for formulas or links', async () => {
    for (const value of [{ formula: '1+1' }, { text: 'x', hyperlink: 'http://evil' }, Number.NaN, true])
      await expect(written([{ value: value as never, style: {} }])).rejects.toThrow('a cell holds text')
  })

  it('drops characters that XML cannot hold and cuts text at what a cell holds', async () => {
    const [sheet] = await readSpreadsheet(
      await written(['a\u0000\u0007b\ud800c\uffff', 'x'.repeat(40_000)]),
      'x',
    )
    expect(sheet?.rows[0]?.cells[0]).toBe('abc')
    expect(sheet?.rows[0]?.cells[1]).toHaveLength(32_767)
  })

  it('keeps the pace of whoever reads it', async () => {
    let taken = 0
    let open = () => {}
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const slow = new Writable({
      highWaterMark: 1024,
      write: (chunk: Buffer, _encoding, done) => {
        taken += chunk.length
        gate.then(() => done())
      },
    })
    const book = writeWorkbook(slow, about)
    const sheet = book.sheet('One', { columns })
    let rows = 0
    const writing = (async () => {
      for (; rows < 30_000; rows += 1) await sheet.row(Array.from({ length: 10 }, () => `${Math.random()}`))
      await sheet.finish()
      await book.finish()
    })()
    let reached = -1
    while (reached !== rows) {
      reached = rows
      await wait(1000)
    }
    expect(rows).toBeLessThan(20_000)
    open()
    await writing
    expect(rows).toBe(30_000)
    expect(taken).toBeGreaterThan(1_000_000)
  })

  it('fails when its stream fails, in the middle or at the end', async () => {
    for (const failAfter of [0, 3000]) {
      const stream = new Writable({
        write: (_chunk, _encoding, done) => done(new Error('disk full')),
      })
      const book = writeWorkbook(stream, about)
      const sheet = book.sheet('One', { columns })
      const work = async () => {
        for (let n = 0; n < 20_000; n += 1) await sheet.row([`${n}`.repeat(9)])
        await sheet.finish()
        if (failAfter > 0) stream.destroy()
        await book.finish()
      }
      await expect(work()).rejects.toThrow()
    }
  })
})

it('print titles name their sheet as a reference has to, whatever it is called', async () => {
  const wanted = [
    "Mr. Chen's Physics",
    "O'Brien",
    "'quoted'",
    'History',
    'A/B: [test]? *',
    'Who! me',
    '七年级（1）班 & <数学>',
    '_x0041_ literal',
    '=1+1',
    `${'x'.repeat(30)}'s`,
    `${'y'.repeat(30)}😀`,
    '40 × x beside 40 × X',
    '40 × X beside 40 × x',
  ]
  const stream = new PassThrough()
  const file = buffer(stream)
  const book = writeWorkbook(stream, about)
  for (const name of wanted) {
    const sheet = book.sheet(name, { columns, frozen: { rows: 5, columns: 1 } })
    await sheet.row(['1', '2'])
    await sheet.finish()
  }
  await book.finish()
  const read = XLSX.read(await file)
  const titles = read.Workbook?.Names?.filter(({ Name }) => Name === '_xlnm.Print_Titles')
  expect(titles?.map(({ Ref, Sheet }) => [Sheet, Ref])).toEqual(
    read.SheetNames.map((name, n) => [n, `'${name.replaceAll("'", "''")}'!$1:$5`]),
  )
  const again = new ExcelJS.Workbook()
  await again.xlsx.load((await file) as unknown as ArrayBuffer)
  expect(again.worksheets.map((sheet) => sheet.name)).toEqual([
    "Mr. Chen's Physics",
    "O'Brien",
    'quoted',
    'Sheet History',
    'A B test',
    'Who! me',
    '七年级（1）班 & <数学>',
    '_x0041_ literal',
    '=1+1',
    'x'.repeat(30),
    'y'.repeat(30),
    '40 × x beside 40 × X',
    '40 × X beside 40 × x (2)',
  ])
})

describe('names and widths', () => {
  it('sheet names are legal, unique and at most 31 characters', () => {
    const used = new Set<string>()
    const names = [
      'a[b]:*?/\\c',
      "'quoted'",
      '',
      'History',
      '高'.repeat(40),
      '高'.repeat(40),
      'Maths',
      'MATHS',
      `${'x'.repeat(30)}😀`,
    ].map((name) => sheetName(name, used))
    expect(names).toEqual([
      'a b c',
      'quoted',
      'Sheet',
      'Sheet History',
      '高'.repeat(31),
      `${'高'.repeat(27)} (2)`,
      'Maths',
      'MATHS (2)',
      'x'.repeat(30),
    ])
  })

  it('Chinese takes twice the room', () => {
    expect([textWidth('abc'), textWidth('语文'), textWidth('（A）'), textWidth('𠮷')]).toEqual([3, 4, 5, 2])
    expect(columnWidth(['语文成绩', 'a'], 4, 40)).toBe(10)
    expect(columnWidth(['x'.repeat(90)], 4, 40)).toBe(40)
  })
})
