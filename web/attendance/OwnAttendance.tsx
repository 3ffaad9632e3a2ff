import { For, Match, Show, Switch } from 'solid-js'
import type { AttendanceStatus, RegisterRow } from '#domain/attendance/attendance.ts'
import type { Register } from '#domain/attendance/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { isGuardian } from '#domain/permission.ts'
import { session } from '../accounts/session.ts'
import { WardSwitch } from '../accounts/WardSwitch.tsx'
import { createWardNames, useWard } from '../accounts/ward.ts'
import { t } from '../i18n/translate.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { List, Row } from '../ui/List.tsx'
import { Section } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { factsOf } from './facts.ts'
import { createRegister } from './register.ts'
import { STATUS_LOOK } from './status.ts'

type Line = RegisterRow & { status: AttendanceStatus }

/** Nothing is read of a register before it is confirmed; afterwards only of who was in the class. */
const nothingYet = (register: Register): string => {
  if (register.confirmedAt === null) return t('attendance.waits')
  return session.me && isGuardian(session.me) ? t('attendance.noLineGuardian') : t('attendance.noLine')
}

/** A lesson's register as it speaks to a student about themselves, and to a guardian about one child. */
export const OwnAttendance = (props: { lesson: Lesson }) => {
  const store = createRegister(() => props.lesson)
  const names = createWardNames()
  const ward = useWard(() => props.lesson.classId)
  const lines = (register: Register) =>
    register.rows
      .filter((row): row is Line => row.status !== null)
      .filter((row) => ward.id() === undefined || row.accountId === ward.id())
  const titleOf = (row: Line): string =>
    row.accountId === session.me?.id
      ? t(STATUS_LOOK[row.status].toYou)
      : names.nameOf({ id: row.accountId, displayName: row.displayName })
  const detailOf = (row: Line, register: Register): string =>
    [factsOf(row, register), row.note].filter(Boolean).join(' · ')
  return (
    <Section title={t('attendance.attendance')}>
      <WardSwitch wards={ward.wards()} value={ward.id()} onChoose={ward.choose} />
      <Switch fallback={<Skeleton rows={1} />}>
        <Match when={store.problem()}>
          <ErrorState problem={store.problem()} onRetry={() => void store.refetch()} />
        </Match>
        <Match when={store.register()}>
          {(register) => (
            <Show when={lines(register()).length > 0} fallback={<p>{nothingYet(register())}</p>}>
              <List label={t('attendance.attendance')}>
                <For each={lines(register())}>
                  {(row) => (
                    <Row
                      title={titleOf(row)}
                      detail={detailOf(row, register())}
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
