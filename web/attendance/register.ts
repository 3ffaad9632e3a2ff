import { createStore, reconcile } from 'solid-js/store'
import type { AttendanceStatus, RegisterRow } from '#domain/attendance/attendance.ts'
import {
  attendanceConfirmed,
  attendanceMarked,
  attendanceProposed,
  confirmAttendance,
  getRegister,
  markAllPresent,
  markAttendance,
  type Register,
  type RegisterMark,
} from '#domain/attendance/contract.ts'
import { memberJoined, memberLeft } from '#domain/classes/contract.ts'
import { setLessonHeld } from '#domain/lectures/contract.ts'
import type { HeldKind, Lesson } from '#domain/lectures/lecture.ts'
import { type EventFrame, topicOf } from '#domain/realtime.ts'
import { call } from '../call.ts'
import { createLive } from '../realtime/live.ts'
import { isEvent } from '../realtime/subscribe.ts'
import { createTurn } from '../turn.ts'

const isAbout = (event: EventFrame, lessonId: string): boolean => {
  if (isEvent(event, memberJoined) || isEvent(event, memberLeft)) return true
  for (const kind of [attendanceConfirmed, attendanceMarked, attendanceProposed])
    if (isEvent(event, kind)) return event.payload.lessonId === lessonId
  return false
}

/** A line's status and note as a mark that puts them back. */
const asItWas = ({ accountId, status, source, note }: RegisterRow, confirmed: boolean): RegisterMark =>
  source === 'teacher' || confirmed ? { accountId, status, note } : { accountId, status: null }

/**
 * The register of a lesson. A mark is sent as it is made and shown at once; marks go one after the other, so that the
 * answer shown last is the newest. A reason that is being typed stays here until it is sent.
 */
export const createRegister = (lesson: () => Lesson) => {
  const [marks, setMarks] = createStore<Record<string, AttendanceStatus | null | undefined>>({})
  const [reasons, setReasons] = createStore<Record<string, string | undefined>>({})
  const live = createLive({
    source: () => lesson().id,
    fetch: (lessonId, signal) => call(getRegister, { lessonId }, {}, { signal }),
    topics: () => [topicOf('class', lesson().classId)],
    wants: (event) => isAbout(event, lesson().id),
    key: 'accountId',
  })
  const show = (register: Register) =>
    live.set('value', reconcile(register, { key: 'accountId', merge: false }))

  const inTurn = createTurn()
  const send = async (sent: RegisterMark[]) => {
    show(await call(markAttendance, { lessonId: lesson().id }, { marks: sent }))
  }

  const statusOf = (row: RegisterRow): AttendanceStatus | null => {
    const marked = marks[row.accountId]
    return marked === undefined ? row.status : marked
  }
  const mark = async (row: RegisterRow, status: AttendanceStatus | null): Promise<void> => {
    const { accountId } = row
    setMarks(accountId, status)
    try {
      await inTurn(() => send([{ accountId, status }]))
    } finally {
      // A later mark of the same line shows until its own answer is there.
      if (marks[accountId] === status) setMarks(accountId, undefined)
    }
  }
  return {
    register: live.value,
    problem: () => (live.value() ? null : live.problem()),
    refetch: live.refetch,
    statusOf,
    mark,
    /** Puts a line back to what it was in `row`. */
    putBack: (row: RegisterRow) => inTurn(() => send([asItWas(row, live.value()?.confirmedAt !== null)])),
    reasonOf: (row: RegisterRow): string => reasons[row.accountId] ?? row.note ?? '',
    /** Whether a reason is being written for the line. */
    isReasoning: (row: RegisterRow): boolean => reasons[row.accountId] !== undefined,
    writeReason: (row: RegisterRow, reason: string) => setReasons(row.accountId, reason),
    /** Sends the reason that was typed, if it is another one. */
    saveReason: async (row: RegisterRow) => {
      const { accountId } = row
      const [reason, status] = [reasons[accountId]?.trim(), statusOf(row)]
      if (reason === undefined || status === null || reason === (row.note ?? '')) return
      await inTurn(() => send([{ accountId, status, note: reason === '' ? null : reason }]))
    },
    /** Marks everybody present whom nobody marked by hand; answers how to undo it. */
    allPresent: async (): Promise<{ count: number; undo: () => Promise<void> }> => {
      const answer = await inTurn(() => call(markAllPresent, { lessonId: lesson().id }, {}))
      show(answer.register)
      const back = answer.marked.map((accountId) => ({ accountId, status: null, was: 'present' as const }))
      return { count: back.length, undo: () => inTurn(() => send(back)) }
    },
    setHeld: async (held: HeldKind) => {
      await inTurn(() => call(setLessonHeld, { lessonId: lesson().id }, { held }))
      await live.refetch()
    },
    confirm: async () => {
      show(await inTurn(() => call(confirmAttendance, { lessonId: lesson().id }, { corrections: [] })))
      setReasons(reconcile({}))
    },
  }
}

export type RegisterStore = ReturnType<typeof createRegister>

/** Whether *all present* would change anything. */
export const hasOthers = (register: Register): boolean =>
  register.rows.some((row) => row.source !== 'teacher' && row.status !== 'present')
