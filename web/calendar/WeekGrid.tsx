import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { formatSpan, formatTime, formatWeekday } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay } from '../i18n/zone.ts'
import { classes } from '../ui/classes.ts'
import { type CalendarDay, type LessonBlock, minuteOf } from './calendar-day.ts'
import { DueChip } from './DueChip.tsx'
import { hoursFor, type Placed, placeBlocks } from './day-layout.ts'
import { FreeSlot } from './FreeSlot.tsx'
import { createFreeTime, type Planning } from './free-time.ts'
import type { Column } from './slot.ts'
import styles from './WeekGrid.module.css'

const columnsIn = (grid: HTMLElement | undefined): Column[] =>
  [...(grid?.querySelectorAll<HTMLElement>('[data-day]') ?? [])].map((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    return { day: element.dataset.day ?? '', left, right, top, bottom }
  })

/** The week as a grid of hours. Saturday and Sunday are shown when something is on them, or it is one of them. */
export const WeekGrid = (props: {
  days: readonly CalendarDay[]
  now: Date
  /** For who plans lessons: free time can be chosen. */
  planning?: Planning | undefined
}) => {
  const today = () => schoolDay(props.now)
  const shown = () =>
    props.days.filter(
      (item, index) => index < 5 || item.lessons.length > 0 || item.due.length > 0 || item.day === today(),
    )
  let grid: HTMLDivElement | undefined
  const free = createFreeTime({
    days: () => shown().map((item) => item.day),
    now: () => props.now,
    columns: () => columnsIn(grid),
    hours: () => hours(),
    planning: () => props.planning,
  })
  const hours = () =>
    hoursFor([...shown().flatMap((item) => item.lessons), ...(free.shows() ? [free.slot()] : [])])
  const marks = () => Array.from({ length: hours().to - hours().from }, (_, index) => hours().from + index)
  const hasDue = () => shown().some((item) => item.due.length > 0)
  const nowLine = () => (minuteOf(props.now.toISOString()) / 60 - hours().from) / (hours().to - hours().from)
  const hint = () => {
    if (free.focused()) return t('lessons.calendar.byKeys')
    const how = window.matchMedia('(hover: none)').matches
      ? t('lessons.calendar.byTouch')
      : t('lessons.calendar.byMouse')
    return shown().length < 7 ? `${how}${t('lessons.calendar.otherDays')}` : how
  }
  return (
    <div class={styles.week}>
      <Show when={props.planning}>
        <p class={styles.hint}>{hint()}</p>
      </Show>
      <div
        ref={grid}
        class={styles.grid}
        style={{ '--days': shown().length, '--hours': marks().length }}
        on:touchmove={free.hold}
        on:touchend={free.hold}
        on:contextmenu={free.hold}
      >
        <Show when={props.planning}>
          <FreeSlot
            slot={free.slot()}
            days={shown().map((item) => item.day)}
            hours={hours()}
            row={hasDue() ? 3 : 2}
            shown={free.shows()}
            onMove={free.moveTo}
            onFocus={free.setFocused}
            onChoose={free.choose}
          />
        </Show>
        <div class={styles.corner} />
        <For each={shown()}>
          {(item) => (
            <div class={classes(styles.day, item.day === today() && styles.today)}>
              <span>{formatWeekday(item.day, 'short')}</span>
              <span class={styles.number}>{Number(item.day.slice(8))}</span>
            </div>
          )}
        </For>
        <Show when={hasDue()}>
          <div class={styles.dueLabel}>{t('today.calendar.allDay')}</div>
          <For each={shown()}>
            {(item) => (
              <div class={styles.due}>
                <For each={item.due}>{(work) => <DueChip work={work} />}</For>
              </div>
            )}
          </For>
        </Show>
        <div class={styles.hours} aria-hidden="true">
          <For each={marks()}>
            {(hour) => <span class={styles.hour}>{`${String(hour).padStart(2, '0')}:00`}</span>}
          </For>
        </div>
        <For each={shown()}>
          {(item) => (
            <ul
              class={classes(styles.column, props.planning && styles.free)}
              aria-label={formatWeekday(item.day)}
              data-day={item.day}
              onPointerDown={free.start}
            >
              <For each={placeBlocks(item.lessons)}>
                {(placed) => <Lesson placed={placed} hours={hours()} />}
              </For>
              <Show when={item.day === today() && nowLine() > 0 && nowLine() < 1}>
                <li class={styles.now} style={{ top: `${nowLine() * 100}%` }} aria-hidden="true" />
              </Show>
            </ul>
          )}
        </For>
      </div>
    </div>
  )
}

const Lesson = (props: { placed: Placed<LessonBlock>; hours: { from: number; to: number } }) => {
  const lesson = () => props.placed.item.lesson
  const share = (minutes: number) => `${(minutes / ((props.hours.to - props.hours.from) * 60)) * 100}%`
  return (
    <li
      class={styles.slot}
      style={{
        top: share(props.placed.item.from - props.hours.from * 60),
        height: share(props.placed.item.to - props.placed.item.from),
        left: `${(props.placed.lane / props.placed.lanes) * 100}%`,
        width: `${100 / props.placed.lanes}%`,
      }}
    >
      <A
        href={
          lesson().state === 'live'
            ? `/lesson/${lesson().id}`
            : `/c/${lesson().classId}/lessons/${lesson().id}`
        }
        class={classes(styles.lesson, styles[lesson().state])}
        data-hue={lesson().hue}
        title={[
          formatSpan(lesson().startsAt, lesson().endsAt),
          lesson().title,
          lesson().className,
          lesson().room,
        ]
          .filter(Boolean)
          .join(' · ')}
      >
        <span class={styles.title}>{lesson().title}</span>
        <span class={styles.facts}>
          {[
            formatTime(lesson().startsAt),
            lesson().state === 'live' ? t('lessons.state.live') : lesson().className,
            lesson().room,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </A>
    </li>
  )
}
