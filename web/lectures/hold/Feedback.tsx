import Check from 'lucide-solid/icons/check'
import CircleCheck from 'lucide-solid/icons/circle-check-big'
import MessageCircle from 'lucide-solid/icons/message-circle-question-mark'
import Rabbit from 'lucide-solid/icons/rabbit'
import Turtle from 'lucide-solid/icons/turtle'
import X from 'lucide-solid/icons/x'
import { createMemo, createSignal, For, onCleanup, Show } from 'solid-js'
import {
  byKind,
  FEEDBACK_KINDS,
  type Feedback,
  type FeedbackKind,
  standingAt,
} from '#domain/lectures/hold/feedback.ts'
import type { Names } from '../../accounts/namesakes.ts'
import { useMe } from '../../accounts/session.ts'
import { formatList } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Icon, type IconType } from '../../ui/Icon.tsx'
import { Menu, type MenuItem } from '../../ui/Menu.tsx'
import type { LessonRoom } from '../room.ts'
import styles from './Feedback.module.css'

export const FEEDBACK_SIGNS: Record<FeedbackKind, IconType> = {
  yes: Check,
  no: X,
  slower: Turtle,
  faster: Rabbit,
  done: CircleCheck,
}

const LOOK_EVERY_MS = 5_000

/** What stands now of what people of the room say without a word; what is old goes by itself. */
export const createFeedback = (room: LessonRoom) => {
  const [now, setNow] = createSignal(Date.now())
  const ticking = setInterval(() => setNow(Date.now()), LOOK_EVERY_MS)
  onCleanup(() => clearInterval(ticking))
  return createMemo((): Feedback[] => {
    const here = new Set(room.state.people.map(({ id }) => id))
    const at = new Date(now() + room.clockAhead())
    return standingAt(room.state.hold.feedback, at).filter(({ accountId }) => here.has(accountId))
  })
}

/** A pupil's own: one thing at a time, taken back by choosing it again. */
export const FeedbackControl = (props: { room: LessonRoom; class?: string | undefined }) => {
  const me = useMe()
  const standing = createFeedback(props.room)
  const own = () => standing().find(({ accountId }) => accountId === me().id)?.kind ?? null
  const items = (): MenuItem[] =>
    FEEDBACK_KINDS.map((kind) => ({
      label: t(`hold.feedback.kinds.${kind}`),
      icon: FEEDBACK_SIGNS[kind],
      many: true,
      checked: own() === kind,
      onSelect: () => void props.room.giveFeedback(own() === kind ? null : kind),
    }))
  return (
    <Menu label={t('hold.feedback.menu')} items={items()} class={props.class}>
      <Show
        when={own()}
        fallback={
          <>
            <Icon of={MessageCircle} />
            <span>{t('hold.feedback.give')}</span>
          </>
        }
      >
        {(kind) => (
          <>
            <Icon of={FEEDBACK_SIGNS[kind()]} />
            <span>{t(`hold.feedback.kinds.${kind()}`)}</span>
          </>
        )}
      </Show>
    </Menu>
  )
}

/** For who leads: how many say what, and with a press on one who they are. */
export const FeedbackLine = (props: { room: LessonRoom; nameOf: Names['nameOf'] }) => {
  const standing = createFeedback(props.room)
  const groups = createMemo(() => byKind(standing()))
  const [asked, setAsked] = createSignal<FeedbackKind | null>(null)
  const namesOf = (accountIds: readonly string[]) =>
    formatList(
      props.room.state.people.filter(({ id }) => accountIds.includes(id)).map((one) => props.nameOf(one)),
    )
  const shown = () => groups().find(({ kind }) => kind === asked())
  return (
    <Show when={groups().length > 0}>
      <section class={styles.line} aria-label={t('hold.feedback.title')}>
        <For each={groups()}>
          {({ kind, accountIds }) => (
            <button
              type="button"
              class={styles.count}
              aria-expanded={asked() === kind}
              title={namesOf(accountIds)}
              onClick={() => setAsked(asked() === kind ? null : kind)}
            >
              <Icon of={FEEDBACK_SIGNS[kind]} />
              {t('hold.feedback.counts', {
                kind: t(`hold.feedback.kinds.${kind}`),
                count: accountIds.length,
              })}
            </button>
          )}
        </For>
        <button type="button" class={styles.clear} onClick={() => void props.room.clearFeedback()}>
          {t('hold.feedback.clear')}
        </button>
        <Show when={shown()}>{(group) => <p class={styles.who}>{namesOf(group().accountIds)}</p>}</Show>
      </section>
    </Show>
  )
}
