import ArrowDown from 'lucide-solid/icons/arrow-down'
import {
  createComputed,
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  on,
  onCleanup,
  onMount,
  Show,
} from 'solid-js'
import { sayDay } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay } from '../i18n/zone.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { AfterAWhile, Skeleton } from '../ui/Skeleton.tsx'
import { useNow } from '../ui/Time.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import type { RowActs } from './acts.ts'
import { type Anchor, createAnchor } from './anchor.ts'
import type { ChannelHistory } from './history.ts'
import styles from './MessageList.module.css'
import { MessageRow } from './MessageRow.tsx'
import { beginsDay, continues, type Shown } from './row.ts'

/** A page is asked for when this little is left above or below (px). */
const AHEAD = 600

const DayLine = (props: { at: string }) => {
  const now = useNow()
  return (
    <div class={styles.day}>
      <span>{sayDay(schoolDay(new Date(props.at)), now())}</span>
    </div>
  )
}

const UnreadLine = () => (
  <div class={styles.unread}>
    <span>{t('messages.newFromHere')}</span>
  </div>
)

/** The place at either end where a page is coming, or could not be had. Its height stays, so that nothing moves. */
const Edge = (props: { history: ChannelHistory; end: 'older' | 'newer' }) => (
  <div class={styles.edge}>
    <Show
      when={props.history.problem()?.of === props.end}
      fallback={
        <Show when={props.history.loading() === props.end}>
          <AfterAWhile>{t('common.loading')} …</AfterAWhile>
        </Show>
      }
    >
      <button type="button" class={styles.again} onClick={() => void props.history[props.end]()}>
        {t('messages.loadFailed')}
      </button>
    </Show>
  </div>
)

export interface MessageListProps {
  history: ChannelHistory
  /** Everything in order, our own unsent ones last. */
  rows: Shown[]
  /** The last message that was read when the channel was opened; null draws no line. */
  readUpTo: number | null
  acts: RowActs
  label: string
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
      (row) => row.message && row.message.no > readUpTo && row.authorId !== props.acts.me,
    )?.id
  })
  return { byId, ids, firstUnread }
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

/** Says what others have just written to screen readers; what was there before stays unsaid. */
const News = (props: { history: ChannelHistory; me: string }) => {
  const [said, setSaid] = createSignal('')
  const newest = () => props.history.now()?.lastMessageNo ?? null
  createEffect(
    on(newest, (no, before) => {
      const last = props.history.now()?.messages.at(-1)
      if (before === null || before === undefined || no === null || no <= before) return
      if (last?.no === no && last.author.id !== props.me)
        setSaid(t('messages.said', { name: last.author.displayName, words: (last.body ?? '').slice(0, 300) }))
    }),
  )
  return (
    <VisuallyHidden>
      <span role="log" aria-live="polite">
        {said()}
      </span>
    </VisuallyHidden>
  )
}

/** The messages of a channel: both ways without jumping, with days, the line of what is new, and a way to the newest. */
export const MessageList = (props: MessageListProps) => {
  const { byId, ids, firstUnread } = createRows(props)
  const { setPointed, setFocused, focused, isActive } = createActive()
  const [away, setAway] = createSignal(false)
  let scroller: HTMLDivElement | undefined
  let content: HTMLOListElement | undefined
  let anchor: Anchor | undefined
  let placed = false

  const atEnd = () => props.history.now()?.atEnd ?? true
  const loadAhead = () => {
    if (!scroller || !placed || props.history.loading() || props.history.problem()) return
    if (scroller.scrollTop < AHEAD && props.history.now()?.atStart === false) void props.history.older()
    else if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AHEAD && !atEnd())
      void props.history.newer()
  }
  const look = () => {
    if (!anchor || !placed) return
    setAway(!(anchor.atEnd() && atEnd()))
    const last = props.history.now()
    const no = anchor.atEnd() && atEnd() ? last?.lastMessageNo : Number(anchor.lastSeen()?.dataset.no)
    if (no) props.onSeen(no)
    loadAhead()
  }
  const onScroll = () => {
    anchor?.record()
    look()
  }

  const place = () => {
    if (!anchor || !content || placed || !props.history.now()) return
    placed = true
    const unread = firstUnread()
    const row = unread ? content.querySelector<HTMLElement>(`[data-id="${unread}"]`) : null
    if (row) anchor.toRow(row)
    else anchor.toEnd()
    look()
  }
  const settle = () => {
    anchor?.restore()
    look()
  }

  onMount(() => {
    if (!scroller || !content) return
    anchor = createAnchor(scroller, content, atEnd)
    const observer = new ResizeObserver(settle)
    observer.observe(content)
    observer.observe(scroller)
    onCleanup(() => observer.disconnect())
    place()
  })
  // Before the rows change the place is noted, after they have it is found again: both within one update, unseen.
  createComputed(on(ids, () => placed && anchor?.record(), { defer: true }))
  createEffect(on([ids, () => props.history.now() === null], () => (placed ? settle() : place())))
  // A failed page is asked for again when its button is pressed, a finished one may not fill the screen.
  createEffect(on(props.history.loading, (loading) => !loading && queueMicrotask(loadAhead)))

  const toNewest = async () => {
    await props.history.newest()
    anchor?.toEnd()
    look()
  }
  props.ref?.(toNewest)

  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target
    if (!(row instanceof HTMLElement) || row.parentElement !== content) return
    const next = stepFrom(row, event.key)
    if (!(next instanceof HTMLElement)) return
    event.preventDefault()
    next.focus()
    next.scrollIntoView({ block: 'nearest' })
  }
  const tabStop = () => focused() ?? ids().at(-1)

  return (
    <div class={styles.box}>
      <News history={props.history} me={props.acts.me} />
      <div class={styles.scroller} ref={scroller} onScroll={onScroll} tabindex="-1">
        <div class={styles.column}>
          <Show when={props.history.now()} fallback={<FirstPage history={props.history} />}>
            {(history) => (
              <Show when={history().atStart} fallback={<Edge history={props.history} end="older" />}>
                {props.beginning}
              </Show>
            )}
          </Show>
          <ol
            ref={content}
            class={styles.rows}
            aria-label={props.label}
            onKeyDown={onKeyDown}
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
          <Show when={!atEnd()}>
            <Edge history={props.history} end="newer" />
          </Show>
        </div>
      </div>
      <Show when={away()}>
        <button type="button" class={styles.pill} onClick={() => void toNewest()}>
          <Icon of={ArrowDown} />
          {props.unread > 0 ? t('messages.newBelow', { count: props.unread }) : t('messages.toNewest')}
        </button>
      </Show>
    </div>
  )
}

const FirstPage = (props: { history: ChannelHistory }) => (
  <Show
    when={props.history.problem()}
    fallback={
      <div class={styles.first}>
        <Skeleton rows={8} />
      </div>
    }
  >
    {(problem) => <ErrorState problem={problem().error} onRetry={() => void props.history.open()} />}
  </Show>
)
