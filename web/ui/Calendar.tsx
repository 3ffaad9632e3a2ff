import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createSignal, For, onMount } from 'solid-js'
import { formatLongDay, formatMonth, formatWeekday } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { addMonths, monthGrid } from '../i18n/typed-date.ts'
import { addDays, schoolDay } from '../i18n/zone.ts'
import { Button } from './Button.tsx'
import styles from './Calendar.module.css'
import { classes } from './classes.ts'
import { whenNotComposing } from './composing.ts'
import { IconButton } from './IconButton.tsx'

/** How each key moves through the days; weeks begin on Monday. */
const MOVES: Record<string, (day: string) => string> = {
  ArrowLeft: (day) => addDays(day, -1),
  ArrowRight: (day) => addDays(day, 1),
  ArrowUp: (day) => addDays(day, -7),
  ArrowDown: (day) => addDays(day, 7),
  PageUp: (day) => addMonths(day, -1),
  PageDown: (day) => addMonths(day, 1),
  Home: (day) => addDays(day, -((new Date(day).getUTCDay() + 6) % 7)),
  End: (day) => addDays(day, 6 - ((new Date(day).getUTCDay() + 6) % 7)),
}

/** A month to choose a day from, by press or by keyboard: one tab stop, arrows move, Enter chooses. */
export const Calendar = (props: {
  value: string | undefined
  min?: string
  max?: string
  onChoose: (day: string) => void
}) => {
  const today = schoolDay()
  const [here, setHere] = createSignal(props.value ?? today)
  const month = () => here().slice(0, 7)
  let grid: HTMLFieldSetElement | undefined
  const focus = () => grid?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  const outside = (day: string) =>
    (props.min ? day < props.min : false) || (props.max ? day > props.max : false)
  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key]
    if (!move) return
    event.preventDefault()
    event.stopPropagation()
    setHere(move(here()))
    focus()
  }
  onMount(() => queueMicrotask(focus))
  return (
    <div class={styles.calendar}>
      <div class={styles.head}>
        <IconButton
          icon={ChevronLeft}
          label={t('common.date.previousMonth')}
          onClick={() => setHere(addMonths(here(), -1))}
        />
        <strong aria-live="polite">{formatMonth(month())}</strong>
        <IconButton
          icon={ChevronRight}
          label={t('common.date.nextMonth')}
          onClick={() => setHere(addMonths(here(), 1))}
        />
      </div>
      <fieldset
        class={styles.grid}
        ref={grid}
        aria-label={formatMonth(month())}
        onKeyDown={whenNotComposing(onKeyDown)}
      >
        <For each={monthGrid(month()).slice(0, 7)}>
          {(day) => (
            <span class={styles.weekday} aria-hidden="true">
              {formatWeekday(day, 'short')}
            </span>
          )}
        </For>
        <For each={monthGrid(month())}>
          {(day) => (
            <button
              type="button"
              class={classes(
                styles.day,
                day.slice(0, 7) !== month() && styles.other,
                day === today && styles.today,
                day === props.value && styles.chosen,
              )}
              tabindex={day === here() ? 0 : -1}
              aria-label={formatLongDay(day)}
              aria-pressed={day === props.value}
              aria-current={day === today ? 'date' : undefined}
              disabled={outside(day)}
              onClick={() => props.onChoose(day)}
            >
              {Number(day.slice(8))}
            </button>
          )}
        </For>
      </fieldset>
      <Button small onClick={() => props.onChoose(today)} disabled={outside(today)}>
        {t('common.time.today')}
      </Button>
    </div>
  )
}
