import { createResource, onCleanup } from 'solid-js'
import { topicOf } from '#domain/realtime.ts'
import { getToday } from '#domain/today/contract.ts'
import { activeClasses } from '../accounts/session.ts'
import { call } from '../call.ts'
import { useTopics } from '../realtime/topic-list.ts'

/** What changes the day: news of messages changes unread counts, which the session keeps. */
const RELEVANT = /^(lesson|lecture|attendance|assignment|submission|grade|member)\./
const TOGETHER_MS = 400
/** For those who hear no class: guardians and administrators. */
const LOOK_AGAIN_MS = 60_000

/** The day of whoever is signed in, fetched anew when something in it changes. */
export const createToday = () => {
  const [today, { refetch }] = createResource(() => call(getToday, {}, {}))
  let timer: ReturnType<typeof setTimeout> | undefined
  useTopics(() => activeClasses().map((item) => topicOf('class', item.id)), {
    onEvent: (event) => {
      if (!RELEVANT.test(event.name)) return
      clearTimeout(timer)
      timer = setTimeout(() => void refetch(), TOGETHER_MS)
    },
    refetch,
  })
  const again = setInterval(() => {
    if (document.visibilityState === 'visible') void refetch()
  }, LOOK_AGAIN_MS)
  onCleanup(() => {
    clearTimeout(timer)
    clearInterval(again)
  })
  return {
    /** Undefined until the first answer; then the newest that came. */
    today: () => (today.error ? undefined : today.latest),
    problem: (): unknown => today.error,
    refetch,
  }
}
