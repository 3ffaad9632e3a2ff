import { useParams, useSearchParams } from '@solidjs/router'
import CalendarPlus from 'lucide-solid/icons/calendar-plus'
import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import Play from 'lucide-solid/icons/play'
import Presentation from 'lucide-solid/icons/presentation'
import { createSignal, For, Show } from 'solid-js'
import { listLessons } from '#domain/lectures/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { isGuardian, isLearner } from '#domain/permission.ts'
import { may } from '../accounts/may.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { formatDay, sayDay } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { addDays, schoolDay } from '../i18n/zone.ts'
import { type Act, Acts } from '../ui/Acts.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { List } from '../ui/List.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { useNow } from '../ui/Time.tsx'
import { LessonRow } from './LessonRow.tsx'
import styles from './LessonsScreen.module.css'
import { createLessonList } from './lesson-list.ts'
import { PlanLesson } from './PlanLesson.tsx'
import { createStart } from './start.ts'
import { daysOf, mondayOf, spanOf } from './week.ts'

/** The lessons of a class, a week at a time. */
export default function LessonsScreen() {
  const params = useParams<{ classId: string }>()
  const [search, setSearch] = useSearchParams<{ week?: string }>()
  const now = useNow()
  const [planning, setPlanning] = createSignal(false)
  const monday = () => mondayOf(search.week ?? schoolDay(now()))
  const list = createLessonList({
    span: () => spanOf(monday()),
    classIds: () => [params.classId],
    fetch: (span) => call(listLessons, { classId: params.classId }, span).then((answer) => answer.lessons),
  })
  const acts = useActs(
    () => params.classId,
    () => setPlanning(true),
  )
  const go = (weeks: number) => setSearch({ week: addDays(monday(), 7 * weeks) })
  const days = () =>
    daysOf(monday())
      .map((day) => ({ day, lessons: lessonsOn(list.lessons() ?? [], day) }))
      .filter((item) => item.lessons.length > 0)
  return (
    <Page>
      <PageHeader tabbed title={t('lessons.title')} actions={acts().length > 0 && <Acts acts={acts()} />} />
      <WeekBar monday={monday()} onGo={go} onThisWeek={() => setSearch({ week: undefined })} />
      <Show
        when={!list.problem()}
        fallback={<ErrorState problem={list.problem()} onRetry={() => void list.refetch()} />}
      >
        <Show when={list.lessons()} fallback={<Skeleton rows={5} />}>
          <Show when={days().length > 0} fallback={<Empty classId={params.classId} />}>
            <For each={days()}>
              {(item) => (
                <Section title={sayDay(item.day, now())}>
                  <List>
                    <For each={item.lessons}>{(lesson) => <LessonRow lesson={lesson} />}</For>
                  </List>
                </Section>
              )}
            </For>
          </Show>
        </Show>
      </Show>
      <PlanLesson
        open={planning()}
        classIds={[params.classId]}
        onClose={() => setPlanning(false)}
        onDone={(lesson) => {
          list.put(lesson)
          setSearch({ week: mondayOf(schoolDay(new Date(lesson.startsAt))) })
        }}
      />
    </Page>
  )
}

const lessonsOn = (lessons: readonly Lesson[], day: string): Lesson[] =>
  lessons.filter((lesson) => schoolDay(new Date(lesson.startsAt)) === day)

/** For staff: plan, or start at once. For students: the way to their attendance. */
const useActs = (classId: () => string, onPlan: () => void) => {
  const me = useMe()
  const start = createStart()
  return (): Act[] => {
    const acts: Act[] = []
    if (isLearner(me())) {
      const label = isGuardian(me()) ? t('attendance.attendance') : t('attendance.mine.title')
      acts.push({ label, look: 'quiet', href: '/attendance' })
    }
    if (may('lesson.schedule', { classId: classId() }))
      acts.push({ label: t('lessons.plan'), icon: CalendarPlus, onSelect: onPlan })
    if (may('lecture.moderate', { classId: classId() }))
      acts.push({
        label: t('lessons.startNow'),
        look: 'primary',
        icon: Play,
        busy: start.busy(),
        onSelect: () => void start.now(classId()),
      })
    return acts
  }
}

function WeekBar(props: { monday: string; onGo: (weeks: number) => void; onThisWeek: () => void }) {
  const now = useNow()
  const isThisWeek = () => props.monday === mondayOf(schoolDay(now()))
  return (
    <nav class={styles.week} aria-label={t('lessons.weekOf', { day: formatDay(props.monday) })}>
      <IconButton icon={ChevronLeft} label={t('lessons.earlier')} onClick={() => props.onGo(-1)} />
      <span class={styles.span}>{`${formatDay(props.monday)} – ${formatDay(addDays(props.monday, 6))}`}</span>
      <IconButton icon={ChevronRight} label={t('lessons.later')} onClick={() => props.onGo(1)} />
      <Show when={!isThisWeek()}>
        <Button small look="quiet" onClick={() => props.onThisWeek()}>
          {t('lessons.thisWeek')}
        </Button>
      </Show>
    </nav>
  )
}

const Empty = (props: { classId: string }) => (
  <EmptyState
    icon={Presentation}
    title={t('lessons.empty.title')}
    advice={
      may('lesson.schedule', { classId: props.classId })
        ? t('lessons.empty.teacher')
        : t('lessons.empty.student')
    }
  />
)
