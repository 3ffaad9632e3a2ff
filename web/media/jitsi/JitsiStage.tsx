import { createEffect, createSignal, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import type { RoomView } from '#domain/lectures/contract.ts'
import type { JitsiJoin } from '#domain/lectures/engine.ts'
import { joinMedia } from '#domain/lectures/media/contract.ts'
import type { FloorState } from '#domain/lectures/media/floor.ts'
import { Problem } from '#domain/problem.ts'
import { useMe } from '../../accounts/session.ts'
import { call } from '../../call.ts'
import { locale, t } from '../../i18n/translate.ts'
import { Button } from '../../ui/Button.tsx'
import { classes } from '../../ui/classes.ts'
import styles from './JitsiStage.module.css'
import { type JitsiPhase, JitsiSession } from './session.ts'

const isFinal = (error: unknown) =>
  error instanceof Problem && ['gone', 'forbidden', 'not-found'].includes(error.kind)

/** A token for each time the page is opened: the room's answer may be old by now. */
const joined = async (lectureId: string): Promise<JitsiJoin> => {
  const join = await call(joinMedia, { lectureId }, {})
  if (join.kind !== 'jitsi') throw new Problem('gone')
  return join
}

/** Sound and picture of a lesson that the engine draws by itself; the lesson goes on beside it, whatever becomes of it. */
export const JitsiStage = (props: { view: RoomView; floor: FloorState; class?: string }) => {
  const me = useMe()
  const [phase, setPhase] = createSignal<JitsiPhase>('connecting')
  let place: HTMLDivElement | undefined
  let session: JitsiSession | null = null
  onMount(() => {
    if (!place) return
    const { lectureId, moderator } = props.view
    const opened = new JitsiSession({
      join: () => joined(lectureId),
      isFinal,
      me: { accountId: me().id, moderator },
      place,
      title: t('lessons.media.label'),
      language: locale() === 'zh-CN' ? 'zhCN' : 'en',
      onPhase: setPhase,
    })
    session = opened
    opened.keepTo(props.floor)
    void opened.open()
  })
  createEffect(() => {
    const { floor } = props
    session?.keepTo({ ...floor })
  })
  onCleanup(() => session?.close())
  const again = () => void session?.open()
  return (
    <section
      class={classes(styles.stage, props.class)}
      aria-label={t('lessons.media.label')}
      data-phase={phase()}
    >
      <div ref={place} class={styles.place} />
      <Show when={phase() !== 'live' && phase() !== 'connecting'}>
        <div class={styles.words} role="status">
          <Switch>
            <Match when={phase() === 'silent'}>
              <p>{t('lessons.media.silent')}</p>
              <Button onClick={again}>{t('lessons.media.again')}</Button>
            </Match>
            <Match when={phase() === 'again'}>
              <p>{t('lessons.media.lost')}</p>
            </Match>
            <Match when={phase() === 'removed'}>
              <p>{t('lessons.media.removed')}</p>
            </Match>
            <Match when={phase() === 'closed'}>
              <p>{t('lessons.media.closed')}</p>
            </Match>
          </Switch>
        </div>
      </Show>
    </section>
  )
}
