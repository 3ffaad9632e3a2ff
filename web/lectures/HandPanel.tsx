import ArrowRight from 'lucide-solid/icons/arrow-right'
import Hand from 'lucide-solid/icons/hand'
import X from 'lucide-solid/icons/x'
import { For, Show } from 'solid-js'
import type { Hand as RaisedHand } from '#domain/lectures/hand-queue.ts'
import type { Names } from '../accounts/namesakes.ts'
import { useMe } from '../accounts/session.ts'
import { sayAgo } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { StatusChip } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { List, Row } from '../ui/List.tsx'
import { useNow } from '../ui/Time.tsx'
import styles from './HandPanel.module.css'
import type { LessonRoom } from './room.ts'

/** The hands in the order in which they went up; staff call on people and lower hands. */
export const HandPanel = (props: { room: LessonRoom; names: Names; moderator: boolean }) => (
  <Show
    when={props.room.state.hands.length > 0}
    fallback={
      <EmptyState
        icon={Hand}
        title={t('lessons.room.noHands')}
        advice={props.moderator ? t('lessons.room.noHandsTeacher') : t('lessons.room.noHandsStudent')}
      />
    }
  >
    <div class={styles.head}>
      <h2 class={styles.title}>{t('lessons.room.handCount', { count: props.room.state.hands.length })}</h2>
      <Show when={props.moderator}>
        <Button small look="quiet" onClick={() => void props.room.lowerAll()}>
          {t('lessons.room.lowerAll')}
        </Button>
      </Show>
    </div>
    <List label={t('lessons.room.hands')}>
      <For each={props.room.state.hands}>
        {(hand, index) => (
          <HandRow
            room={props.room}
            hand={hand}
            name={props.names.nameOf({ id: hand.accountId, displayName: hand.displayName })}
            place={index() + 1}
            moderator={props.moderator}
          />
        )}
      </For>
    </List>
  </Show>
)

function HandRow(props: {
  room: LessonRoom
  hand: RaisedHand
  name: string
  place: number
  moderator: boolean
}) {
  const me = useMe()
  const now = useNow()
  const own = () => props.hand.accountId === me().id
  const present = () => props.room.state.people.some((person) => person.id === props.hand.accountId)
  return (
    <Row
      before={
        <>
          <span class={styles.place}>{props.place}</span>
          <Avatar name={props.hand.displayName} id={props.hand.accountId} size="small" present={present()} />
        </>
      }
      title={own() ? `${props.name} (${t('lessons.room.you')})` : props.name}
      detail={present() ? sayAgo(props.hand.raisedAt, now()) : t('lessons.room.away')}
      strong={props.hand.calledAt !== null}
      after={
        <>
          <Show when={props.hand.calledAt}>
            <StatusChip tone="accent" words={t('lessons.room.called')} />
          </Show>
          <Show when={props.moderator && !props.hand.calledAt}>
            <IconButton
              icon={ArrowRight}
              small
              label={t('lessons.room.callOn', { name: props.name })}
              onClick={() => void props.room.callOn(props.hand.id)}
            />
          </Show>
          <Show when={props.moderator || own()}>
            <IconButton
              icon={X}
              small
              label={t('lessons.room.lowerOf', { name: props.name })}
              onClick={() => void props.room.lower(props.hand.id)}
            />
          </Show>
        </>
      }
    />
  )
}
