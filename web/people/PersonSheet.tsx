import { A } from '@solidjs/router'
import { createResource, createSignal, For, Show } from 'solid-js'
import {
  getPerson,
  type PersonView,
  resetPassword,
  setPersonDisabled,
  updatePerson,
} from '#domain/people/contract.ts'
import { isLearner, isStudent } from '#domain/permission.ts'
import { FirstPassword } from '../accounts/FirstPassword.tsx'
import { may } from '../accounts/may.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Sheet } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Form } from '../ui/Form.tsx'
import { Section } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import { toast, toastProblem } from '../ui/Toast.tsx'
import { KinSection } from './KinSection.tsx'
import styles from './People.module.css'
import { createPersonDraft, draftOf, PersonFields, recordsOf, UsernameField } from './PersonForm.tsx'

const Facts = (props: { person: PersonView }) => (
  <dl class={styles.facts}>
    <dt>{t('people.username')}</dt>
    <dd>{props.person.username}</dd>
    <dt>{t('people.role')}</dt>
    <dd>{t(`accounts.roles.${props.person.role}`)}</dd>
    <Show when={props.person.studentNumber}>
      <dt>{t('people.number')}</dt>
      <dd>{props.person.studentNumber}</dd>
    </Show>
    <Show when={props.person.email}>
      <dt>{t('people.email')}</dt>
      <dd>{props.person.email}</dd>
    </Show>
    <dt>{t('people.seen')}</dt>
    <dd>
      <Show when={props.person.lastSeenAt} fallback={t('people.never')}>
        {(at) => <Time at={at()} />}
      </Show>
    </dd>
  </dl>
)

const EditForm = (props: { person: PersonView; onSaved: (person: PersonView) => void }) => {
  const me = useMe()
  const [draft, setDraft] = createPersonDraft(props.person)
  const action = createAction(async () => {
    props.onSaved(
      await call(
        updatePerson,
        { accountId: props.person.id },
        { username: draft.username, ...recordsOf(draft) },
      ),
    )
    toast(t('people.saved'), { tone: 'good' })
  })
  const differs = () => {
    const known = draftOf(props.person)
    return (Object.keys(known) as (keyof typeof known)[]).some((field) => draft[field] !== known[field])
  }
  return (
    <Form problem={action.problem()} unsaved={differs} onSubmit={() => void action.run()}>
      <PersonFields draft={draft} set={setDraft} ownRole={props.person.id === me().id} />
      <UsernameField draft={draft} set={setDraft} hint={t('people.usernameHint')} />
      <Actions>
        <Button type="submit" busy={action.busy()}>
          {t('common.actions.save')}
        </Button>
      </Actions>
    </Form>
  )
}

/** Signing in: a new first password, and whether the account works at all. */
const Access = (props: { person: PersonView; onChanged: (person: PersonView) => void }) => {
  const [told, setTold] = createSignal<string | null>(null)
  const reset = createAction(async () => {
    const { firstPassword } = await call(resetPassword, { accountId: props.person.id }, {})
    setTold(firstPassword)
    props.onChanged({ ...props.person, mustChangePassword: true })
  })
  const toggle = createAction(async () => {
    const disabled = !props.person.disabled
    const name = props.person.displayName
    props.onChanged(await call(setPersonDisabled, { accountId: props.person.id }, { disabled }))
    toast(t(disabled ? 'people.wasDisabled' : 'people.wasEnabled', { name }))
  })
  const run = (action: typeof reset) => async () => {
    await action.run()
    if (action.problem()) toastProblem(action.problem())
  }
  return (
    <div class={styles.stack}>
      <Show
        when={told()}
        fallback={<p class={styles.quiet}>{t('people.resetHint', { name: props.person.displayName })}</p>}
      >
        {(password) => (
          <FirstPassword
            name={props.person.displayName}
            username={props.person.username}
            password={password()}
          />
        )}
      </Show>
      <div class={styles.actions}>
        <Button busy={reset.busy()} onClick={() => void run(reset)()}>
          {t('people.reset')}
        </Button>
        <Button
          look={props.person.disabled ? 'secondary' : 'danger'}
          busy={toggle.busy()}
          onClick={() => void run(toggle)()}
        >
          {props.person.disabled ? t('people.enable') : t('people.disable')}
        </Button>
      </div>
    </div>
  )
}

/** One person beside the list: what is recorded, where they belong, and what the administrator may do. */
export const PersonSheet = (props: {
  person: PersonView | null
  onChanged: (person: PersonView) => void
  onClose: () => void
}) => {
  const me = useMe()
  const [found, { refetch }] = createResource(
    () => props.person?.id,
    (accountId) => call(getPerson, { accountId }, {}),
  )
  const edits = () => may('account.manage')
  return (
    <Sheet open={props.person !== null} onClose={props.onClose} title={props.person?.displayName ?? ''}>
      <Show when={props.person}>
        {(person) => (
          <div class={styles.stack}>
            <Show when={person().disabled}>
              <StatusChip tone="danger" words={t('people.disabled')} />
            </Show>
            <Facts person={person()} />
            <Show when={!found.error} fallback={<ErrorState problem={found.error} />}>
              <Show
                when={found.latest?.person.id === person().id && found.latest}
                fallback={<Skeleton rows={2} />}
              >
                {(detail) => (
                  <>
                    <Show when={detail().classes.length > 0}>
                      <Section title={t('people.classes')}>
                        <div class={styles.chips}>
                          <For each={detail().classes}>
                            {(item) => <A href={`/c/${item.id}/people`}>{item.name}</A>}
                          </For>
                        </div>
                      </Section>
                    </Show>
                    <Show when={isLearner(person())}>
                      <KinSection
                        person={person()}
                        kin={isStudent(person()) ? detail().guardians : detail().wards}
                        onChanged={() => void refetch()}
                      />
                    </Show>
                  </>
                )}
              </Show>
            </Show>
            <Show when={edits()}>
              <Section title={t('people.edit')}>
                <EditForm person={person()} onSaved={props.onChanged} />
              </Section>
              <Show when={person().id !== me().id}>
                <Section title={t('people.password')}>
                  <Access person={person()} onChanged={props.onChanged} />
                </Section>
              </Show>
            </Show>
          </div>
        )}
      </Show>
    </Sheet>
  )
}
