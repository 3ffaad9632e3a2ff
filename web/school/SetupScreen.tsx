import { Navigate, useSearchParams } from '@solidjs/router'
import { createResource, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { getSetupState, setUpSchool } from '#domain/school/contract.ts'
import { PasswordField } from '../accounts/PasswordField.tsx'
import { enter, session } from '../accounts/session.ts'
import styles from '../accounts/Welcome.module.css'
import { Welcome } from '../accounts/Welcome.tsx'
import { call } from '../call.ts'
import { locale, t } from '../i18n/translate.ts'
import { createAction } from '../ui/action.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button, LinkButton } from '../ui/Button.tsx'
import { DayField } from '../ui/DayField.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { TextField } from '../ui/Field.tsx'
import { FieldRow, Form } from '../ui/Form.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { schoolYearAround, yearNameOf } from './school-year.ts'
import { zoneOptions } from './zones.ts'

const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone

const zones = zoneOptions(localZone)

/** First run: one page, sensible beginnings, the administrator is signed in at the end. */
const SetupForm = (props: { linkKey: string }) => {
  const year = schoolYearAround(new Date())
  const [draft, setDraft] = createStore({
    name: '',
    timeZone: localZone,
    startsOn: year.startsOn,
    endsOn: year.endsOn,
    displayName: '',
    username: '',
    password: '',
  })
  const action = createAction(async () =>
    enter(
      await call(
        setUpSchool,
        {},
        {
          key: props.linkKey,
          school: { name: draft.name, locale: locale(), timeZone: draft.timeZone },
          term: {
            name: yearNameOf(draft.startsOn, draft.endsOn),
            startsOn: draft.startsOn,
            endsOn: draft.endsOn,
          },
          administrator: {
            displayName: draft.displayName,
            username: draft.username,
            password: draft.password,
          },
        },
      ),
    ),
  )
  return (
    <Welcome title={t('school.setup.title')} lead={t('school.setup.lead')} wide>
      <Form problem={action.problem()} onSubmit={() => void action.run()}>
        <TextField
          label={t('school.setup.name')}
          name="school.name"
          placeholder={t('school.setup.namePlaceholder')}
          value={draft.name}
          onInput={(value) => setDraft('name', value)}
          autocomplete="organization"
          autofocus
        />
        <FieldRow>
          <SelectField
            label={t('school.setup.timeZone')}
            name="school.timeZone"
            value={draft.timeZone}
            options={zones}
            onChange={(value) => setDraft('timeZone', value)}
          />
          <DayField
            label={`${t('school.setup.year')} · ${t('school.setup.startsOn')}`}
            name="term.startsOn"
            value={draft.startsOn}
            onInput={(value) => setDraft('startsOn', value)}
          />
          <DayField
            label={t('school.setup.endsOn')}
            name="term.endsOn"
            min={draft.startsOn}
            value={draft.endsOn}
            onInput={(value) => setDraft('endsOn', value)}
          />
        </FieldRow>
        <div class={styles.group}>
          <div>
            <h2 class={styles.groupTitle}>{t('school.setup.administrator')}</h2>
            <p class={styles.aside}>{t('school.setup.administratorHint')}</p>
          </div>
          <FieldRow>
            <TextField
              label={t('school.setup.yourName')}
              name="administrator.displayName"
              value={draft.displayName}
              onInput={(value) => setDraft('displayName', value)}
              autocomplete="name"
            />
            <TextField
              label={t('school.setup.username')}
              hint={t('school.setup.usernameHint')}
              name="administrator.username"
              value={draft.username}
              onInput={(value) => setDraft('username', value)}
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
            />
          </FieldRow>
          <PasswordField
            label={t('school.setup.password')}
            hint={t('accounts.change.nextHint')}
            name="administrator.password"
            value={draft.password}
            onInput={(value) => setDraft('password', value)}
            fresh
          />
        </div>
        <Button type="submit" look="primary" wide busy={action.busy()}>
          {t('school.setup.submit')}
        </Button>
      </Form>
    </Welcome>
  )
}

/** There is nothing to fill in: the school is there, or the link is not the one that the start printed. */
const Closed = (props: { state: { ready: boolean; keyFits: boolean | null } }) => (
  <Show
    when={props.state.ready}
    fallback={
      <Welcome title={t('school.setup.title')}>
        <Banner tone="late">
          {props.state.keyFits === null ? t('school.setup.noLink') : t('school.setup.link')}
        </Banner>
        <p>{t('school.setup.whereLink')}</p>
      </Welcome>
    }
  >
    <Welcome title={t('school.setup.done')} lead={t('school.setup.doneLead')}>
      <LinkButton look="primary" wide href="/login">
        {t('accounts.signIn.submit')}
      </LinkButton>
    </Welcome>
  </Show>
)

/** First run: needs the printed link, and says so before anything is filled in. */
export default function SetupScreen() {
  const [search] = useSearchParams<{ key?: string }>()
  const [state, { refetch }] = createResource(() =>
    call(getSetupState, {}, search.key ? { key: search.key.slice(0, 100) } : {}),
  )
  return (
    <Show when={!session.me} fallback={<Navigate href="/today" />}>
      <Show
        when={!state.error}
        fallback={
          <Welcome title={t('school.setup.title')}>
            <ErrorState problem={state.error} onRetry={() => void refetch()} />
          </Welcome>
        }
      >
        <Show when={state()}>
          {(known) => (
            <Show when={!known().ready && known().keyFits} fallback={<Closed state={known()} />}>
              <SetupForm linkKey={search.key ?? ''} />
            </Show>
          )}
        </Show>
      </Show>
    </Show>
  )
}
