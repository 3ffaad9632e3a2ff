import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { createClass } from '#domain/classes/contract.ts'
import { newId } from '#domain/ids.ts'
import { may } from '../accounts/may.ts'
import { refreshMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { CheckboxField } from '../ui/CheckboxField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'

const Fields = (props: { teach: boolean; onClose: () => void }) => {
  const navigate = useNavigate()
  const [name, setName] = createSignal('')
  const [subject, setSubject] = createSignal('')
  const [teach, setTeach] = createSignal(props.teach)
  // One id for all tries: a retry after a lost answer makes no second class.
  const id = newId()
  const action = createAction(async () => {
    const made = await call(createClass, {}, { id, name: name(), subject: subject(), teach: teach() })
    await refreshMe()
    props.onClose()
    navigate(`/c/${made.id}`)
  })
  return (
    <Form problem={action.problem()} onSubmit={() => void action.run()}>
      <TextField
        label={t('classes.new.name')}
        name="name"
        placeholder={t('classes.new.namePlaceholder')}
        value={name()}
        onInput={setName}
        autofocus
      />
      <TextField
        label={t('classes.new.subject')}
        name="subject"
        optional={t('common.optional')}
        value={subject()}
        onInput={setSubject}
      />
      <Show when={may('class.manage')}>
        <CheckboxField
          label={t('classes.new.teach')}
          hint={t('classes.new.teachHint')}
          name="teach"
          checked={teach()}
          onChange={setTeach}
        />
      </Show>
      <Actions>
        <Button type="submit" look="primary" busy={action.busy()}>
          {t('classes.new.create')}
        </Button>
      </Actions>
    </Form>
  )
}

/** Makes a class and goes there; an administrator says whether they teach it themselves. */
export const NewClassDialog = (props: { open: boolean; teach: boolean; onClose: () => void }) => (
  <Dialog open={props.open} onClose={props.onClose} title={t('classes.new.title')} size="small" sticky>
    <Fields teach={props.teach} onClose={props.onClose} />
  </Dialog>
)
