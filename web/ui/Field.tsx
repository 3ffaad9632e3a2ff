import CircleAlert from 'lucide-solid/icons/circle-alert'
import { createUniqueId, type JSX, Show } from 'solid-js'
import { fieldWords } from '../i18n/problem.ts'
import { classes } from './classes.ts'
import { whenNotComposing } from './composing.ts'
import styles from './Field.module.css'
import { useFieldError, useTouch } from './Form.tsx'
import { Icon } from './Icon.tsx'

/** What every field takes. */
export interface FieldProps {
  label: string
  /** The path of the value in the endpoint's input: errors of that path are shown here. */
  name?: string
  hint?: JSX.Element
  /** A sentence that overrides the form's error. */
  error?: string
  required?: boolean
  /** Says “optional” beside the label. */
  optional?: string
  disabled?: boolean
  /** Keeps the label for screen readers alone. */
  hideLabel?: boolean
  class?: string
}

/** What a control inside a `Field` must carry. */
export interface ControlAttributes {
  id: string
  name: string | undefined
  disabled: boolean | undefined
  required: boolean | undefined
  'aria-invalid': 'true' | undefined
  'aria-describedby': string | undefined
}

/** Label, control, hint and error, tied together for assistive technology. For controls of your own. */
export const Field = (
  props: FieldProps & { children: (attributes: () => ControlAttributes) => JSX.Element },
) => {
  const id = createUniqueId()
  const found = useFieldError(() => props.name)
  const error = () => {
    if (props.error) return props.error
    const wrong = found()
    return wrong ? fieldWords(wrong) : undefined
  }
  const described = () => [error() && `${id}-error`, props.hint && `${id}-hint`].filter(Boolean).join(' ')
  const attributes = (): ControlAttributes => ({
    id,
    name: props.name,
    disabled: props.disabled,
    required: props.required,
    'aria-invalid': error() ? 'true' : undefined,
    'aria-describedby': described() || undefined,
  })
  return (
    <div class={classes(styles.field, props.class)}>
      <label class={props.hideLabel ? styles.hiddenLabel : styles.label} for={id}>
        {props.label}
        <Show when={props.optional}>
          <span class={styles.optional}>{props.optional}</span>
        </Show>
      </label>
      {props.children(attributes)}
      <Show when={error()}>
        <p class={styles.error} id={`${id}-error`}>
          <Icon of={CircleAlert} />
          {error()}
        </p>
      </Show>
      <Show when={props.hint}>
        <p class={styles.hint} id={`${id}-hint`}>
          {props.hint}
        </p>
      </Show>
    </div>
  )
}

type InputMode = 'text' | 'email' | 'numeric' | 'decimal' | 'search' | 'url'

export interface TextFieldProps extends FieldProps {
  value: string
  onInput: (value: string) => void
  onChange?: (value: string) => void
  type?: 'text' | 'password' | 'email' | 'search' | 'url'
  autocomplete?: string
  placeholder?: string
  maxLength?: number
  inputMode?: InputMode
  autofocus?: boolean
  autocapitalize?: 'none' | 'words' | 'sentences' | 'characters'
  spellcheck?: boolean
  /** Exact characters: usernames, codes. */
  mono?: boolean
  min?: string
  max?: string
  ref?: (element: HTMLInputElement) => void
}

/** One line of text. For days and times there are `DayField` and `TimeField`. */
export const TextField = (props: TextFieldProps) => {
  const touch = useTouch(() => props.value)
  return (
    <Field {...props}>
      {(attributes) => (
        <input
          {...attributes()}
          ref={(element) => props.ref?.(element)}
          class={classes(styles.control, props.mono && styles.mono)}
          type={props.type ?? 'text'}
          value={props.value}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          autocomplete={props.autocomplete ?? 'off'}
          inputMode={props.inputMode}
          autofocus={props.autofocus}
          autocapitalize={props.autocapitalize}
          spellcheck={props.spellcheck}
          min={props.min}
          max={props.max}
          onInput={(event) => {
            // What is looked for is not lost work.
            if (props.type !== 'search') touch()
            props.onInput(event.currentTarget.value)
          }}
          onChange={(event) => props.onChange?.(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

/** Several lines of text; grows with what is typed where the browser can. */
export const TextArea = (
  props: FieldProps & {
    value: string
    onInput: (value: string) => void
    rows?: number
    placeholder?: string
    maxLength?: number
    autofocus?: boolean
    onKeyDown?: (event: KeyboardEvent) => void
    ref?: (element: HTMLTextAreaElement) => void
  },
) => {
  const touch = useTouch(() => props.value)
  return (
    <Field {...props}>
      {(attributes) => (
        <textarea
          {...attributes()}
          ref={(element) => props.ref?.(element)}
          class={classes(styles.control, styles.area)}
          rows={props.rows ?? 4}
          value={props.value}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          autofocus={props.autofocus}
          onKeyDown={whenNotComposing((event) => props.onKeyDown?.(event))}
          onInput={(event) => {
            touch()
            props.onInput(event.currentTarget.value)
          }}
        />
      )}
    </Field>
  )
}

/**
 * An exact number typed as text, so that nothing is rounded on the way: the value is what was typed, to be read by
 * `readScore` or `plainNumber` when it is sent. Here nobody knows whether the comma of 1,000 parts thousands.
 */
export const NumberField = (
  props: FieldProps & {
    value: string
    onInput: (value: string) => void
    onChange?: (value: string) => void
    /** Whole numbers only. */
    whole?: boolean
    placeholder?: string
    /** A word after the number: points, minutes. */
    unit?: string
    ref?: (element: HTMLInputElement) => void
  },
) => {
  const touch = useTouch(() => props.value)
  return (
    <Field {...props}>
      {(attributes) => (
        <span class={styles.withUnit}>
          <input
            {...attributes()}
            ref={(element) => props.ref?.(element)}
            class={classes(styles.control, styles.number)}
            type="text"
            inputMode={props.whole ? 'numeric' : 'decimal'}
            autocomplete="off"
            value={props.value}
            placeholder={props.placeholder}
            onInput={(event) => {
              touch()
              props.onInput(event.currentTarget.value)
            }}
            onChange={(event) => props.onChange?.(event.currentTarget.value)}
          />
          <Show when={props.unit}>
            <span class={styles.unit}>{props.unit}</span>
          </Show>
        </span>
      )}
    </Field>
  )
}
