import MicOff from 'lucide-solid/icons/mic-off'
import SignalLow from 'lucide-solid/icons/signal-low'
import { createEffect, createMemo, createSignal, Show } from 'solid-js'
import type { Layer } from '#domain/lectures/media/protocol.ts'
import { t } from '../i18n/translate.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import styles from './PictureTile.module.css'
import type { RoomMedia } from './room-media.ts'

/** A track on screen, once its first picture is there. */
const Picture = (props: { track: MediaStreamTrack; mirrored: boolean; whole: boolean }) => {
  const [seen, setSeen] = createSignal(false)
  return (
    <video
      class={classes(
        styles.picture,
        seen() && styles.seen,
        props.mirrored && styles.mirrored,
        props.whole && styles.whole,
      )}
      autoplay
      muted
      playsinline
      onLoadedData={() => setSeen(true)}
      ref={(video) =>
        createEffect(() => {
          video.srcObject = new MediaStream([props.track])
          // A tab that was behind others may have to be told.
          void video.play().catch(() => {})
        })
      }
    />
  )
}

/** One person: their picture or who they are, whether the microphone is on, who speaks, how the line is. */
export const PictureTile = (props: {
  media: RoomMedia
  accountId: string
  displayName: string
  /** The name as it is to be read, told apart from others. */
  name: string
  own: boolean
  /** How large it is on the screen. */
  layer: Layer
  class?: string
}) => {
  createEffect(() => {
    if (!props.own) props.media.show(props.accountId, 'camera', props.layer)
  })
  const track = createMemo(() => props.media.trackOf(props.accountId, 'camera'))
  const speaks = () => props.media.state.speaking.includes(props.accountId)
  const silent = () => !props.media.sends(props.accountId, 'microphone')
  const quality = () => props.media.state.quality[props.accountId] ?? 'good'
  const words = () => (props.own ? `${props.name} (${t('lessons.room.you')})` : props.name)
  return (
    <figure class={classes(styles.tile, speaks() && styles.speaks, props.class)} aria-label={words()}>
      <Avatar name={props.displayName} id={props.accountId} size="large" />
      <Show when={track()} keyed>
        {(shown) => <Picture track={shown} mirrored={props.own} whole={false} />}
      </Show>
      <figcaption class={styles.foot}>
        <Show when={silent()}>
          <span class={styles.sign} title={t('media.off.microphone')}>
            <Icon of={MicOff} />
            <VisuallyHidden>{t('media.off.microphone')}</VisuallyHidden>
          </span>
        </Show>
        <span class={styles.name}>{words()}</span>
        <Show when={speaks()}>
          <VisuallyHidden>{t('media.speaks')}</VisuallyHidden>
        </Show>
        <Show when={quality() !== 'good'}>
          <span class={styles.sign} title={t('media.weakLine')}>
            <Icon of={SignalLow} />
            <VisuallyHidden>{t('media.weakLine')}</VisuallyHidden>
          </span>
        </Show>
      </figcaption>
    </figure>
  )
}

/** A shared screen, as large as there is room for, with every word on it. */
export const ScreenPicture = (props: { media: RoomMedia; accountId: string; name: string }) => {
  createEffect(() => props.media.show(props.accountId, 'screen', 'high'))
  const track = createMemo(() => props.media.trackOf(props.accountId, 'screen'))
  return (
    <figure class={styles.screen} aria-label={t('media.screenOf', { name: props.name })}>
      <Show when={track()} keyed>
        {(shown) => <Picture track={shown} mirrored={false} whole />}
      </Show>
      <figcaption class={styles.foot}>
        <span class={styles.name}>{t('media.screenOf', { name: props.name })}</span>
      </figcaption>
    </figure>
  )
}
