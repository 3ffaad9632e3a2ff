import { Match, Show, Switch } from 'solid-js'
import type { MarkingView } from '#domain/assignments/contract.ts'
import { t } from '../i18n/translate.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { CheckboxField } from '../ui/CheckboxField.tsx'
import { NumberField, TextArea } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import styles from './Marking.module.css'
import type { createMarking } from './marking.ts'

/** Score, comment and return: the right side of the marking desk. */
export const MarkPanel = (props: {
  row: MarkingView
  points: string | null
  marking: ReturnType<typeof createMarking>
  returning: boolean
  onReturn: () => void
  scoreRef: (element: HTMLInputElement) => void
}) => (
  <Form class={styles.panel} problem={props.marking.problem()} onSubmit={() => props.onReturn()}>
    <Show
      when={props.points !== null}
      fallback={<p class={styles.note}>{t('assignments.marking.notGraded')}</p>}
    >
      <NumberField
        label={t('assignments.marking.score')}
        name="score"
        value={props.marking.typed.score}
        onInput={(score) => props.marking.change({ score, extra: false })}
        onChange={() => void props.marking.save()}
        disabled={props.marking.typed.excused}
        unit={t('assignments.marking.outOf', { points: props.points ?? '' })}
        ref={(element) => props.scoreRef(element)}
      />
      <Show when={props.marking.tooHigh() && !props.marking.typed.excused}>
        <p class={styles.note}>{t('assignments.marking.extra', { points: props.points ?? '' })}</p>
        <CheckboxField
          label={t('assignments.marking.giveExtra')}
          checked={props.marking.typed.extra}
          onChange={(extra) => props.marking.change({ extra })}
        />
      </Show>
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
        rows={6}
      />
    </Show>
    <p class={styles.state} role="status">
      <Switch>
        <Match when={props.marking.state() === 'saving'}>{t('assignments.marking.saving')}</Match>
        <Match when={props.marking.state() === 'unsaved'}>{t('assignments.marking.unsaved')}</Match>
        <Match when={props.marking.state() === 'refused'}>{t('assignments.marking.unsaved')}</Match>
        <Match when={props.row.released}>
          <StatusChip tone="good" words={t('assignments.marking.visible')} />
        </Match>
        <Match when={props.row.mark}>{t('assignments.marking.draft')}</Match>
      </Switch>
    </p>
    <div class={styles.panelActions}>
      <Button
        look="primary"
        type="submit"
        wide
        busy={props.returning}
        disabled={props.marking.tooHigh() && !props.marking.typed.extra}
      >
        {t('assignments.marking.returnNext')}
      </Button>
    </div>
  </Form>
)
