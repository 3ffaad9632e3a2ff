import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { createStore } from 'solid-js/store'
import { type MarkingRow, setMark } from '#domain/assignments/contract.ts'
import { readScore } from '#domain/grades/score.ts'
import { Problem } from '#domain/problem.ts'
import { type Drafts, ownDrafts } from '../accounts/drafts.ts'
import { call, Offline } from '../call.ts'

export type MarkState = 'saved' | 'saving' | 'unsaved' | 'refused' | 'idle'

interface Typed {
  score: string
  comment: string
  excused: boolean
  extra: boolean
}

interface Kept extends Typed {
  /** How many marks there were when this was typed. */
  after?: number
}

/** The mark of the form as the server takes it. */
export interface TypedMark {
  score: string | null
  comment: string
  excused: boolean
  extra: boolean
}

/** The work in front of the marker, with the mark that was typed and not saved yet. */
export interface OpenWork {
  row: MarkingRow
  mark: TypedMark | null
}

const SAVE_AFTER_MS = 1500

const typedOf = (row: MarkingRow | undefined): Typed => ({
  score: row?.mark?.score ?? '',
  comment: row?.mark?.comment ?? '',
  excused: row?.mark?.excused ?? false,
  extra: false,
})

const kept = (drafts: Drafts, name: string): Kept | null => {
  const text = drafts.kept(name)
  if (text === null) return null
  try {
    return JSON.parse(text) as Kept
  } catch {
    return null
  }
}

/** Whether something is refused because somebody else marked the same work meanwhile. */
export const isStale = (problem: unknown): boolean =>
  problem instanceof Problem && problem.details.code === 'mark-stale'

/**
 * The mark being given to one student: kept on this device with each key, saved as a draft a moment later and whenever
 * the teacher goes on. Never visible to the student before it is returned. While nothing is typed it follows what others
 * record; what is typed on an older mark is not saved over a newer one unless the teacher says so.
 */
export const createMarking = (options: {
  assignmentId: () => string
  row: () => MarkingRow | undefined
  points: () => string | null
  onSaved: (row: MarkingRow) => void
  /** Somebody else recorded a mark that is not on this screen yet. */
  onStale: () => void
}) => {
  const drafts = ownDrafts()
  const studentId = createMemo(() => options.row()?.student.id)
  const nameOf = (student: string) => `mark.${options.assignmentId()}.${student}`
  const [typed, setTyped] = createStore<Typed>(typedOf(undefined))
  const [state, setState] = createSignal<MarkState>('idle')
  const [problem, setProblem] = createSignal<unknown>(null)
  /** How many marks of each student what is typed stands on. */
  const seen = new Map<string, number>()
  /** The last draft on its way to the server, by student. */
  const saving = new Map<string, Promise<boolean>>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const score = () => readScore(typed.score, options.points())
  const tooHigh = () => {
    const [points, read] = [options.points(), score()]
    return points !== null && !typed.excused && read.kind === 'score' && Number(read.score) > Number(points)
  }
  /** What the form says, as the server wants it; null while the score is no number. */
  const read = (): TypedMark | null => {
    const [{ excused, extra }, comment, said] = [typed, typed.comment.trim(), score()]
    if (excused || said.kind === 'blank') return { score: null, comment, excused, extra }
    return said.kind === 'score' ? { score: said.score, comment, excused, extra } : null
  }
  // The teacher may be with the next student when the answer comes.
  const settle = (student: string, next: MarkState, refusal: unknown) => {
    if (studentId() !== student) return
    setProblem(() => refusal)
    setState(next)
  }
  const refuseScore = (student: string) =>
    settle(student, 'refused', new Problem('invalid', { errors: [{ path: 'score', code: 'decimal' }] }))

  const send = async (student: string, mark: TypedMark): Promise<boolean> => {
    const before = JSON.stringify(typed)
    const changed = () => studentId() === student && JSON.stringify(typed) !== before
    setState('saving')
    try {
      await saving.get(student)
      const params = { assignmentId: options.assignmentId(), studentId: student }
      const row = await call(setMark, params, { ...mark, after: seen.get(student) })
      seen.set(student, row.markNo)
      const later = changed()
      if (!later) drafts.drop(nameOf(student))
      options.onSaved(row)
      settle(student, later ? 'unsaved' : 'saved', null)
      return true
    } catch (error) {
      if (isStale(error)) options.onStale()
      settle(student, error instanceof Offline ? 'unsaved' : 'refused', error)
      return false
    }
  }
  const save = async (): Promise<boolean> => {
    clearTimeout(timer)
    const student = studentId()
    if (!student || (state() !== 'unsaved' && state() !== 'refused')) return true
    const mark = read()
    // More than there is to give waits until the teacher says that it is meant.
    if (mark && tooHigh() && !mark.extra) return false
    if (!mark) {
      refuseScore(student)
      return false
    }
    const sent = send(student, mark)
    saving.set(student, sent)
    return sent
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), SAVE_AFTER_MS)
  }
  const change = (to: Partial<Typed>) => {
    const student = studentId()
    if (!student) return
    setTyped(to)
    drafts.keep(nameOf(student), JSON.stringify({ ...typed, after: seen.get(student) }))
    setState('unsaved')
    setProblem(null)
    soon()
  }
  /** Leaves what was typed and shows what is recorded. */
  const follow = (row: MarkingRow) => {
    clearTimeout(timer)
    drafts.drop(nameOf(row.student.id))
    seen.set(row.student.id, row.markNo)
    setTyped(typedOf(row))
    setProblem(null)
    setState('idle')
  }
  createEffect(
    on(studentId, (student) => {
      clearTimeout(timer)
      const [row, left] = [options.row(), student ? kept(drafts, nameOf(student)) : null]
      if (student && row) seen.set(student, left?.after ?? row.markNo)
      const { after: _, ...mark } = left ?? {}
      setTyped({ ...typedOf(row), ...mark })
      setProblem(null)
      setState(left ? 'unsaved' : 'idle')
      if (left) soon()
    }),
  )
  createEffect(
    on(
      () => options.row()?.markNo,
      (no) => {
        const [student, row] = [studentId(), options.row()]
        const untouched = state() === 'idle' || state() === 'saved'
        if (student && row && no !== seen.get(student) && untouched) follow(row)
      },
      { defer: true },
    ),
  )
  onCleanup(() => void save())

  return {
    typed,
    state,
    problem,
    change,
    save,
    /** The score was left: it is saved, unless the same press returns the work, which takes it along. */
    left: () => {
      clearTimeout(timer)
      timer = setTimeout(() => void save())
    },
    tooHigh,
    /** The open work with what was typed; null when what was typed cannot be sent, which the form then shows. */
    open: (): OpenWork | null => {
      clearTimeout(timer)
      const row = options.row()
      if (!row || (tooHigh() && !typed.extra)) return null
      if (options.points() === null || state() === 'idle' || state() === 'saved') return { row, mark: null }
      const mark = read()
      if (!mark) refuseScore(row.student.id)
      return mark && { row, mark }
    },
    /** How many marks were seen, once a draft that is on its way has arrived. */
    seen: async (student: string): Promise<number | undefined> => {
      await saving.get(student)
      return seen.get(student)
    },
    /** The work went back with what was typed. */
    returned: (row: MarkingRow) => {
      if (studentId() === row.student.id) follow(row)
      else drafts.drop(nameOf(row.student.id))
    },
    refuse: (student: string, refusal: unknown) => {
      if (isStale(refusal)) options.onStale()
      settle(student, 'refused', refusal)
    },
    takeTheirs: () => {
      const row = options.row()
      if (row) follow(row)
    },
    keepMine: () => {
      const row = options.row()
      if (row) seen.set(row.student.id, row.markNo)
      change({})
      void save()
    },
  }
}
