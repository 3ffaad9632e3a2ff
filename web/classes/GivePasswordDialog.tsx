import { createSignal, Show } from 'solid-js'
import { givePassword, type Member } from '#domain/classes/contract.ts'
import { FirstPassword } from '../accounts/FirstPassword.tsx'
import type { Names } from '../accounts/namesakes.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'

const Give = (props: { classId: string; member: Member; name: string; onClose: () => void }) => {
  const [made, setMade] = createSignal<{ username: string; firstPassword: string } | null>(null)
  const action = createAction(async () => {
    setMade(await call(givePassword, { classId: props.classId, accountId: props.member.id }, {}))
  })
  return (
    <Show
      when={made()}
      fallback={
        <Form problem={action.problem()} onSubmit={() => void action.run()}>
          <p>{t('classes.people.passwordLead', { name: props.name })}</p>
          <Actions>
            <Button onClick={() => props.onClose()}>{t('common.actions.cancel')}</Button>
            <Button type="submit" look="primary" busy={action.busy()}>
              {t('classes.people.passwordMake')}
            </Button>
          </Actions>
        </Form>
      }
    >
      {(told) => (
        <Form onSubmit={() => props.onClose()}>
          <FirstPassword
            name={props.member.displayName}
            username={told().username}
            password={told().firstPassword}
          />
          <Actions>
            <Button type="submit" look="primary">
              {t('common.actions.done')}
            </Button>
          </Actions>
        </Form>
      )}
    </Show>
  )
}

/** A teacher gives a pupil who has forgotten theirs a new first password; it is shown this once. */
export const GivePasswordDialog = (props: {
  classId: string
  member: Member | null
  names: Names
  onClose: () => void
}) => (
  <Dialog
    open={props.member !== null}
    onClose={props.onClose}
    title={t('classes.people.passwordTitle', {
      name: props.member ? props.names.nameOf(props.member) : '',
    })}
    size="small"
    sticky
  >
    <Show when={props.member}>
      {(member) => (
        <Give
          classId={props.classId}
          member={member()}
          name={props.names.nameOf(member())}
          onClose={props.onClose}
        />
      )}
    </Show>
  </Dialog>
)
