import type { SheetOf } from './sheets.ts'

/** Cells copied from a spreadsheet: rows of cells, or null for plain text of one cell. */
export const pastedCells = (text: string): string[][] | null => {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  return /[\t\n]/.test(lines) ? lines.split('\n').map((line) => line.split('\t')) : null
}

/** Rows after some cells were pasted from a place on, with the cells that could not be read. */
export const pasteInto = <Row extends { id: string }>(
  sheet: SheetOf<Row>,
  rows: readonly Row[],
  at: { row: number; column: number },
  cells: readonly (readonly string[])[],
): { changed: Row[]; unread: string[] } => {
  const unread: string[] = []
  const changed = cells.map((line, n) => {
    let row = rows[at.row + n] ?? sheet.fresh()
    line.forEach((text, c) => {
      const column = sheet.columns[at.column + c]
      // An empty cell of a new row says nothing.
      if (!column || (text.trim() === '' && column.text(row) === '')) return
      const next = column.typed(row, text)
      if (next === null) unread.push(`${row.id}/${column.key}`)
      else row = next
    })
    return row
  })
  return { changed, unread }
}
