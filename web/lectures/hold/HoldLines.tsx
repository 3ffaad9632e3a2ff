import { Show } from 'solid-js'
import type { Names } from '../../accounts/namesakes.ts'
import { useMe } from '../../accounts/session.ts'
import { t } from '../../i18n/translate.ts'
import { NoticeLine } from '../NoticeLine.tsx'
import type { LessonRoom } from '../room.ts'
import type { RoomMedia } from '../room-media.ts'
import { asClock, createCountdown } from './clock.ts'
import { FeedbackLine } from './Feedback.tsx'
import styles from './HoldLines.module.css'
import { ScreenAsks } from './ScreenAsks.tsx'

/** What the teacher holds the room with just now: the countdown, and what this person is asked for. */
export const HoldLines = (props: {
  room: LessonRoom
  media: RoomMedia
  moderator: boolean
  nameOf: Names['nameOf']
}) => {
  const me = useMe()
  const left = createCountdown(
    () => props.room.state.hold.timer,
    () => props.room.clockAhead(),
  )
  const answer = (yes: boolean) => {
    props.room.answerUnmute()
    if (yes) void props.media.turnOn('microphone')
  }
  return (
    <>
      <Show when={props.moderator}>
        <FeedbackLine room={props.room} nameOf={props.nameOf} />
      </Show>
      <ScreenAsks room={props.room} media={props.media} moderator={props.moderator} nameOf={props.nameOf} />
      <Show when={left() !== null}>
        <div class={styles.timer}>
          <span class={styles.clock} role="timer" aria-label={t('hold.timer.label')}>
            {left() === 0 ? t('hold.timer.up') : asClock(left() ?? 0)}
          </span>
          <Show when={props.moderator}>
            <TimerActs room={props.room} up={left() === 0} />
          </Show>
        </div>
      </Show>
      <Show when={props.room.state.hold.picked}>
        {(picked) => (
          <NoticeLine
            words={
              picked().id === me().id
                ? t('hold.pick.you')
                : t('hold.pick.picked', { name: picked().displayName })
            }
            act={
              props.moderator
                ? { words: t('hold.pick.end'), run: () => void props.room.clearPick() }
                : undefined
            }
          />
        )}
      </Show>
      <Show when={props.room.state.hold.focus.look}>
        <NoticeLine
          words={t(`hold.focus.lookingAs.${props.room.state.hold.focus.layout}`)}
          act={
            props.moderator
              ? { words: t('hold.focus.end'), run: () => void props.room.setFocus({ look: false }) }
              : undefined
          }
        />
      </Show>
      <Show when={props.room.askedToUnmute()}>
        <div class={styles.timer} role="alert">
          <span class={styles.words}>{t('hold.unmute.asked')}</span>
          <button type="button" class={styles.act} onClick={() => answer(false)}>
            {t('hold.unmute.notNow')}
          </button>
          <button type="button" class={styles.act} onClick={() => answer(true)}>
            {t('hold.unmute.yes')}
          </button>
        </div>
      </Show>
    </>
  )
}

const TimerActs = (props: { room: LessonRoom; up: boolean }) => {
  const paused = () => props.room.state.hold.timer?.endsAt === null
  return (
    <>
      <Show when={!props.up}>
        <button
          type="button"
          class={styles.act}
          onClick={() => void props.room.setTimer({ what: paused() ? 'resume' : 'pause' })}
        >
          {paused() ? t('hold.timer.resume') : t('hold.timer.pause')}
        </button>
      </Show>
      <button
        type="button"
        class={styles.act}
        onClick={() => void props.room.setTimer({ what: 'add', seconds: 60 })}
      >
        {t('hold.timer.add')}
      </button>
      <button type="button" class={styles.act} onClick={() => void props.room.setTimer({ what: 'end' })}>
        {t('hold.timer.end')}
      </button>
    </>
  )
}
