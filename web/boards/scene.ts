import { generateKeyBetween } from 'fractional-indexing'
import type { BoardElement } from '#domain/boards/element.ts'
import { byPlace, isSameChange, movedTo, wins } from '#domain/boards/merge.ts'

/** What the server is known to have of a shape: `version:nonce`. */
export const stampOf = (element: { version: number; versionNonce: number }): string =>
  `${element.version}:${element.versionNonce}`

export interface Reconciled {
  /** The scene to show, bottom first, or null when nothing on screen changes. */
  elements: BoardElement[] | null
  /** Shapes that are being edited here: to be merged when the hand is off them. */
  deferred: BoardElement[]
  /** Shapes that are now as the server has them. */
  settled: BoardElement[]
}

/** Another change of a shape under the hand: its place is taken over at once, the rest waits. */
const takePlace = (local: BoardElement, remote: BoardElement): void => {
  if (local.index === remote.index) return
  const version = Math.max(local.version, remote.version)
  // Excalidraw holds on to this very object while it is drawn, and changes it in place too.
  Object.assign(local, movedTo({ ...local, version }, remote.index))
}

/**
 * Merges what arrived into what is on screen. Local shapes keep their identity (Excalidraw refers to them while they
 * are drawn); arrivals are copied, because Excalidraw changes its shapes in place.
 */
export const reconcile = (
  local: readonly BoardElement[],
  remote: readonly BoardElement[],
  busy: ReadonlySet<string>,
): Reconciled => {
  const scene = new Map(local.map((element) => [element.id, element]))
  const result: Reconciled = { elements: null, deferred: [], settled: [] }
  let changed = false
  for (const arrival of remote) {
    const mine = scene.get(arrival.id)
    if (mine && isSameChange(arrival, mine)) result.settled.push(arrival)
    else if (mine && busy.has(arrival.id)) {
      takePlace(mine, arrival)
      result.deferred.push(arrival)
    } else if (!mine || wins(arrival, mine)) {
      scene.set(arrival.id, { ...arrival })
      result.settled.push(arrival)
      changed = true
    }
  }
  if (changed) result.elements = [...scene.values()].sort(byPlace)
  return result
}

/** Puts shapes in place without comparing (what the server refused), or removes those it never had. */
export const force = (
  local: readonly BoardElement[],
  denied: readonly { id: string; element: BoardElement | null }[],
): BoardElement[] => {
  const scene = new Map(local.map((element) => [element.id, element]))
  for (const { id, element } of denied) {
    if (element) scene.set(id, { ...element })
    else scene.delete(id)
  }
  return [...scene.values()].sort(byPlace)
}

/**
 * Moves shapes that share a place with another one, if they are `movable` (not yet known to the server), to the free
 * place above. The server does the same with what arrives there, so that Excalidraw never repairs the places of other
 * people's shapes, which it would do as an edit. `sorted` is changed in place and sorted again.
 */
export const settlePlaces = (sorted: BoardElement[], movable: (element: BoardElement) => boolean): void => {
  let moved = false
  for (let at = 1; at < sorted.length; at += 1) {
    const below = sorted[at - 1] as BoardElement
    const above = sorted[at] as BoardElement
    if (below.index !== above.index) continue
    const mover = movable(above) ? above : movable(below) ? below : null
    if (!mover) continue
    const next = sorted.find((element) => element.index > above.index)
    Object.assign(mover, movedTo(mover, generateKeyBetween(above.index, next?.index ?? null)))
    moved = true
  }
  if (moved) sorted.sort(byPlace)
}
