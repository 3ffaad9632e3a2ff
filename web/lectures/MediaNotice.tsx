import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import { FLOORS, type Floor } from '#domain/lectures/media/floor.ts'
import { MOST_CAMERAS } from '#domain/lectures/media/limits.ts'
import { joinSentences } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { OwnProblem } from '../media/state.ts'
import { NoticeLine } from './NoticeLine.tsx'
import type { RoomMedia } from './room-media.ts'

/** What stands in the way of one's own microphone, camera or screen, and what to do. */
const problemOf = (floor: Floor, problem: OwnProblem): { words: string; more?: string } => {
  switch (problem) {
    case 'no-floor':
      return { words: t(`media.noFloor.${floor}`) }
    case 'muted':
      return { words: t(`media.muted.${floor}`) }
    case 'cameras-full':
      return { words: t('media.camerasFull', { count: MOST_CAMERAS }), more: t('media.more') }
    case 'screens-full':
      return { words: t('media.screensFull') }
    default:
      return {
        words: joinSentences(t(`media.device.${floor}`), t(`devices.problem.${problem}.what`)),
        more: t(`devices.problem.${problem}.next`),
      }
  }
}

const FROM_TEACHER: readonly OwnProblem[] = ['no-floor', 'muted', 'cameras-full', 'screens-full']
const NO_TRY: readonly OwnProblem[] = ['no-floor', 'insecure', 'unsupported', 'policy']

/** How it stands with sound and picture, where it is not as one expects; nothing otherwise. */
export const MediaNotice = (props: { media: RoomMedia; may: (floor: Floor) => boolean; me: string }) => {
  const { media } = props
  // Who closes the browser's own window for sharing has changed their mind.
  const problems = () =>
    FLOORS.flatMap((floor) => {
      const problem = media.state.problems[floor]
      return problem && !(floor === 'screen' && problem === 'denied') ? [{ floor, problem }] : []
    })
  return (
    <>
      <Show when={media.begun()}>
        <Line media={media} />
      </Show>
      <For each={problems()}>
        {({ floor, problem }) => (
          <NoticeLine
            {...problemOf(floor, problem)}
            tone={FROM_TEACHER.includes(problem) ? undefined : 'danger'}
            act={
              NO_TRY.includes(problem)
                ? undefined
                : {
                    words: t(problem === 'muted' ? `media.turnOn.${floor}` : 'devices.again'),
                    run: () => void media.turnOn(floor),
                  }
            }
          />
        )}
      </For>
      <Show when={media.state.quality[props.me] === 'poor' && !media.audioOnly()}>
        <NoticeLine
          words={t('media.ownLine')}
          act={{ words: t('media.view.soundOnly'), run: () => media.setAudioOnly(true) }}
        />
      </Show>
      <Given media={media} may={props.may} />
    </>
  )
}

/** The connection: coming, coming back, or over and why. */
function Line(props: { media: RoomMedia }) {
  const over = () => (props.media.state.phase === 'over' ? (props.media.state.why ?? 'unavailable') : null)
  return (
    <>
      <Show when={props.media.state.phase === 'again'}>
        <NoticeLine words={t('media.again')} more={t('media.againMore')} />
      </Show>
      <Show when={props.media.secondScreen() && !over()}>
        <NoticeLine
          words={t('media.secondScreen')}
          act={{ words: t('media.moveHere'), run: () => props.media.begin('only') }}
        />
      </Show>
      <Show when={over()}>
        {(why) => (
          <NoticeLine
            words={t(`media.over.${why()}`)}
            more={why() === 'full' ? t('media.more') : undefined}
            act={
              why() === 'replaced' || why() === 'elsewhere'
                ? { words: t('media.moveHere'), run: () => props.media.begin('only') }
                : undefined
            }
            other={
              why() === 'elsewhere'
                ? { words: t('media.asSecond'), run: () => props.media.begin('second-screen') }
                : undefined
            }
          />
        )}
      </Show>
    </>
  )
}

/** What was given just now, until it is used or taken again. */
function Given(props: { media: RoomMedia; may: (floor: Floor) => boolean }) {
  const [given, setGiven] = createSignal<Floor | null>(null)
  for (const floor of FLOORS) {
    const may = createMemo(() => props.may(floor))
    createEffect(
      on(may, (now) => setGiven((before) => (now ? floor : before === floor ? null : before)), {
        defer: true,
      }),
    )
    createEffect(() => {
      if (props.media.state.open.includes(floor)) setGiven((before) => (before === floor ? null : before))
    })
  }
  return (
    <Show when={given()}>
      {(floor) => (
        <NoticeLine
          words={t(`media.given.${floor()}`)}
          act={{ words: t(`media.turnOn.${floor()}`), run: () => void props.media.turnOn(floor()) }}
        />
      )}
    </Show>
  )
}
