import { useNavigate, useParams } from '@solidjs/router'
import ClipboardCheck from 'lucide-solid/icons/clipboard-check'
import { For, Show } from 'solid-js'
import { ATTENDANCE_STATUSES } from '#domain/attendance/attendance.ts'
import { type AttendanceEntry, type AttendancePage, listAttendance } from '#domain/attendance/contract.ts'
import { useMe } from '../accounts/session.ts'
import { WardSwitch } from '../accounts/WardSwitch.tsx'
import { createWardNames, useWard } from '../accounts/ward.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { List, Row } from '../ui/List.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { createPages } from '../ui/pages.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import styles from './RegisterPanel.module.css'
import { STATUS_LOOK } from './status.ts'

/** The own attendance, or that of a ward: what teachers confirmed, newest first, all of it. */
export default function AttendanceScreen() {
  const me = useMe()
  const params = useParams<{ personId?: string }>()
  const navigate = useNavigate()
  const ward = useWard()
  const personId = () => params.personId ?? ward.id() ?? me().id
  const pages = createPages(personId, async (accountId, after: string | undefined) => {
    const { entries, ...more } = await call(listAttendance, { accountId }, { ...(after && { after }) })
    return { items: entries, ...more }
  })
  const names = createWardNames()
  const title = () => {
    const ward = me().wards.find((person) => person.id === personId())
    return ward ? t('attendance.mine.of', { name: names.nameOf(ward) }) : t('attendance.mine.title')
  }
  return (
    <Page>
      <PageHeader title={title()} lead={t('attendance.mine.lead')} back="/today" />
      <WardSwitch
        wards={ward.wards()}
        value={personId()}
        onChoose={(wardId) => {
          ward.choose(wardId)
          if (params.personId) navigate(`/attendance?student=${wardId}`, { replace: true })
        }}
      />
      <Show
        when={!pages.failure()}
        fallback={<ErrorState problem={pages.failure()} onRetry={() => void pages.refetch()} />}
      >
        <Show when={pages.first()} fallback={<Skeleton rows={6} />}>
          {(first) => (
            <Show
              when={first().items.length > 0}
              fallback={
                <EmptyState
                  icon={ClipboardCheck}
                  title={t('attendance.mine.empty')}
                  advice={t('attendance.mine.emptyAdvice')}
                />
              }
            >
              <Counts counts={first().counts} />
              <List label={title()}>
                <For each={pages.items()}>{(entry) => <Entry entry={entry} />}</For>
              </List>
              <Show when={pages.more.problem()}>
                <ErrorState problem={pages.more.problem()} />
              </Show>
              <Show when={pages.hasMore()}>
                <Button busy={pages.more.busy()} onClick={() => void pages.more.run()}>
                  {t('attendance.more')}
                </Button>
              </Show>
            </Show>
          )}
        </Show>
      </Show>
    </Page>
  )
}

/** How often each status, over all lessons, not only those on screen. */
const Counts = (props: { counts: AttendancePage['counts'] }) => (
  <p class={styles.chips}>
    <For each={ATTENDANCE_STATUSES.filter((status) => props.counts[status] > 0)}>
      {(status) => (
        <StatusChip
          tone={STATUS_LOOK[status].tone}
          icon={STATUS_LOOK[status].icon}
          words={t(STATUS_LOOK[status].count, { count: props.counts[status] })}
        />
      )}
    </For>
  </p>
)

const Entry = (props: { entry: AttendanceEntry }) => (
  <Row
    before={<SubjectDot hue={props.entry.hue} />}
    title={props.entry.title}
    detail={
      <>
        {`${props.entry.className} · `}
        <Time at={props.entry.heldAt} />
        <Show when={props.entry.note}>{(note) => ` · ${note()}`}</Show>
      </>
    }
    after={
      <StatusChip
        tone={STATUS_LOOK[props.entry.status].tone}
        icon={STATUS_LOOK[props.entry.status].icon}
        words={t(STATUS_LOOK[props.entry.status].words)}
      />
    }
  />
)
