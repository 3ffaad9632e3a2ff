import { createUniqueId } from 'solid-js'
import { formatWeekday } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import { whenNotComposing } from '../ui/composing.ts'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import styles from './FreeSlot.module.css'
import { clockOf, type Hours, type Slot, steppedSlot } from './slot.ts'

/** One cell: without its ends, what is placed absolutely reaches to the edge of the grid. */
const areaOf = (row: number, column: number): string => `${row} / ${column} / ${row + 1} / ${column + 1}`

/** The free time that is being chosen. It is a button, so that keys can choose as well: it is seen when it has the focus. */
export const FreeSlot = (props: {
  slot: Slot
  days: readonly string[]
  hours: Hours
  /** The row of the grid in which the hours are. */
  row: number
  shown: boolean
  onMove: (slot: Slot) => void
  onFocus: (focused: boolean) => void
  onChoose: () => void
}) => {
  const hintId = createUniqueId()
  const span = () => `${clockOf(props.slot.from)}–${clockOf(props.slot.to)}`
  const said = () => `${formatWeekday(props.slot.day)} ${span()}`
  const share = (minutes: number) => `${(minutes / ((props.hours.to - props.hours.from) * 60)) * 100}%`
  const move = (event: KeyboardEvent) => {
    const next = steppedSlot(props.slot, event.key, { days: props.days, longer: event.shiftKey })
    if (!next) return
    event.preventDefault()
    props.onMove(next)
  }
  return (
    <>
      <button
        type="button"
        class={classes(styles.slot, props.shown && styles.shown)}
        style={{
          'grid-area': areaOf(props.row, props.days.indexOf(props.slot.day) + 2),
          top: share(props.slot.from - props.hours.from * 60),
          height: share(props.slot.to - props.slot.from),
        }}
        aria-label={t('lessons.calendar.choose', { when: said() })}
        aria-describedby={hintId}
        onKeyDown={whenNotComposing(move)}
        onFocus={() => props.onFocus(true)}
        onBlur={() => props.onFocus(false)}
        onClick={() => props.onChoose()}
      >
        {span()}
      </button>
      <VisuallyHidden live="polite">{props.shown ? said() : ''}</VisuallyHidden>
      <span id={hintId} hidden>
        {t('lessons.calendar.byKeys')}
      </span>
    </>
  )
}
