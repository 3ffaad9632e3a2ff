import { useSearchParams } from '@solidjs/router'
import CalendarPlus from 'lucide-solid/icons/calendar-plus'
import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import Rss from 'lucide-solid/icons/rss'
import { createMemo, createSignal, Show } from 'solid-js'
import { listMyLessons } from '#domain/lectures/contract.ts'
import { may } from '../accounts/may.ts'
import { activeClasses } from '../accounts/session.ts'
import { WardSwitch } from '../accounts/WardSwitch.tsx'
import { useWard } from '../accounts/ward.ts'
import { call } from '../call.ts'
import { formatDay } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { addDays, schoolDay } from '../i18n/zone.ts'
import type { DraftTime } from '../lectures/lesson-draft.ts'
import { createLessonList } from '../lectures/lesson-list.ts'
import { PlanLesson } from '../lectures/PlanLesson.tsx'
import { daysOf, mondayOf, spanOf } from '../lectures/week.ts'
import { createToday } from '../today/today.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { isPhone } from '../ui/media.ts'
import { Page, PageHeader } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Span, useNow } from '../ui/Time.tsx'
import { Agenda } from './Agenda.tsx'
import { type CalendarDay, datedWork, daysFrom } from './calendar-day.ts'
import type { Planning } from './free-time.ts'
import { SubscribeDialog } from './SubscribeDialog.tsx'
import { WeekGrid } from './WeekGrid.tsx'

/** The week over all classes: lessons and what is due. A grid where there is room, day after day on a phone. */
export default function CalendarScreen() {
  const [search, setSearch] = useSearchParams<{ week?: string }>()
  const now = useNow()
  const monday = () => mondayOf(search.week ?? schoolDay(now()))
  const ward = useWard()
  const list = createLessonList({
    span: () => spanOf(monday()),
    classIds: () => activeClasses().map((item) => item.id),
    of: ward.id,
    fetch: (span, studentId) =>
      call(listMyLessons, {}, studentId === undefined ? span : { ...span, studentId }).then(
        (answer) => answer.lessons,
      ),
  })
  const day = createToday(ward.id, { whole: true })
  const days = createMemo((): CalendarDay[] => {
    const { due, toMark } = day.today() ?? { due: [], toMark: [] }
    return daysFrom(daysOf(monday()), list.lessons() ?? [], datedWork(due, toMark))
  })
  /** The form, with the time that was chosen on the grid; null while it is closed. */
  const [form, setForm] = createSignal<{ at?: DraftTime } | null>(null)
  const [subscribing, setSubscribing] = createSignal(false)
  const plannable = () =>
    activeClasses()
      .map((item) => item.id)
      .filter((classId) => may('lesson.schedule', { classId }))
  const plans = () => plannable().length > 0
  const planning = (): Planning | undefined =>
    plans() ? { open: form()?.at !== undefined, onChoose: (at) => setForm({ at }) } : undefined
  const go = (weeks: number) => setSearch({ week: addDays(monday(), 7 * weeks) })
  return (
    <Page wide>
      <PageHeader
        title={t('today.calendar.title')}
        lead={<Span words={`${formatDay(monday())} – ${formatDay(addDays(monday(), 6))}`} />}
        actions={
          <>
            <Button onClick={() => setSearch({ week: undefined })}>{t('today.calendar.today')}</Button>
            <IconButton icon={ChevronLeft} label={t('today.calendar.previous')} onClick={() => go(-1)} />
            <IconButton icon={ChevronRight} label={t('today.calendar.following')} onClick={() => go(1)} />
            <IconButton icon={Rss} label={t('calendar.subscribe')} onClick={() => setSubscribing(true)} />
            <Show when={plans()}>
              <Button look="primary" icon={isPhone() ? undefined : CalendarPlus} onClick={() => setForm({})}>
                {t('lessons.plan')}
              </Button>
            </Show>
          </>
        }
      />
      <WardSwitch wards={ward.wards()} value={ward.id()} onChoose={ward.choose} />
      <Show
        when={!list.problem()}
        fallback={<ErrorState problem={list.problem()} onRetry={() => void list.refetch()} />}
      >
        <Show when={list.lessons()} fallback={<Skeleton rows={8} />}>
          <Show when={isPhone()} fallback={<WeekGrid days={days()} now={now()} planning={planning()} />}>
            <Agenda days={days()} now={now()} />
          </Show>
        </Show>
      </Show>
      <SubscribeDialog open={subscribing()} onClose={() => setSubscribing(false)} />
      <Show when={plans()}>
        <PlanLesson
          open={form() !== null}
          classIds={plannable()}
          at={form()?.at}
          onClose={() => setForm(null)}
          onDone={(lesson) => {
            list.put(lesson)
            setSearch({ week: mondayOf(schoolDay(new Date(lesson.startsAt))) })
          }}
        />
      </Show>
    </Page>
  )
}
