import { createEffect, createMemo, For, on, Show } from 'solid-js'
import type { MarkingRow } from '#domain/assignments/contract.ts'
import type { Names } from '../accounts/namesakes.ts'
import { t } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import { createSight, createSize, isSameSpan, numbersOf, spanOf } from '../ui/scroll-window.ts'
import styles from './Marking.module.css'
import { WorkSign } from './states.tsx'

/** Students that are drawn beyond those in sight. */
const BESIDE = 4
/** A list of no more is drawn whole: the browser's own search finds everybody in it. */
const WHOLE = 60

const markOf = (row: MarkingRow): string =>
  row.mark?.excused ? t('grades.excused') : (row.mark?.score ?? '')

/** Whose work it is, the state of it and the mark so far. Of many students only those in sight are drawn, and the one that is open. */
export const MarkingStudents = (props: {
  rows: readonly MarkingRow[]
  names: Names
  selected: string | undefined
  dueAt: string | null
  onChoose: (studentId: string) => void
}) => {
  let list: HTMLUListElement | undefined
  const { sight, watch } = createSight()
  const line = createSize({ width: 200, height: 40 })
  const span = createMemo(
    () =>
      props.rows.length <= WHOLE
        ? { from: 0, to: props.rows.length }
        : spanOf(props.rows.length, line.size().height, sight().top, sight().height, BESIDE),
    { from: 0, to: 0 },
    { equals: isSameSpan },
  )
  const at = () => props.rows.findIndex((row) => row.student.id === props.selected)
  const shown = createMemo(() => numbersOf(span(), at() < 0 ? null : at()))
  createEffect(
    on(at, () =>
      list?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }),
    ),
  )
  return (
    <ul
      ref={(element) => {
        list = element
        watch(element)
      }}
      class={styles.students}
      style={{ '--count': props.rows.length }}
      aria-label={t('assignments.marking.students')}
    >
      <li class={styles.probe} ref={line.watch} aria-hidden="true" />
      <For each={shown()}>
        {(n) => (
          <Show when={props.rows[n]}>
            {(row) => (
              <li
                class={styles.line}
                style={{ '--at': n }}
                aria-posinset={n + 1}
                aria-setsize={props.rows.length}
              >
                <button
                  type="button"
                  class={classes(styles.student, row().student.id === props.selected && styles.selected)}
                  aria-current={row().student.id === props.selected ? 'true' : undefined}
                  onClick={() => props.onChoose(row().student.id)}
                >
                  <WorkSign work={row()} dueAt={props.dueAt} />
                  <span class={styles.name}>
                    <span>{row().student.displayName}</span>
                    <Show when={props.names.moreOf(row().student.id)}>
                      {(more) => <span class={styles.namesake}>{more()}</span>}
                    </Show>
                  </span>
                  <span class={classes(styles.figure, !row().released && styles.unreleased)}>
                    {markOf(row())}
                  </span>
                </button>
              </li>
            )}
          </Show>
        )}
      </For>
    </ul>
  )
}
