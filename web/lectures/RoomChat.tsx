import { t } from '../i18n/translate.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import styles from './RoomChat.module.css'

/** The chat of the lesson: the messages of the lecture's own channel. */
export const RoomChat = (props: { channelId: string }) => (
  <section class={styles.chat} aria-label={t('lessons.room.chat')} data-channel={props.channelId}>
    <Skeleton rows={4} />
  </section>
)
