import { createSignal, Show } from 'solid-js'
import { classOf } from '../accounts/session.ts'
import { t } from '../i18n/translate.ts'
import { Channel } from '../messages/Channel.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import styles from './RoomChat.module.css'
import type { RoomChatStore } from './room-chat.ts'

/** The chat of the lesson: the messages of its own channel, as in any other. */
export default function RoomChat(props: { chat: RoomChatStore; classId: string }) {
  const [withdrawn, setWithdrawn] = createSignal(false)
  return (
    <section class={styles.chat} aria-label={t('lessons.room.chat')}>
      <Show when={!withdrawn()} fallback={<EmptyState title={t('lessons.room.noChat')} />}>
        <Channel
          channel={props.chat.channel()}
          channels={props.chat.channels}
          role={classOf(props.classId)?.role ?? null}
          classArchived={classOf(props.classId)?.archived ?? false}
          live
          onWithdrawn={() => setWithdrawn(true)}
        />
      </Show>
    </section>
  )
}
