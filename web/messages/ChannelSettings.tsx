import { createSignal, Show } from 'solid-js'
import { type ChannelForMe, isFixed, type Posting } from '#domain/messages/channel.ts'
import { updateChannel } from '#domain/messages/contract.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { toastUndo } from '../ui/Toast.tsx'
import type { Channels } from './channels.ts'
import { channelTitle } from './names.ts'
import { PostingChoice } from './PostingChoice.tsx'

interface Props {
  open: boolean
  channel: ChannelForMe
  channels: Channels
  onClose: () => void
}

const Fields = (props: Props) => {
  const [name, setName] = createSignal(props.channel.name)
  const [posting, setPosting] = createSignal<Posting>(props.channel.posting)
  const change = async (input: { name?: string; posting?: Posting; archived?: boolean }) => {
    props.channels.replace(await call(updateChannel, { channelId: props.channel.id }, input))
  }
  const save = createAction(async () => {
    const named = props.channel.kind === 'custom' && name() !== props.channel.name
    await change({ ...(named ? { name: name() } : {}), posting: posting() })
    props.onClose()
  })
  const archive = createAction(async () => {
    const archived = !props.channel.archived
    await change({ archived })
    props.onClose()
    if (archived)
      toastUndo(t('messages.settings.archived', { channel: channelTitle(props.channel) }), () => {
        void change({ archived: false })
      })
  })
  return (
    <Form problem={save.problem() ?? archive.problem()} onSubmit={() => void save.run()}>
      <Show when={props.channel.kind === 'custom'}>
        <TextField
          label={t('messages.newChannel.name')}
          name="name"
          value={name()}
          onInput={setName}
          autofocus
        />
      </Show>
      <Show when={props.channel.kind !== 'announcements'}>
        <PostingChoice value={posting()} onChange={setPosting} />
      </Show>
      <Actions>
        <Show when={!isFixed(props.channel.kind)}>
          <Button look="quiet" busy={archive.busy()} onClick={() => void archive.run()}>
            {props.channel.archived ? t('messages.settings.bringBack') : t('messages.settings.archive')}
          </Button>
        </Show>
        <Button type="submit" look="primary" busy={save.busy()}>
          {t('common.actions.save')}
        </Button>
      </Actions>
    </Form>
  )
}

/** Renames a channel, says who may write in it, archives it or brings it back. */
const ChannelSettings = (props: Props) => (
  <Dialog open={props.open} onClose={props.onClose} title={channelTitle(props.channel)} size="small">
    <Fields {...props} />
  </Dialog>
)

export default ChannelSettings
