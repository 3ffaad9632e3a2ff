import ChevronDown from 'lucide-solid/icons/chevron-down'
import Undo2 from 'lucide-solid/icons/undo-2'
import { createSignal, createUniqueId, Match, Show, Switch } from 'solid-js'
import type { MarkingRow } from '#domain/assignments/contract.ts'
import { joinSentences, sayAgoWithin } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { CheckboxField } from '../ui/CheckboxField.tsx'
import { classes } from '../ui/classes.ts'
import { whenNotComposing } from '../ui/composing.ts'
import { NumberField, TextArea } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useNow } from '../ui/Time.tsx'
import styles from './MarkPanel.module.css'
import { type createMarking, isStale } from './marking.ts'
import { isSendKey, sendKey } from './marking-keys.ts'

type Marking = ReturnType<typeof createMarking>

/** Somebody else marked the same work meanwhile: both marks are here, and one is chosen. */
const Stale = (props: { row: MarkingRow; marking: Marking }) => {
  const theirs = () =>
    props.row.mark?.excused
      ? t('grades.excused')
      : (props.row.mark?.score ?? t('assignments.marking.noScore'))
  return (
    <div class={styles.stale} role="alert">
      <p>{t('assignments.marking.stale', { mark: theirs() })}</p>
      <div class={styles.choices}>
        <Button small onClick={() => props.marking.takeTheirs()}>
          {t('assignments.marking.takeTheirs')}
        </Button>
        <Button small onClick={() => props.marking.keepMine()}>
          {t('assignments.marking.keepMine')}
        </Button>
      </div>
    </div>
  )
}

/** What became of what was typed, and of the return. */
const State = (props: { row: MarkingRow; marking: Marking; onUndo: (returnId: string) => void }) => {
  const now = useNow()
  return (
    <div class={styles.state}>
      <p role="status">
        <Switch>
          <Match when={props.marking.state() === 'saving'}>{t('assignments.marking.saving')}</Match>
          <Match when={['unsaved', 'refused'].includes(props.marking.state())}>
            {t('assignments.marking.unsaved')}
          </Match>
          <Match when={props.row.released}>
            <StatusChip tone="good" words={t('assignments.marking.visible')} />
          </Match>
          <Match when={props.row.mark}>{t('assignments.marking.draft')}</Match>
        </Switch>
      </p>
      <Show when={props.row.lastReturn}>
        {(last) => (
          <Show
            when={last().seenAt}
            fallback={
              <Button small look="quiet" icon={Undo2} onClick={() => props.onUndo(last().id)}>
                {t('assignments.marking.undoReturn')}
              </Button>
            }
          >
            {(at) => <span>{t('assignments.marking.lookedAt', { when: sayAgoWithin(at(), now()) })}</span>}
          </Show>
        )}
      </Show>
    </div>
  )
}

/** Score, comment and return: the right side of the marking desk, the bottom of it on a phone. */
export const MarkPanel = (props: {
  row: MarkingRow
  points: string | null
  marking: Marking
  onReturn: () => void
  onUndo: (returnId: string) => void
  scoreRef: (element: HTMLInputElement) => void
}) => {
  const hint = createUniqueId()
  const graded = () => props.points !== null
  const tooHigh = () => props.marking.tooHigh() && !props.marking.typed.excused
  // A phone has no room for all of it beside the work: closed, it shows how the comment begins.
  const [more, setMore] = createSignal(false)
  return (
    <Form
      class={styles.panel}
      // The mark is kept on this device with each key, and saved when the teacher goes on.
      unsaved={() => false}
      problem={isStale(props.marking.problem()) ? null : props.marking.problem()}
      onSubmit={() => props.onReturn()}
    >
      <Show when={isStale(props.marking.problem())}>
        <Stale row={props.row} marking={props.marking} />
      </Show>
      <Show when={graded()} fallback={<p class={styles.note}>{t('assignments.marking.notGraded')}</p>}>
        <div class={styles.score}>
          <NumberField
            label={t('assignments.marking.score')}
            name="score"
            value={props.marking.typed.score}
            onInput={(score) => props.marking.change({ score, extra: false })}
            onChange={() => props.marking.left()}
            disabled={props.marking.typed.excused}
            unit={t('assignments.marking.outOf', { points: props.points ?? '' })}
            ref={(element) => props.scoreRef(element)}
          />
        </div>
        <Show when={tooHigh()}>
          <div class={styles.extra}>
            <p class={styles.note}>{t('assignments.marking.extra', { points: props.points ?? '' })}</p>
            <CheckboxField
              label={t('assignments.marking.giveExtra')}
              checked={props.marking.typed.extra}
              onChange={(extra) => props.marking.change({ extra })}
            />
          </div>
        </Show>
        <button
          type="button"
          class={styles.toggle}
          aria-expanded={more()}
          onClick={() => setMore((shown) => !shown)}
        >
          <span class={styles.begins}>
            {props.marking.typed.comment.trim() || t('assignments.marking.more')}
          </span>
          <Icon of={ChevronDown} />
        </button>
        <div class={classes(styles.more, more() && styles.open)}>
          <CheckboxField
            label={t('assignments.marking.excuse')}
            checked={props.marking.typed.excused}
            onChange={(excused) => props.marking.change({ excused })}
          />
          <TextArea
            label={t('assignments.marking.comment')}
            name="comment"
            hint={t('assignments.marking.commentHint')}
            value={props.marking.typed.comment}
            onInput={(comment) => props.marking.change({ comment })}
            onKeyDown={whenNotComposing((event) => {
              if (!isSendKey(event)) return
              event.preventDefault()
              props.onReturn()
            })}
            rows={6}
          />
        </div>
      </Show>
      <State row={props.row} marking={props.marking} onUndo={props.onUndo} />
      <div class={styles.action}>
        <Button
          look="primary"
          type="submit"
          wide
          disabled={props.marking.tooHigh() && !props.marking.typed.extra}
          aria-describedby={hint}
        >
          {t('assignments.marking.returnNext')}
        </Button>
        <p class={styles.hint} id={hint}>
          {joinSentences(
            graded()
              ? t('assignments.marking.enter', { key: sendKey() })
              : t('assignments.marking.enterUngraded'),
            t('assignments.marking.keys'),
          )}
        </p>
      </div>
    </Form>
  )
}
