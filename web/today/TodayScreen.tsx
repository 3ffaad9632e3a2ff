import ClipboardCheck from 'lucide-solid/icons/clipboard-check'
import GraduationCap from 'lucide-solid/icons/graduation-cap'
import { For, type JSX, Show } from 'solid-js'
import { isGuardian, isLearner, isStudent } from '#domain/permission.ts'
import type { Today } from '#domain/today/contract.ts'
import { may } from '../accounts/may.ts'
import { activeClasses, useMe } from '../accounts/session.ts'
import { WardSwitch } from '../accounts/WardSwitch.tsx'
import { useWard } from '../accounts/ward.ts'
import { formatLongDay } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay, toSchoolTime } from '../i18n/zone.ts'
import { CountBadge } from '../ui/Badge.tsx'
import { LinkButton } from '../ui/Button.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { List, Row } from '../ui/List.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time, useNow } from '../ui/Time.tsx'
import { Announcements } from './Announcements.tsx'
import { NowCards } from './NowCards.tsx'
import { Rest } from './Rest.tsx'
import { SchoolGlance } from './SchoolGlance.tsx'
import { DueWork, WorkToMark } from './TodayWork.tsx'
import { createToday } from './today.ts'

/** Lessons that come after the next one; the calendar has them all. */
const UPCOMING = 5

/** The landing screen. Its first screenful answers: where am I, what is next, what is new. */
export default function TodayScreen() {
  const me = useMe()
  const now = useNow()
  const ward = useWard()
  const day = createToday(ward.id)
  const greeting = () => {
    const hour = Number(toSchoolTime(now().toISOString()).slice(11, 13))
    const name = me().displayName
    if (hour < 11) return t('today.greeting.morning', { name })
    return hour < 18 ? t('today.greeting.day', { name }) : t('today.greeting.evening', { name })
  }
  return (
    <Page>
      <PageHeader title={greeting()} lead={formatLongDay(schoolDay(now()))} />
      <WardSwitch wards={ward.wards()} value={ward.id()} onChoose={ward.choose} />
      <Show when={day.problem()}>
        <ErrorState problem={day.problem()} onRetry={() => void day.refetch()} />
      </Show>
      <Show
        when={day.today()}
        fallback={
          <Show when={!day.problem()}>
            <Skeleton rows={6} shape="cards" />
          </Show>
        }
      >
        {(today) => <Day today={today()} wardId={ward.id()} showAll={day.showAll} />}
      </Show>
      <Show when={!may('account.list')}>
        <Classes />
      </Show>
    </Page>
  )
}

function Day(props: {
  today: Today
  wardId: string | undefined
  showAll: { run: () => Promise<unknown>; busy: () => boolean }
}) {
  const me = useMe()
  const upcoming = () => {
    const rest = props.today.lessons.filter((lesson) => lesson.state === 'planned')
    return props.today.lessons.some((lesson) => lesson.state === 'live') ? rest : rest.slice(1)
  }
  const restOf = (list: 'registers' | 'due' | 'toMark') => (
    <Rest
      count={props.today.more[list]}
      busy={props.showAll.busy()}
      onShow={() => void props.showAll.run()}
    />
  )
  const laterLessons = () =>
    upcoming().length - upcoming().slice(0, UPCOMING).length + props.today.more.lessons
  return (
    <>
      <Show when={props.today.school}>{(school) => <SchoolGlance school={school()} />}</Show>
      <NowCards lessons={props.today.lessons} visiting={props.today.school !== null} />
      <Registers today={props.today} rest={restOf('registers')} />
      <Show when={isLearner(me()) || props.today.due.length > 0}>
        <DueWork due={props.today.due} rest={restOf('due')} />
      </Show>
      <Show when={props.wardId}>{(wardId) => <OfChild wardId={wardId()} />}</Show>
      <WorkToMark work={props.today.toMark} rest={restOf('toMark')} />
      <Announcements items={props.today.announcements} more={props.today.more.announcements} />
      <Show when={upcoming().length > 0}>
        <Section title={t('today.upcoming')}>
          <List>
            <For each={upcoming().slice(0, UPCOMING)}>
              {(lesson) => (
                <Row
                  href={`/c/${lesson.classId}/lessons/${lesson.id}`}
                  before={<SubjectDot hue={lesson.hue} />}
                  title={lesson.title}
                  detail={[lesson.className, lesson.room].filter(Boolean).join(' · ')}
                  after={<Time at={lesson.startsAt} />}
                />
              )}
            </For>
          </List>
          <Rest count={laterLessons()} href="/calendar" />
        </Section>
      </Show>
    </>
  )
}

/** Lessons whose register the teacher has not confirmed: one tap away. */
const Registers = (props: { today: Today; rest: JSX.Element }) => (
  <Show when={props.today.registers.length > 0}>
    <Section title={t('today.registers.title')}>
      <List>
        <For each={props.today.registers}>
          {(lesson) => (
            <Row
              href={`/c/${lesson.classId}/lessons/${lesson.id}`}
              before={<SubjectDot hue={lesson.hue} />}
              title={lesson.title}
              detail={
                <>
                  {`${lesson.className} · `}
                  <Time at={lesson.lecture?.startedAt ?? lesson.startsAt} />
                </>
              }
              after={
                <LinkButton small icon={ClipboardCheck} href={`/c/${lesson.classId}/lessons/${lesson.id}`}>
                  {t('today.registers.confirm')}
                </LinkButton>
              }
            />
          )}
        </For>
      </List>
      {props.rest}
    </Section>
  </Show>
)

/** For guardians: the way to what belongs to no single day of the child. */
const OfChild = (props: { wardId: string }) => (
  <List label={t('today.wards.title')}>
    <Row
      href={`/attendance?student=${props.wardId}`}
      before={<Icon of={ClipboardCheck} />}
      title={t('today.wards.attendance')}
    />
    <Row
      href={`/classes?student=${props.wardId}`}
      before={<Icon of={GraduationCap} />}
      title={t('today.wards.classes')}
    />
  </List>
)

/** The classes, with what is unread in each. */
function Classes() {
  const me = useMe()
  const advice = () => (isStudent(me()) ? t('classes.empty.student') : t('classes.empty.teacher'))
  return (
    <Show
      when={activeClasses().length > 0}
      fallback={
        <Show when={!isGuardian(me())}>
          <EmptyState title={t('classes.empty.title')} advice={advice()}>
            <LinkButton href="/join">{t('classes.join')}</LinkButton>
          </EmptyState>
        </Show>
      }
    >
      <Section title={t('today.classes')}>
        <List>
          <For each={activeClasses()}>
            {(item) => (
              <Row
                href={`/c/${item.id}`}
                before={<SubjectDot hue={item.hue} />}
                title={item.name}
                detail={item.subject}
                strong={item.unread > 0}
                after={<CountBadge count={item.unread} />}
              />
            )}
          </For>
        </List>
      </Section>
    </Show>
  )
}
