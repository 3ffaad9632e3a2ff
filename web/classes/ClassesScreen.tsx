import GraduationCap from 'lucide-solid/icons/graduation-cap'
import Plus from 'lucide-solid/icons/plus'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { classChanged, listClasses } from '#domain/classes/contract.ts'
import { isGuardian } from '#domain/permission.ts'
import { topicOf } from '#domain/realtime.ts'
import { may } from '../accounts/may.ts'
import { namesOf } from '../accounts/namesakes.ts'
import { classOf, useMe } from '../accounts/session.ts'
import { WardSwitch } from '../accounts/WardSwitch.tsx'
import { useWard } from '../accounts/ward.ts'
import { call } from '../call.ts'
import { formatList } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { type Act, Acts } from '../ui/Acts.tsx'
import { CountBadge } from '../ui/Badge.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { List, Row } from '../ui/List.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { NewClassDialog } from './NewClassDialog.tsx'

interface Shown {
  id: string
  name: string
  detail: string
  hue: number
}

const Classes = (props: { label: string; rows: readonly Shown[]; wardId?: string }) => (
  <List label={props.label}>
    <For each={props.rows}>
      {(item) => (
        <Row
          href={`/c/${item.id}${props.wardId ? `?student=${props.wardId}` : ''}`}
          before={<SubjectDot hue={item.hue} />}
          title={item.name}
          detail={item.detail}
          strong={(classOf(item.id)?.unread ?? 0) > 0}
          after={<CountBadge count={classOf(item.id)?.unread ?? 0} />}
        />
      )}
    </For>
  </List>
)

const ADVICE = {
  owner: 'classes.empty.teacher',
  registrar: 'classes.empty.teacher',
  teacher: 'classes.empty.teacher',
  student: 'classes.empty.student',
  guest: 'classes.empty.student',
  guardian: 'classes.empty.guardian',
} as const

/** The classes the person may see: their own, their children's, or all of the school for those who run it. */
export default function ClassesScreen() {
  const me = useMe()
  const ward = useWard()
  const [making, setMaking] = createSignal(false)
  const acts = (): Act[] => [
    ...(isGuardian(me()) ? [] : [{ label: t('classes.join'), href: '/join' }]),
    ...(may('class.create')
      ? [
          {
            label: t('classes.new.action'),
            look: 'primary' as const,
            icon: Plus,
            onSelect: () => setMaking(true),
          },
        ]
      : []),
  ]
  const found = createLive({
    // What the person hears about their classes: one came, has another name, is archived.
    source: () => me().classes.map(({ id, name, archived }) => [id, name, archived]),
    fetch: () => call(listClasses, {}, {}),
    topics: () => (may('account.list') ? [topicOf('school', me().school.id)] : []),
    wants: (event) => event.name === classChanged.name,
    stays: true,
  })
  const rows = (archived: boolean) =>
    (found.value()?.classes ?? [])
      .filter((item) => item.archived === archived)
      .filter((item) => ward.id() === undefined || ward.classIds().includes(item.id))
      .map((item) => ({
        id: item.id,
        name: item.name,
        hue: item.hue,
        detail: [
          item.subject,
          formatList(namesOf(item.teachers)),
          t('classes.students', { count: item.studentCount }),
        ]
          .filter(Boolean)
          .join(' · '),
      }))
  const running = createMemo(() => rows(false))
  const past = createMemo(() => rows(true))
  return (
    <Page>
      <PageHeader title={t('classes.title')} actions={acts().length > 0 && <Acts acts={acts()} />} />
      <WardSwitch wards={ward.wards()} value={ward.id()} onChoose={ward.choose} />
      <Show
        when={!found.problem()}
        fallback={<ErrorState problem={found.problem()} onRetry={() => void found.refetch()} />}
      >
        <Show when={found.value()} fallback={<Skeleton rows={5} />}>
          <Show
            when={running().length > 0}
            fallback={
              <EmptyState
                icon={GraduationCap}
                title={t('classes.empty.title')}
                advice={t(ADVICE[me().role])}
              />
            }
          >
            <Classes label={t('classes.list')} rows={running()} wardId={ward.id()} />
          </Show>
        </Show>
      </Show>
      <Show when={past().length > 0}>
        <Section title={t('classes.archived')}>
          <Classes label={t('classes.archived')} rows={past()} wardId={ward.id()} />
        </Section>
      </Show>
      <NewClassDialog open={making()} teach onClose={() => setMaking(false)} />
    </Page>
  )
}
