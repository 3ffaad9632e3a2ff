import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { writeWorkbook } from '#platform/spreadsheet/write.ts'

const NUMBER = /^-?\d+(\.\d+)?$/

/** A workbook of lines with commas between the cells, as a teacher would save one. */
export const workbookOf = async (text: string, title: string, at: Date): Promise<Buffer> => {
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const stream = new PassThrough()
  const bytes = buffer(stream)
  const book = writeWorkbook(stream, { title, creator: 'Lantern School', font: 'Calibri', at })
  const sheet = book.sheet(title, { columns: (rows[0] ?? []).map(() => ({ width: 10 })) })
  for (const cells of rows) await sheet.row(cells.map((cell) => (NUMBER.test(cell) ? Number(cell) : cell)))
  await sheet.finish()
  await book.finish()
  return bytes
}
