import { admitElement, type BoardElement, ELEMENT_LIMIT, ownerOf, VERSION_LEAP } from './element.ts'
import { applyInk, type Ink } from './ink.ts'
import { isSameChange, mergeElements, separatePlaces, type Versioned } from './merge.ts'
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
  /** What stands instead of a shape that lost or was moved to a free place. */
  back: BoardElement[]
  /** Refused shapes and what is stored of them. */
  denied: { id: string; element: BoardElement | null }[]
  /** Strokes that have to be sent whole. */
  whole: string[]
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

const countLive = (scene: SceneMap): number => {
  let live = 0
  for (const element of scene.values()) if (!element.isDeleted) live += 1
  return live
}

const growStrokes = (scene: SceneMap, drawer: Drawer, edit: Edit, decision: Decision): BoardElement[] => {
  const grown: BoardElement[] = []
  for (const piece of edit.ink) {
    const stored = scene.get(piece.id)
    const stroke = applyInk(stored, piece)
    if (!stored) decision.whole.push(piece.id)
    else if (!mayEdit(drawer, stored)) decision.denied.push({ id: piece.id, element: stored })
    else if (stroke) {
      grown.push(stroke)
      decision.ink.push(piece)
    } else if (stored.version > piece.version) decision.back.push(stored)
    else if (!isSameChange(stored, piece)) decision.whole.push(piece.id)
  }
  return grown
}

const admitAll = (scene: SceneMap, drawer: Drawer, edit: Edit, decision: Decision): BoardElement[] => {
  const admitted: BoardElement[] = []
  let room =
    edit.elements.some(({ id }) => !scene.has(id)) || scene.size >= ELEMENT_LIMIT
      ? ELEMENT_LIMIT - countLive(scene)
      : ELEMENT_LIMIT
  for (const arriving of edit.elements) {
    const stored = scene.get(arriving.id)
    const element = admitWhole(scene, drawer, arriving)
    const appears = element && !element.isDeleted && (stored === undefined || stored.isDeleted)
    // Drawn and taken back before anybody saw it: nothing to store, nothing to refuse.
    if (element?.isDeleted && !stored) continue
    if (!element || (appears && room <= 0)) {
      decision.denied.push({ id: arriving.id, element: stored ?? null })
      continue
    }
    if (appears) room -= 1
    admitted.push(element)
  }
  return admitted
}

/**
 * Decides an edit against the scene (deleted shapes included): rights shape by shape, the allow-list, the limits, then
 * the winner rule, then free places. Pure; the scene is not changed.
 */
export const decideEdit = (scene: SceneMap, drawer: Drawer, edit: Edit): Decision => {
  const decision: Decision = { accepted: [], ink: [], back: [], denied: [], whole: [] }
  const grown = growStrokes(scene, drawer, edit, decision)
  const admitted = admitAll(scene, drawer, edit, decision)
  const { accepted, losers } = mergeElements(scene, [...grown, ...admitted])
  decision.accepted = separatePlaces(scene, accepted)
  const moved = decision.accepted.filter((element, at) => element !== accepted[at])
  decision.back.push(...losers, ...moved)
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
