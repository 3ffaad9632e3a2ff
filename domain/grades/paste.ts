import { nameKey } from '../accounts/canonical.ts'
import { decimalOf } from '../decimal.ts'
import { isBlank, layoutOf, namedBy, type PasteLayout } from './paste-layout.ts'
import {
  type PasteStudent,
  PERSON_KEYS,
  type PeopleIndex,
  type PersonKey,
  peopleIndex,
} from './paste-people.ts'
import { type ReadScore, readScore, type ScoreFault, type SeparatorChoice } from './score.ts'

/** What stands in a cell of the gradebook. */
export interface Mark {
  score: string | null
  excused: boolean
}
export const NO_MARK: Mark = { score: null, excused: false }

/** The gradebook that a block is pasted into, as it is shown. */
export interface PasteBook {
  students: readonly PasteStudent[]
  items: readonly { id: string; title: string; maxPoints: string }[]
  markOf(studentId: string, itemId: string): Mark | null
}

export type RowsBy = PersonKey | 'position'

export interface PasteOptions {
  /** The cell that had the focus. */
  at: { row: number; column: number }
  /** How lines find their pupil; left out, the block decides. */
  rowsBy?: RowsBy
  /** Where columns of the block go instead, by their place in it; null: nowhere. */
  columns?: Readonly<Record<number, string | null>>
  separator?: SeparatorChoice | null
}

export interface PasteChange {
  studentId: string
  itemId: string
  before: Mark
  after: Mark
  /** More than the points of the column. */
  above: boolean
}

/** Why a line has no pupil: nobody or several are called so, number and name are two people's, it names somebody again, or nobody, or comes after the last. */
export type StrayReason = 'unknown' | 'several' | 'mismatch' | 'twice' | 'unnamed' | 'below'

export interface PastePlan {
  rowsBy: RowsBy
  /** The ways in which this block can find its pupils. */
  rowChoices: readonly RowsBy[]
  heading: readonly string[] | null
  /** Columns of the block that hold scores, and where they go; null: nowhere. `sample` says which one it is. */
  columns: readonly { column: number; sample: string; itemId: string | null }[]
  /** Columns that were not taken for scores. */
  leftOut: readonly string[]
  changes: readonly PasteChange[]
  /** Cells that say what stands there already. */
  unchanged: number
  refused: readonly { studentId: string; itemId: string; text: string; fault: ScoreFault }[]
  doubtful: readonly { studentId: string; itemId: string; text: string; decimal: string; thousands: string }[]
  /** Lines with values and no pupil; `line` counts from one. */
  strayLines: readonly { line: number; said: string; values: readonly string[]; why: StrayReason }[]
  /** Values right of the last column, or in columns that were sent nowhere. */
  strayValues: number
}

export const sameMark = (a: Mark, b: Mark): boolean =>
  a.excused === b.excused &&
  (a.score === null || b.score === null ? a.score === b.score : decimalOf(a.score) === decimalOf(b.score))

type Found = { student: PasteStudent } | { why: StrayReason }

const cellOf = (line: readonly string[], column: number | undefined): string =>
  column === undefined ? '' : (line[column] ?? '')

/** What a line says of its pupil; a name in two cells with a space between. */
const saidBy = (line: readonly string[], { keys, nameTail }: PasteLayout, key: PersonKey): string =>
  [cellOf(line, keys[key]), key === 'name' && nameTail ? cellOf(line, nameTail.column) : '']
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' ')

/** Whose line it is, by what was chosen first; what else names somebody must not name another. */
const personOf = (
  line: readonly string[],
  layout: PasteLayout,
  by: PersonKey,
  people: PeopleIndex,
): Found => {
  const { keys } = layout
  const order = [by, ...PERSON_KEYS.filter((key) => key !== by)]
  const [first, ...others] = order.filter((key) => !isBlank(saidBy(line, layout, key)))
  if (first === undefined) return { why: 'unnamed' }
  const findBy = (key: PersonKey) =>
    key === 'name' ? namedBy(line, layout, people) : people[key](cellOf(line, keys[key]))
  let found = findBy(first)
  if (found.length === 0) return { why: 'unknown' }
  for (const other of others) {
    const named = findBy(other)
    if (named.length === 0) continue
    found = found.filter((student) => named.includes(student))
    if (found.length === 0) return { why: 'mismatch' }
  }
  const [student, ...more] = found
  return student && more.length === 0 ? { student } : { why: 'several' }
}

const peopleOf = (
  layout: PasteLayout,
  rowsBy: RowsBy,
  book: PasteBook,
  people: PeopleIndex,
  row: number,
): Found[] => {
  if (rowsBy === 'position')
    return layout.body.map((_, at) => {
      const student = book.students[row + at]
      return student ? { student } : { why: 'below' }
    })
  const found = layout.body.map((line) => personOf(line, layout, rowsBy, people))
  const times = new Map<string, number>()
  for (const one of found)
    if ('student' in one) times.set(one.student.id, (times.get(one.student.id) ?? 0) + 1)
  return found.map((one) =>
    'student' in one && (times.get(one.student.id) ?? 0) > 1 ? { why: 'twice' } : one,
  )
}

/** Where the columns go: to the column their heading names, or in their order from the focused one. */
const targetsOf = (layout: PasteLayout, book: PasteBook, options: PasteOptions): (string | null)[] => {
  const byTitle = (column: number): string | null => {
    const head = nameKey(layout.heading?.[column] ?? '')
    const named = head === '' ? [] : book.items.filter((item) => nameKey(item.title) === head)
    return named.length === 1 ? (named[0]?.id ?? null) : null
  }
  const titled = layout.values.map(byTitle)
  const anyTitled = titled.some((itemId) => itemId !== null)
  const chosen = new Set(layout.values.map((column) => options.columns?.[column]).filter((itemId) => itemId))
  const used = new Set<string>()
  return layout.values.map((column, at) => {
    const own = options.columns?.[column]
    const itemId = anyTitled ? titled[at] : book.items[options.at.column + at]?.id
    // Two columns never go to one: what was chosen comes first, then the left one.
    const target = own !== undefined ? own : itemId && !chosen.has(itemId) ? itemId : null
    if (target === null || used.has(target)) return null
    used.add(target)
    return target
  })
}

const LETTER_GRADE = /^\s*[abcdf][+-]?\s*$/i

/** Reads the cells of one column. Among letter grades an E is one of them and excuses nobody. */
const readColumn = (
  cells: readonly string[],
  maxPoints: string,
  separator: SeparatorChoice | null,
): ReadScore[] => {
  const letters = cells.some((cell) => LETTER_GRADE.test(cell.normalize('NFKC')))
  return cells.map((cell) => {
    const read = readScore(cell, maxPoints, separator)
    const alone = cell.normalize('NFKC').trim().length === 1 && /\w/.test(cell.normalize('NFKC').trim())
    return letters && read.kind === 'excused' && alone ? { kind: 'unreadable', fault: 'letters' } : read
  })
}

const rowChoicesOf = (layout: PasteLayout): RowsBy[] => [
  ...PERSON_KEYS.filter((key) => layout.keys[key] !== undefined),
  'position',
]

/** When lines go by their order, a column of small numbers that looked like pupils' is one of scores. */
const withoutKeys = (
  lines: readonly (readonly string[])[],
  layout: PasteLayout,
  book: PasteBook,
): PasteLayout => {
  const nobody = { number: () => [], username: () => [], name: () => [], parts: () => [] }
  const plain = layoutOf(lines, nobody, book.items)
  const most = book.items.reduce(
    (max, { maxPoints }) => (decimalOf(maxPoints) > max ? decimalOf(maxPoints) : max),
    0n,
  )
  const fits = (column: number) =>
    plain.body.every((line) => {
      const read = readScore(line[column] ?? '', null)
      return read.kind === 'blank' || (read.kind === 'score' && decimalOf(read.score) <= most)
    })
  const keyed = new Set([...Object.values(layout.keys), layout.nameTail?.column])
  const dropped = plain.values.filter((column) => keyed.has(column) && !fits(column))
  const values = plain.values.filter((column) => !dropped.includes(column))
  return values.length === 0
    ? plain
    : { ...plain, values, leftOut: [...plain.leftOut, ...dropped].sort((a, b) => a - b) }
}

const sampleOf = (layout: PasteLayout, column: number): string => {
  const head = cellOf(layout.heading ?? [], column)
  if (!isBlank(head)) return head.trim()
  const cells = layout.body.map((line) => cellOf(line, column).trim()).filter((cell) => !isBlank(cell))
  return cells.slice(0, 3).join(' · ') + (cells.length > 3 ? ' …' : '')
}

type Filled = Pick<PastePlan, 'unchanged' | 'strayValues'> & {
  changes: PasteChange[]
  refused: PastePlan['refused'][number][]
  doubtful: PastePlan['doubtful'][number][]
}

/** Puts one cell of a block where it belongs: what changes, what is there already, in doubt, or cannot be read. */
const sortCell = (
  filled: Filled,
  place: { studentId: string; itemId: string },
  cell: { text: string; read: ReadScore; before: Mark; maxPoints: string },
): void => {
  const { text, read, before, maxPoints } = cell
  if (read.kind === 'blank') return
  if (read.kind === 'unreadable') {
    filled.refused.push({ ...place, text, fault: read.fault })
    return
  }
  if (read.kind === 'ambiguous') {
    filled.doubtful.push({ ...place, text, decimal: read.decimal, thousands: read.thousands })
    return
  }
  const score = read.kind === 'score' ? read.score : null
  const after: Mark = { score, excused: read.kind === 'excused' }
  const above = score !== null && decimalOf(score) > decimalOf(maxPoints)
  if (sameMark(before, after)) filled.unchanged += 1
  else filled.changes.push({ ...place, before, after, above })
}

const fillPlan = (
  layout: PasteLayout,
  found: readonly Found[],
  targets: readonly (string | null)[],
  book: PasteBook,
  separator: SeparatorChoice | null,
): Filled => {
  const filled: Filled = { changes: [], refused: [], doubtful: [], unchanged: 0, strayValues: 0 }
  layout.values.forEach((column, at) => {
    const cells = layout.body.map((line) => cellOf(line, column).trim())
    const item = book.items.find(({ id }) => id === targets[at])
    const reads = readColumn(cells, item?.maxPoints ?? '0', separator)
    found.forEach((who, line) => {
      const [text = '', read] = [cells[line], reads[line]]
      if ('why' in who || !read) return
      if (!item) {
        filled.strayValues += isBlank(text) ? 0 : 1
        return
      }
      const [studentId, itemId, maxPoints] = [who.student.id, item.id, item.maxPoints]
      const before = book.markOf(studentId, itemId) ?? NO_MARK
      sortCell(filled, { studentId, itemId }, { text, read, before, maxPoints })
    })
  })
  return filled
}

/**
 * What pasting a block would do, and everything in it that would do nothing. Pure: nothing is written. Blank cells leave
 * what is there; a cell that cannot be read is named with what stood in it.
 */
export const planPaste = (
  lines: readonly (readonly string[])[],
  book: PasteBook,
  options: PasteOptions,
): PastePlan => {
  const people = peopleIndex(book.students)
  const detected = layoutOf(lines, people, book.items)
  const rowChoices = rowChoicesOf(detected)
  const rowsBy =
    options.rowsBy && rowChoices.includes(options.rowsBy) ? options.rowsBy : (rowChoices[0] ?? 'position')
  const layout =
    rowsBy === 'position' && rowChoices.length > 1 ? withoutKeys(lines, detected, book) : detected
  const found = peopleOf(layout, rowsBy, book, people, options.at.row)
  const targets = targetsOf(layout, book, options)
  const firstLine = layout.heading ? 2 : 1
  const strayLines = found.flatMap((one, at) => {
    const line = layout.body[at] ?? []
    const values = layout.values.map((column) => cellOf(line, column).trim()).filter((cell) => !isBlank(cell))
    if (!('why' in one) || values.length === 0) return []
    const said = PERSON_KEYS.map((key) => saidBy(line, layout, key)).filter((cell) => cell !== '')
    return [{ line: at + firstLine, said: said.join(' · '), values, why: one.why }]
  })
  return {
    rowsBy,
    rowChoices,
    heading: layout.heading,
    columns: layout.values.map((column, at) => ({
      column,
      sample: sampleOf(layout, column),
      itemId: targets[at] ?? null,
    })),
    leftOut: layout.leftOut.map((column) => sampleOf(layout, column)),
    strayLines,
    ...fillPlan(layout, found, targets, book, options.separator ?? null),
  }
}
