import { fromSchoolTime, toSchoolTime } from '../i18n/zone.ts'
import { classes } from './classes.ts'
import styles from './Field.module.css'
import { Field, type FieldProps } from './Field.tsx'

/**
 * A day and a time in the school's zone. The value is an instant (`2026-09-01T00:00:00.000Z`) or null; what is shown and
 * typed is the school's wall time, wherever the reader is.
 */
export const DateTimeField = (
  props: FieldProps & {
    value: string | null
    onChange: (instant: string | null) => void
    min?: string
    max?: string
  },
) => (
  <Field {...props}>
    {(attributes) => (
      <input
        {...attributes()}
        class={classes(styles.control)}
        type="datetime-local"
        value={props.value ? toSchoolTime(props.value) : ''}
        min={props.min ? toSchoolTime(props.min) : undefined}
        max={props.max ? toSchoolTime(props.max) : undefined}
        onChange={(event) => {
          const typed = event.currentTarget.value
          props.onChange(typed ? fromSchoolTime(typed) : null)
        }}
      />
    )}
  </Field>
)
