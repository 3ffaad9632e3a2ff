import { createSignal, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { updateSchool } from '#domain/school/contract.ts'
import type { School } from '#domain/school/school.ts'
import type { ZoneChange } from '#domain/school/zone-change.ts'
import { may } from '../accounts/may.ts'
import { takeSchool, useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { LOCALE_NAMES, LOCALES, t } from '../i18n/translate.ts'
import { NotFoundScreen } from '../shell/NotFoundScreen.tsx'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { FieldRow, Form } from '../ui/Form.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { toast } from '../ui/toasts.ts'
import { Terms } from './Terms.tsx'
import { ZoneDialog } from './ZoneDialog.tsx'
import { zoneOptions } from './zones.ts'

const languages = LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))

/** Planned times that were kept by the clock go back by it, others stay where they are. */
const send = async (from: School, to: School, plans: ZoneChange) => {
  const { id: _, ...fields } = to
  const zone = from.timeZone === to.timeZone ? {} : { plans }
  takeSchool(await call(updateSchool, {}, { ...fields, ...zone }))
}

/** The school's name, language, zone and terms. */
export default function SchoolScreen() {
  const me = useMe()
  const [draft, setDraft] = createStore<School>({ ...me().school })
  const [asking, setAsking] = createSignal(false)
  const differs = () =>
    (['name', 'locale', 'timeZone'] as const).some((field) => draft[field] !== me().school[field])
  const changesZone = () => draft.timeZone !== me().school.timeZone
  const save = createAction(async (plans: ZoneChange) => {
    const before = { ...me().school }
    await send(before, draft, plans)
    setAsking(false)
    toast(t('school.settings.saved'), {
      tone: 'good',
      action: { label: t('common.actions.undo'), run: () => void back.run(before, plans) },
    })
  })
  const back = createAction(async (before: School, plans: ZoneChange) => {
    await send({ ...me().school }, before, plans)
    setDraft({ ...before })
  })
  return (
    <Show when={may('school.configure')} fallback={<NotFoundScreen />}>
      <Page>
        <PageHeader title={t('school.settings.title')} lead={t('school.settings.lead')} />
        <Form
          unsaved={differs}
          problem={asking() ? null : (save.problem() ?? back.problem())}
          onSubmit={() => (changesZone() ? setAsking(true) : void save.run('keep-clock'))}
        >
          <TextField
            label={t('school.setup.name')}
            name="name"
            maxLength={120}
            value={draft.name}
            onInput={(name) => setDraft({ name })}
          />
          <FieldRow>
            <SelectField
              label={t('school.setup.timeZone')}
              name="timeZone"
              value={draft.timeZone}
              options={zoneOptions(me().school.timeZone)}
              onChange={(timeZone) => setDraft({ timeZone })}
            />
            <SelectField
              label={t('school.setup.language')}
              name="locale"
              hint={t('school.settings.languageHint')}
              value={draft.locale}
              options={languages}
              onChange={(locale) => setDraft({ locale })}
            />
          </FieldRow>
          <Actions>
            <Button look="primary" type="submit" busy={save.busy()}>
              {t('common.actions.save')}
            </Button>
          </Actions>
        </Form>
        <Section title={t('school.settings.terms')} lead={t('school.settings.termsLead')}>
          <Terms />
        </Section>
        <ZoneDialog
          open={asking()}
          timeZone={draft.timeZone}
          problem={save.problem()}
          busy={save.busy()}
          onClose={() => setAsking(false)}
          onDone={(plans) => void save.run(plans)}
        />
      </Page>
    </Show>
  )
}
