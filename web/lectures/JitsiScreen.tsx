import { createSignal, For, Match, Show, Switch } from 'solid-js'
import type { OutputOf } from '#domain/contract.ts'
import { CLOCK_TOLERATED } from '#domain/lectures/jitsi/check.ts'
import { checkJitsi } from '#domain/lectures/media/contract.ts'
import { may } from '../accounts/may.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { type TrialEnd, tryMember } from '../media/jitsi/trial.ts'
import { NotFoundScreen } from '../shell/NotFoundScreen.tsx'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { toastProblem } from '../ui/Toast.tsx'
import styles from './JitsiScreen.module.css'

type Deployment = NonNullable<OutputOf<typeof checkJitsi>['deployment']>
type Finding = { tone: 'info' | 'late' | 'danger'; words: string }

const good = (words: string): Finding => ({ tone: 'info', words })
const bad = (words: string): Finding => ({ tone: 'danger', words })

const answered = ({ answers, events }: Deployment): Finding[] => {
  if (!answers) return [{ tone: 'late', words: t('jitsi.unreached') }]
  const { script, refusesFrame, clockAhead } = answers
  const seconds = Math.abs(clockAhead ?? 0)
  const off = seconds > CLOCK_TOLERATED
  return [
    script ? good(t('jitsi.script')) : bad(t('jitsi.noScript')),
    refusesFrame ? bad(t('jitsi.noFrame')) : good(t('jitsi.frame')),
    ...(clockAhead === null
      ? []
      : [off ? bad(t('jitsi.clockOff', { seconds: String(seconds) })) : good(t('jitsi.clock'))]),
    events ? good(t('jitsi.events')) : { tone: 'late', words: t('jitsi.noEvents') },
  ]
}

const endOf = (end: TrialEnd): Finding =>
  end === 'member' ? good(t('jitsi.end.member')) : bad(t(`jitsi.end.${end}`))

/** Whether lessons can be held on the Jitsi that is named, before the first one is. */
export default function JitsiScreen() {
  const [found, setFound] = createSignal<Finding[] | null>(null)
  const [none, setNone] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  let place: HTMLDivElement | undefined
  const check = async () => {
    setBusy(true)
    setFound(null)
    try {
      const { deployment } = await call(checkJitsi, {}, {})
      setNone(deployment === null)
      if (!deployment || !place) return
      const findings = answered(deployment)
      setFound(findings)
      const end = await tryMember(deployment.join, place, t('jitsi.trial'))
      setFound([...findings, endOf(end)])
    } catch (error) {
      toastProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Show when={may('school.configure')} fallback={<NotFoundScreen />}>
      <Page>
        <PageHeader title={t('jitsi.title')} lead={t('jitsi.lead')} />
        <div class={styles.stack}>
          <Button onClick={() => void check()} disabled={busy()}>
            {t('jitsi.check')}
          </Button>
          <Switch>
            <Match when={none()}>
              <Banner tone="info">{t('jitsi.none')}</Banner>
            </Match>
            <Match when={found()}>
              {(findings) => (
                <For each={findings()}>{({ tone, words }) => <Banner tone={tone}>{words}</Banner>}</For>
              )}
            </Match>
          </Switch>
          <Show when={busy() && found()}>
            <p role="status">{t('jitsi.trying')}</p>
          </Show>
          <div ref={place} class={styles.place} data-done={busy() && found() ? undefined : ''} />
        </div>
      </Page>
    </Show>
  )
}
