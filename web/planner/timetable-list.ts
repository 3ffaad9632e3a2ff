import { listTimetables, timetableChanged, timetableDeleted } from '#domain/planner/contract.ts'
import type { TimetableView } from '#domain/planner/timetable.ts'
import { topicOf } from '#domain/realtime.ts'
import { reducer } from '#domain/reducer.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { createLive } from '../realtime/live.ts'

interface Page {
  timetables: TimetableView[]
  next: string | null
}

const applyToTimetables = reducer<Page>((on) => [
  on(timetableChanged, (page, { timetable }) => ({
    ...page,
    timetables: page.timetables.some(({ id }) => id === timetable.id)
      ? page.timetables.map((one) => (one.id === timetable.id ? timetable : one))
      : [timetable, ...page.timetables],
  })),
  on(timetableDeleted, (page, { timetableId }) => ({
    ...page,
    timetables: page.timetables.filter(({ id }) => id !== timetableId),
  })),
])

/** The timetables of the school, kept true by events. A school keeps a hundred at most, which is one page. */
export const createTimetableList = () => {
  const me = useMe()
  const school = () => topicOf('school', me().school.id)
  return createLive<string, Page>({
    source: school,
    fetch: (_school, signal) => call(listTimetables, {}, { limit: 100 }, { signal }),
    topics: () => [school()],
    apply: applyToTimetables,
  })
}
