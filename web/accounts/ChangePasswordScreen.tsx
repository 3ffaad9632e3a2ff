import { createSignal, Show } from 'solid-js'
import { changePassword } from '#domain/accounts/contract.ts'
import { call } from '../call.ts'
import { sayWhenWithin } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { Form } from '../ui/Form.tsx'
import { toast, toastProblem } from '../ui/Toast.tsx'
import { PasswordField } from './PasswordField.tsx'
import { leave, refreshMe, session } from './session.ts'
import { Welcome } from './Welcome.tsx'

/** The old and the new password, as a form. */
export const ChangePasswordForm = (props: { onDone?: () => void }) => {
  const [current, setCurrent] = createSignal('')
  const [next, setNext] = createSignal('')
  const action = createAction(async () => {
    await call(changePassword, {}, { current: current(), next: next() })
    setCurrent('')
    setNext('')
    toast(t('accounts.change.done'), { tone: 'good' })
    props.onDone?.()
  })
  return (
    <Form problem={action.problem()} onSubmit={() => void action.run()}>
      <PasswordField
        label={t('accounts.change.current')}
        name="current"
        value={current()}
        onInput={setCurrent}
      />
      <PasswordField
        label={t('accounts.change.next')}
        name="next"
        value={next()}
        onInput={setNext}
        hint={t('accounts.change.nextHint')}
        fresh
      />
      <Actions>
        <Button type="submit" look="primary" busy={action.busy()}>
          {t('accounts.change.submit')}
        </Button>
      </Actions>
    </Form>
  )
}

/** On first sign-in with a password somebody else gave. */
export default function ChangePasswordScreen() {
  return (
    <Welcome title={t('accounts.change.title')} lead={t('accounts.change.lead')}>
      <Show when={session.me?.passwordGiven}>
        {(given) => (
          <Banner tone="info">
            {t('accounts.change.given', { name: given().by, when: sayWhenWithin(given().at) })}
          </Banner>
        )}
      </Show>
      <ChangePasswordForm onDone={() => void refreshMe()} />
      <div>
        <Button look="quiet" onClick={() => void leave().catch(toastProblem)}>
          {t('accounts.me.signOut')}
        </Button>
      </div>
    </Welcome>
  )
}
