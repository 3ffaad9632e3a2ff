import type { Peer, Scene } from '#domain/boards/board.ts'
import type { BoardElement } from '#domain/boards/element.ts'
import type { Pointer } from './company.ts'
import type { Island, IslandView } from './island.ts'
import { Pictures } from './pictures.ts'
import { BoardRoom, type Line, type RoomState } from './room.ts'

declare global {
  interface Window {
    EXCALIDRAW_ASSET_PATH?: string
  }
}

/** More of them than this are not looked for one by one. */
const BROKEN_LIMIT = 20

export interface BoardSource {
  boardId: string
  accountId: string
  line: () => Line
  fetchScene(): Promise<Scene>
  onState(state: RoomState): void
  /** What somebody who has the board open is called. */
  nameOf(peer: Peer): string
  onPictureRefused(): void
  onFull(full: 'own' | 'board'): void
  /** The drawing surface broke and shows nothing any more; what was drawn since is not stored. */
  onBroken(): void
  /** Shapes that are not shown, because the surface broke over them. */
  without?: ReadonlySet<string>
}

export interface OpenBoard {
  update(view: IslandView): void
  /** Names those who have it open anew. */
  showPeers(): void
  close(): void
}

/** Fetches the drawing surface; call it early (on hovering the button of the board) to have it ready. */
export const loadIsland = () => {
  // Where Excalidraw finds its fonts: it has to stand before its code runs, hence the import after it.
  window.EXCALIDRAW_ASSET_PATH = '/excalidraw/'
  return import('./island.ts')
}

/** Whether part of the drawing lies outside a window of this size that stands where boards begin. */
const reachesBeyond = ({ elements }: Scene, host: HTMLElement): boolean =>
  elements.some(
    ({ x, y, width, height }) =>
      x < 0 || y < 0 || x + width > host.clientWidth || y + height > host.clientHeight,
  )

/** The surface without some shapes: they stay on the board and on other screens. */
const without = (island: Island, hidden: ReadonlySet<string> | undefined): Island =>
  hidden
    ? { ...island, show: (elements) => island.show(elements.filter(({ id }) => !hidden.has(id))) }
    : island

/**
 * The shapes over which the surface breaks, found by halves on a surface of its own that nobody sees. Empty when it breaks
 * over none of them alone.
 */
export const findBroken = async (
  elements: readonly BoardElement[],
  view: IslandView,
): Promise<ReadonlySet<string>> => {
  const { canDraw } = await loadIsland()
  const broken = new Set<string>()
  const look = async (some: readonly BoardElement[]): Promise<void> => {
    if (some.length === 0 || broken.size >= BROKEN_LIMIT || (await canDraw(some, view))) return
    if (some.length === 1) for (const { id } of some) broken.add(id)
    else {
      const half = Math.ceil(some.length / 2)
      await look(some.slice(0, half))
      await look(some.slice(half))
    }
  }
  await look(elements)
  return broken
}

/** Puts the board into `host` and connects it. Throws when the board cannot be fetched. */
export const openBoard = async (
  host: HTMLElement,
  view: IslandView,
  source: BoardSource,
): Promise<OpenBoard> => {
  const [{ mountIsland }, scene] = await Promise.all([loadIsland(), source.fetchScene()])
  let room: BoardRoom | null = null
  let last: RoomState | null = null
  let pointers: ReadonlyMap<string, Pointer> = new Map()
  const pictures = new Pictures(source.boardId, source.onPictureRefused)
  const island: Island = await mountIsland(host, view, {
    onChange: (elements, files) => pictures.look(elements, files),
    onPointer: (pointer) => room?.point(pointer),
    onBroken: () => {
      room?.close()
      source.onBroken()
    },
  })
  pictures.showOn((picture) => island.addPicture(picture))
  const line = source.line()
  const named = () => (last?.peers ?? []).map((peer) => ({ ...peer, name: source.nameOf(peer) }))
  const showPeers = () => island.showPeers(named(), pointers, room?.connection ?? null)
  room = new BoardRoom({
    accountId: source.accountId,
    line,
    canvas: without(island, source.without),
    scene,
    fetchScene: source.fetchScene,
    isReady: (element) => pictures.isReady(element),
    onState: (state) => {
      if (state.peers !== last?.peers) queueMicrotask(showPeers)
      last = state
      source.onState(state)
    },
    onFull: source.onFull,
    onPointers: (next) => {
      pointers = next
      showPeers()
    },
  })
  if (reachesBeyond(scene, host)) island.showAll()
  source.onState({ connected: false, saved: true, role: scene.role, locked: scene.locked, peers: [] })
  return {
    update: (next) => island.update(next),
    showPeers,
    close: () => {
      room?.close()
      island.remove()
    },
  }
}
