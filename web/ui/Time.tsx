import { createSignal, onCleanup } from 'solid-js'
import { formatExact, formatTime, sayAgo, sayWhen } from '../i18n/format.ts'
import styles from './Time.module.css'

const [now, setNow] = createSignal(new Date())
let watchers = 0
let timer: ReturnType<typeof setInterval> | undefined

/** The present, moving on every half minute while anyone looks. */
export const useNow = (): (() => Date) => {
  watchers += 1
  if (watchers === 1) {
    setNow(new Date())
    timer = setInterval(() => setNow(new Date()), 30_000)
  }
  onCleanup(() => {
    watchers -= 1
    if (watchers === 0) clearInterval(timer)
  })
  return now
}

/**
 * A moment as people say it, exact on hover, in the school's zone. `as`: `when` (Tomorrow 08:00), `ago` (5 minutes ago),
 * `time` (08:00).
 */
export const Time = (props: { at: string; as?: 'when' | 'ago' | 'time'; class?: string }) => {
  const present = useNow()
  const words = () => {
    if (props.as === 'time') return formatTime(props.at)
    return props.as === 'ago' ? sayAgo(props.at, present()) : sayWhen(props.at, present())
  }
  return (
    <time datetime={props.at} title={formatExact(props.at)} class={`${styles.moment} ${props.class ?? ''}`}>
      {words()}
    </time>
  )
}

/** Days or times in words, from one to another: they break between words, as a moment does. */
export const Span = (props: { words: string }) => <span class={styles.moment}>{props.words}</span>
