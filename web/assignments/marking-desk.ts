import { useNavigate, useParams } from '@solidjs/router'
import { createMemo } from 'solid-js'
import {
  getAssignment,
  getMarking,
  listSubmissions,
  type MarkingRow,
  markRecorded,
  returnSeen,
  submissionChanged,
} from '#domain/assignments/contract.ts'
import { waitingIn } from '#domain/assignments/waiting.ts'
import { type EventFrame, topicOf } from '#domain/realtime.ts'
import { createNames } from '../accounts/namesakes.ts'
import { session } from '../accounts/session.ts'
import { call } from '../call.ts'
import { createLive } from '../realtime/live.ts'
import { isEvent } from '../realtime/subscribe.ts'

/** More rows than these are fetched as the whole list. */
const ROWS = 5

/** Whose work of the assignment an event is about; null where it is about something else. */
const studentOf = (frame: EventFrame, assignmentId: string): string | null => {
  const about = [submissionChanged, markRecorded, returnSeen].find((event) => isEvent(frame, event))
  if (!about || !isEvent(frame, about)) return null
  return frame.payload.assignmentId === assignmentId ? frame.payload.studentId : null
}

/** The list with the rows of these students as they are now; null where more than some of its rows are other ones. */
const withRowsOf = async (
  submissions: readonly MarkingRow[],
  assignmentId: string,
  studentIds: readonly string[],
  signal: AbortSignal,
): Promise<{ submissions: MarkingRow[] } | null> => {
  const known = new Set(submissions.map((row) => row.student.id))
  if (studentIds.length > ROWS || studentIds.some((id) => !known.has(id))) return null
  const fetched = await Promise.all(
    studentIds.map((studentId) => call(getMarking, { assignmentId, studentId }, {}, { signal })),
  )
  return { submissions: withRows(submissions, fetched) }
}

const withRows = (submissions: readonly MarkingRow[], changed: readonly MarkingRow[]): MarkingRow[] => {
  const byStudent = new Map(changed.map((row) => [row.student.id, row]))
  return submissions.map((row) => byStudent.get(row.student.id) ?? row)
}

/** What lies on the marking desk: the list, whose work is open, and how to go to somebody else's. */
export const useMarkingDesk = () => {
  const params = useParams<{ classId: string; assignmentId: string; studentId?: string }>()
  const navigate = useNavigate()
  const account = () => (session.me ? [topicOf('account', session.me.id)] : [])
  const assignment = createLive({
    source: () => params.assignmentId,
    fetch: (assignmentId) => call(getAssignment, { assignmentId }, {}),
    topics: () => [],
    wants: () => false,
  })
  const list = createLive({
    source: () => params.assignmentId,
    fetch: (assignmentId) => call(listSubmissions, { assignmentId }, {}),
    renew: ({ submissions }, assignmentId, signal, events) => {
      if (events === null) return Promise.resolve(null)
      const studentIds = new Set(events.flatMap((event) => studentOf(event, assignmentId) ?? []))
      return withRowsOf(submissions, assignmentId, [...studentIds], signal)
    },
    topics: account,
    wants: (event) => studentOf(event, params.assignmentId) !== null,
  })
  const rows = () => list.value()?.submissions ?? []
  /** Marking begins with the first who waits, and stays there whatever becomes of the list. */
  const selected = createMemo<string | undefined>((before) => {
    if (params.studentId) return params.studentId
    const known = rows().some((row) => row.student.id === before)
    return known ? before : (waitingIn(rows())[0] ?? rows()[0])?.student.id
  })
  const one = createLive({
    source: () => selected() ?? null,
    fetch: (studentId) => call(getMarking, { assignmentId: params.assignmentId, studentId }, {}),
    topics: account,
    // What was handed in alone: the marks are the list's.
    wants: (event) =>
      isEvent(event, submissionChanged) && studentOf(event, params.assignmentId) === selected(),
  })
  const row = () => rows().find((candidate) => candidate.student.id === selected())
  const names = createNames(() => rows().map((one) => one.student))
  const at = () => rows().findIndex((candidate) => candidate.student.id === selected())
  const choose = (studentId: string) =>
    navigate(`/c/${params.classId}/work/${params.assignmentId}/mark/${studentId}`, {
      replace: true,
      scroll: false,
    })
  return {
    params,
    assignment,
    list,
    rows,
    names,
    row,
    selected,
    /** The open work with its attempts. */
    one,
    at,
    choose,
    step: (by: number) => {
      const next = rows()[at() + by]
      if (next) choose(next.student.id)
    },
    /** Shows what the server says of the work of these students. */
    put: (changed: readonly MarkingRow[]) =>
      list.amend(({ submissions }) => ({ submissions: withRows(submissions, changed) })),
  }
}

export type MarkingDesk = ReturnType<typeof useMarkingDesk>
