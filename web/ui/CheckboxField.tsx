import { createEffect, createUniqueId, For, type JSX, Show } from 'solid-js'
import { classes } from './classes.ts'
import styles from './Field.module.css'
import { useTouch } from './Form.tsx'
import type { Option } from './SelectField.tsx'

interface CheckProps {
  label: string
  name?: string
  hint?: string
  checked: boolean
  /** Some but not all, for a box that stands for many. */
  mixed?: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  children?: JSX.Element
}

const Check = (props: CheckProps & { switch?: boolean }) => {
  const id = createUniqueId()
  const touch = useTouch(() => props.checked)
  return (
    <label class={styles.check}>
      <input
        type="checkbox"
        role={props.switch ? 'switch' : undefined}
        class={classes(props.switch && styles.switch)}
        name={props.name}
        checked={props.checked}
        ref={(element) =>
          createEffect(() => {
            element.indeterminate = props.mixed ?? false
          })
        }
        disabled={props.disabled}
        aria-describedby={props.hint ? id : undefined}
        onChange={(event) => {
          touch()
          props.onChange(event.currentTarget.checked)
        }}
      />
      <span class={styles.checkWords}>
        <span>{props.label}</span>
        <Show when={props.hint}>
          <span class={styles.hint} id={id}>
            {props.hint}
          </span>
        </Show>
      </span>
    </label>
  )
}

/** Yes or no as part of a form that is sent later. */
export const CheckboxField = (props: CheckProps) => <Check {...props} />

/** On or off, taking effect at once. */
export const Switch = (props: CheckProps) => <Check {...props} switch />

/** One of two to five, all in sight. */
export const Choice = <Value extends string>(props: {
  label: string
  hideLabel?: boolean
  name: string
  value: Value
  options: readonly Option<Value>[]
  /** Names of unequal length share the width of a phone in one row. */
  even?: boolean
  onChange: (value: Value) => void
}) => {
  const touch = useTouch(() => props.value)
  return (
    <fieldset>
      <legend class={props.hideLabel ? styles.hiddenLabel : classes(styles.label, styles.legend)}>
        {props.label}
      </legend>
      <div class={classes(styles.choices, props.even && styles.even)}>
        <For each={props.options}>
          {(option) => (
            <label class={styles.choice}>
              <input
                type="radio"
                name={props.name}
                value={option.value}
                checked={option.value === props.value}
                disabled={option.disabled}
                onChange={() => {
                  touch()
                  props.onChange(option.value)
                }}
              />
              {option.label}
            </label>
          )}
        </For>
      </div>
    </fieldset>
  )
}
