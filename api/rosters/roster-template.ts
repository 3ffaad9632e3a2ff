import { PassThrough, type Writable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { RosterRows } from '#domain/rosters/example-roster.ts'
import { ROSTER_KINDS, type RosterKind } from '#domain/rosters/roster-columns.ts'
import { ROSTER_WORDS, type RosterColumn, type RosterWords } from '#domain/rosters/roster-words.ts'
import type { Locale } from '#domain/school/school.ts'
import type { Style } from '#platform/spreadsheet/style.ts'
import { type Cell, type WorkbookWriter, writeWorkbook } from '#platform/spreadsheet/write.ts'

const hint: Style = { color: '66706A', wrap: false }
const head: Style = { bold: true, color: 'FFFFFF', fill: '1F6B4F', align: 'left', border: 'all', indent: 1 }
/** Text from the start: 0012 and 3-1 stay as they are typed. */
const text: Style = { align: 'left', format: '@', indent: 1 }
const title: Style = { size: 16, bold: true }
const section: Style = { bold: true, color: '1F6B4F', size: 12 }
const term: Style = { bold: true, align: 'left', border: 'bottom', vertical: 'top', indent: 1 }
const note: Style = { wrap: true, align: 'left', border: 'bottom', vertical: 'top' }

const HEAD_ROWS = 2
/** Rows that offer the list of roles. */
const LISTED_ROWS = 3000

const headerOf = (column: RosterColumn): string => `${column.header}${column.required ? ' *' : ''}`

const writeKind = async (
  book: WorkbookWriter,
  kind: RosterKind,
  words: RosterWords,
  rows: RosterRows[RosterKind],
) => {
  const { name, hint: line, columns } = words.sheets[kind]
  const roles = kind === 'accounts' ? words.accountRoles : words.classRoles
  const role = columns.findIndex((column) => column.field === 'role')
  const sheet = book.sheet(name, {
    columns: columns.map(({ width }) => ({ width, style: text })),
    frozen: { rows: HEAD_ROWS, columns: 0 },
    choices:
      role < 0
        ? []
        : [{ column: role, fromRow: HEAD_ROWS + 1, toRow: HEAD_ROWS + LISTED_ROWS, words: roles }],
  })
  await sheet.row([{ value: line, style: hint }], { height: 20 })
  await sheet.row(
    columns.map((column) => ({ value: headerOf(column), style: head })),
    { height: 24 },
  )
  for (const row of rows) await sheet.row(columns.map(({ field }): Cell => row[field] || null))
  await sheet.finish()
}

const writeNotes = async (book: WorkbookWriter, words: RosterWords): Promise<void> => {
  const sheet = book.sheet(words.notesSheet, { columns: [{ width: 24 }, { width: 84 }] })
  await sheet.row([{ value: words.title, style: title }], { height: 30 })
  for (const line of words.notes) {
    await sheet.row([{ value: line, style: { ...note, border: undefined } }], { height: 32 })
    sheet.merge(0, 1)
  }
  for (const kind of ROSTER_KINDS) {
    await sheet.row([])
    await sheet.row([{ value: words.sheets[kind].name, style: section }], { height: 22 })
    for (const column of words.sheets[kind].columns)
      await sheet.row(
        [
          { value: headerOf(column), style: term },
          { value: column.note, style: note },
        ],
        { height: column.note.length > 80 ? 32 : 18 },
      )
  }
  await sheet.finish()
}

/** Writes a roster workbook: the rows given, or room to fill in, and how to fill it in. */
export const writeRoster = async (
  stream: Writable,
  locale: Locale,
  rows: RosterRows,
  about: { creator: string; at: Date },
): Promise<void> => {
  const words = ROSTER_WORDS[locale]
  const book = writeWorkbook(stream, { title: words.title, font: words.font, ...about })
  for (const kind of ROSTER_KINDS) await writeKind(book, kind, words, rows[kind])
  await writeNotes(book, words)
  await book.finish()
}

/** The empty roster workbook to download and fill in, in one language. */
export const rosterTemplate = async (locale: Locale, creator: string, at: Date): Promise<Buffer> => {
  const stream = new PassThrough()
  const file = buffer(stream)
  await writeRoster(stream, locale, { accounts: [], classes: [], enrollments: [] }, { creator, at })
  return file
}
