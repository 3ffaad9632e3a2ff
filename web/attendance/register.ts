import { createResource } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { AttendanceStatus, RegisterRow } from '#domain/attendance/attendance.ts'
import { attendanceConfirmed, confirmAttendance, getRegister } from '#domain/attendance/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { topicOf } from '#domain/realtime.ts'
import { call } from '../call.ts'
import { isEvent, useTopic } from '../realtime/subscribe.ts'

interface Change {
  status: AttendanceStatus
  note: string
}

/** The register of a lesson and the corrections that are not sent yet. */
export const createRegister = (lesson: () => Lesson) => {
  const [changes, setChanges] = createStore<Record<string, Change>>({})
  const [register, { mutate, refetch }] = createResource(
    () => lesson().id,
    (lessonId) => call(getRegister, { lessonId }, {}),
  )
  useTopic(
    () => topicOf('class', lesson().classId),
    () => ({
      onEvent: (event) => {
        if (isEvent(event, attendanceConfirmed) && event.payload.lessonId === lesson().id) void refetch()
      },
    }),
  )
  const statusOf = (row: RegisterRow): AttendanceStatus => changes[row.accountId]?.status ?? row.status
  return {
    register: () => (register.error ? undefined : register.latest),
    problem: (): unknown => register.error,
    refetch,
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
      mutate(await call(confirmAttendance, { lessonId: lesson().id }, { corrections }))
      setChanges(reconcile({}))
    },
  }
}

export type RegisterStore = ReturnType<typeof createRegister>
