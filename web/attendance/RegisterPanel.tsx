import { useNavigate } from '@solidjs/router'
import Printer from 'lucide-solid/icons/printer'
import Users from 'lucide-solid/icons/users-round'
import { For, Show } from 'solid-js'
import { ATTENDANCE_STATUSES, countByStatus } from '#domain/attendance/attendance.ts'
import type { Register } from '#domain/attendance/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { createNames } from '../accounts/namesakes.ts'
import { formatDay, formatSpan } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay } from '../i18n/zone.ts'
import { createAction } from '../ui/action.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Growing } from '../ui/Growing.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast, toastProblem, toastUndo } from '../ui/Toast.tsx'
import { HeldMenu } from './HeldMenu.tsx'
import { RegisterLine } from './RegisterLine.tsx'
import styles from './RegisterPanel.module.css'
import { createRegister, hasOthers, type RegisterStore } from './register.ts'
import { lookOf } from './status.ts'

/** Where the register stands: on the lesson's page, beside the board while it is live, or after its end. */
type Place = 'page' | 'room' | 'after'

/**
 * The register of a lesson that has begun: open while it runs, proposed from presence at its end, corrected with a tap,
 * confirmed with one.
 */
export const RegisterPanel = (props: {
  lesson: Lesson
  place?: Place
  readOnly?: boolean
  /** In the room: who is there now. */
  isHere?: (accountId: string) => boolean
}) => {
  const store = createRegister(() => props.lesson)
  const names = createNames(() =>
    (store.register()?.rows ?? []).map((row) => ({ ...row, id: row.accountId })),
  )
  return (
    <section class={styles.panel} aria-label={t('attendance.register')}>
      <Head
        lesson={props.lesson}
        register={store.register()}
        store={store}
        place={props.place ?? 'page'}
        readOnly={props.readOnly}
      />
      <Show when={store.problem()}>
        <ErrorState problem={store.problem()} onRetry={() => void store.refetch()} />
      </Show>
      <Show
        when={store.register()}
        fallback={
          <Show when={!store.problem()}>
            <Skeleton rows={8} />
          </Show>
        }
      >
        {(register) => (
          <Show
            when={register().rows.length > 0}
            fallback={
              <EmptyState
                icon={Users}
                title={t('attendance.empty.title')}
                advice={register().endedAt ? t('attendance.empty.advice') : t('attendance.empty.live')}
              />
            }
          >
            <Counts register={register()} store={store} readOnly={props.readOnly} />
            <ul class={styles.rows}>
              <Growing each={register().rows}>
                {(row) => (
                  <RegisterLine
                    row={row}
                    names={names}
                    register={register()}
                    store={store}
                    readOnly={props.readOnly}
                    here={props.isHere?.(row.accountId)}
                  />
                )}
              </Growing>
            </ul>
          </Show>
        )}
      </Show>
      <Show when={!props.readOnly && store.register()}>
        {(register) => <Foot register={register()} store={store} place={props.place ?? 'page'} />}
      </Show>
    </section>
  )
}

/** What the lines are taken from, and what is to be done with them. */
const leadOf = (register: Register, readOnly: boolean | undefined): string => {
  if (register.confirmedBy) return t('attendance.confirmed', { name: register.confirmedBy })
  if (readOnly) return t('attendance.notConfirmed')
  return register.endedAt ? t(`attendance.lead.${register.held}`) : t('attendance.lead.live')
}

function Head(props: {
  lesson: Lesson
  register: Register | undefined
  store: RegisterStore
  place: Place
  readOnly?: boolean
}) {
  const held = (register: Register) =>
    register.endedAt
      ? `${formatDay(schoolDay(new Date(register.startedAt)))} ${formatSpan(register.startedAt, register.endedAt)} · `
      : ''
  return (
    <header class={styles.head}>
      <div class={styles.words}>
        <Show when={props.place === 'after'}>
          <p class={styles.class}>
            <SubjectDot hue={props.lesson.hue} />
            {`${props.lesson.className} · ${props.lesson.title}`}
          </p>
        </Show>
        <Show when={props.place === 'after'} fallback={<h2>{t('attendance.register')}</h2>}>
          <h1>{t('attendance.register')}</h1>
        </Show>
        <Show when={props.register}>
          {(register) => (
            <p class={styles.lead}>
              {props.place === 'after' ? held(register()) : ''}
              {leadOf(register(), props.readOnly)}
            </p>
          )}
        </Show>
      </div>
      <span class={styles.acts}>
        <Show when={props.register}>
          {(register) => (
            <HeldMenu
              held={register().held}
              fixed={props.readOnly || register().confirmedAt !== null}
              onChoose={(value) => void props.store.setHeld(value).catch(toastProblem)}
            />
          )}
        </Show>
        <Show when={props.place !== 'room'}>
          <IconButton icon={Printer} label={t('attendance.print')} onClick={() => window.print()} />
        </Show>
      </span>
    </header>
  )
}

function Counts(props: { register: Register; store: RegisterStore; readOnly?: boolean }) {
  const counts = () =>
    countByStatus(props.register.rows.map((row) => ({ status: props.store.statusOf(row) })))
  const statuses = () => [...ATTENDANCE_STATUSES, null].filter((status) => counts()[status ?? 'unmarked'] > 0)
  const marking = createAction(props.store.allPresent)
  const press = async () => {
    const done = await marking.run()
    if (marking.problem()) toastProblem(marking.problem())
    if (done)
      toastUndo(t('attendance.allPresentDone', { count: done.count }), () => done.undo().catch(toastProblem))
  }
  const byHand = () => props.register.rows.some((row) => row.source === 'teacher')
  return (
    <div class={styles.counts}>
      <p class={styles.chips} role="status">
        <For each={statuses()}>
          {(status) => (
            <StatusChip
              tone={lookOf(status).tone}
              icon={lookOf(status).icon}
              words={t(lookOf(status).count, { count: counts()[status ?? 'unmarked'] })}
            />
          )}
        </For>
      </p>
      <Show when={!props.readOnly && props.register.confirmedAt === null && hasOthers(props.register)}>
        <span class={styles.screenOnly}>
          <Button small busy={marking.busy()} onClick={() => void press()}>
            {byHand() ? t('attendance.othersPresent') : t('attendance.allPresent')}
          </Button>
        </span>
      </Show>
    </div>
  )
}

function Foot(props: { register: Register; store: RegisterStore; place: Place }) {
  const navigate = useNavigate()
  const confirm = createAction(props.store.confirm)
  const press = async () => {
    await confirm.run()
    if (confirm.problem()) return toastProblem(confirm.problem())
    toast(t('attendance.saved'), { tone: 'good' })
    if (props.place === 'after') navigate('/today')
  }
  const wanted = () =>
    props.register.endedAt !== null && props.register.confirmedAt === null && props.register.rows.length > 0
  const unmarked = () => props.register.rows.filter((row) => props.store.statusOf(row) === null).length
  return (
    <footer class={styles.foot}>
      <Show when={wanted() && unmarked() > 0}>
        <p class={styles.missing} id="register-unmarked">
          {t('attendance.markFirst', { count: unmarked() })}
        </p>
      </Show>
      <Show when={props.place === 'after'}>
        <Button look="quiet" onClick={() => navigate('/today')}>
          {wanted() ? t('attendance.later') : t('common.actions.done')}
        </Button>
      </Show>
      <Show when={wanted()}>
        <Button
          look="primary"
          busy={confirm.busy()}
          disabled={unmarked() > 0}
          aria-describedby={unmarked() > 0 ? 'register-unmarked' : undefined}
          onClick={() => void press()}
        >
          {t('attendance.confirm')}
        </Button>
      </Show>
    </footer>
  )
}
