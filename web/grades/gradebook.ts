import { createMemo } from 'solid-js'
import {
  type Cell,
  type GradebookPage,
  type GradeItemView,
  getGradebook,
  gradebookChanged,
  gradebookRebuilt,
  gradesRecorded,
  gradesReleased,
  recordGrades,
} from '#domain/grades/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { session } from '../accounts/session.ts'
import { call } from '../call.ts'
import { createLive } from '../realtime/live.ts'

const EVENTS = new Set(
  [gradebookRebuilt, gradebookChanged, gradesRecorded, gradesReleased].map((event) => event.name),
)
const SCORE = /^\d{1,8}([.,]\d{1,4})?$/
const EXCUSED = /^(e|ex|exc\.?|免|免做)$/i

/** What a cell's text means: a score, *excused*, nothing, or no grade at all (null). */
export const readCell = (text: string): { score: string | null; excused: boolean } | null => {
  const plain = text.trim().replace('，', '.').replace(',', '.')
  if (plain === '' || plain === '-' || plain === '–') return { score: null, excused: false }
  if (EXCUSED.test(plain)) return { score: null, excused: true }
  return SCORE.test(plain) ? { score: plain, excused: false } : null
}

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

export interface CellWrite {
  itemId: string
  studentId: string
  score: string | null
  excused: boolean
}

/** The gradebook of a class, kept true while others grade and the worker rebuilds. */
export const createGradebook = (classId: () => string) => {
  const live = createLive({
    source: classId,
    fetch: fetchAll,
    topics: () => [topicOf('class', classId()), ...(session.me ? [topicOf('account', session.me.id)] : [])],
    wants: (event) => EVENTS.has(event.name),
  })
  const groups = createMemo(() => {
    const book = live.value()
    return book ? groupsOf(book) : []
  })
  const cells = createMemo(() => {
    const found = new Map<string, Cell>()
    for (const row of live.value()?.rows ?? [])
      for (const cell of row.cells) found.set(`${row.student.id} ${cell.itemId}`, cell)
    return found
  })
  return {
    live,
    groups,
    columns: createMemo(() => groups().flatMap((group) => group.items)),
    cell: (studentId: string, itemId: string) => cells().get(`${studentId} ${itemId}`),
    /** How many grades of a column students do not see yet. */
    unreleased: (itemId: string) =>
      [...cells().values()].filter((cell) => cell.itemId === itemId && !cell.released).length,
    /** Records cells, all or none; what is on screen follows from the events. */
    write: async (grades: CellWrite[], extra = false) => {
      const { recorded } = await call(recordGrades, { classId: classId() }, { grades, extra })
      await live.refetch()
      return recorded
    },
  }
}
export type GradebookStore = ReturnType<typeof createGradebook>
