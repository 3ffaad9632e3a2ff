import PinOff from 'lucide-solid/icons/pin-off'
import { For, Show } from 'solid-js'
import { sayWhenWithin } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Sheet } from '../ui/Dialog.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { List, Row } from '../ui/List.tsx'
import type { RowActs } from './acts.ts'
import { lineOf } from './excerpt.ts'
import type { ChannelPins } from './pins.ts'

/** Everything that is pinned in a channel, the newest pin first: each leads to its place. */
export default function PinList(props: {
  pins: ChannelPins
  acts: RowActs
  channel: string
  onGo: (no: number) => void
  onClose: () => void
}) {
  const go = (no: number) => {
    props.onClose()
    props.onGo(no)
  }
  return (
    <Sheet open onClose={props.onClose} title={t('messages.pins.title', { channel: props.channel })}>
      <List label={t('messages.pins.label')}>
        <For each={props.pins.list()}>
          {({ message, pinnedBy, pinnedAt }) => (
            <Row
              before={<Avatar name={message.author.displayName} id={message.author.id} />}
              title={lineOf(message)}
              detail={t('messages.pins.by', {
                author: props.acts.nameOf(message.author),
                name: props.acts.nameOf(pinnedBy),
                day: sayWhenWithin(pinnedAt),
              })}
              onOpen={() => go(message.no)}
              after={
                <Show when={props.acts.mayPin(message)}>
                  <IconButton
                    icon={PinOff}
                    label={t('messages.acts.unpin')}
                    onClick={() => props.acts.pin(message, false)}
                  />
                </Show>
              }
            />
          )}
        </For>
      </List>
    </Sheet>
  )
}
