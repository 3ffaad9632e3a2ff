import { Navigate, useParams, useSearchParams } from '@solidjs/router'
import ChevronDown from 'lucide-solid/icons/chevron-down'
import Settings from 'lucide-solid/icons/settings-2'
import { createEffect, createSignal, lazy, Match, onMount, Show, Suspense, Switch } from 'solid-js'
import { type ChannelForMe, unreadOf } from '#domain/messages/channel.ts'
import { may } from '../accounts/may.ts'
import { classOf, useMe } from '../accounts/session.ts'
import { t } from '../i18n/translate.ts'
import { NotFoundScreen } from '../shell/NotFoundScreen.tsx'
import { hasPane, InListPane } from '../shell/pane.tsx'
import { takeArrival } from '../ui/arrival.ts'
import { Sheet } from '../ui/Dialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { useTitle } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { messageInAddress } from './address.ts'
import { Channel } from './Channel.tsx'
import { ChannelList } from './ChannelList.tsx'
import styles from './ChannelScreen.module.css'
import { type Channels, createChannels } from './channels.ts'
import { channelTitle } from './names.ts'

// Every first visit loads this file: what only managers open comes after.
const ChannelSettings = lazy(() => import('./ChannelSettings.tsx'))

const Header = (props: {
  channel: ChannelForMe
  channels: Channels
  mayManage: boolean
  onSwitch: () => void
}) => {
  const [settings, setSettings] = createSignal(false)
  const elsewhere = () =>
    (props.channels.list() ?? []).some(
      (one) => one.id !== props.channel.id && !one.archived && unreadOf(one) > 0,
    )
  useTitle(() => channelTitle(props.channel))
  return (
    <header class={styles.head}>
      <h1 class={styles.title} tabindex="-1" ref={(heading) => onMount(() => takeArrival(heading))}>
        <Show when={!hasPane()} fallback={channelTitle(props.channel)}>
          <button type="button" class={styles.switch} aria-haspopup="dialog" onClick={() => props.onSwitch()}>
            {channelTitle(props.channel)}
            <Icon of={ChevronDown} />
            <Show when={elsewhere()}>
              <span class={styles.dot} role="img" aria-label={t('messages.unreadElsewhere')} />
            </Show>
          </button>
        </Show>
      </h1>
      <Show when={props.channel.posting === 'staff'}>
        <p class={styles.note}>{t('messages.staffOnly')}</p>
      </Show>
      {/* Of announcements nothing can be changed. */}
      <Show when={props.mayManage && props.channel.kind !== 'announcements'}>
        <span class={styles.acts}>
          <IconButton icon={Settings} label={t('messages.settings.open')} onClick={() => setSettings(true)} />
        </span>
        <Suspense>
          <ChannelSettings
            open={settings()}
            channel={props.channel}
            channels={props.channels}
            onClose={() => setSettings(false)}
          />
        </Suspense>
      </Show>
    </header>
  )
}

/** The chat of one class: its channels and the open one. */
const ClassChat = (props: { classId: string; channelId: string | undefined; target: number | undefined }) => {
  const me = useMe()
  const { classId } = props
  const channels = createChannels(classId, me().id)
  const mine = () => classOf(classId)
  const mayManage = () => may('channel.manage', { classId })
  const [switching, setSwitching] = createSignal(false)
  const [withdrawn, setWithdrawn] = createSignal(false)
  const open = () => channels.byId(props.channelId)
  const first = () => mine()?.mainChannelId ?? channels.list()?.find((one) => !one.archived)?.id
  createEffect(() => {
    if (hasPane()) setSwitching(false)
  })
  const list = (onChoose?: () => void) => (
    <ChannelList
      channels={channels}
      classId={classId}
      open={props.channelId}
      mayManage={mayManage()}
      onChoose={onChoose}
    />
  )
  return (
    <div class={styles.screen}>
      <InListPane>{list()}</InListPane>
      <Sheet open={switching()} onClose={() => setSwitching(false)} title={t('messages.channels')}>
        {list(() => setSwitching(false))}
      </Sheet>
      <Switch
        fallback={
          <div class={styles.loading}>
            <Skeleton rows={8} />
          </div>
        }
      >
        <Match when={withdrawn()}>
          <EmptyState title={t('messages.withdrawn.title')} advice={t('messages.withdrawn.advice')} />
        </Match>
        <Match when={channels.problem()}>
          {(problem) => <ErrorState problem={problem()} onRetry={() => void channels.load()} />}
        </Match>
        <Match when={channels.list() && !props.channelId && first()}>
          <Navigate href={`/c/${classId}/chat/${first()}`} />
        </Match>
        <Match when={channels.list() && !open()}>
          <NotFoundScreen />
        </Match>
        <Match when={open()}>
          {(channel) => (
            <>
              <Header
                channel={channel()}
                channels={channels}
                mayManage={mayManage()}
                onSwitch={() => setSwitching(true)}
              />
              {/* Another message that is meant is another look at the channel. */}
              <Show when={`${channel().id} ${props.target ?? ''}`} keyed>
                <Channel
                  channel={channel()}
                  channels={channels}
                  role={mine()?.role ?? null}
                  target={props.target}
                  classArchived={mine()?.archived ?? false}
                  onWithdrawn={() => setWithdrawn(true)}
                />
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </div>
  )
}

/** `/c/:classId/chat/:channelId`: talking in a class. */
const ChannelScreen = () => {
  const params = useParams<{ classId: string; channelId?: string }>()
  const [search] = useSearchParams<{ message?: string }>()
  return (
    <Show when={params.classId} keyed>
      {(classId) => (
        <ClassChat classId={classId} channelId={params.channelId} target={messageInAddress(search.message)} />
      )}
    </Show>
  )
}

export default ChannelScreen
