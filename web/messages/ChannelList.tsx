import { A } from '@solidjs/router'
import CircleHelp from 'lucide-solid/icons/circle-question-mark'
import Hash from 'lucide-solid/icons/hash'
import Megaphone from 'lucide-solid/icons/megaphone'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, lazy, Show, Suspense } from 'solid-js'
import { type ChannelForMe, type ChannelKind, unreadOf } from '#domain/messages/channel.ts'
import { t } from '../i18n/translate.ts'
import { CountBadge } from '../ui/Badge.tsx'
import { classes } from '../ui/classes.ts'
import { Icon, type IconType } from '../ui/Icon.tsx'
import styles from './ChannelList.module.css'
import type { Channels } from './channels.ts'
import { channelTitle } from './names.ts'

// Every first visit loads this file: what only managers open comes after.
const NewChannelDialog = lazy(() => import('./NewChannelDialog.tsx'))

const SIGNS: Record<ChannelKind, IconType> = {
  announcements: Megaphone,
  general: Hash,
  questions: CircleHelp,
  custom: Hash,
  lecture: Hash,
}

const ChannelLink = (props: { channel: ChannelForMe; here: boolean; onChoose?: () => void }) => {
  const unread = () => (props.channel.archived ? 0 : unreadOf(props.channel))
  return (
    <li>
      <A
        href={`/c/${props.channel.classId}/chat/${props.channel.id}`}
        class={classes(
          styles.item,
          props.here && styles.here,
          unread() > 0 && styles.unread,
          props.channel.archived && styles.archived,
        )}
        activeClass=""
        inactiveClass=""
        aria-current={props.here ? 'page' : undefined}
        onClick={() => props.onChoose?.()}
      >
        <Icon of={SIGNS[props.channel.kind]} />
        <span class={styles.name}>{channelTitle(props.channel)}</span>
        <CountBadge count={unread()} />
      </A>
    </li>
  )
}

/** The channels of a class with what is unread in each; archived ones are folded away. */
export const ChannelList = (props: {
  channels: Channels
  classId: string
  open: string | undefined
  mayManage: boolean
  onChoose?: () => void
}) => {
  const [adding, setAdding] = createSignal(false)
  const [unfolded, setUnfolded] = createSignal(false)
  const live = () => (props.channels.list() ?? []).filter((channel) => !channel.archived)
  const archived = () => (props.channels.list() ?? []).filter((channel) => channel.archived)
  const link = (channel: ChannelForMe) => (
    <ChannelLink channel={channel} here={channel.id === props.open} onChoose={props.onChoose} />
  )
  return (
    <nav class={styles.channels} aria-label={t('messages.channels')}>
      <ul>
        <For each={live()}>{link}</For>
      </ul>
      <Show when={archived().length > 0}>
        <button
          type="button"
          class={styles.fold}
          aria-expanded={unfolded()}
          onClick={() => setUnfolded(!unfolded())}
        >
          {t('messages.archived', { count: archived().length })}
        </button>
        <Show when={unfolded() || archived().some((channel) => channel.id === props.open)}>
          <ul>
            <For each={archived()}>{link}</For>
          </ul>
        </Show>
      </Show>
      <Show when={props.mayManage}>
        <button type="button" class={styles.add} onClick={() => setAdding(true)}>
          <Icon of={Plus} />
          {t('messages.newChannel.open')}
        </button>
        <Suspense>
          <NewChannelDialog
            open={adding()}
            classId={props.classId}
            onClose={() => setAdding(false)}
            onMade={() => props.onChoose?.()}
          />
        </Suspense>
      </Show>
    </nav>
  )
}
