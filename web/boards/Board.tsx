import Lock from 'lucide-solid/icons/lock'
import LockOpen from 'lucide-solid/icons/lock-open'
import { createEffect, createSignal, onCleanup, onMount, Show } from 'solid-js'
import { getBoard, lockBoard } from '#domain/boards/contract.ts'
import { mayDraw } from '#domain/boards/right.ts'
import { call } from '../call.ts'
import { locale, t } from '../i18n/translate.ts'
import styles from './Board.module.css'
import { type OpenBoard, openBoard } from './open.ts'
import type { Line, RoomState } from './room.ts'

export interface BoardProps {
  boardId: string
  accountId: string
  theme: 'light' | 'dark'
  /** The board's topic on the socket. */
  line: () => Line
}

/** The shared board of a lesson: Excalidraw, live for everyone who has it open. Fills its parent. */
export default function Board(props: BoardProps) {
  let host!: HTMLDivElement
  const [state, setState] = createSignal<RoomState | null>(null)
  const [failed, setFailed] = createSignal(false)
  const [refused, setRefused] = createSignal(false)
  const [opened, setOpened] = createSignal<OpenBoard | null>(null)
  let gone = false

  const view = () => {
    const now = state()
    return {
      langCode: locale(),
      theme: props.theme,
      viewOnly: !now || !mayDraw(now),
      mayClear: now?.role === 'teacher',
    }
  }

  const open = async () => {
    setFailed(false)
    try {
      const board = await openBoard(host, view(), {
        boardId: props.boardId,
        accountId: props.accountId,
        line: props.line,
        fetchScene: () => call(getBoard, { boardId: props.boardId }, {}),
        onState: setState,
        onPictureRefused: () => setRefused(true),
      })
      if (gone) board.close()
      else setOpened(board)
    } catch {
      setFailed(true)
    }
  }

  onMount(() => void open())
  createEffect(() => opened()?.update(view()))
  onCleanup(() => {
    gone = true
    opened()?.close()
  })

  const toggleLock = (locked: boolean) => {
    setState((now) => now && { ...now, locked })
    call(lockBoard, { boardId: props.boardId }, { locked }).catch(() =>
      setState((now) => now && { ...now, locked: !locked }),
    )
  }

  return (
    <section class={styles.board} aria-label={t('boards.title')}>
      <div ref={host} class={styles.canvas} />
      <Show when={failed()}>
        <div class={styles.notice} role="alert">
          <p>{t('boards.failed')}</p>
          <button type="button" class={styles.control} onClick={() => void open()}>
            {t('common.actions.retry')}
          </button>
        </div>
      </Show>
      <Show when={state()}>
        {(now) => (
          <div class={styles.bar}>
            <Show when={refused()}>
              <span class={styles.note} role="status">
                {t('boards.pictureRefused')}
              </span>
            </Show>
            <span class={styles.note} role="status" data-saved={now().saved && now().connected}>
              {now().connected ? (now().saved ? t('boards.saved') : t('boards.saving')) : t('boards.offline')}
            </span>
            <LockControl state={now()} onLock={toggleLock} />
          </div>
        )}
      </Show>
    </section>
  )
}

/** For staff the lock, for the class the word that the board is locked. */
function LockControl(props: { state: RoomState; onLock: (locked: boolean) => void }) {
  return (
    <Show
      when={props.state.role === 'teacher'}
      fallback={
        <Show when={!mayDraw(props.state)}>
          <span class={styles.note}>
            <Lock size={16} aria-hidden="true" />
            {props.state.locked ? t('boards.locked') : t('boards.viewOnly')}
          </span>
        </Show>
      }
    >
      <button
        type="button"
        class={styles.control}
        aria-pressed={props.state.locked}
        title={props.state.locked ? t('boards.unlockHint') : t('boards.lockHint')}
        onClick={() => props.onLock(!props.state.locked)}
      >
        <Show when={props.state.locked} fallback={<LockOpen size={16} aria-hidden="true" />}>
          <Lock size={16} aria-hidden="true" />
        </Show>
        {props.state.locked ? t('boards.unlock') : t('boards.lock')}
      </button>
    </Show>
  )
}
