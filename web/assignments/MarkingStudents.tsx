import { For, Show } from 'solid-js'
import type { MarkingRow } from '#domain/assignments/contract.ts'
import type { Names } from '../accounts/namesakes.ts'
import { t } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import styles from './Marking.module.css'
import { WorkSign } from './states.tsx'

const markOf = (row: MarkingRow): string =>
  row.mark?.excused ? t('grades.excused') : (row.mark?.score ?? '')

/** Whose work it is, the state of it and the mark so far. */
export const MarkingStudents = (props: {
  rows: readonly MarkingRow[]
  names: Names
  selected: string | undefined
  dueAt: string | null
  onChoose: (studentId: string) => void
}) => (
  <ul class={styles.students} aria-label={t('assignments.marking.students')}>
    <For each={props.rows}>
      {(row) => (
        <li>
          <button
            type="button"
            class={classes(styles.student, row.student.id === props.selected && styles.selected)}
            aria-current={row.student.id === props.selected ? 'true' : undefined}
            onClick={() => props.onChoose(row.student.id)}
          >
            <WorkSign work={row} dueAt={props.dueAt} />
            <span class={styles.name}>
              <span>{row.student.displayName}</span>
              <Show when={props.names.moreOf(row.student.id)}>
                {(more) => <span class={styles.namesake}>{more()}</span>}
              </Show>
            </span>
            <span class={classes(styles.figure, !row.released && styles.unreleased)}>{markOf(row)}</span>
          </button>
        </li>
      )}
    </For>
  </ul>
)
