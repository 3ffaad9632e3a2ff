import type { DoubtfulCell } from '../sheet-cell.ts'
import { HEADERS } from './roster-headers.ts'

/** Which sheet of a roster workbook is which, and which of its columns means what: by its headers, in any order. */

export const ROSTER_KINDS = ['accounts', 'classes', 'enrollments'] as const
export type RosterKind = (typeof ROSTER_KINDS)[number]

export type RosterField =
  | 'username'
  | 'name'
  | 'givenName'
  | 'middleName'
  | 'familyName'
  | 'role'
  | 'email'
  | 'studentNumber'
  | 'password'
  | 'guardianOf'
  | 'code'
  | 'subject'
  | 'term'
  | 'teachers'
  /** Whether the list says that somebody has left: in a word, by 1 for left, by 0 for left. */
  | 'status'
  | 'suspended'
  | 'enabled'

/** A sheet as it was read: rows with text only, cells trimmed. */
export interface RosterSheet {
  name: string
  rows: readonly RosterSheetRow[]
}

export interface RosterSheetRow {
  row: number
  cells: readonly string[]
  /** Filtered away or hidden in the file: not imported. */
  hidden?: boolean
  doubts?: readonly DoubtfulCell[]
}

export interface RosterTable {
  kind: RosterKind
  sheet: RosterSheet
  /** Row number of the headers. */
  headerRow: number
  columns: ReadonlyMap<RosterField, number>
  /** Headers that mean nothing here; their columns are not read. */
  ignored: string[]
}

const REQUIRED: Record<RosterKind, readonly (readonly RosterField[])[]> = {
  accounts: [
    ['username', 'studentNumber', 'email'],
    ['name', 'givenName', 'familyName'],
  ],
  classes: [['code'], ['name']],
  enrollments: [['code'], ['username']],
}

const SHEET_NAMES: Record<RosterKind, RegExp> = {
  accounts: /account|people|person|user|账号|帐号|人员|用户/i,
  enrollments: /enrol|member|班级成员|成员|选课|名单/i,
  classes: /class|section|course|班级|课程/i,
}

/** Headers stand in one of the first rows; above them there may be a title and notes. */
const HEADER_ROWS = 20

/** `" Student No. (required)* "` → `"studentno"`: what a header is compared by. */
export const foldHeader = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]/g, '')
    .replace(/[\s*_.:#-]+/g, '')

/** The readings of a header: as a whole, its Chinese and Latin parts, and what a slash separates. */
const readings = (header: string): string[] => {
  const parts = [
    header,
    ...header.split(/[/\n|]/),
    header.replace(/[\x20-\x7e]+/g, ''),
    header.replace(/[^\x20-\x7e]+/g, ''),
  ]
  return parts.map(foldHeader).filter((part) => part !== '')
}

const WORDS = Object.fromEntries(
  ROSTER_KINDS.map((kind) => [
    kind,
    new Map(
      Object.entries(HEADERS[kind]).flatMap(([field, words]) =>
        words.split(/\s+/).map((word) => [word, field as RosterField] as const),
      ),
    ),
  ]),
) as Record<RosterKind, Map<string, RosterField>>

const fieldOf = (kind: RosterKind, header: string): RosterField | undefined => {
  for (const reading of readings(header)) {
    const field = WORDS[kind].get(reading)
    if (field) return field
  }
  return undefined
}

const tableAt = (sheet: RosterSheet, kind: RosterKind, at: number): RosterTable | null => {
  const header = sheet.rows[at]
  if (!header) return null
  const columns = new Map<RosterField, number>()
  const ignored: string[] = []
  header.cells.forEach((text, column) => {
    if (text === '') return
    const field = fieldOf(kind, text)
    if (field && !columns.has(field)) columns.set(field, column)
    else ignored.push(text)
  })
  const complete = REQUIRED[kind].every((choice) => choice.some((field) => columns.has(field)))
  return complete ? { kind, sheet, headerRow: header.row, columns, ignored } : null
}

const score = (table: RosterTable): number =>
  table.columns.size * 2 - table.ignored.length + (SHEET_NAMES[table.kind].test(table.sheet.name) ? 5 : 0)

const bestAt = (sheet: RosterSheet, at: number): RosterTable | null => {
  const tables = ROSTER_KINDS.map((kind) => tableAt(sheet, kind, at)).filter((table) => table !== null)
  return tables.reduce<RosterTable | null>(
    (best, next) => (best === null || score(next) > score(best) ? next : best),
    null,
  )
}

/**
 * What a sheet lists, by its headers first and its name second; null when its headers are of no known list. A head of two
 * rows, the first merged over the second, is read where it says more.
 */
export const findTable = (sheet: RosterSheet): RosterTable | null => {
  for (let at = 0; at < Math.min(HEADER_ROWS, sheet.rows.length); at += 1) {
    const table = bestAt(sheet, at)
    if (!table) continue
    const below = bestAt(sheet, at + 1)
    return below && below.columns.size >= table.columns.size ? below : table
  }
  return null
}

/** The rows below the headers that a person sees, and how many others there are. */
export const rowsOf = (table: RosterTable) => {
  const below = table.sheet.rows.filter(({ row }) => row > table.headerRow)
  return { seen: below.filter(({ hidden }) => !hidden), hidden: below.filter(({ hidden }) => hidden) }
}

/** 0 → `A`, 26 → `AA`. */
export const columnLetter = (column: number): string =>
  (column >= 26 ? columnLetter(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))
