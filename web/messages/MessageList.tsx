import ArrowDown from 'lucide-solid/icons/arrow-down'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { whenNotComposing } from '../ui/composing.ts'
import { Icon } from '../ui/Icon.tsx'
import type { RowActs } from './acts.ts'
import type { ChannelHistory } from './history.ts'
import { DayLine, Edge, FirstPage, News, UnreadLine } from './list-parts.tsx'
import styles from './MessageList.module.css'
import { MessageRow } from './MessageRow.tsx'
import { beginsDay, continues, type Shown } from './row.ts'
import { createScrolling } from './scrolling.ts'

export interface MessageListProps {
  history: ChannelHistory
  /** Everything in order, our own unsent ones last. */
  rows: Shown[]
  /** The last message that was read when the channel was opened; null draws no line. */
  readUpTo: number | null
  acts: RowActs
  label: string
  /** Opens at the newest message, however much is unread. */
  live?: boolean
  /** The number of the message an address means: opened at, and marked. */
  target?: number
  /** What stands above the first message ever. */
  beginning: JSX.Element
  /** The newest message that was in sight. */
  onSeen: (no: number) => void
  /** Messages not read yet, for the way down. */
  unread: number
  /** Given what leads to the newest message. */
  ref?: (toNewest: () => Promise<void>) => void
}

/** Which rows stand where, kept by id so that an element lives as long as its message. */
const createRows = (props: MessageListProps) => {
  const byId = createMemo(() => new Map(props.rows.map((row) => [row.id, row])))
  const ids = createMemo(() => props.rows.map((row) => row.id), undefined, {
    equals: (a, b) => a.length === b.length && a.every((id, index) => id === b[index]),
  })
  const firstUnread = createMemo(() => {
    const { readUpTo } = props
    const first = props.rows[0]?.message?.no
    // What is loaded begins after the line: it is not in sight.
    if (readUpTo === null || first === undefined || first > readUpTo + 1) return undefined
    return props.rows.find(
      (row) =>
        row.message &&
        row.message.no > readUpTo &&
        row.message.deletedAt === null &&
        row.authorId !== props.acts.me,
    )?.id
  })
  /** The message that is meant; the next one when its place is not in the list. */
  const target = createMemo(() => {
    const no = props.target
    return no === undefined ? undefined : props.rows.find((row) => row.message && row.message.no >= no)?.id
  })
  return { byId, ids, firstUnread, target }
}

/** Which row's acts are in sight: the one that is pointed at, else the one with the focus. */
const createActive = () => {
  const [pointed, setPointed] = createSignal<string | null>(null)
  const [focused, setFocused] = createSignal<string | null>(null)
  return { setPointed, setFocused, focused, isActive: (id: string) => (pointed() ?? focused()) === id }
}

const stepFrom = (row: HTMLElement, key: string): Element | null | undefined => {
  if (key === 'ArrowUp') return row.previousElementSibling
  if (key === 'ArrowDown') return row.nextElementSibling
  if (key === 'Home') return row.parentElement?.firstElementChild
  return key === 'End' ? row.parentElement?.lastElementChild : null
}

/** The messages of a channel: both ways without jumping, with days, the line of what is new, and a way to the newest. */
export const MessageList = (props: MessageListProps) => {
  const { byId, ids, firstUnread, target } = createRows(props)
  const { setPointed, setFocused, focused, isActive } = createActive()
  const scrolling = createScrolling({
    history: props.history,
    ids,
    opensAt: () => target() ?? (props.live ? undefined : firstUnread()),
    onSeen: (no) => props.onSeen(no),
  })
  props.ref?.(scrolling.toNewest)

  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    const row = event.target
    if (!(row instanceof HTMLElement) || row.parentElement !== event.currentTarget) return
    const next = stepFrom(row, event.key)
    if (!(next instanceof HTMLElement)) return
    event.preventDefault()
    next.focus()
    next.scrollIntoView({ block: 'nearest' })
  }
  const tabStop = () => focused() ?? target() ?? ids().at(-1)

  return (
    <div class={styles.box}>
      <News history={props.history} acts={props.acts} />
      <div class={styles.scroller} ref={scrolling.scroller} onScroll={scrolling.onScroll} tabindex="-1">
        <div class={styles.column}>
          <Show when={props.history.now()} fallback={<FirstPage history={props.history} />}>
            {(history) => (
              <Show when={history().atStart} fallback={<Edge history={props.history} end="older" />}>
                {props.beginning}
              </Show>
            )}
          </Show>
          <ol
            ref={scrolling.content}
            class={styles.rows}
            data-texts
            aria-label={props.label}
            onKeyDown={whenNotComposing(onKeyDown)}
            onPointerLeave={() => setPointed(null)}
            onFocusOut={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setFocused(null)
            }}
          >
            <For each={ids()}>
              {(id, index) => (
                <Show when={byId().get(id)}>
                  {(shown) => {
                    const before = () => byId().get(ids()[index() - 1] ?? '')
                    const isNew = () => firstUnread() === id
                    return (
                      <li
                        class={styles.item}
                        data-id={id}
                        data-no={shown().message?.no}
                        aria-current={target() === id ? 'true' : undefined}
                        tabindex={tabStop() === id ? 0 : -1}
                        onPointerEnter={(event) => event.pointerType === 'mouse' && setPointed(id)}
                        onFocusIn={() => setFocused(id)}
                      >
                        <Show when={beginsDay(shown(), before())}>
                          <DayLine at={shown().at} />
                        </Show>
                        <Show when={isNew()}>
                          <UnreadLine />
                        </Show>
                        <MessageRow
                          shown={shown()}
                          compact={continues(shown(), before()) && !isNew()}
                          active={isActive(id)}
                          acts={props.acts}
                        />
                      </li>
                    )
                  }}
                </Show>
              )}
            </For>
          </ol>
          <Show when={!scrolling.atEnd()}>
            <Edge history={props.history} end="newer" />
          </Show>
        </div>
      </div>
      <Show when={scrolling.away()}>
        <button type="button" class={styles.pill} onClick={() => void scrolling.toNewest()}>
          <Icon of={ArrowDown} />
          {props.unread > 0 ? t('messages.newBelow', { count: props.unread }) : t('messages.toNewest')}
        </button>
      </Show>
    </div>
  )
}
