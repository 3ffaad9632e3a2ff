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
import { Button, LinkButton } from '../ui/Button.tsx'
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
  const go = (weeks: number) => setSearch({ week: addDays(monday(), 7 * weeks) })
  const days = () =>
    daysOf(monday())
      .map((day) => ({ day, lessons: lessonsOn(list.lessons() ?? [], day) }))
      .filter((item) => item.lessons.length > 0)
  return (
    <Page>
      <PageHeader
        title={t('lessons.title')}
        actions={<Acts classId={params.classId} onPlan={() => setPlanning(true)} />}
      />
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
function Acts(props: { classId: string; onPlan: () => void }) {
  const me = useMe()
  const start = createStart()
  return (
    <>
      <Show when={isLearner(me())}>
        <LinkButton look="quiet" href="/attendance">
          {isGuardian(me()) ? t('attendance.attendance') : t('attendance.mine.title')}
        </LinkButton>
      </Show>
      <Show when={may('lesson.schedule', { classId: props.classId })}>
        <Button icon={CalendarPlus} onClick={() => props.onPlan()}>
          {t('lessons.plan')}
        </Button>
      </Show>
      <Show when={may('lecture.moderate', { classId: props.classId })}>
        <Button look="primary" icon={Play} busy={start.busy()} onClick={() => void start.now(props.classId)}>
          {t('lessons.startNow')}
        </Button>
      </Show>
    </>
  )
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
