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
import { topicOf } from '#domain/realtime.ts'
import { createNames } from '../accounts/namesakes.ts'
import { session } from '../accounts/session.ts'
import { call } from '../call.ts'
import { createLive } from '../realtime/live.ts'

const EVENTS = new Set([submissionChanged, markRecorded, returnSeen].map((event) => event.name))

/** What lies on the marking desk: the list, whose work is open, and how to go to somebody else's. */
export const useMarkingDesk = () => {
  const params = useParams<{ classId: string; assignmentId: string; studentId?: string }>()
  const navigate = useNavigate()
  const account = () => (session.me ? [topicOf('account', session.me.id)] : [])
  const wants = (event: { name: string }) => EVENTS.has(event.name)
  const assignment = createLive({
    source: () => params.assignmentId,
    fetch: (assignmentId) => call(getAssignment, { assignmentId }, {}),
    topics: () => [],
    wants: () => false,
  })
  const list = createLive({
    source: () => params.assignmentId,
    fetch: (assignmentId) => call(listSubmissions, { assignmentId }, {}),
    topics: account,
    wants,
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
    wants,
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
    /** Shows what the server says of one student's work. */
    put: (changed: MarkingRow) =>
      list.set('value', 'submissions', (candidate) => candidate.student.id === changed.student.id, changed),
    putAll: (submissions: MarkingRow[]) => list.set('value', { submissions }),
  }
}

export type MarkingDesk = ReturnType<typeof useMarkingDesk>
