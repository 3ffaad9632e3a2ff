import { CaptureUpdateAction, Excalidraw, MainMenu } from '@excalidraw/excalidraw'
import '@excalidraw/excalidraw/index.css'
import type {
  AppState,
  BinaryFileData,
  Collaborator,
  ExcalidrawImperativeAPI,
  ExcalidrawProps,
  SocketId,
} from '@excalidraw/excalidraw/types'
import { Component, createElement, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Peer } from '#domain/boards/board.ts'
import type { BoardElement } from '#domain/boards/element.ts'
import { shieldComposing } from '../ui/composing.ts'
import type { Pointer } from './company.ts'
import { fileIdOf } from './file-id.ts'
import type { Picture } from './pictures.ts'
import type { Canvas } from './room.ts'

/**
 * Excalidraw, which is a React component, on an island of its own: plain functions in, plain values out, no JSX. All
 * other files of the client are Solid.
 */

export interface IslandView {
  /** Excalidraw's name of the language. */
  langCode: 'en' | 'zh-CN'
  theme: 'light' | 'dark'
  /** Look only. */
  viewOnly: boolean
  /** May clear the whole board. */
  mayClear: boolean
}

export interface IslandEvents {
  onChange(elements: readonly BoardElement[], files: Readonly<Record<string, Picture>>): void
  onPointer(pointer: Pointer): void
  /** Something on the board made it fail: it shows nothing any more. */
  onBroken(): void
}

export interface Island extends Canvas {
  update(view: IslandView): void
  addPicture(picture: Picture): void
  /** Moves the view so that everything drawn is in sight. */
  showAll(): void
  showPeers(peers: readonly Peer[], pointers: ReadonlyMap<string, Pointer>, self: string | null): void
  remove(): void
}

// The package's types and ours describe the same JSON; the allow-list of `element.ts` is the narrower of the two.
type Elements = Parameters<ExcalidrawImperativeAPI['updateScene']>[0]['elements']
const ours = (elements: readonly unknown[]): readonly BoardElement[] => elements as readonly BoardElement[]
const theirs = (elements: readonly BoardElement[]): Elements => elements as unknown as Elements

const busyIn = (state: AppState): ReadonlySet<string> => {
  const ids = [
    state.newElement?.id,
    state.editingTextElement?.id,
    state.resizingElement?.id,
    state.multiElement?.id,
    state.editingLinearElement?.elementId,
    state.selectedElementsAreBeingDragged ? Object.keys(state.selectedElementIds) : undefined,
  ]
  return new Set(ids.flat().filter((value) => value !== undefined))
}

const menu = (view: IslandView): ReactNode =>
  createElement(
    MainMenu,
    null,
    createElement(MainMenu.DefaultItems.SaveAsImage),
    createElement(MainMenu.DefaultItems.SearchMenu),
    view.mayClear ? createElement(MainMenu.DefaultItems.ClearCanvas) : null,
    createElement(MainMenu.DefaultItems.Help),
  )

const UI: ExcalidrawProps['UIOptions'] = {
  canvasActions: {
    changeViewBackgroundColor: false,
    loadScene: false,
    saveToActiveFile: false,
    toggleTheme: false,
    export: false,
  },
}

const collaborator = (peer: Peer, pointer: Pointer | undefined, self: string | null): Collaborator => ({
  id: peer.accountId,
  socketId: peer.connection as SocketId,
  username: peer.name,
  isCurrentUser: peer.connection === self,
  ...(pointer && peer.connection !== self
    ? { pointer: { x: pointer.x, y: pointer.y, tool: pointer.tool }, button: pointer.button }
    : {}),
})

const islandOf = (
  api: ExcalidrawImperativeAPI,
  render: (view: IslandView) => void,
  remove: () => void,
): Island => ({
  elements: () => ours(api.getSceneElementsIncludingDeleted()),
  busy: () => busyIn(api.getAppState()),
  show: (elements) =>
    api.updateScene({ elements: theirs(elements), captureUpdate: CaptureUpdateAction.NEVER }),
  update: render,
  addPicture: (picture) => api.addFiles([picture as BinaryFileData]),
  showAll: () => api.scrollToContent(undefined, { fitToContent: true, animate: false }),
  showPeers: (peers, pointers, self) => {
    const collaborators = new Map<SocketId, Collaborator>()
    for (const peer of peers)
      collaborators.set(peer.connection as SocketId, collaborator(peer, pointers.get(peer.connection), self))
    api.updateScene({ collaborators })
  },
  remove,
})

/** Keeps a failure of the drawing surface inside the island, and tells of it. */
class Fence extends Component<{ onBroken: () => void; children?: ReactNode }, { broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError() {
    return { broken: true }
  }
  override componentDidCatch() {
    this.props.onBroken()
  }
  override render() {
    return this.state.broken ? null : this.props.children
  }
}

/** Milliseconds in which a surface that will break over its shapes has done so. */
const SETTLED_MS = 250

/** Whether the surface can draw these; tried out of sight. */
export const canDraw = async (elements: readonly BoardElement[], view: IslandView): Promise<boolean> => {
  const host = document.createElement('div')
  host.style.cssText = 'position:fixed;inset:0;visibility:hidden;pointer-events:none'
  host.inert = true
  document.body.append(host)
  try {
    return await new Promise<boolean>((resolve) => {
      const events = { onChange: () => {}, onPointer: () => {}, onBroken: () => resolve(false) }
      void mountIsland(host, { ...view, viewOnly: true }, events).then((island) => {
        island.show(elements.map((element) => ({ ...element })))
        setTimeout(() => {
          island.remove()
          resolve(true)
        }, SETTLED_MS)
      })
    })
  } finally {
    host.remove()
  }
}

/** Puts Excalidraw into `host`; resolves when it can be drawn on. */
export const mountIsland = (host: HTMLElement, view: IslandView, events: IslandEvents): Promise<Island> =>
  new Promise((resolve) => {
    // Its text field ends at Escape and takes Tab, also where they choose a word or give it up.
    const unshield = shieldComposing('.excalidraw')
    const root = createRoot(host)
    let removed = false
    const remove = () => {
      if (removed) return
      removed = true
      unshield()
      root.unmount()
    }
    const onBroken = () => {
      // Its place is left free for another try.
      queueMicrotask(remove)
      events.onBroken()
    }
    let island: Island | null = null
    const fixed: ExcalidrawProps = {
      excalidrawAPI: (api) => {
        island = islandOf(api, render, remove)
      },
      initialData: { appState: { viewBackgroundColor: '#ffffff' } },
      onChange: (elements, _state, files) => {
        // Its first change ends the loading of its own, empty drawing: what is shown before would be wiped away.
        if (island) resolve(island)
        events.onChange(ours(elements), files)
      },
      onPointerUpdate: ({ pointer, button }) => events.onPointer({ ...pointer, button }),
      generateIdForFile: fileIdOf,
      isCollaborating: true,
      validateEmbeddable: false,
      aiEnabled: false,
      handleKeyboardGlobally: false,
      UIOptions: UI,
    }
    const render = (next: IslandView) => {
      if (removed) return
      root.render(
        createElement(
          Fence,
          { onBroken },
          createElement(
            Excalidraw,
            { ...fixed, langCode: next.langCode, theme: next.theme, viewModeEnabled: next.viewOnly },
            menu(next),
          ),
        ),
      )
    }
    render(view)
  })
