import { useNavigate } from '@solidjs/router'
import Printer from 'lucide-solid/icons/printer'
import Users from 'lucide-solid/icons/users-round'
import { For, Show } from 'solid-js'
import { ATTENDANCE_STATUSES, countByStatus } from '#domain/attendance/attendance.ts'
import type { Register } from '#domain/attendance/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { formatDay, formatSpan } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay } from '../i18n/zone.ts'
import { createAction } from '../ui/action.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast, toastProblem } from '../ui/Toast.tsx'
import { RegisterLine } from './RegisterLine.tsx'
import styles from './RegisterPanel.module.css'
import { createRegister, type RegisterStore } from './register.ts'
import { STATUS_LOOK } from './status.ts'

/**
 * The register of an ended lesson: proposed from presence, corrected with a tap, confirmed with one. `inRoom`: it
 * follows the end of the lesson and leads to Today.
 */
export const RegisterPanel = (props: { lesson: Lesson; inRoom?: boolean; readOnly?: boolean }) => {
  const store = createRegister(() => props.lesson)
  return (
    <section class={styles.panel} aria-label={t('attendance.register')}>
      <Head
        lesson={props.lesson}
        register={store.register()}
        inRoom={props.inRoom}
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
                advice={t('attendance.empty.advice')}
              />
            }
          >
            <Counts register={register()} store={store} />
            <ul class={styles.rows}>
              <For each={register().rows}>
                {(row) => (
                  <RegisterLine
                    row={row}
                    whole={register().minutes}
                    store={store}
                    readOnly={props.readOnly}
                  />
                )}
              </For>
            </ul>
          </Show>
        )}
      </Show>
      <Show when={!props.readOnly && store.register()}>
        {(register) => <Foot register={register()} store={store} inRoom={props.inRoom} />}
      </Show>
    </section>
  )
}

function Head(props: {
  lesson: Lesson
  register: Register | undefined
  inRoom?: boolean
  readOnly?: boolean
}) {
  const held = () => {
    const lecture = props.lesson.lecture
    return lecture?.endedAt ? formatSpan(lecture.startedAt, lecture.endedAt) : ''
  }
  return (
    <header class={styles.head}>
      <div class={styles.words}>
        <Show when={props.inRoom}>
          <p class={styles.class}>
            <SubjectDot hue={props.lesson.hue} />
            {`${props.lesson.className} · ${props.lesson.title}`}
          </p>
        </Show>
        <Show when={props.inRoom} fallback={<h2>{t('attendance.register')}</h2>}>
          <h1>{t('attendance.register')}</h1>
        </Show>
        <p class={styles.lead}>
          <Show when={props.inRoom}>
            {`${formatDay(schoolDay(new Date(props.lesson.startsAt)))} ${held()} · `}
          </Show>
          <Show when={props.register?.confirmedBy} fallback={props.readOnly ? '' : t('attendance.lead')}>
            {(name) => t('attendance.confirmed', { name: name() })}
          </Show>
        </p>
      </div>
      <span class={styles.screenOnly}>
        <IconButton icon={Printer} label={t('attendance.print')} onClick={() => window.print()} />
      </span>
    </header>
  )
}

function Counts(props: { register: Register; store: RegisterStore }) {
  const counts = () =>
    countByStatus(props.register.rows.map((row) => ({ status: props.store.statusOf(row) })))
  return (
    <p class={styles.counts} role="status">
      <For each={ATTENDANCE_STATUSES}>
        {(status) => (
          <Show when={counts()[status] > 0}>
            <StatusChip
              tone={STATUS_LOOK[status].tone}
              icon={STATUS_LOOK[status].icon}
              words={t(STATUS_LOOK[status].count, { count: counts()[status] })}
            />
          </Show>
        )}
      </For>
    </p>
  )
}

function Foot(props: { register: Register; store: RegisterStore; inRoom?: boolean }) {
  const navigate = useNavigate()
  const confirm = createAction(async () => {
    await props.store.confirm()
    toast(t('attendance.saved'), { tone: 'good' })
    if (props.inRoom) navigate('/today')
  })
  const press = async () => {
    await confirm.run()
    if (confirm.problem()) toastProblem(confirm.problem())
  }
  const wanted = () => props.register.confirmedAt === null || props.store.changeCount() > 0
  return (
    <footer class={styles.foot}>
      <Show when={props.inRoom}>
        <Button look="quiet" onClick={() => navigate('/today')}>
          {wanted() ? t('attendance.later') : t('common.actions.done')}
        </Button>
      </Show>
      <Show when={wanted()}>
        <Button look="primary" busy={confirm.busy()} onClick={() => void press()}>
          {props.register.confirmedAt === null ? t('attendance.confirm') : t('attendance.save')}
        </Button>
      </Show>
    </footer>
  )
}
