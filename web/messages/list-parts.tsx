import { createEffect, createSignal, on, onCleanup, Show } from 'solid-js'
import { sayDay } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay } from '../i18n/zone.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { AfterAWhile, Skeleton } from '../ui/Skeleton.tsx'
import { useNow } from '../ui/Time.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import type { RowActs } from './acts.ts'
import type { ChannelHistory } from './history.ts'
import styles from './MessageList.module.css'

/** How long what was said aloud stays where screen readers look. */
const SAID_MS = 3000

/** Where a day begins. */
export const DayLine = (props: { at: string }) => {
  const now = useNow()
  return (
    <div class={styles.day}>
      <span>{sayDay(schoolDay(new Date(props.at)), now())}</span>
    </div>
  )
}

/** Where begins what is new. */
export const UnreadLine = () => (
  <div class={styles.unread}>
    <span>{t('messages.newFromHere')}</span>
  </div>
)

/** The place at either end where a page is coming, or could not be had. Its height stays, so that nothing moves. */
export const Edge = (props: { history: ChannelHistory; end: 'older' | 'newer' }) => (
  <div class={styles.edge}>
    <Show
      when={props.history.problem()?.of === props.end}
      fallback={
        <Show when={props.history.loading() === props.end}>
          <AfterAWhile>{t('common.loading')} …</AfterAWhile>
        </Show>
      }
    >
      <button type="button" class={styles.again} onClick={() => void props.history[props.end]()}>
        {t('messages.loadFailed')}
      </button>
    </Show>
  </div>
)

/** Says what others have just written to screen readers; what was there before stays unsaid. */
export const News = (props: { history: ChannelHistory; acts: Pick<RowActs, 'me' | 'nameOf'> }) => {
  const [said, setSaid] = createSignal('')
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const newest = () => props.history.now()?.lastMessageNo ?? null
  createEffect(
    on(newest, (no, before) => {
      const last = props.history.now()?.messages.at(-1)
      if (before === null || before === undefined || no === null || no <= before) return
      if (last?.no !== no || last.author.id === props.acts.me) return
      setSaid(
        t('messages.said', { name: props.acts.nameOf(last.author), words: (last.body ?? '').slice(0, 300) }),
      )
      // Said is said: nobody should come across it again while reading the page.
      clearTimeout(timer)
      timer = setTimeout(() => setSaid(''), SAID_MS)
    }),
  )
  return (
    <VisuallyHidden>
      <span role="log" aria-live="polite">
        {said()}
      </span>
    </VisuallyHidden>
  )
}

/** Before the first page is there, or when it could not be had. */
export const FirstPage = (props: { history: ChannelHistory }) => (
  <Show
    when={props.history.problem()}
    fallback={
      <div class={styles.first}>
        <Skeleton rows={8} />
      </div>
    }
  >
    {(problem) => <ErrorState problem={problem().error} onRetry={() => void props.history.open()} />}
  </Show>
)
