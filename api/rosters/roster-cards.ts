import type { Writable } from 'node:stream'
import type { SchoolRole } from '#domain/permission.ts'
import type { LoginCardView } from '#domain/rosters/contract.ts'
import { ROSTER_WORDS } from '#domain/rosters/roster-words.ts'
import type { Locale } from '#domain/school/school.ts'
import { readSpreadsheet } from '#platform/spreadsheet/read.ts'
import type { Style } from '#platform/spreadsheet/style.ts'
import { columnWidth } from '#platform/spreadsheet/text-width.ts'
import { writeWorkbook } from '#platform/spreadsheet/write.ts'

const hint: Style = { color: '66706A' }
const head: Style = { bold: true, color: 'FFFFFF', fill: '1F6B4F', align: 'left', border: 'all', indent: 1 }
const text: Style = { align: 'left', border: 'all', indent: 1, format: '@' }
const strong: Style = { ...text, bold: true, size: 12 }

export interface LoginCard {
  name: string
  username: string
  firstPassword: string
  role: SchoolRole
  studentNumber: string | null
  classes: readonly string[]
}

/** Writes the list of new accounts with their first passwords, to print and hand out. */
export const writeCards = async (
  stream: Writable,
  cards: readonly LoginCard[],
  locale: Locale,
  about: { creator: string; at: Date },
): Promise<void> => {
  const { cards: words, roleWords, font } = ROSTER_WORDS[locale]
  const book = writeWorkbook(stream, { title: words.sheet, font, ...about })
  const classes = cards.map((card) => card.classes.join('、'))
  const sheet = book.sheet(words.sheet, {
    columns: [
      { width: columnWidth([words.name, ...cards.map((card) => card.name)], 16, 32) },
      { width: columnWidth([words.username, ...cards.map((card) => card.username)], 16, 32) },
      { width: 20 },
      { width: 12 },
      { width: 18 },
      { width: columnWidth(classes, 16, 60) },
    ],
    frozen: { rows: 2, columns: 1 },
    landscape: true,
  })
  await sheet.row([{ value: words.hint, style: hint }], { height: 20 })
  const titles = [
    words.name,
    words.username,
    words.firstPassword,
    words.role,
    words.studentNumber,
    words.classes,
  ]
  await sheet.row(
    titles.map((value) => ({ value, style: head })),
    { height: 24 },
  )
  for (const [at, card] of cards.entries()) {
    const role = card.role === 'owner' ? '' : roleWords[card.role]
    await sheet.row(
      [
        { value: card.name, style: text },
        { value: card.username, style: strong },
        { value: card.firstPassword, style: strong },
        ...[role, card.studentNumber, classes[at] ?? ''].map((value) => ({ value, style: text })),
      ],
      { height: 20 },
    )
  }
  await sheet.finish()
  await book.finish()
}

/** The cards of a list that `writeCards` wrote: its first two rows are words. */
export const readCards = async (list: Uint8Array): Promise<LoginCardView[]> => {
  const [sheet] = await readSpreadsheet(list, 'cards.xlsx')
  return (sheet?.rows ?? [])
    .slice(2)
    .map(({ cells: [name = '', username = '', firstPassword = '', , , classes = ''] }) => ({
      name,
      username,
      firstPassword,
      classes,
    }))
}
