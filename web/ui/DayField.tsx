import Calendar from 'lucide-solid/icons/calendar-days'
import { createSignal, Show } from 'solid-js'
import { locale, t } from '../i18n/translate.ts'
import { orderFor, readDay, showDay } from '../i18n/typed-date.ts'
import { schoolDay } from '../i18n/zone.ts'
import { Calendar as MonthCalendar } from './Calendar.tsx'
import { classes } from './classes.ts'
import styles from './DayField.module.css'
import field from './Field.module.css'
import { type ControlAttributes, Field, type FieldProps } from './Field.tsx'
import { useTouch } from './Form.tsx'
import { createFloating } from './floating.ts'
import { IconButton } from './IconButton.tsx'
import menu from './Menu.module.css'

export interface DayValue {
  /** `2026-11-29`, or `''`; what could not be read stays as it was typed, and the server refuses it by name. */
  value: string
  onInput: (day: string) => void
  min?: string
  max?: string
}

const isDay = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value)
const shown = (value: string): string => (isDay(value) ? showDay(value, locale()) : value)

/** Whether what stands in a field of days cannot be read as one. */
export const isUnreadDay = (value: string): boolean => value !== '' && !isDay(value)

/** The control inside a field: a day as text, and a month to choose from behind the button. */
export const DayControl = (props: DayValue & { attributes: ControlAttributes; label?: string }) => {
  // What is being typed stays as it is until the field is left.
  const [typing, setTyping] = createSignal<string | null>(null)
  const float = createFloating(() => 'end')
  const read = (text: string) => {
    if (text.trim() === '') return ''
    return readDay(text, orderFor(locale(), navigator.languages), schoolDay()) ?? text
  }
  const touch = useTouch(() => props.value)
  const tell = (day: string) => {
    touch()
    props.onInput(day)
  }
  const choose = (day: string) => {
    setTyping(null)
    tell(day)
    float.close()
  }
  return (
    <span class={styles.box}>
      <input
        {...props.attributes}
        class={classes(field.control, styles.text)}
        type="text"
        autocomplete="off"
        spellcheck={false}
        aria-label={props.label}
        placeholder={t('common.date.placeholder')}
        value={typing() ?? shown(props.value)}
        onInput={(event) => {
          setTyping(event.currentTarget.value)
          tell(read(event.currentTarget.value))
        }}
        onBlur={() => setTyping(null)}
      />
      <IconButton
        class={styles.button}
        icon={Calendar}
        small
        label={t('common.date.choose')}
        disabled={props.attributes.disabled}
        expanded={float.open()}
        ref={float.anchorRef}
      />
      <div
        ref={float.floatingRef}
        popover="auto"
        role="dialog"
        aria-label={t('common.date.choose')}
        class={classes(menu.panel, menu.popover, styles.panel)}
        onToggle={float.onToggle}
      >
        <Show when={float.open()}>
          <MonthCalendar
            value={isDay(props.value) ? props.value : undefined}
            min={props.min}
            max={props.max}
            onChoose={choose}
          />
        </Show>
      </div>
    </span>
  )
}

/** A calendar day in the reader's own form: typed, or chosen from a month. */
export const DayField = (props: FieldProps & DayValue) => (
  <Field {...props} error={props.error ?? (isUnreadDay(props.value) ? t('common.date.unread') : undefined)}>
    {(attributes) => (
      <DayControl
        attributes={attributes()}
        value={props.value}
        min={props.min}
        max={props.max}
        onInput={props.onInput}
      />
    )}
  </Field>
)
