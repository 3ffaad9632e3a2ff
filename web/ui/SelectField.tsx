import ChevronDown from 'lucide-solid/icons/chevron-down'
import { For } from 'solid-js'
import { classes } from './classes.ts'
import styles from './Field.module.css'
import { Field, type FieldProps } from './Field.tsx'
import { useTouch } from './Form.tsx'
import { Icon } from './Icon.tsx'

export interface Option<Value extends string> {
  value: Value
  label: string
  disabled?: boolean
}

/** One of a list, by the system's own picker: quick on phones and by keyboard. */
export const SelectField = <Value extends string>(
  props: FieldProps & {
    value: Value
    options: readonly Option<Value>[]
    /** Where a form begins. */
    autofocus?: boolean
    onChange: (value: Value) => void
  },
) => {
  const touch = useTouch(() => props.value)
  return (
    <Field {...props}>
      {(attributes) => (
        <span class={styles.selectBox}>
          <select
            {...attributes()}
            autofocus={props.autofocus}
            class={classes(styles.control, styles.select)}
            onChange={(event) => {
              const chosen = props.options[event.currentTarget.selectedIndex]
              if (!chosen) return
              touch()
              props.onChange(chosen.value)
            }}
          >
            <For each={props.options}>
              {(option) => (
                <option
                  value={option.value}
                  disabled={option.disabled}
                  selected={option.value === props.value}
                >
                  {option.label}
                </option>
              )}
            </For>
          </select>
          <Icon of={ChevronDown} class={styles.chevron} />
        </span>
      )}
    </Field>
  )
}
