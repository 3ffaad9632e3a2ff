import { useNavigate, useParams } from '@solidjs/router'
import ClipboardCheck from 'lucide-solid/icons/clipboard-check'
import { createResource, For, Show } from 'solid-js'
import { ATTENDANCE_STATUSES, countByStatus } from '#domain/attendance/attendance.ts'
import { listAttendance } from '#domain/attendance/contract.ts'
import { useMe } from '../accounts/session.ts'
import { WardSwitch } from '../accounts/WardSwitch.tsx'
import { wardsIn } from '../accounts/ward.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { List, Row } from '../ui/List.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import styles from './RegisterPanel.module.css'
import { STATUS_LOOK } from './status.ts'

/** The own attendance, or that of a ward: what teachers confirmed, newest first. */
export default function AttendanceScreen() {
  const me = useMe()
  const params = useParams<{ personId?: string }>()
  const navigate = useNavigate()
  const personId = () =>
    params.personId ?? (me().role === 'guardian' ? me().wards[0]?.id : undefined) ?? me().id
  const [entries, { refetch }] = createResource(personId, (accountId) =>
    call(listAttendance, { accountId }, {}).then((answer) => answer.entries),
  )
  const title = () => {
    const ward = me().wards.find((person) => person.id === personId())
    return ward ? t('attendance.mine.of', { name: ward.displayName }) : t('attendance.mine.title')
  }
  return (
    <Page>
      <PageHeader title={title()} lead={t('attendance.mine.lead')} back="/today" />
      <WardSwitch
        wards={wardsIn()}
        value={personId()}
        onChoose={(wardId) => navigate(`/attendance/${wardId}`, { replace: true })}
      />
      <Show
        when={!entries.error}
        fallback={<ErrorState problem={entries.error} onRetry={() => void refetch()} />}
      >
        <Show when={entries.latest} fallback={<Skeleton rows={6} />}>
          {(all) => (
            <Show
              when={all().length > 0}
              fallback={
                <EmptyState
                  icon={ClipboardCheck}
                  title={t('attendance.mine.empty')}
                  advice={t('attendance.mine.emptyAdvice')}
                />
              }
            >
              <p class={styles.counts}>
                <For each={ATTENDANCE_STATUSES.filter((status) => countByStatus(all())[status] > 0)}>
                  {(status) => (
                    <StatusChip
                      tone={STATUS_LOOK[status].tone}
                      icon={STATUS_LOOK[status].icon}
                      words={t(STATUS_LOOK[status].count, { count: countByStatus(all())[status] })}
                    />
                  )}
                </For>
              </p>
              <List label={title()}>
                <For each={all()}>
                  {(entry) => (
                    <Row
                      before={<SubjectDot hue={entry.hue} />}
                      title={entry.title}
                      detail={
                        <>
                          {`${entry.className} · `}
                          <Time at={entry.startsAt} />
                          <Show when={entry.note}>{(note) => ` · ${note()}`}</Show>
                        </>
                      }
                      after={
                        <StatusChip
                          tone={STATUS_LOOK[entry.status].tone}
                          icon={STATUS_LOOK[entry.status].icon}
                          words={t(STATUS_LOOK[entry.status].words)}
                        />
                      }
                    />
                  )}
                </For>
              </List>
            </Show>
          )}
        </Show>
      </Show>
    </Page>
  )
}
