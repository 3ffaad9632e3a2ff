import { onCleanup } from 'solid-js'
import { topicOf } from '#domain/realtime.ts'
import { getToday } from '#domain/today/contract.ts'
import { activeClasses, session } from '../accounts/session.ts'
import { call } from '../call.ts'
import { createLive } from '../realtime/live.ts'
import { createAction } from '../ui/action.ts'

/** What changes the day: news of messages changes unread counts, which the session keeps. */
const RELEVANT = /^(lesson|lecture|attendance|assignment|submission|grade|member)\./
/** For those who hear no class: guardians and administrators. */
const LOOK_AGAIN_MS = 60_000

/**
 * The day of whoever is signed in, fetched anew when something in it changes: the first of each list, until the whole of
 * them is asked for (`showAll`, or from the start with `whole`).
 */
export const createToday = (
  studentId: () => string | undefined = () => undefined,
  options: { whole?: boolean } = {},
) => {
  let whole = options.whole ?? false
  const live = createLive({
    source: () => (session.me ? { me: session.me.id, studentId: studentId() } : null),
    fetch: (of, signal) =>
      call(getToday, {}, { studentId: of.studentId, ...(whole && { whole: 'true' as const }) }, { signal }),
    topics: () => [
      ...activeClasses().map((item) => topicOf('class', item.id)),
      ...(session.me ? [topicOf('account', session.me.id)] : []),
    ],
    wants: (event) => RELEVANT.test(event.name),
  })
  const again = setInterval(() => {
    if (activeClasses().length === 0 && document.visibilityState === 'visible') void live.refetch()
  }, LOOK_AGAIN_MS)
  onCleanup(() => clearInterval(again))
  const showAll = createAction(async () => {
    whole = true
    await live.refetch()
  })
  return {
    /** Undefined until the first answer; then the newest that came. */
    today: live.value,
    problem: () => (live.value() ? null : live.problem()),
    refetch: live.refetch,
    showAll,
  }
}
