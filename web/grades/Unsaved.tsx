import { For, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import type { GradebookStore } from './gradebook.ts'
import { refusalWords, type TypedCell, type Typing } from './typing.ts'
import styles from './Unsaved.module.css'

const SHOWN = 3

/** What can be done about one typed cell that is not saved. */
const Answers = (props: { cell: TypedCell; typing: Typing }) => {
  const doubt = () => (props.cell.refusal?.kind === 'doubt' ? props.cell.refusal : null)
  return (
    <span class={styles.answers}>
      <Show when={doubt()}>
        {(of) => (
          <>
            <Button small onClick={() => props.typing.answer(props.cell, of().decimal)}>
              {of().decimal}
            </Button>
            <Button small onClick={() => props.typing.answer(props.cell, of().thousands)}>
              {of().thousands}
            </Button>
          </>
        )}
      </Show>
      <Show when={props.cell.refusal?.kind === 'above'}>
        <Button small onClick={() => void props.typing.commit(props.cell, { extra: true })}>
          {t('grades.typed.giveAnyway')}
        </Button>
      </Show>
      <Show when={['unsent', 'changed', 'problem'].includes(props.cell.refusal?.kind ?? '')}>
        <Button small onClick={() => void props.typing.commit(props.cell)}>
          {t('grades.typed.saveMine')}
        </Button>
      </Show>
      <Button small look="quiet" onClick={() => props.typing.giveUp(props.cell)}>
        {t('grades.typed.giveUp')}
      </Button>
    </span>
  )
}

/** Cells that were typed and are not saved, with the reason and the way out. They are kept on this device meanwhile. */
export const Unsaved = (props: {
  store: GradebookStore
  typing: Typing
  onGoTo: (cell: TypedCell) => void
}) => (
  <div class={styles.unsaved} role="status">
    <Show when={props.typing.refused().length > 0}>
      <p class={styles.title}>{t('grades.typed.unsaved', { count: props.typing.refused().length })}</p>
      <ul class={styles.list}>
        <For each={props.typing.refused().slice(0, SHOWN)}>
          {(cell) => (
            <li class={styles.line}>
              <span class={styles.words}>
                <button type="button" class={styles.place} onClick={() => props.onGoTo(cell)}>
                  {t('grades.cell', {
                    student: props.store.nameOf(cell.studentId),
                    item: props.store.titleOf(cell.itemId),
                  })}
                </button>{' '}
                <q class={styles.typed}>{cell.text}</q>{' '}
                <Show when={cell.refusal}>{(refusal) => refusalWords(refusal())}</Show>
              </span>
              <Answers cell={cell} typing={props.typing} />
            </li>
          )}
        </For>
      </ul>
      <Show when={props.typing.refused().length > SHOWN}>
        <p class={styles.more}>{t('grades.typed.more', { count: props.typing.refused().length - SHOWN })}</p>
      </Show>
    </Show>
  </div>
)
