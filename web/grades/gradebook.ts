import { createMemo } from 'solid-js'
import {
  type GradebookPage,
  type GradebookRow,
  type GradeItemView,
  type GridCell,
  getGradebook,
  getGradebookChanges,
  gradebookChanged,
  gradebookRebuilt,
  PAGE_LIMIT,
  recordGrades,
} from '#domain/grades/contract.ts'
import { applyToGradebook, gradebookAfter, withGrades } from '#domain/grades/gradebook-changes.ts'
import { type Mark, NO_MARK } from '#domain/grades/paste.ts'
import { topicOf } from '#domain/realtime.ts'
import { createNames } from '../accounts/namesakes.ts'
import { session } from '../accounts/session.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'

const WANTS = new Set([gradebookRebuilt, gradebookChanged].map((event) => event.name))

/** All pages of a gradebook as one. */
const fetchAll = async (classId: string): Promise<GradebookPage> => {
  const first = await call(getGradebook, { classId }, { limit: PAGE_LIMIT })
  const rows = [...first.rows]
  let { next } = first
  while (next !== null) {
    const page = await call(getGradebook, { classId }, { after: next, limit: PAGE_LIMIT })
    rows.push(...page.rows)
    next = page.next
  }
  // The first page's number: what changed while the others were fetched is fetched again.
  return { ...first, rows, next: null }
}

export interface ColumnGroup {
  id: string | null
  name: string | null
  weight: string | null
  items: GradeItemView[]
}

/** Columns grouped as the total is made: the categories in their order, then what has none. */
export const groupsOf = (book: GradebookPage): ColumnGroup[] => {
  const groups: ColumnGroup[] = [...book.categories, { id: null, name: null, weight: null }].map(
    (category) => ({
      ...category,
      items: book.items.filter((item) => item.categoryId === category.id),
    }),
  )
  return groups.filter((group) => group.items.length > 0)
}

/** A cell of the gradebook by whose it is and in which column. */
export interface Place {
  studentId: string
  itemId: string
}
export const placeKey = ({ studentId, itemId }: Place): string => `${studentId} ${itemId}`

export interface CellWrite extends Place, Mark {
  before: Mark
}

/** What a mark looks like in a cell. */
export const markWords = (mark: Mark | GridCell | null | undefined): string =>
  mark?.excused ? t('grades.excused') : (mark?.score ?? '')

/** The gradebook of a class, kept true while others grade and the worker rebuilds. */
export const createGradebook = (classId: () => string) => {
  const live = createLive({
    source: classId,
    fetch: fetchAll,
    renew: async (book, id, signal) => {
      const changes = await call(getGradebookChanges, { classId: id }, { since: book.changeNo }, { signal })
      return gradebookAfter(book, changes)
    },
    topics: () => [topicOf('class', classId()), ...(session.me ? [topicOf('account', session.me.id)] : [])],
    apply: (book, event) => applyToGradebook(classId())(book, event),
    wants: (event) => WANTS.has(event.name),
  })
  const rows = () => live.value()?.rows ?? []
  const groups = createMemo(() => {
    const book = live.value()
    return book ? groupsOf(book) : []
  })
  const rowsById = createMemo(() => new Map(rows().map((row) => [row.student.id, row])))
  /** At which place of a row the cell of an item stands: columns are shown in another order. */
  const places = createMemo(() => new Map((live.value()?.items ?? []).map((item, at) => [item.id, at])))
  const names = createNames(() => rows().map((row) => row.student))
  const columns = createMemo(() => groups().flatMap((group) => group.items))
  const titles = createMemo(() => new Map(columns().map((item) => [item.id, item.title])))
  const cellIn = (row: GradebookRow | undefined, itemId: string): GridCell | null =>
    row?.cells[places().get(itemId) ?? -1] ?? null
  const nameOf = (studentId: string): string => {
    const student = rowsById().get(studentId)?.student
    return student ? names.nameOf(student) : ''
  }
  return {
    classId,
    live,
    rows,
    groups,
    columns,
    row: (studentId: string): GradebookRow | undefined => rowsById().get(studentId),
    cell: ({ studentId, itemId }: Place): GridCell | null => cellIn(rowsById().get(studentId), itemId),
    /** What stands in a cell as the server is told it again. */
    markOf: ({ studentId, itemId }: Place): Mark => {
      const cell = cellIn(rowsById().get(studentId), itemId)
      return cell ? { score: cell.score, excused: cell.excused === true } : NO_MARK
    },
    /** What tells this student from another of the same name; undefined where nobody else is called so. */
    namesake: names.moreOf,
    nameOf,
    titleOf: (itemId: string): string => titles().get(itemId) ?? '',
    /** How many grades of a column students do not see yet. */
    unreleased: (itemId: string) => rows().filter((row) => cellIn(row, itemId)?.draft).length,
    /** Records cells, all or none; the answer stands on screen at once. Sent again with the same batch nothing happens twice. */
    write: async (grades: readonly CellWrite[], options: { batchId: string; extra: boolean }) => {
      const id = classId()
      const { recorded, grades: told } = await call(
        recordGrades,
        { classId: id },
        { grades: [...grades], ...options },
      )
      if (id === classId()) live.amend((book) => withGrades(book, told))
      return recorded
    },
  }
}
export type GradebookStore = ReturnType<typeof createGradebook>
