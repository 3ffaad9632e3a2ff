import { For, Match, Show, Switch } from 'solid-js'
import type { RegisterRow } from '#domain/attendance/attendance.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { session } from '../accounts/session.ts'
import { t } from '../i18n/translate.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { List, Row } from '../ui/List.tsx'
import { Section } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { factsOf } from './facts.ts'
import { createRegister } from './register.ts'
import { STATUS_LOOK } from './status.ts'

/** A lesson's register as it speaks to a student about themselves, and to a guardian about their children. */
export const OwnAttendance = (props: { lesson: Lesson }) => {
  const store = createRegister(() => props.lesson)
  const titleOf = (row: RegisterRow): string =>
    row.accountId === session.me?.id ? t(STATUS_LOOK[row.status].toYou) : row.displayName
  const detailOf = (row: RegisterRow, whole: number): string =>
    [factsOf(row, row.status, whole), row.note].filter(Boolean).join(' · ')
  return (
    <Section title={t('attendance.attendance')}>
      <Switch fallback={<Skeleton rows={1} />}>
        <Match when={store.problem()}>
          <ErrorState problem={store.problem()} onRetry={() => void store.refetch()} />
        </Match>
        <Match when={store.register()}>
          {(register) => (
            <Show when={register().rows.length > 0} fallback={<p>{t('attendance.waits')}</p>}>
              <List label={t('attendance.attendance')}>
                <For each={register().rows}>
                  {(row) => (
                    <Row
                      title={titleOf(row)}
                      detail={detailOf(row, register().minutes)}
                      after={
                        <StatusChip
                          tone={STATUS_LOOK[row.status].tone}
                          icon={STATUS_LOOK[row.status].icon}
                          words={t(STATUS_LOOK[row.status].words)}
                        />
                      }
                    />
                  )}
                </For>
              </List>
            </Show>
          )}
        </Match>
      </Switch>
    </Section>
  )
}
