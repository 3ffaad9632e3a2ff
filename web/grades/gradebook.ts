import { createMemo } from 'solid-js'
import {
  type Cell,
  type GradebookPage,
  type GradeItemView,
  getGradebook,
  getGradebookChanges,
  gradebookChanged,
  gradebookRebuilt,
  recordGrades,
} from '#domain/grades/contract.ts'
import { applyToGradebook, gradebookAfter } from '#domain/grades/gradebook-changes.ts'
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
  const first = await call(getGradebook, { classId }, {})
  const rows = [...first.rows]
  let { next } = first
  while (next !== null) {
    const page = await call(getGradebook, { classId }, { after: next })
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
export const markWords = (mark: Mark | undefined): string =>
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
  const cells = createMemo(() => {
    const found = new Map<string, Cell>()
    for (const row of rows())
      for (const cell of row.cells)
        found.set(placeKey({ studentId: row.student.id, itemId: cell.itemId }), cell)
    return found
  })
  const names = createNames(() => rows().map((row) => row.student))
  const columns = createMemo(() => groups().flatMap((group) => group.items))
  const nameOf = (studentId: string): string => {
    const student = rows().find((row) => row.student.id === studentId)?.student
    return student ? names.nameOf(student) : ''
  }
  return {
    classId,
    live,
    rows,
    groups,
    columns,
    cell: (studentId: string, itemId: string) => cells().get(placeKey({ studentId, itemId })),
    /** What stands in a cell as the server is told it again. */
    markOf: ({ studentId, itemId }: Place): Mark => {
      const cell = cells().get(placeKey({ studentId, itemId }))
      return cell ? { score: cell.score, excused: cell.excused } : NO_MARK
    },
    /** What tells this student from another of the same name; undefined where nobody else is called so. */
    namesake: names.moreOf,
    nameOf,
    titleOf: (itemId: string): string => columns().find((item) => item.id === itemId)?.title ?? '',
    /** How many grades of a column students do not see yet. */
    unreleased: (itemId: string) =>
      [...cells().values()].filter((cell) => cell.itemId === itemId && !cell.released).length,
    /** Records cells, all or none; what is on screen follows. Sent again with the same batch nothing happens twice. */
    write: async (grades: readonly CellWrite[], options: { batchId: string; extra: boolean }) => {
      const { recorded } = await call(
        recordGrades,
        { classId: classId() },
        { grades: [...grades], ...options },
      )
      await live.refetch()
      return recorded
    },
  }
}
export type GradebookStore = ReturnType<typeof createGradebook>
