import { createResource, lazy, Show, Suspense } from 'solid-js'
import { createJoinCode, deleteJoinCode, getJoinCode } from '#domain/classes/contract.ts'
import { getAddress } from '#domain/school/contract.ts'
import { classOf } from '../accounts/session.ts'
import { call } from '../call.ts'
import { ON_SHEET } from '../cards/card.ts'
import { PrintButton } from '../cards/PrintButton.tsx'
import { formatDay, formatTime, sayWhenWithin } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay } from '../i18n/zone.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import styles from './JoinCodeDialog.module.css'

const QrCode = lazy(() => import('./QrCode.tsx'))

const withoutScheme = (address: string) => address.replace(/^https?:\/\//, '')

/** Paper is read on other days: no `tomorrow` on it. */
const dated = (instant: string): string =>
  t('common.time.dayTime', { day: formatDay(schoolDay(new Date(instant))), time: formatTime(instant) })

const Code = (props: { of: string; code: string; usesLeft: number; expiresAt: string }) => {
  const [found] = createResource(() => call(getAddress, {}, {}))
  const address = () => (found.error ? null : found()?.address)
  const cards = () =>
    Array.from({ length: ON_SHEET }, () => ({
      title: props.of,
      facts: [{ label: t('cards.code'), value: props.code }],
      foot: t('cards.join', { when: dated(props.expiresAt) }),
    }))
  return (
    <div class={styles.box}>
      <p class={styles.code} translate="no">
        {props.code}
      </p>
      <Show
        when={address()}
        fallback={
          <Show when={!found.loading} fallback={<div class={styles.qr} />}>
            <p class={styles.words}>{t('classes.people.noAddress')}</p>
          </Show>
        }
      >
        {(reached) => (
          <>
            <Suspense fallback={<div class={styles.qr} />}>
              <QrCode
                class={styles.qr}
                text={`${reached()}/join/${props.code}`}
                label={t('classes.people.qr')}
              />
            </Suspense>
            <p class={styles.words}>
              {t('classes.people.codeLead', { address: `${withoutScheme(reached())}/join` })}
            </p>
          </>
        )}
      </Show>
      <p class={styles.quiet}>
        {t('classes.people.codeUntil', { when: sayWhenWithin(props.expiresAt), count: props.usesLeft })}
      </p>
      <div class={styles.ways}>
        <Show when={address()}>
          {(reached) => (
            <CopyButton text={`${reached()}/join/${props.code}`} label={t('classes.people.copyLink')} />
          )}
        </Show>
        <PrintButton label={t('cards.printSheet')} path={`/join/${props.code}`} cards={cards} />
      </div>
    </div>
  )
}

const CodeOfClass = (props: { classId: string }) => {
  const [found, { mutate, refetch }] = createResource(
    () => props.classId,
    (classId) => call(getJoinCode, { classId }, {}),
  )
  const make = createAction(async () =>
    mutate({ joinCode: await call(createJoinCode, { classId: props.classId }, {}) }),
  )
  const stop = createAction(async () => {
    await call(deleteJoinCode, { classId: props.classId }, {})
    mutate({ joinCode: null })
  })
  return (
    <Show when={!found.error} fallback={<ErrorState problem={found.error} onRetry={() => void refetch()} />}>
      <Show when={found()} fallback={<Skeleton rows={4} shape="lines" />}>
        {(answer) => (
          <Show
            when={answer().joinCode}
            fallback={
              <div class={styles.box}>
                <p>{t('classes.people.noCode')}</p>
                <Button look="primary" busy={make.busy()} onClick={() => void make.run()}>
                  {t('classes.people.makeCode')}
                </Button>
              </div>
            }
          >
            {(code) => (
              <>
                <Code of={classOf(props.classId)?.name ?? ''} {...code()} />
                <div class={styles.acts}>
                  <Button small look="quiet" busy={make.busy()} onClick={() => void make.run()}>
                    {t('classes.people.newCode')}
                  </Button>
                  <Button small look="danger" busy={stop.busy()} onClick={() => void stop.run()}>
                    {t('classes.people.stopCode')}
                  </Button>
                </div>
              </>
            )}
          </Show>
        )}
      </Show>
      <Show when={make.problem() || stop.problem()}>{(problem) => <ErrorState problem={problem()} />}</Show>
    </Show>
  )
}

/** The class's join code, large enough for a projector, with its QR code. */
export const JoinCodeDialog = (props: { classId: string; open: boolean; onClose: () => void }) => (
  <Dialog open={props.open} onClose={props.onClose} title={t('classes.people.code')}>
    <CodeOfClass classId={props.classId} />
  </Dialog>
)
