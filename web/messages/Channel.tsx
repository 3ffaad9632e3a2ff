import MessagesSquare from 'lucide-solid/icons/messages-square'
import { createEffect, createMemo, createSignal, on, onCleanup, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { newId } from '#domain/ids.ts'
import { type ChannelForMe, channelResource, unreadOf } from '#domain/messages/channel.ts'
import { addReaction, deleteMessage, editMessage, removeReaction } from '#domain/messages/contract.ts'
import { isEditOpen, type Message } from '#domain/messages/message.ts'
import type { ClassRole } from '#domain/permission.ts'
import { may } from '../accounts/may.ts'
import { createClassNames } from '../accounts/namesakes.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { FileZone } from '../files/FilePicker.tsx'
import { createUploads } from '../files/uploads.ts'
import { formatList, joinSentences } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { toastDeferred, toastProblem } from '../ui/Toast.tsx'
import type { RowActs } from './acts.ts'
import styles from './Channel.module.css'
import { Composer } from './Composer.tsx'
import type { Channels } from './channels.ts'
import { readDraft, readEdit, writeDraft, writeEdit } from './drafts.ts'
import { createHistory } from './history.ts'
import { MessageList } from './MessageList.tsx'
import { channelPurpose, channelTitle } from './names.ts'
import { PinBar } from './PinBar.tsx'
import { type ChannelPins, createPins } from './pins.ts'
import { quoteOf } from './quote.ts'
import { createReading } from './reading.ts'
import { type Shown, shownMessage, shownOutgoing } from './row.ts'
import { onSent, outbox } from './sending.ts'
import { createTyping } from './typing.ts'

export interface ChannelProps {
  channel: ChannelForMe
  channels: Channels
  /** The person's role in the class. */
  role: ClassRole | null
  classArchived: boolean
  /** Opens at the newest message, however much is unread: a talk that is going on. */
  live?: boolean
  /** The number of a message to open at and to mark. */
  target?: number
  onWithdrawn: () => void
}

/** Unread messages beyond which the channel opens at the first of them instead of at the end. */
const MANY = 30

/** Why the composer is not there; undefined when it is. */
const silence = (props: ChannelProps): string | undefined => {
  if (props.classArchived) return t('messages.silent.class')
  if (props.channel.archived) return t('messages.silent.channel')
  const resource = channelResource(props.channel)
  return may('message.post', { ...resource, locked: props.channel.posting === 'staff' })
    ? undefined
    : t('messages.silent.staff')
}

const typingWords = (names: string[]): string => {
  if (names.length === 0) return ''
  return names.length > 3
    ? t('messages.typing.many')
    : t('messages.typing.some', { names: formatList(names), count: names.length })
}

const Beginning = (props: { channel: ChannelForMe; empty: boolean; silent: boolean }) => (
  <Show
    when={props.empty}
    fallback={
      <p class={styles.beginning}>
        {joinSentences(
          t('messages.beginning', { channel: channelTitle(props.channel) }),
          channelPurpose(props.channel),
        )}
      </p>
    }
  >
    <div class={styles.empty}>
      <EmptyState
        icon={MessagesSquare}
        title={props.silent ? t('messages.empty.quiet') : t('messages.empty.title')}
        advice={channelPurpose(props.channel)}
      />
    </div>
  </Show>
)

/** What rows ask for, done at once on the screen and then by the server. */
const createActs = (
  props: ChannelProps,
  me: string,
  nameOf: RowActs['nameOf'],
  composer: Pick<RowActs, 'mayQuote' | 'quote' | 'takeBack'>,
  markUnread: (no: number) => Promise<void>,
  pins: ChannelPins,
): RowActs => {
  const channelId = props.channel.id
  const [editing, setEditing] = createSignal(readEdit(me, channelId)?.messageId ?? null)
  const edit = (messageId: string | null) => {
    writeEdit(me, channelId, null)
    setEditing(messageId)
  }
  const [hidden, setHidden] = createStore<Record<string, boolean>>({})
  const open = () => !props.classArchived && !props.channel.archived
  return {
    me,
    nameOf,
    editing,
    edit,
    editedBody: (message) => {
      const begun = readEdit(me, channelId)
      return begun?.messageId === message.id ? begun.body : (message.body ?? '')
    },
    keepEdit: (message, body) => writeEdit(me, channelId, { messageId: message.id, body }),
    mayReact: open,
    mayEdit: (message) =>
      open() && message.author.id === me && isEditOpen(new Date(message.createdAt), props.role, new Date()),
    mayDelete: (message) =>
      open() && may('message.delete', { ...channelResource(props.channel), authorId: message.author.id }),
    mayPin: (message) =>
      open() && may('message.pin', { ...channelResource(props.channel), authorId: message.author.id }),
    isPinned: (messageId) => pins.of(messageId) !== undefined,
    pin: (message, pinned) => void pins.change(message, pinned),
    isHidden: (messageId) => hidden[messageId] === true,
    react: (message, emoji, mine) => {
      const entry = mine ? removeReaction : addReaction
      call(entry, { messageId: message.id }, { emoji }).catch(toastProblem)
    },
    save: async (message, body) => {
      if (body !== message.body) await call(editMessage, { messageId: message.id }, { body })
      edit(null)
    },
    remove: (message) => {
      setHidden(message.id, true)
      toastDeferred(t('messages.deletedToast'), {
        undo: () => setHidden(message.id, false),
        commit: () => call(deleteMessage, { messageId: message.id }, {}, { keepalive: true }),
      })
    },
    markUnread: (message) => void markUnread(message.no).catch(toastProblem),
    retry: (id) => outbox().retry(id),
    ...composer,
  }
}

/** Messages and our own on their way, in order, each with one lasting object. */
const createRows = (channelId: string, messages: () => readonly Message[], role: () => ClassRole | null) => {
  const me = useMe()
  const known = new Map<string, Shown>()
  const shownOf = (message: Message): Shown => {
    const found = known.get(message.id)
    if (found?.message === message) return found
    const shown = shownMessage(message)
    known.set(message.id, shown)
    return shown
  }
  return createMemo((): Shown[] => {
    const sent = messages().map(shownOf)
    const ids = new Set(sent.map((row) => row.id))
    if (known.size > 2 * ids.size + 100) for (const id of known.keys()) if (!ids.has(id)) known.delete(id)
    const waiting = outbox().entries.filter((one) => one.channelId === channelId && !ids.has(one.id))
    return [...sent, ...waiting.map((one) => shownOutgoing(one, me(), role()))]
  })
}

/** Everybody whose name stands beside these messages. */
const peopleIn = (messages: readonly Message[]) => {
  const found = new Map<string, { id: string; displayName: string }>()
  for (const message of messages) {
    found.set(message.author.id, message.author)
    for (const reaction of message.reactions) for (const one of reaction.people) found.set(one.id, one)
  }
  return [...found.values()]
}

/** One channel: its messages, who is writing, and where to write. Made anew for each channel. */
export const Channel = (props: ChannelProps) => {
  const me = useMe()
  const { id: channelId, classId, readNo } = props.channel
  const unread = () => unreadOf(props.channel)
  const typing = createTyping(channelId, me().id)
  const history = createHistory(channelId, {
    around: props.target ?? (unread() > MANY && !props.live ? readNo + 1 : undefined),
    onSignal: typing.hear,
    onWithdrawn: () => props.onWithdrawn(),
  })
  onCleanup(onSent(history.confirm))
  const pins = createPins(channelId)
  const names = createClassNames(
    () => classId ?? undefined,
    () => [
      ...peopleIn([...(history.now()?.messages ?? []), ...pins.list().map(({ message }) => message)]),
      ...pins.list().map(({ pinnedBy }) => pinnedBy),
      ...typing.people(),
      me(),
    ],
  )
  const reading = createReading(props.channels, () => props.channel)
  const rows = createRows(
    channelId,
    () => history.now()?.messages ?? [],
    () => props.role,
  )
  const uploads = createUploads({ classId: () => classId ?? undefined })
  const [draft, setDraft] = createSignal(readDraft(me().id, channelId))
  const [meant, setMeant] = createSignal<{ no: number | undefined }>({ no: props.target })
  /** Shows a message in its place, which may be long ago. */
  const go = async (no: number) => {
    if (history.now()?.messages.some((message) => message.no === no) || (await history.open(no)))
      setMeant({ no })
    else toastProblem(history.problem()?.error)
  }
  let toNewest: (() => Promise<void>) | undefined
  let field: HTMLTextAreaElement | undefined

  // Whoever's message has come is not writing it any more.
  createEffect(
    on(
      () => history.now()?.messages.at(-1)?.author.id,
      (author) => author && typing.forget(author),
    ),
  )
  const keepDraft = (body: string) => {
    setDraft(body)
    writeDraft(me().id, channelId, body)
  }
  const canWrite = () => silence(props) === undefined
  /** Puts a text below what is written: the field knows it to the last key. */
  const addToDraft = (text: string) => {
    keepDraft([field?.value ?? draft(), text].filter(Boolean).join('\n\n'))
    field?.focus()
    field?.setSelectionRange(field.value.length, field.value.length)
  }
  const composer = {
    mayQuote: canWrite,
    quote: ({ body }: Message) => addToDraft(quoteOf(body ?? '')),
    takeBack: (id: string) => addToDraft(outbox().remove(id)?.body ?? ''),
  }
  const acts = createActs(props, me().id, names.nameOf, composer, reading.markUnread, pins)
  const editLast = () => {
    // The very last one: while that is still on its way, an earlier one is not meant.
    const mine = rows().findLast((row) => row.authorId === me().id && !row.message?.deletedAt)
    if (mine?.message && acts.mayEdit(mine.message)) acts.edit(mine.id)
  }
  createEffect(on(acts.editing, (now, before) => before && !now && field?.focus(), { defer: true }))

  return (
    <FileZone uploads={uploads} disabled={!canWrite()} class={styles.channel}>
      <PinBar pins={pins} acts={acts} channel={channelTitle(props.channel)} onGo={go} />
      {/* Another message that is meant is another look at the channel. */}
      <Show when={meant()} keyed>
        {({ no }) => (
          <MessageList
            history={history}
            rows={rows()}
            readUpTo={reading.readUpTo()}
            acts={acts}
            label={t('messages.list', { channel: channelTitle(props.channel) })}
            unread={unread()}
            live={props.live}
            target={no}
            onSeen={reading.see}
            ref={(go) => {
              toNewest = go
            }}
            beginning={<Beginning channel={props.channel} empty={rows().length === 0} silent={!canWrite()} />}
          />
        )}
      </Show>
      <p class={styles.typing}>{typingWords(typing.people().map(names.nameOf))}</p>
      <div class={styles.foot}>
        <Show when={canWrite()} fallback={<p class={styles.silent}>{silence(props)}</p>}>
          <Composer
            draft={draft()}
            onDraft={keepDraft}
            placeholder={t('messages.composer.placeholder', { channel: channelTitle(props.channel) })}
            uploads={uploads}
            onTyping={typing.tell}
            onEditLast={editLast}
            ref={(element) => {
              field = element
            }}
            onSend={(body, files) => {
              outbox().add({ id: newId(), channelId, body, files })
              void toNewest?.()
            }}
          />
        </Show>
      </div>
    </FileZone>
  )
}
