import {
  createContext,
  createEffect,
  createSignal,
  type JSX,
  on,
  onCleanup,
  Show,
  useContext,
} from 'solid-js'
import type { FieldError } from '#domain/problem.ts'
import { Problem } from '#domain/problem.ts'
import { problemWords } from '../i18n/problem.ts'
import { classes } from './classes.ts'
import { actInstead } from './composing.ts'
import styles from './Form.module.css'
import { guardTyped, prepareQuestion } from './typed.tsx'

type Differs = () => boolean

/** What a form is to the fields in it. */
interface Around {
  errors: () => readonly FieldError[]
  /** A field was changed for the first time. */
  touch: (differs: Differs) => void
  forget: (differs: Differs) => void
}
const FormAround = createContext<Around>()

const errorsOf = (problem: unknown): readonly FieldError[] =>
  problem instanceof Problem ? (problem.details.errors ?? []) : []

/** The error of the field at `path` in the problem of the form around it. */
export const useFieldError = (path: () => string | undefined): (() => FieldError | undefined) => {
  const form = useContext(FormAround)
  return () => form?.errors().find((error) => error.path === path())
}

/**
 * For fields: what to call before a person's change is told. From then on the form knows whether the value is another
 * than it was, and whoever leaves is asked.
 */
export const useTouch = (value: () => unknown): (() => void) => {
  const form = useContext(FormAround)
  let differs: Differs | undefined
  onCleanup(() => differs && form?.forget(differs))
  return () => {
    if (differs) return
    const before = value()
    differs = () => value() !== before
    form?.touch(differs)
  }
}

/**
 * A form that shows a `Problem`: errors of fields beside the fields whose `name` is their path, anything else as a
 * sentence on top. After a refusal the first wrong field gets the focus. `onSubmit` is called once per press of the
 * submit button; the browser's own validation bubbles are off.
 */
export const Form = (props: {
  onSubmit: () => void
  /** What `createAction(…).problem()` holds. */
  problem?: unknown
  /**
   * Whether something in it would be lost by leaving, where the fields alone do not know: it is kept elsewhere while it is
   * typed, or saved while the form stays open.
   */
  unsaved?: () => boolean
  children: JSX.Element
  class?: string
  id?: string
  'aria-label'?: string
}) => {
  let form: HTMLFormElement | undefined
  const [touched, setTouched] = createSignal<readonly Differs[]>([])
  guardTyped(() => (props.unsaved ? props.unsaved() : touched().some((differs) => differs())))
  const around: Around = {
    errors: () => errorsOf(props.problem),
    touch: (differs) => {
      prepareQuestion()
      setTouched((all) => [...all, differs])
    },
    forget: (differs) => setTouched((all) => all.filter((one) => one !== differs)),
  }
  const shown = () => {
    const errors = errorsOf(props.problem)
    if (
      !props.problem ||
      (errors.length > 0 && errors.every((error) => form?.elements.namedItem(error.path)))
    )
      return null
    return problemWords(props.problem)
  }
  createEffect(
    on(
      () => props.problem,
      (problem) => {
        const first = errorsOf(problem)[0]
        const field = first && form?.elements.namedItem(first.path)
        if (field instanceof HTMLElement) field.focus()
      },
      { defer: true },
    ),
  )
  return (
    <FormAround.Provider value={around}>
      <form
        ref={form}
        id={props.id}
        class={props.class ?? styles.form}
        novalidate
        aria-label={props['aria-label']}
        onSubmit={actInstead(() => props.onSubmit())}
      >
        <Show when={shown()}>
          {(words) => (
            <p class={styles.problem} role="alert">
              <strong>{words().title}</strong> {words().advice}
            </p>
          )}
        </Show>
        {props.children}
      </form>
    </FormAround.Provider>
  )
}

/** Fields beside each other where there is room; `short` ones everywhere. */
export const FieldRow = (props: { children: JSX.Element; short?: boolean }) => (
  <div class={classes(styles.row, props.short && styles.short)}>{props.children}</div>
)
