import { createResource, Show } from 'solid-js'
import type { ChannelForMe } from '#domain/messages/channel.ts'
import { getChannel } from '#domain/messages/contract.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Section } from '../ui/Page.tsx'
import styles from './LessonBoard.module.css'
import RoomChat from './RoomChat.tsx'
import { createRoomChat } from './room-chat.ts'

const Opened = (props: { channel: ChannelForMe; classId: string }) => {
  const chat = createRoomChat(props.channel, useMe()().id)
  return <RoomChat chat={chat} classId={props.classId} />
}

/** The chat of a lesson that is over, with its files; where nothing was said there is nothing to see. */
export default function LessonChat(props: { channelId: string; classId: string }) {
  const [channel] = createResource(
    () => props.channelId,
    (channelId) => call(getChannel, { channelId }, {}),
  )
  const said = () => (channel.error ? undefined : channel.latest)
  return (
    <Show when={said()?.lastMessageNo ? said() : undefined}>
      {(one) => (
        <Section title={t('lessons.page.chat')} lead={t('lessons.page.chatAdvice')}>
          <div class={styles.board}>
            <Opened channel={one()} classId={props.classId} />
          </div>
        </Section>
      )}
    </Show>
  )
}
