import Pencil from 'lucide-solid/icons/pencil'
import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash-2'
import { createSignal, For, Show } from 'solid-js'
import { topicOf } from '#domain/realtime.ts'
import { createTerm, deleteTerm, listTerms, termsChanged } from '#domain/school/contract.ts'
import { type Term, type TermNote, termNotes } from '#domain/school/term.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { problemWords } from '../i18n/problem.ts'
import { locale, t } from '../i18n/translate.ts'
import { showDay } from '../i18n/typed-date.ts'
import { schoolDay } from '../i18n/zone.ts'
import { createLive } from '../realtime/live.ts'
import { createAction } from '../ui/action.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { List, Row } from '../ui/List.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Span } from '../ui/Time.tsx'
import { toast } from '../ui/toasts.ts'
import styles from './School.module.css'
import { TermDialog } from './TermDialog.tsx'

const days = (from: string, to: string): string =>
  from === to ? showDay(from, locale()) : `${showDay(from, locale())} – ${showDay(to, locale())}`

const sayNote = ({ kind, from, to, terms }: TermNote): string =>
  kind === 'gap'
    ? t('school.settings.gap', { days: days(from, to) })
    : t('school.settings.overlap', { days: days(from, to), first: terms[0].name, second: terms[1].name })

/** The terms of the school, newest first; what overlaps and what belongs to no term is said. */
export const Terms = () => {
  const me = useMe()
  const [editing, setEditing] = createSignal<Term | 'new' | null>(null)
  const terms = createLive({
    source: () => me().school.id,
    fetch: () => call(listTerms, {}, {}),
    topics: () => [topicOf('school', me().school.id)],
    wants: (event) => event.name === termsChanged.name,
  })
  const remove = createAction(async (term: Term) => {
    await call(deleteTerm, { termId: term.id }, {})
    await terms.refetch()
    toast(t('school.settings.removed', { name: term.name }), {
      action: { label: t('common.actions.undo'), run: () => void restore.run(term) },
    })
  })
  const restore = createAction(async (term: Term) => {
    await call(createTerm, {}, { ...term, anyway: true })
    await terms.refetch()
  })
  const isNow = (term: Term) => term.startsOn <= schoolDay() && schoolDay() <= term.endsOn
  return (
    <Show
      when={!terms.problem()}
      fallback={<ErrorState problem={terms.problem()} onRetry={() => void terms.refetch()} />}
    >
      <Show when={terms.value()} fallback={<Skeleton rows={3} />}>
        {(answer) => (
          <div class={styles.list}>
            <List label={t('school.settings.terms')}>
              <For each={answer().terms}>
                {(term) => (
                  <Row
                    title={term.name}
                    detail={<Span words={days(term.startsOn, term.endsOn)} />}
                    after={
                      <>
                        <Show when={isNow(term)}>
                          <Badge words={t('school.settings.now')} tone="accent" />
                        </Show>
                        <IconButton
                          icon={Pencil}
                          label={t('school.settings.editTerm', { name: term.name })}
                          onClick={() => setEditing(term)}
                        />
                        <IconButton
                          icon={Trash}
                          label={t('school.settings.removeTerm', { name: term.name })}
                          onClick={() => void remove.run(term)}
                        />
                      </>
                    }
                  />
                )}
              </For>
            </List>
            <Show when={remove.problem() ?? restore.problem()}>
              {(problem) => (
                <p class={styles.problem} role="alert">
                  {problemWords(problem()).title}
                </p>
              )}
            </Show>
            <For each={termNotes(answer().terms)}>
              {(note) => <p class={note.kind === 'gap' ? styles.quiet : styles.warning}>{sayNote(note)}</p>}
            </For>
            <div class={styles.actions}>
              <Button icon={Plus} onClick={() => setEditing('new')}>
                {t('school.settings.addTerm')}
              </Button>
            </div>
            <TermDialog
              term={editing()}
              newest={answer().terms[0]}
              onClose={() => setEditing(null)}
              onDone={() => void terms.refetch()}
            />
          </div>
        )}
      </Show>
    </Show>
  )
}
