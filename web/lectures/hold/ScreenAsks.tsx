import { createEffect, For, on, Show } from 'solid-js'
import type { Names } from '../../accounts/namesakes.ts'
import { useMe } from '../../accounts/session.ts'
import { t } from '../../i18n/translate.ts'
import { NoticeLine } from '../NoticeLine.tsx'
import type { LessonRoom } from '../room.ts'
import type { RoomMedia } from '../room-media.ts'

/** Who asks to share a screen in place of another: decided with one tap by who shares or leads, and told to who asked. */
export const ScreenAsks = (props: {
  room: LessonRoom
  media: RoomMedia
  moderator: boolean
  nameOf: Names['nameOf']
}) => {
  const me = useMe()
  const screen = () => props.room.state.hold.screen
  const nameOf = (accountId: string | null) =>
    props.nameOf(
      props.room.state.people.find(({ id }) => id === accountId) ?? { id: accountId ?? '', displayName: '' },
    )
  const shares = () => props.media.sends(me().id, 'screen')
  const decides = () => props.moderator || shares()
  // Who shares has what they asked for.
  createEffect(on(shares, (now) => now && props.room.forgetMayShare()))
  return (
    <>
      <Show when={decides()}>
        <For each={screen().askIds.filter((id) => id !== me().id)}>
          {(id) => (
            <NoticeLine
              words={t('hold.screen.asks', { name: nameOf(id) })}
              more={shares() ? t('hold.screen.asksMore') : undefined}
              act={{ words: t('hold.screen.let'), run: () => void props.room.answerAsk(id, true) }}
              other={{ words: t('hold.screen.no'), run: () => void props.room.answerAsk(id, false) }}
            />
          )}
        </For>
      </Show>
      <Show when={screen().askIds.includes(me().id)}>
        <NoticeLine words={t('hold.screen.waiting', { name: nameOf(screen().sharerId) })} />
      </Show>
      <Show when={props.room.mayShare() === true}>
        <NoticeLine
          words={t('hold.screen.granted')}
          act={{ words: t('media.turnOn.screen'), run: () => void props.media.turnOn('screen') }}
        />
      </Show>
      <Show when={props.room.mayShare() === false}>
        <NoticeLine
          words={t('hold.screen.refused')}
          act={{ words: t('common.actions.close'), run: () => props.room.forgetMayShare() }}
        />
      </Show>
    </>
  )
}
