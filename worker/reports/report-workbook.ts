import type { Writable } from 'node:stream'
import type {
  ReportAttendance,
  ReportCell,
  ReportClass,
  ReportCover,
  ReportStudent,
} from '#domain/reports/report.ts'
import type { ReportWords } from '#domain/reports/report-words.ts'
import { columnWidth } from '#platform/spreadsheet/text-width.ts'
import {
  type Cell,
  type SheetWriter,
  type WorkbookWriter,
  writeWorkbook,
} from '#platform/spreadsheet/write.ts'
import * as look from './report-look.ts'

/** Columns before the grade items. */
const FIXED = 2
/** Title, teachers, headings, items, points. */
const HEAD_ROWS = 5
/** Points: three lines of a title; one line of figures with air. */
const HEAD_HEIGHT = 48
const ROW_HEIGHT = 18
const ATTENDANCE = [
  'present',
  'late',
  'leftEarly',
  'absent',
  'excused',
] as const satisfies (keyof ReportAttendance)[]

const number = (text: string | null): number | null => (text === null ? null : Number(text))

/** A column of the class sheet: its heading's group, its own title, its points, and each student's cell. */
interface Column {
  group: string
  title: string
  points: Cell
  width: number
  cell(student: ReportStudent): Cell
}

const scoreCell = (cell: ReportCell | undefined, words: ReportWords): Cell => {
  if (cell?.kind === 'score') return { value: Number(cell.score), style: look.score }
  if (cell?.kind === 'excused') return { value: words.excusedMark, style: look.excused }
  return { value: null, style: cell?.kind === 'missing' ? look.missing : look.score }
}

const groupTitle = (group: ReportClass['groups'][number], words: ReportWords): string => {
  const name = group.name ?? words.noCategory
  return group.weight === null ? name : `${name} · ${words.weight(group.weight)}`
}

const gradeColumns = (block: ReportClass, words: ReportWords): Column[] =>
  block.groups.flatMap((group, at) => {
    const title = groupTitle(group, words)
    const items = group.items.map(
      (item, index): Column => ({
        group: title,
        title: item.name,
        points: { value: Number(item.maxPoints), style: look.points },
        width: columnWidth([item.name], 9, 13),
        cell: (student) => scoreCell(student.cells[at]?.[index], words),
      }),
    )
    const percent: Column = {
      group: title,
      title: `${group.name ?? words.noCategory} ${words.categoryPercent}`,
      points: { value: null, style: look.points },
      width: columnWidth([group.name ?? words.noCategory], 10, 13),
      cell: (student) => ({ value: number(student.groupPercents[at] ?? null), style: look.percent }),
    }
    return [...items, percent]
  })

const totalColumns = (words: ReportWords): Column[] =>
  (['current', 'final'] as const).map((mode) => ({
    group: words.totals,
    title: words[mode],
    points: { value: null, style: look.points },
    width: columnWidth([words[mode]], 12, 15),
    cell: (student) => ({ value: number(student[mode]), style: look.total }),
  }))

const attendanceColumns = (words: ReportWords): Column[] => {
  const titles = {
    present: words.present,
    late: words.late,
    leftEarly: words.leftEarly,
    absent: words.absent,
    excused: words.excusedAbsence,
  }
  return ATTENDANCE.map((mark) => ({
    group: words.attendance,
    title: titles[mark],
    points: { value: null, style: look.points },
    width: columnWidth([titles[mark]], 8, 12),
    cell: (student) => ({ value: student.attendance[mark], style: look.count }),
  }))
}

/** Runs of columns with the same heading: where each starts and ends. */
const groupsOf = (columns: readonly Column[]): { from: number; to: number }[] => {
  const runs: { from: number; to: number }[] = []
  columns.forEach((column, at) => {
    const last = runs.at(-1)
    if (last && columns[last.from]?.group === column.group) last.to = at
    else runs.push({ from: at, to: at })
  })
  return runs
}

/** Title, teachers, headings over their columns, titles, points possible: `HEAD_ROWS` rows. */
const writeHead = async (
  sheet: SheetWriter,
  block: ReportClass,
  columns: readonly Column[],
  words: ReportWords,
): Promise<void> => {
  await sheet.row([{ value: block.name, style: look.title }], { height: 26 })
  const about = [block.code, block.subject, block.teachers.join(words.separator)].filter(
    (part) => part !== '',
  )
  await sheet.row([{ value: about.join(' · '), style: look.quiet }], { height: ROW_HEIGHT })
  const runs = groupsOf(columns)
  const starts = new Set(runs.map((run) => run.from))
  const headings = columns.map((column, at) => (starts.has(at) ? column.group : null))
  await sheet.row(
    [null, null, ...headings].map((value) => ({ value, style: look.group })),
    { height: 22 },
  )
  for (const run of runs) sheet.merge(run.from + FIXED, run.to + FIXED)
  const titles = [words.studentNumber, words.name, ...columns.map((column) => column.title)]
  await sheet.row(
    titles.map((value, at) => ({ value, style: at < FIXED ? look.headLeft : look.head })),
    { height: HEAD_HEIGHT },
  )
  const points = columns.map((column) => column.points)
  await sheet.row(
    [
      { value: null, style: look.points },
      { value: words.pointsPossible, style: look.pointsLabel },
      ...points,
    ],
    { height: ROW_HEIGHT },
  )
}

const writeClass = async (book: WorkbookWriter, block: ReportClass, words: ReportWords): Promise<void> => {
  const columns = [...gradeColumns(block, words), ...totalColumns(words), ...attendanceColumns(words)]
  const names = [words.name, words.pointsPossible, ...block.students.map((student) => student.name)]
  const numbers = [words.studentNumber, ...block.students.map((student) => student.number ?? '')]
  const sheet = book.sheet(block.name, {
    columns: [
      { width: columnWidth(numbers, 12, 22) },
      { width: columnWidth(names, 14, 34) },
      ...columns.map(({ width }) => ({ width })),
    ],
    frozen: { rows: HEAD_ROWS, columns: FIXED },
    landscape: true,
  })
  await writeHead(sheet, block, columns, words)
  for (const student of block.students)
    await sheet.row(
      [
        { value: student.number, style: look.text },
        { value: student.name, style: look.text },
        ...columns.map((column) => column.cell(student)),
      ],
      { height: ROW_HEIGHT },
    )
  await sheet.row([])
  await sheet.row([
    { value: block.students.length === 0 ? words.noStudents : words.legend, style: look.quiet },
  ])
  await sheet.finish()
}

const textCells = (texts: readonly string[]): Cell[] => texts.map((value) => ({ value, style: look.text }))
const countCells = (counts: readonly number[]): Cell[] =>
  counts.map((value) => ({ value, style: look.count }))

const coverWidths = (cover: ReportCover, words: ReportWords): number[] => {
  const { classes } = cover
  const teachers = classes.map((one) => one.teachers.join(words.separator))
  return [
    columnWidth([words.classCode, words.requestedBy, ...classes.map((one) => one.code)], 16, 24),
    columnWidth([words.className, ...classes.map((one) => one.name)], 26, 44),
    columnWidth([words.subject, ...classes.map((one) => one.subject)], 14, 24),
    columnWidth([words.teachers, ...teachers], 18, 40),
    columnWidth([words.students], 12, 14),
    columnWidth([words.items], 12, 14),
  ]
}

const coverFacts = (cover: ReportCover, words: ReportWords): [string, Cell, number][] => {
  const sum = (of: 'students' | 'items') => cover.classes.reduce((total, one) => total + one[of], 0)
  const counts = words.countsText(cover.classes.length, sum('students'), sum('items'))
  return [
    [words.term, { value: cover.term, style: look.value }, 20],
    [words.madeAt, { value: cover.requestedAt, style: look.instant }, 20],
    [words.requestedBy, { value: cover.requestedBy, style: look.value }, 20],
    [words.counts, { value: counts, style: look.value }, 20],
    [words.rounding, { value: words.roundingText, style: look.paragraph }, 52],
  ]
}

const writeCover = async (book: WorkbookWriter, cover: ReportCover, words: ReportWords): Promise<void> => {
  const widths = coverWidths(cover, words)
  const sheet = book.sheet(words.coverSheet, { columns: widths.map((width) => ({ width })) })
  await sheet.row([{ value: cover.school, style: look.school }], { height: 34 })
  await sheet.row([{ value: words.title, style: look.subtitle }], { height: 24 })
  await sheet.row([])
  for (const [label, value, height] of coverFacts(cover, words)) {
    await sheet.row([{ value: label, style: look.label }, value], { height })
    sheet.merge(1, widths.length - 1)
  }
  await sheet.row([])
  const titles = [
    words.classCode,
    words.className,
    words.subject,
    words.teachers,
    words.students,
    words.items,
  ]
  await sheet.row(
    titles.map((value, at) => ({ value, style: at < 4 ? look.headLeft : look.headRight })),
    { height: 22 },
  )
  for (const one of cover.classes)
    await sheet.row(
      [
        ...textCells([one.code, one.name, one.subject, one.teachers.join(words.separator)]),
        ...countCells([one.students, one.items]),
      ],
      { height: ROW_HEIGHT },
    )
  await sheet.finish()
}

const writeDictionary = async (book: WorkbookWriter, words: ReportWords): Promise<void> => {
  const sheet = book.sheet(words.dictionarySheet, {
    columns: [{ width: 34 }, { width: 78 }, { width: 32 }],
    frozen: { rows: 1, columns: 0 },
    landscape: true,
  })
  const titles = [words.column, words.meaning, words.format]
  await sheet.row(
    titles.map((value) => ({ value, style: look.headLeft })),
    { height: 22 },
  )
  for (const line of words.dictionary)
    await sheet.row(
      line.map((value, at) => ({ value, style: at === 0 ? look.term : look.note })),
      { height: 36 },
    )
  await sheet.finish()
}

/**
 * Writes the term report: a cover, a sheet for each class as it comes, and a data dictionary. Memory holds one class at
 * a time. `progress` is told the number of classes written. Returns how many cells hold something.
 */
export const writeReport = async (
  stream: Writable,
  cover: ReportCover,
  classes: AsyncIterable<ReportClass>,
  words: ReportWords,
  progress: (written: number) => Promise<void> | void = () => {},
): Promise<{ cells: number }> => {
  const book = writeWorkbook(stream, {
    title: `${words.title} · ${cover.term}`,
    creator: cover.school,
    font: words.font,
    at: cover.requestedAt,
  })
  await writeCover(book, cover, words)
  let written = 0
  for await (const block of classes) {
    await writeClass(book, block, words)
    written += 1
    await progress(written)
  }
  await writeDictionary(book, words)
  await book.finish()
  return { cells: book.cells() }
}
