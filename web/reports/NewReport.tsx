import { createMemo, createResource, createSignal, For, Show } from 'solid-js'
import { listClasses } from '#domain/classes/contract.ts'
import { newId } from '#domain/ids.ts'
import { type ReportView, requestReport } from '#domain/reports/contract.ts'
import { listTerms } from '#domain/school/contract.ts'
import type { Locale } from '#domain/school/school.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { LOCALE_NAMES, LOCALES, t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { CheckboxField, Choice } from '../ui/CheckboxField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import styles from './Reports.module.css'

type Which = 'every' | 'some'

interface Named {
  id: string
  name: string
}

const ClassPicker = (props: {
  classes: readonly Named[]
  chosen: ReadonlySet<string>
  onToggle: (classId: string, on: boolean) => void
}) => {
  const [wanted, setWanted] = createSignal('')
  const shown = createMemo(() =>
    props.classes.filter((item) => item.name.toLowerCase().includes(wanted().trim().toLowerCase())),
  )
  return (
    <>
      <TextField
        label={t('reports.filter')}
        hideLabel
        placeholder={t('reports.filter')}
        type="search"
        value={wanted()}
        onInput={setWanted}
      />
      <fieldset class={styles.picker}>
        <legend class={styles.quiet}>{t('reports.chosen', { count: props.chosen.size })}</legend>
        <For each={shown()}>
          {(item) => (
            <CheckboxField
              label={item.name}
              checked={props.chosen.has(item.id)}
              onChange={(on) => props.onToggle(item.id, on)}
            />
          )}
        </For>
      </fieldset>
    </>
  )
}

const ReportForm = (props: { onAsked: (report: ReportView) => void }) => {
  const me = useMe()
  const [terms] = createResource(() => call(listTerms, {}, {}))
  const [classes] = createResource(() => call(listClasses, {}, {}))
  const [term, setTerm] = createSignal<string | null>(null)
  const [language, setLanguage] = createSignal<Locale>(me().school.locale)
  const [which, setWhich] = createSignal<Which>('every')
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set())
  const termId = () => term() ?? terms.latest?.terms[0]?.id ?? ''
  const ofTerm = createMemo(() => (classes.latest?.classes ?? []).filter((item) => item.termId === termId()))
  const inTerm = () => ofTerm().filter((item) => chosen().has(item.id))
  const toggle = (classId: string, on: boolean) =>
    setChosen((all) => new Set([...all].filter((one) => one !== classId).concat(on ? [classId] : [])))
  // One id for all tries: a retry after a lost answer asks for no second report.
  const id = newId()
  const action = createAction(async () => {
    const classIds = which() === 'some' ? inTerm().map((item) => item.id) : undefined
    props.onAsked(await call(requestReport, {}, { id, termId: termId(), classIds, locale: language() }))
  })
  return (
    <Show when={terms.latest && classes.latest} fallback={<Skeleton rows={3} shape="lines" />}>
      <Show when={termId()} fallback={<p>{t('reports.noTerm')}</p>}>
        <Form problem={action.problem()} onSubmit={() => void action.run()}>
          <SelectField
            label={t('reports.term')}
            name="termId"
            value={termId()}
            options={(terms.latest?.terms ?? []).map((item) => ({ value: item.id, label: item.name }))}
            onChange={setTerm}
          />
          <Choice
            label={t('reports.classes')}
            name="classIds"
            value={which()}
            options={[
              { value: 'every', label: t('reports.every') },
              { value: 'some', label: t('reports.some') },
            ]}
            onChange={setWhich}
          />
          <Show when={which() === 'some'}>
            <ClassPicker
              classes={ofTerm()}
              chosen={new Set(inTerm().map((item) => item.id))}
              onToggle={toggle}
            />
          </Show>
          <Choice
            label={t('reports.language')}
            name="locale"
            value={language()}
            options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
            onChange={setLanguage}
          />
          <Actions>
            <Button
              type="submit"
              look="primary"
              busy={action.busy()}
              disabled={which() === 'some' && inTerm().length === 0}
            >
              {t('reports.start')}
            </Button>
          </Actions>
        </Form>
      </Show>
    </Show>
  )
}

/** Asks for a term report: which term, which classes, in which language. */
export const NewReportDialog = (props: {
  open: boolean
  onAsked: (report: ReportView) => void
  onClose: () => void
}) => (
  <Dialog
    open={props.open}
    onClose={props.onClose}
    title={t('reports.ask')}
    lead={t('reports.lead')}
    size="small"
  >
    <ReportForm onAsked={props.onAsked} />
  </Dialog>
)
