import { useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { newId } from '#domain/ids.ts'
import type { Posting } from '#domain/messages/channel.ts'
import { createChannel } from '#domain/messages/contract.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { PostingChoice } from './PostingChoice.tsx'

interface Props {
  open: boolean
  classId: string
  onClose: () => void
  onMade: () => void
}

const Fields = (props: Props) => {
  const navigate = useNavigate()
  const [name, setName] = createSignal('')
  const [posting, setPosting] = createSignal<Posting>('everyone')
  // One id for all tries: a retry after a lost answer makes no second channel.
  const id = newId()
  const action = createAction(async () => {
    const { classId } = props
    const made = await call(createChannel, { classId }, { id, name: name(), posting: posting() })
    props.onClose()
    props.onMade()
    navigate(`/c/${classId}/chat/${made.id}`)
  })
  return (
    <Form problem={action.problem()} onSubmit={() => void action.run()}>
      <TextField
        label={t('messages.newChannel.name')}
        name="name"
        placeholder={t('messages.newChannel.placeholder')}
        value={name()}
        onInput={setName}
        autofocus
      />
      <PostingChoice value={posting()} onChange={setPosting} />
      <Actions>
        <Button type="submit" look="primary" busy={action.busy()}>
          {t('messages.newChannel.create')}
        </Button>
      </Actions>
    </Form>
  )
}

/** Adds a channel to the class and goes there. */
const NewChannelDialog = (props: Props) => (
  <Dialog open={props.open} onClose={props.onClose} title={t('messages.newChannel.title')} size="small">
    <Fields {...props} />
  </Dialog>
)

export default NewChannelDialog
