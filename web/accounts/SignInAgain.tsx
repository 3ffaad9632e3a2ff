import { createSignal } from 'solid-js'
import { signIn } from '#domain/accounts/contract.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { List, Row } from '../ui/List.tsx'
import { PasswordField } from './PasswordField.tsx'
import { forget, putOff, resume, useMe } from './session.ts'

/** Over the page of somebody whose session has ended: they sign in again and find everything as they left it. */
export default function SignInAgain() {
  const me = useMe()
  const [password, setPassword] = createSignal('')
  const action = createAction(async () =>
    resume(await call(signIn, {}, { username: me().username, password: password() })),
  )
  return (
    <Dialog
      open
      onClose={putOff}
      title={t('accounts.signIn.title')}
      lead={t('accounts.signIn.expired')}
      size="small"
      sticky
    >
      {/* Half a password is nothing to lose. */}
      <Form problem={action.problem()} unsaved={() => false} onSubmit={() => void action.run()}>
        <List>
          <Row
            before={<Avatar name={me().displayName} id={me().id} />}
            title={me().displayName}
            detail={me().username}
          />
        </List>
        {/* For password managers, which look for the name beside the password. */}
        <input type="text" name="username" autocomplete="username" value={me().username} readOnly hidden />
        <PasswordField
          label={t('accounts.signIn.password')}
          name="password"
          value={password()}
          onInput={setPassword}
          autofocus
        />
        <Actions>
          <Button look="quiet" onClick={forget}>
            {t('accounts.signIn.somebodyElse')}
          </Button>
          <Button look="primary" type="submit" busy={action.busy()}>
            {t('accounts.signIn.submit')}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
