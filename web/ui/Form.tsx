import { createContext, createEffect, type JSX, on, Show, useContext } from 'solid-js'
import type { FieldError } from '#domain/problem.ts'
import { Problem } from '#domain/problem.ts'
import { problemWords } from '../i18n/problem.ts'
import { actInstead } from './composing.ts'
import styles from './Form.module.css'

const Errors = createContext<() => readonly FieldError[]>(() => [])

const errorsOf = (problem: unknown): readonly FieldError[] =>
  problem instanceof Problem ? (problem.details.errors ?? []) : []

/** The error of the field at `path` in the problem of the form around it. */
export const useFieldError = (path: () => string | undefined): (() => FieldError | undefined) => {
  const errors = useContext(Errors)
  return () => errors().find((error) => error.path === path())
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
  children: JSX.Element
  class?: string
  id?: string
  'aria-label'?: string
}) => {
  let form: HTMLFormElement | undefined
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
    <Errors.Provider value={() => errorsOf(props.problem)}>
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
    </Errors.Provider>
  )
}

/** Fields beside each other where there is room. */
export const FieldRow = (props: { children: JSX.Element }) => <div class={styles.row}>{props.children}</div>
