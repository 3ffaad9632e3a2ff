import { createSignal } from 'solid-js'
import { type MarkingRow, returnWork, undoReturn } from '#domain/assignments/contract.ts'
import { isReady, nextWaiting, saysSomething, waitingIn } from '#domain/assignments/waiting.ts'
import { Problem } from '#domain/problem.ts'
import { call } from '../call.ts'
import { problemWords } from '../i18n/problem.ts'
import { t } from '../i18n/translate.ts'
import { createAction } from '../ui/action.ts'
import { toast, toastProblem } from '../ui/Toast.tsx'
import { dismiss } from '../ui/toasts.ts'
import type { createMarking, OpenWork } from './marking.ts'
import type { MarkingDesk } from './marking-desk.ts'

/** A wrong field of the mark that went along is the form's own field. */
const ofForm = (error: unknown): unknown => {
  if (!(error instanceof Problem) || !error.details.errors) return error
  const errors = error.details.errors.map((one) => ({
    ...one,
    path: one.path.replace(/^desk\.0\.mark\./, ''),
  }))
  return new Problem(error.kind, { ...error.details, errors })
}

/**
 * Returning work. The score and the comment go with the return in one request; the desk goes on to the next who waits at
 * once, and whose work could not be returned is told by name, waits again and has kept what was typed.
 */
export const createReturning = (
  desk: MarkingDesk,
  marking: ReturnType<typeof createMarking>,
  points: () => string | null,
) => {
  const [away, setAway] = createSignal<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = createSignal<OpenWork | null>(null)
  const params = () => ({ assignmentId: desk.params.assignmentId })
  /** The list as it will be when what is on its way has arrived. */
  const expected = () =>
    desk.rows().map((row): MarkingRow => (away().has(row.student.id) ? { ...row, state: 'returned' } : row))
  const graded = () => points() !== null

  const undo = async (returnId: string, studentId?: string) => {
    try {
      const { undone, kept, submissions } = await call(undoReturn, { ...params(), returnId }, {})
      desk.put(submissions)
      toast(
        kept > 0
          ? t('assignments.marking.undonePart', { count: undone, kept })
          : t('assignments.marking.undone', { count: undone }),
      )
      if (studentId) desk.choose(studentId)
    } catch (error) {
      toastProblem(error)
      void desk.list.refetch()
    }
  }
  const undoable = (returnId: string | null, studentId?: string) =>
    returnId === null
      ? undefined
      : { label: t('common.actions.undo'), run: () => void undo(returnId, studentId) }

  let shown: number | undefined
  /** One at a time: a pile of them would lie over the list of who waits. Each return can be undone at its work, too. */
  const say = (words: string, action: ReturnType<typeof undoable>) => {
    if (shown !== undefined) dismiss(shown)
    shown = toast(words, { tone: 'good', action })
  }
  const requestOf = async ({ row, mark }: OpenWork) => ({
    studentId: row.student.id,
    attempts: row.attempts,
    after: await marking.seen(row.student.id),
    mark,
  })
  const fail = (row: MarkingRow, thrown: unknown) => {
    const { id } = row.student
    const name = desk.names.nameOf(row.student)
    marking.refuse(id, ofForm(thrown))
    void desk.list.refetch()
    const { title: why } = problemWords(thrown)
    toast(t('assignments.marking.notReturned', { name, why }), {
      tone: 'danger',
      action: { label: t('assignments.marking.open'), run: () => desk.choose(id) },
    })
  }
  const send = async (work: OpenWork, unmarked: boolean) => {
    const { id } = work.row.student
    const name = desk.names.nameOf(work.row.student)
    setAway((before) => new Set([...before, id]))
    try {
      const request = { students: [id], desk: [await requestOf(work)], unmarked }
      const { returnId, submissions } = await call(returnWork, params(), request)
      desk.put(submissions)
      const row = submissions.find((candidate) => candidate.student.id === id)
      if (row) marking.returned(row)
      const left = waitingIn(expected()).length
      const said = t(left === 0 ? 'assignments.marking.returnedLast' : 'assignments.marking.returnedTo', {
        name,
      })
      say(said, undoable(returnId, id))
    } catch (error) {
      fail(work.row, error)
    } finally {
      setAway((before) => new Set([...before].filter((one) => one !== id)))
    }
  }
  const goOn = (studentId: string) => {
    const next = nextWaiting(expected(), studentId)
    if (next) desk.choose(next.student.id)
  }
  const give = (work: OpenWork, unmarked: boolean) => {
    const { id } = work.row.student
    if (!away().has(id)) void send(work, unmarked)
    goOn(id)
  }
  const isUnmarked = ({ row, mark }: OpenWork) =>
    graded() ? !saysSomething(mark ?? row.mark) : row.attempts === 0
  const isDone = ({ row, mark }: OpenWork) =>
    mark === null && row.state === 'returned' && (row.released || row.mark === null)

  const all = createAction(async () => {
    const work = marking.open()
    if (!work) return
    const typed = work.mark ? [await requestOf(work)] : []
    const { returned, returnId, submissions } = await call(returnWork, params(), {
      students: 'marked',
      desk: typed,
    })
    desk.put(submissions)
    const row = submissions.find((candidate) => candidate.student.id === work.row.student.id)
    if (row && work.mark) marking.returned(row)
    toast(t('assignments.marking.returned', { count: returned }), {
      tone: 'good',
      action: undoable(returnId),
    })
  })

  return {
    /** Whose nothing was marked, while it is asked whether to return it all the same. */
    asking,
    /** How many wait to be marked or returned. */
    left: () => waitingIn(expected()).length,
    ready: () => desk.rows().filter((row) => isReady(row, graded())).length,
    undo,
    /** Returns what is open and opens the next who waits; asks first when nothing is marked. */
    one: () => {
      const work = marking.open()
      if (!work) return
      if (isDone(work)) return goOn(work.row.student.id)
      if (isUnmarked(work)) setAsking(work)
      else give(work, false)
    },
    answer: (yes: boolean) => {
      const work = asking()
      setAsking(null)
      if (work && yes) give(work, true)
    },
    all: async () => {
      await all.run()
      const refused = all.problem()
      if (!refused) return
      const row = desk.row()
      if (row) marking.refuse(row.student.id, ofForm(refused))
      toastProblem(refused)
    },
    allBusy: all.busy,
  }
}

export type Returning = ReturnType<typeof createReturning>
