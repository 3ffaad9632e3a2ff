import { madeDrawable } from './cost.ts'
import { admitElement, type BoardElement, ownerOf, VERSION_LEAP } from './element.ts'
import { applyInk, type Ink } from './ink.ts'
import { isSameChange, mergeElements, separatePlaces, type Versioned } from './merge.ts'
import { type Full, Space } from './quota.ts'
import { type Drawer, mayEdit, mayLink } from './right.ts'

/** What somebody drew: whole shapes as they arrived, and growing strokes. */
export interface Edit {
  elements: readonly Versioned[]
  ink: readonly Ink[]
}

/** What became of it. */
export interface Decision {
  /** Shapes to store, whole, in the order in which they were sent. */
  accepted: BoardElement[]
  /** Of the accepted ones, those that only grew: the others need no more than this. */
  ink: Ink[]
  /** What stands instead of a shape that lost, was moved to a free place, or is drawn plainly. */
  back: BoardElement[]
  /** Refused shapes and what is stored of them. */
  denied: { id: string; element: BoardElement | null }[]
  /** Strokes that have to be sent whole. */
  whole: string[]
  /** Why some were refused for want of room; null when none was. */
  full: Full | null
}

type SceneMap = ReadonlyMap<string, BoardElement>

/** The server's word on whose shape it is: whoever drew it first. */
const stamped = (element: BoardElement, stored: BoardElement | undefined, drawer: Drawer): BoardElement => ({
  ...element,
  customData: { owner: (stored && ownerOf(stored)) ?? drawer.accountId },
})

const admitWhole = (scene: SceneMap, drawer: Drawer, arriving: Versioned): BoardElement | null => {
  const stored = scene.get(arriving.id)
  if (!mayEdit(drawer, stored)) return null
  if (arriving.version > (stored?.version ?? 0) + VERSION_LEAP) return null
  const element = admitElement(arriving, mayLink(drawer.role))
  return element && stamped(element, stored, drawer)
}

interface Deciding {
  decision: Decision
  /** What lies on the board, counted when it is first asked for. */
  room(): Space
}

/** Whether there is room for it; where there is none the person's browser is told, and shows what is stored. */
const hasRoom = (
  room: Space,
  element: BoardElement,
  stored: BoardElement | undefined,
  decision: Decision,
): boolean => {
  const full = room.take(element, stored)
  if (!full) return true
  decision.full = full
  decision.denied.push({ id: element.id, element: stored ?? null })
  return false
}

const growStrokes = (
  scene: SceneMap,
  drawer: Drawer,
  edit: Edit,
  { decision, room }: Deciding,
): BoardElement[] => {
  const grown: BoardElement[] = []
  for (const piece of edit.ink) {
    const stored = scene.get(piece.id)
    const stroke = applyInk(stored, piece)
    if (!stored) decision.whole.push(piece.id)
    else if (!mayEdit(drawer, stored)) decision.denied.push({ id: piece.id, element: stored })
    else if (stroke) {
      if (!hasRoom(room(), stroke, stored, decision)) continue
      grown.push(stroke)
      decision.ink.push(piece)
    } else if (stored.version > piece.version) decision.back.push(stored)
    else if (!isSameChange(stored, piece)) decision.whole.push(piece.id)
  }
  return grown
}

const admitAll = (
  scene: SceneMap,
  drawer: Drawer,
  edit: Edit,
  { decision, room }: Deciding,
): BoardElement[] => {
  const admitted: BoardElement[] = []
  for (const arriving of edit.elements) {
    const stored = scene.get(arriving.id)
    const element = admitWhole(scene, drawer, arriving)
    // Drawn and taken back before anybody saw it: nothing to store, nothing to refuse.
    if (element?.isDeleted && !stored) continue
    if (!element) decision.denied.push({ id: arriving.id, element: stored ?? null })
    else if (hasRoom(room(), element, stored, decision)) admitted.push(element)
  }
  return admitted
}

/**
 * Decides an edit against the scene (deleted shapes included): rights shape by shape, the allow-list, the limits, then
 * the winner rule, then what browsers can draw, then free places. Pure; the scene is not changed.
 */
export const decideEdit = (scene: SceneMap, drawer: Drawer, edit: Edit): Decision => {
  const decision: Decision = { accepted: [], ink: [], back: [], denied: [], whole: [], full: null }
  let counted: Space | undefined
  const room = () => {
    counted ??= new Space(scene, drawer)
    return counted
  }
  const grown = growStrokes(scene, drawer, edit, { decision, room })
  const admitted = admitAll(scene, drawer, edit, { decision, room })
  const { accepted, losers } = mergeElements(scene, [...grown, ...admitted])
  decision.accepted = separatePlaces(scene, accepted.map(madeDrawable))
  const changed = decision.accepted.filter((element, at) => element !== accepted[at])
  decision.back.push(...losers, ...changed)
  const onlyGrew = new Set(decision.accepted)
  const stays = new Set(grown.filter((stroke) => onlyGrew.has(stroke)).map((stroke) => stroke.id))
  decision.ink = decision.ink.filter((piece) => stays.has(piece.id))
  return decision
}

/** The changes of several edits that travel together: each shape once, whole or as what it grew by. */
export class Delta {
  readonly #whole = new Map<string, BoardElement>()
  readonly #ink = new Map<string, Ink>()

  add({ accepted, ink }: Pick<Decision, 'accepted' | 'ink'>): void {
    const pieces = new Map(ink.map((piece) => [piece.id, piece]))
    for (const element of accepted) {
      const piece = pieces.get(element.id)
      if (!piece || this.#whole.has(element.id)) this.#set(element)
      else this.#grow(piece)
    }
  }

  #set(element: BoardElement): void {
    this.#ink.delete(element.id)
    this.#whole.set(element.id, element)
  }

  #grow(piece: Ink): void {
    const before = this.#ink.get(piece.id)
    this.#ink.set(
      piece.id,
      before
        ? {
            ...piece,
            from: before.from,
            points: [...before.points, ...piece.points],
            pressures: [...before.pressures, ...piece.pressures],
          }
        : piece,
    )
  }

  get elements(): BoardElement[] {
    return [...this.#whole.values()]
  }

  get ink(): Ink[] {
    return [...this.#ink.values()]
  }
}
