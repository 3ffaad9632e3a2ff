import { createStore, reconcile } from 'solid-js/store'
import type { AttendanceStatus, RegisterRow } from '#domain/attendance/attendance.ts'
import { attendanceConfirmed, confirmAttendance, getRegister } from '#domain/attendance/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { topicOf } from '#domain/realtime.ts'
import { call } from '../call.ts'
import { createLive } from '../realtime/live.ts'
import { isEvent } from '../realtime/subscribe.ts'

interface Change {
  status: AttendanceStatus
  note: string
}

/** The register of a lesson and the corrections that are not sent yet. */
export const createRegister = (lesson: () => Lesson) => {
  const [changes, setChanges] = createStore<Record<string, Change>>({})
  const live = createLive({
    source: () => lesson().id,
    fetch: (lessonId, signal) => call(getRegister, { lessonId }, {}, { signal }),
    topics: () => [topicOf('class', lesson().classId)],
    wants: (event) => isEvent(event, attendanceConfirmed) && event.payload.lessonId === lesson().id,
  })
  const statusOf = (row: RegisterRow): AttendanceStatus => changes[row.accountId]?.status ?? row.status
  return {
    register: live.value,
    problem: () => (live.value() ? null : live.problem()),
    refetch: live.refetch,
    statusOf,
    noteOf: (row: RegisterRow): string => changes[row.accountId]?.note ?? row.note ?? '',
    isChanged: (row: RegisterRow): boolean => changes[row.accountId] !== undefined,
    changeCount: () => Object.keys(changes).length,
    setStatus: (row: RegisterRow, status: AttendanceStatus) =>
      setChanges(row.accountId, { status, note: changes[row.accountId]?.note ?? row.note ?? '' }),
    setNote: (row: RegisterRow, note: string) => setChanges(row.accountId, { status: statusOf(row), note }),
    /** Sends the corrections and confirms; what was typed stays until the server has it. */
    confirm: async () => {
      const corrections = Object.entries(changes).map(([accountId, { status, note }]) => ({
        accountId,
        status,
        note: note.trim() === '' ? null : note,
      }))
      live.set({ value: await call(confirmAttendance, { lessonId: lesson().id }, { corrections }) })
      setChanges(reconcile({}))
    },
  }
}

export type RegisterStore = ReturnType<typeof createRegister>
