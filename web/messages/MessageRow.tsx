import CircleAlert from 'lucide-solid/icons/circle-alert'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Pencil from 'lucide-solid/icons/pencil'
import Pin from 'lucide-solid/icons/pin'
import { Match, Show, Switch } from 'solid-js'
import type { Message } from '#domain/messages/message.ts'
import { isStaff, isTeacher } from '#domain/permission.ts'
import { FileList } from '../files/FileList.tsx'
import { formatExact, formatTime } from '../i18n/format.ts'
import { t, translateMaybe } from '../i18n/translate.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { copyText } from '../ui/copy.ts'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { toast } from '../ui/Toast.tsx'
import type { RowActs } from './acts.ts'
import { MessageEditor } from './MessageEditor.tsx'
import styles from './MessageRow.module.css'
import { Markdown } from './markdown/Markdown.tsx'
import type { Outgoing } from './outbox.ts'
import { ReactionPicker, Reactions } from './Reactions.tsx'
import type { Shown } from './row.ts'

const roleWord = (shown: Shown): string | undefined =>
  isStaff(shown) ? t(`messages.role.${isTeacher(shown) ? 'teacher' : 'assistant'}`) : undefined

const copyBody = async (message: Message) => {
  if (await copyText(message.body ?? '')) toast(t('common.actions.copied'))
  else toast(t('common.copyRefused'), { tone: 'danger' })
}

const menuOf = (message: Message, acts: RowActs): MenuItem[] => [
  ...(message.body && acts.mayQuote()
    ? [{ label: t('messages.acts.quote'), onSelect: () => acts.quote(message) }]
    : []),
  ...(message.body ? [{ label: t('messages.acts.copy'), onSelect: () => void copyBody(message) }] : []),
  { label: t('messages.acts.markUnread'), onSelect: () => acts.markUnread(message) },
  ...(acts.mayPin(message)
    ? [
        {
          label: acts.isPinned(message.id) ? t('messages.acts.unpin') : t('messages.acts.pin'),
          onSelect: () => acts.pin(message, !acts.isPinned(message.id)),
        },
      ]
    : []),
  ...(acts.mayDelete(message)
    ? [
        {
          label: t('common.actions.delete'),
          onSelect: () => acts.remove(message),
          danger: true,
          separated: true,
        },
      ]
    : []),
]

const Toolbar = (props: { message: Message; acts: RowActs }) => (
  <div class={styles.toolbar} role="toolbar" aria-label={t('messages.acts.label')}>
    <Show when={props.acts.mayReact()}>
      <ReactionPicker onPick={(emoji) => props.acts.react(props.message, emoji, false)} />
    </Show>
    <Show when={props.acts.mayEdit(props.message)}>
      <IconButton
        icon={Pencil}
        label={t('common.actions.edit')}
        onClick={() => props.acts.edit(props.message.id)}
      />
    </Show>
    <Menu icon={Ellipsis} label={t('common.actions.more')} items={menuOf(props.message, props.acts)} />
  </div>
)

const reasonOf = (outgoing: Outgoing): string =>
  (outgoing.refusal?.code ? translateMaybe(`problem.code.${outgoing.refusal.code}`) : undefined) ??
  translateMaybe(`problem.kind.${outgoing.refusal?.kind ?? 'internal'}.title`) ??
  ''

const SendState = (props: { outgoing: Outgoing; acts: RowActs }) => (
  <Show
    when={props.outgoing.state === 'failed'}
    fallback={
      <p class={styles.state}>
        {props.outgoing.state === 'waiting' ? t('messages.state.waiting') : t('messages.state.sending')}
      </p>
    }
  >
    <div class={styles.failed} role="alert">
      <Icon of={CircleAlert} />
      <span>{t('messages.state.failed', { reason: reasonOf(props.outgoing) })}</span>
      <Button small onClick={() => props.acts.retry(props.outgoing.id)}>
        {t('common.actions.retry')}
      </Button>
      <Button small look="quiet" onClick={() => props.acts.takeBack(props.outgoing.id)}>
        {t('messages.acts.takeBack')}
      </Button>
    </div>
  </Show>
)

const SentContent = (props: { message: Message; acts: RowActs }) => (
  <Switch
    fallback={
      <>
        <Show when={props.acts.isPinned(props.message.id)}>
          <p class={styles.pinned}>
            <Icon of={Pin} /> {t('messages.pins.pinned')}
          </p>
        </Show>
        <Show when={props.message.body}>{(body) => <Markdown body={body()} />}</Show>
        <FileList files={props.message.files} />
        <Show when={props.message.editedAt}>
          {(editedAt) => (
            <small class={styles.edited} title={formatExact(editedAt())}>
              {t('messages.edited')}
            </small>
          )}
        </Show>
        <Reactions
          of={props.message.reactions}
          me={props.acts.me}
          nameOf={props.acts.nameOf}
          disabled={!props.acts.mayReact()}
          onToggle={(emoji, mine) => props.acts.react(props.message, emoji, mine)}
        />
      </>
    }
  >
    <Match when={props.message.deletedAt || props.acts.isHidden(props.message.id)}>
      <p class={styles.deleted}>{t('messages.deleted')}</p>
    </Match>
    <Match when={props.acts.editing() === props.message.id}>
      <MessageEditor message={props.message} acts={props.acts} />
    </Match>
  </Switch>
)

const OutgoingContent = (props: { outgoing: Outgoing; acts: RowActs }) => (
  <>
    <div class={props.outgoing.state === 'failed' ? undefined : styles.pale}>
      <Show when={props.outgoing.body}>
        <Markdown body={props.outgoing.body} />
      </Show>
      <FileList files={props.outgoing.files} />
    </div>
    <Show when={props.outgoing.state !== 'sent'}>
      <SendState outgoing={props.outgoing} acts={props.acts} />
    </Show>
  </>
)

/** One message: who and when (unless it goes on), what, and what can be done with it while it is pointed at or focused. */
export const MessageRow = (props: { shown: Shown; compact: boolean; active: boolean; acts: RowActs }) => {
  const live = () => {
    const { message } = props.shown
    return message && !message.deletedAt && !props.acts.isHidden(message.id) ? message : null
  }
  return (
    <div class={classes(styles.row, props.compact && styles.compact, props.active && styles.active)}>
      <Show
        when={!props.compact}
        fallback={
          <time class={styles.gutter} datetime={props.shown.at} title={formatExact(props.shown.at)}>
            {formatTime(props.shown.at)}
          </time>
        }
      >
        <Avatar name={props.shown.authorName} id={props.shown.authorId} />
      </Show>
      <div class={styles.content}>
        <Show when={!props.compact}>
          <p class={styles.head}>
            <strong class={styles.author}>
              {props.acts.nameOf({ id: props.shown.authorId, displayName: props.shown.authorName })}
            </strong>
            <Show when={roleWord(props.shown)}>{(word) => <Badge words={word()} />}</Show>
            <time class={styles.time} datetime={props.shown.at} title={formatExact(props.shown.at)}>
              {formatTime(props.shown.at)}
            </time>
          </p>
        </Show>
        <Switch>
          <Match when={props.shown.message}>
            {(message) => <SentContent message={message()} acts={props.acts} />}
          </Match>
          <Match when={props.shown.outgoing}>
            {(outgoing) => <OutgoingContent outgoing={outgoing()} acts={props.acts} />}
          </Match>
        </Switch>
      </div>
      <Show when={props.active && props.acts.editing() !== props.shown.id && live()}>
        {(message) => <Toolbar message={message()} acts={props.acts} />}
      </Show>
    </div>
  )
}
