import { createEffect, createSignal, on, onCleanup, onMount, Show } from 'solid-js'
import type { Peer } from '#domain/boards/board.ts'
import { getBoard } from '#domain/boards/contract.ts'
import { leadsBoard, mayDraw } from '#domain/boards/right.ts'
import { createClassNames } from '../accounts/namesakes.ts'
import { call } from '../call.ts'
import { locale, t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { AfterAWhile } from '../ui/Skeleton.tsx'
import { toast } from '../ui/Toast.tsx'
import styles from './Board.module.css'
import { BoardFooter } from './BoardFooter.tsx'
import { usePageIsDark } from './dark.ts'
import { boardLine } from './line.ts'
import { findBroken, type OpenBoard, openBoard } from './open.ts'
import type { RoomState } from './room.ts'
import { tabWire } from './wire.ts'

export interface BoardProps {
  boardId: string
  /** Who is signed in: their own shapes are theirs to change. */
  accountId: string
  /** To look at only, whatever the person may do otherwise: a lesson that is over. */
  readOnly?: boolean
}

const person = (peer: Peer) => ({ id: peer.accountId, displayName: peer.name })

/** The shared board of a lesson: Excalidraw, live for everyone who has it open. Fills its parent. */
export default function Board(props: BoardProps) {
  let host!: HTMLDivElement
  const dark = usePageIsDark()
  const [state, setState] = createSignal<RoomState | null>(null)
  const [problem, setProblem] = createSignal<unknown>(null)
  const [opened, setOpened] = createSignal<OpenBoard | null>(null)
  const [classId, setClassId] = createSignal<string>()
  const names = createClassNames(classId, () => (state()?.peers ?? []).map(person))
  /** The surface broke over what lies on the board; `looking` while it is found out over what. */
  const [broken, setBroken] = createSignal<'broken' | 'looking' | null>(null)
  let without: ReadonlySet<string> | undefined
  let gone = false

  const view = () => {
    const now = state()
    return {
      langCode: locale(),
      theme: dark() ? ('dark' as const) : ('light' as const),
      viewOnly: props.readOnly || !now || !mayDraw(now),
      mayClear: now !== null && leadsBoard(now),
    }
  }

  const open = async () => {
    setProblem(null)
    const { boardId, accountId } = props
    try {
      const board = await openBoard(host, view(), {
        boardId,
        accountId,
        line: () => boardLine(tabWire, boardId),
        fetchScene: async () => {
          const scene = await call(getBoard, { boardId }, {})
          setClassId(scene.classId)
          return scene
        },
        nameOf: (peer) => names.nameOf(person(peer)),
        onState: setState,
        onPictureRefused: () => toast(t('boards.pictureRefused'), { tone: 'danger' }),
        onFull: (full) =>
          toast(t(full === 'own' ? 'boards.fullOwn' : 'boards.fullBoard'), { tone: 'danger' }),
        onBroken: () => setBroken('broken'),
        without,
      })
      if (gone) board.close()
      else setOpened(board)
    } catch (error) {
      if (!broken()) setProblem(error)
    }
  }

  /** Opens the board anew without the shapes over which it broke. */
  const openWithout = async () => {
    setBroken('looking')
    opened()?.close()
    setOpened(null)
    setState(null)
    try {
      const { elements } = await call(getBoard, { boardId: props.boardId }, {})
      without = await findBroken(elements, view())
      setBroken(null)
      await open()
    } catch (error) {
      setBroken(null)
      setProblem(error)
    }
  }

  onMount(() => void open())
  createEffect(() => opened()?.update(view()))
  createEffect(
    on(
      () => (state()?.peers ?? []).map((peer) => names.moreOf(peer.accountId)).join(),
      () => opened()?.showPeers(),
      { defer: true },
    ),
  )
  onCleanup(() => {
    gone = true
    opened()?.close()
  })

  return (
    <section class={styles.board} aria-label={t('boards.title')}>
      <div ref={host} class={styles.canvas} />
      <Show when={!problem() && !state() && !broken()}>
        <AfterAWhile>
          <p class={styles.notice} role="status">
            {t('boards.loading')}
          </p>
        </AfterAWhile>
      </Show>
      <Show when={!broken() && problem()}>
        {(error) => (
          <div class={styles.notice}>
            <ErrorState problem={error()} onRetry={() => void open()} />
          </div>
        )}
      </Show>
      <Show when={broken()}>
        {(now) => (
          <div class={styles.notice} role="alert">
            <p class={styles.words}>{t('boards.broken')}</p>
            <Button look="primary" busy={now() === 'looking'} onClick={() => void openWithout()}>
              {t('boards.showWithout')}
            </Button>
          </div>
        )}
      </Show>
      <Show when={!props.readOnly && !broken() && state()}>
        {(now) => <BoardFooter boardId={props.boardId} state={now()} names={names} />}
      </Show>
    </section>
  )
}
