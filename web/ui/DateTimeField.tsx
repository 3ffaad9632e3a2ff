import { createEffect, createSignal, on } from 'solid-js'
import { sayClockChange } from '../i18n/clock-change.ts'
import { t } from '../i18n/translate.ts'
import { fromSchoolTime, toSchoolTime } from '../i18n/zone.ts'
import styles from './DayField.module.css'
import { DayControl, isUnreadDay } from './DayField.tsx'
import { Field, type FieldProps } from './Field.tsx'
import { isUnreadTime, TimeControl } from './TimeField.tsx'

interface Typed {
  day: string
  time: string
}

/** A whole instant as a database writes it. */
const isInstant = (value: string): boolean => /^\d{4}-\d{2}-\d{2}T.*Z$/.test(value)

const typedOf = (value: string | null): Typed => {
  if (value === null) return { day: '', time: '' }
  if (!isInstant(value)) return { day: value, time: '' }
  const local = toSchoolTime(value)
  return { day: local.slice(0, 10), time: local.slice(11) }
}

const LAST_MINUTE = '23:59'

/** The instant of a typed day and time; what cannot be read is given back as it stands, for the server to refuse. */
export const instantFrom = (day: string, time: string): string =>
  day === '' || time === '' || isUnreadDay(day) || isUnreadTime(time)
    ? `${day} ${time}`.trim()
    : fromSchoolTime(`${day}T${time}`)

const valueFrom = ({ day, time }: Typed): string | null => instantFrom(day, time) || null

/**
 * A day and a time in the school's zone. The value is an instant (`2026-09-01T00:00:00.000Z`) or null; what is shown and
 * typed is the school's wall time, wherever the reader is. A day alone means its last minute. What cannot be read is the
 * value as it stands: the server refuses it by name, and nothing is taken for "none".
 */
export const DateTimeField = (
  props: FieldProps & {
    value: string | null
    onChange: (instant: string | null) => void
  },
) => {
  const [typed, setTyped] = createSignal(typedOf(props.value))
  let said = props.value
  const change = (part: Partial<Typed>) => {
    const next = { ...typed(), ...part }
    if (next.day !== '' && next.time === '' && part.day !== undefined) next.time = LAST_MINUTE
    if (next.day === '' && part.day !== undefined) next.time = ''
    setTyped(next)
    said = valueFrom(next)
    props.onChange(said)
  }
  createEffect(
    on(
      () => props.value,
      (value) => {
        if (value !== said) setTyped(typedOf(value))
        said = value
      },
      { defer: true },
    ),
  )
  const error = () => {
    if (isUnreadDay(typed().day)) return t('common.date.unread')
    return isUnreadTime(typed().time) ? t('common.date.unreadTime') : undefined
  }
  return (
    <Field
      {...props}
      error={props.error ?? error()}
      hint={sayClockChange(`${typed().day}T${typed().time}`) ?? props.hint}
    >
      {(attributes) => (
        <span class={styles.dateTime}>
          <DayControl attributes={attributes()} value={typed().day} onInput={(day) => change({ day })} />
          <TimeControl
            attributes={{ disabled: attributes().disabled }}
            label={`${props.label} · ${t('common.date.time')}`}
            value={typed().time}
            onInput={(time) => change({ time })}
          />
        </span>
      )}
    </Field>
  )
}
