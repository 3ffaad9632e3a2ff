import { createEffect, createMemo, createSignal, For, onCleanup, Show } from 'solid-js'
import type { Source } from '#domain/lectures/media/floor.ts'
import { t } from '../i18n/translate.ts'
import { NoticeLine } from './NoticeLine.tsx'
import type { RoomMedia } from './room-media.ts'

/** Lets the voices come out of the speaker that was chosen, where the browser lets a page say so. */
const sendToSpeaker = (audio: HTMLAudioElement, speaker: string | null): void => {
  if (speaker && 'setSinkId' in audio) audio.setSinkId(speaker).catch(() => {})
}

const isSound = (source: Source): boolean => source === 'microphone' || source === 'screen-sound'

/**
 * The voices of the others. It draws nothing unless the browser holds them back: browsers play sound only on a page that
 * somebody has touched.
 */
export const RoomSound = (props: { media: RoomMedia; speaker: string | null }) => {
  const elements = new Set<HTMLAudioElement>()
  const [held, setHeld] = createSignal(false)
  const play = (audio: HTMLAudioElement) =>
    audio.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') setHeld(true)
    })
  const playAll = () => {
    setHeld(false)
    for (const audio of elements) void play(audio)
  }
  const names = createMemo(() =>
    props.media.state.tracks
      .filter(({ source }) => isSound(source))
      .map(({ accountId, source }) => `${accountId} ${source}`),
  )
  return (
    <>
      <For each={names()}>
        {(name) => {
          const [accountId = '', source] = name.split(' ') as [string, Source]
          const track = createMemo(() => props.media.trackOf(accountId, source))
          return (
            <Show when={track()} keyed>
              {(sound) => (
                // biome-ignore lint/a11y/useMediaCaption: people who speak now have no captions.
                <audio
                  autoplay
                  ref={(audio) => {
                    elements.add(audio)
                    onCleanup(() => elements.delete(audio))
                    createEffect(() => {
                      audio.srcObject = new MediaStream([sound])
                      void play(audio)
                    })
                    createEffect(() => sendToSpeaker(audio, props.speaker))
                  }}
                />
              )}
            </Show>
          )
        }}
      </For>
      <Show when={held()}>
        <NoticeLine words={t('media.sound.held')} act={{ words: t('media.sound.play'), run: playAll }} />
      </Show>
    </>
  )
}
