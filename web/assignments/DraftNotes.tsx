import { For, Match, Show, Switch } from 'solid-js'
import type { AssignmentField, AssignmentFields } from '#domain/assignments/edit.ts'
import { formatExact } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { type AssignmentDraft, fieldsOf } from './assignment-draft.ts'
import styles from './DraftNotes.module.css'

const LABELS = {
  title: 'assignments.form.title',
  body: 'assignments.form.body',
  files: 'assignments.form.files',
  dueAt: 'assignments.form.due',
  points: 'assignments.form.points',
  categoryId: 'assignments.form.category',
} as const

/** A field of an assignment in words. */
const wordsOf = (field: AssignmentField, of: AssignmentFields, draft: AssignmentDraft): string => {
  const value = of[field]
  if (field === 'files') {
    const known = [...draft.uploads.list.flatMap((one) => one.file ?? []), ...(draft.theirs()?.files ?? [])]
    return of.files.map((id) => known.find((file) => file.id === id)?.name ?? '').join(', ') || '–'
  }
  if (field === 'categoryId')
    return value === null ? t('assignments.form.noCategory') : t('assignments.draft.otherCategory')
  if (field === 'dueAt' && of.dueAt !== null && !Number.isNaN(Date.parse(of.dueAt)))
    return formatExact(of.dueAt)
  return typeof value === 'string' && value !== '' ? value : '–'
}

const Clash = (props: { field: AssignmentField; draft: AssignmentDraft }) => (
  <li class={styles.clash}>
    <strong>{t(LABELS[props.field])}</strong>
    <For each={['mine', 'theirs'] as const}>
      {(whose) => (
        <div class={styles.side}>
          <span class={styles.whose}>{t(`assignments.draft.${whose}`)}</span>
          <span class={styles.words}>
            <Switch>
              <Match when={whose === 'mine'}>{wordsOf(props.field, props.draft.mine(), props.draft)}</Match>
              <Match when={props.draft.theirs()}>
                {(view) => wordsOf(props.field, fieldsOf(view()), props.draft)}
              </Match>
            </Switch>
          </span>
          <Button small onClick={() => props.draft.choose(props.field, whose)}>
            {t(whose === 'mine' ? 'assignments.marking.keepMine' : 'assignments.marking.takeTheirs')}
          </Button>
        </div>
      )}
    </For>
  </li>
)

/** Above the form: that it is shown as it was left here, and what somebody else changed in the same places. */
export const DraftNotes = (props: { draft: AssignmentDraft }) => (
  <>
    <Show when={props.draft.restored()}>
      <Banner
        tone="info"
        action={
          <Button small onClick={() => props.draft.discard()}>
            {t('assignments.draft.discard')}
          </Button>
        }
      >
        {t('assignments.draft.restored')}
      </Banner>
    </Show>
    <Show when={props.draft.clashes().length > 0}>
      <section class={styles.clashes} role="alert" aria-label={t('assignments.draft.changed')}>
        <p>{t('assignments.draft.changed')}</p>
        <ul>
          <For each={props.draft.clashes()}>{(field) => <Clash field={field} draft={props.draft} />}</For>
        </ul>
      </section>
    </Show>
  </>
)
