import CalendarDays from 'lucide-solid/icons/calendar-days'
import { For, Show } from 'solid-js'
import { sayDay } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { LessonRow } from '../lectures/LessonRow.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { List } from '../ui/List.tsx'
import { Section } from '../ui/Page.tsx'
import type { CalendarDay } from './calendar-day.ts'
import { DueChip } from './DueChip.tsx'

/** The week day after day: only the days that hold something. */
export const Agenda = (props: { days: readonly CalendarDay[]; now: Date }) => {
  const shown = () => props.days.filter((item) => item.lessons.length > 0 || item.due.length > 0)
  return (
    <Show
      when={shown().length > 0}
      fallback={
        <EmptyState
          icon={CalendarDays}
          title={t('today.calendar.empty')}
          advice={t('today.calendar.emptyAdvice')}
        />
      }
    >
      <For each={shown()}>
        {(item) => (
          <Section title={sayDay(item.day, props.now)}>
            <For each={item.due}>{(work) => <DueChip work={work} />}</For>
            <List>
              <For each={item.lessons}>{(block) => <LessonRow lesson={block.lesson} showClass />}</For>
            </List>
          </Section>
        )}
      </For>
    </Show>
  )
}
