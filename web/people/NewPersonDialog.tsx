import { createSignal, Show } from 'solid-js'
import { newId } from '#domain/ids.ts'
import { createPerson } from '#domain/people/contract.ts'
import { FirstPassword } from '../accounts/FirstPassword.tsx'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { toast } from '../ui/Toast.tsx'
import styles from './People.module.css'
import { createPersonDraft, PersonFields, recordsOf, UsernameField } from './PersonForm.tsx'

const NewPersonForm = (props: { onMade: () => void; onClose: () => void }) => {
  const [draft, setDraft] = createPersonDraft()
  const [password, setPassword] = createSignal('')
  const [made, setMade] = createSignal<{ name: string; username: string; password: string } | null>(null)
  // One id for all tries: a retry after a lost answer makes no second account.
  const id = newId()
  const action = createAction(async () => {
    const answer = await call(
      createPerson,
      {},
      { id, username: draft.username, ...recordsOf(draft), password: password() || undefined },
    )
    props.onMade()
    if (answer.firstPassword) {
      setMade({
        name: answer.person.displayName,
        username: answer.person.username,
        password: answer.firstPassword,
      })
      return
    }
    toast(t('people.created', { name: answer.person.displayName }), { tone: 'good' })
    props.onClose()
  })
  return (
    <Show
      when={made()}
      fallback={
        <Form problem={action.problem()} onSubmit={() => void action.run()}>
          <PersonFields draft={draft} set={setDraft} autofocus />
          <UsernameField draft={draft} set={setDraft} />
          <TextField
            label={t('people.password')}
            name="password"
            hint={t('people.passwordHint')}
            optional={t('common.optional')}
            value={password()}
            onInput={setPassword}
            autocapitalize="none"
            spellcheck={false}
            mono
          />
          <Actions>
            <Button type="submit" look="primary" busy={action.busy()}>
              {t('people.create')}
            </Button>
          </Actions>
        </Form>
      }
    >
      {(told) => (
        <div class={styles.stack}>
          <FirstPassword name={told().name} username={told().username} password={told().password} />
          <Button wide onClick={() => props.onClose()}>
            {t('common.actions.done')}
          </Button>
        </div>
      )}
    </Show>
  )
}

/** Adds one person; a password that was made is told once. */
export const NewPersonDialog = (props: { open: boolean; onMade: () => void; onClose: () => void }) => (
  <Dialog open={props.open} onClose={props.onClose} title={t('people.add')} size="small" sticky>
    <NewPersonForm onMade={props.onMade} onClose={props.onClose} />
  </Dialog>
)
