import { createSignal } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { readTime } from '../i18n/typed-date.ts'
import { classes } from './classes.ts'
import { whenNotComposing } from './composing.ts'
import styles from './DayField.module.css'
import field from './Field.module.css'
import { type ControlAttributes, Field, type FieldProps } from './Field.tsx'
import { useTouch } from './Form.tsx'

const isTime = (value: string): boolean => /^\d{2}:\d{2}$/.test(value)
const STEP = 5
const DAY = 24 * 60

/** Whether what stands in a field of times cannot be read as one. */
export const isUnreadTime = (value: string): boolean => value !== '' && !isTime(value)

const moved = (value: string, by: number): string => {
  const [hour = 0, minute = 0] = value.split(':').map(Number)
  const next = (hour * 60 + minute + by + DAY) % DAY
  return `${String(Math.floor(next / 60)).padStart(2, '0')}:${String(next % 60).padStart(2, '0')}`
}

export interface TimeValue {
  /** `08:00`, or `''`; what could not be read stays as it was typed. */
  value: string
  onInput: (time: string) => void
}

/** The control inside a field: a time as text; ↑ and ↓ move it by five minutes. */
export const TimeControl = (
  props: TimeValue & { attributes: Partial<ControlAttributes>; label?: string },
) => {
  const [typing, setTyping] = createSignal<string | null>(null)
  const touch = useTouch(() => props.value)
  const tell = (time: string) => {
    touch()
    props.onInput(time)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? STEP : event.key === 'ArrowDown' ? -STEP : 0
    if (by === 0 || !isTime(props.value)) return
    event.preventDefault()
    setTyping(null)
    tell(moved(props.value, by))
  }
  return (
    <input
      {...props.attributes}
      class={classes(field.control, styles.time)}
      type="text"
      autocomplete="off"
      spellcheck={false}
      aria-label={props.label}
      placeholder="08:00"
      value={typing() ?? props.value}
      onKeyDown={whenNotComposing(onKeyDown)}
      onInput={(event) => {
        const text = event.currentTarget.value
        setTyping(text)
        tell(text.trim() === '' ? '' : (readTime(text) ?? text))
      }}
      onBlur={() => setTyping(null)}
    />
  )
}

/** A time of day, typed as people write it: 8, 0830, 8.30, 8:30 pm, 下午3点半. */
export const TimeField = (props: FieldProps & TimeValue) => (
  <Field
    {...props}
    error={props.error ?? (isUnreadTime(props.value) ? t('common.date.unreadTime') : undefined)}
  >
    {(attributes) => <TimeControl attributes={attributes()} value={props.value} onInput={props.onInput} />}
  </Field>
)
