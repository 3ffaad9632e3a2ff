import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { createStore } from 'solid-js/store'
import { type MarkingRow, type MarkingView, setMark } from '#domain/assignments/contract.ts'
import { Problem } from '#domain/problem.ts'
import { dropText, keepText, keptText } from '../accounts/drafts.ts'
import { call, Offline } from '../call.ts'

export type MarkState = 'saved' | 'saving' | 'unsaved' | 'refused' | 'idle'

interface Typed {
  score: string
  comment: string
  excused: boolean
  extra: boolean
}

const SAVE_AFTER_MS = 1500
const DECIMAL = /^\d{1,8}(\.\d{1,4})?$/

const typedOf = (row: MarkingRow | undefined): Typed => ({
  score: row?.mark?.score ?? '',
  comment: row?.mark?.comment ?? '',
  excused: row?.mark?.excused ?? false,
  extra: false,
})

const kept = (name: string): Typed | null => {
  const text = keptText(name)
  if (text === null) return null
  try {
    return JSON.parse(text) as Typed
  } catch {
    return null
  }
}

/**
 * The mark being given to one student: kept on this device with each key, saved as a draft a moment later and whenever
 * the teacher goes on. Never visible to the student before it is returned.
 */
export const createMarking = (options: {
  assignmentId: () => string
  row: () => MarkingView | undefined
  points: () => string | null
  onSaved: (row: MarkingRow) => void
}) => {
  const studentId = createMemo(() => options.row()?.student.id)
  const nameOf = (student: string) => `mark.${options.assignmentId()}.${student}`
  const [typed, setTyped] = createStore<Typed>(typedOf(undefined))
  const [state, setState] = createSignal<MarkState>('idle')
  const [problem, setProblem] = createSignal<unknown>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  const tooHigh = () => {
    const points = options.points()
    return (
      points !== null && !typed.excused && DECIMAL.test(typed.score) && Number(typed.score) > Number(points)
    )
  }
  /** What the form says, as the server wants it; null while the score is no number. */
  const read = () => {
    const { score, comment, excused, extra } = typed
    if (score !== '' && !DECIMAL.test(score)) return null
    return { score: score === '' || excused ? null : score, comment, excused, extra }
  }
  // The teacher may be with the next student when the answer comes.
  const settle = (student: string, next: MarkState, refusal: unknown) => {
    if (studentId() !== student) return
    setProblem(refusal)
    setState(next)
  }
  const send = async (student: string, mark: NonNullable<ReturnType<typeof read>>): Promise<boolean> => {
    const before = JSON.stringify(typed)
    const changed = () => studentId() === student && JSON.stringify(typed) !== before
    setState('saving')
    try {
      const row = await call(setMark, { assignmentId: options.assignmentId(), studentId: student }, mark)
      const later = changed()
      if (!later) dropText(nameOf(student))
      options.onSaved(row)
      settle(student, later ? 'unsaved' : 'saved', null)
      return true
    } catch (error) {
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
    if (mark) return send(student, mark)
    settle(student, 'refused', new Problem('invalid', { errors: [{ path: 'score', code: 'decimal' }] }))
    return false
  }
  const change = (to: Partial<Typed>) => {
    const student = studentId()
    if (!student) return
    setTyped(to)
    keepText(nameOf(student), JSON.stringify({ ...typed }))
    setState('unsaved')
    setProblem(null)
    clearTimeout(timer)
    timer = setTimeout(() => void save(), SAVE_AFTER_MS)
  }
  createEffect(
    on(studentId, (student) => {
      clearTimeout(timer)
      const left = student ? kept(nameOf(student)) : null
      setTyped(left ?? typedOf(options.row()))
      setProblem(null)
      setState(left ? 'unsaved' : 'idle')
      if (left) timer = setTimeout(() => void save(), SAVE_AFTER_MS)
    }),
  )
  onCleanup(() => void save())
  return { typed, state, problem, change, save, tooHigh }
}
