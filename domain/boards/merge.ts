import { generateKeyBetween } from 'fractional-indexing'

/**
 * Which of two versions of a shape stands, and in which order shapes are piled. The rule is Excalidraw's own
 * (`reconcileElements`), so every browser and the server arrive at the same board whatever the order of arrival.
 */

/** What the rule looks at. */
export interface Versioned {
  id: string
  /** Counts up with every change. */
  version: number
  /** Random with every change: decides between equal versions. */
  versionNonce: number
}
export interface Placed extends Versioned {
  /** A fractional index: the place in the pile, compared as text. */
  index: string
}

/** Whether `challenger` replaces `holder`: the higher version, and of equal versions the lower nonce. */
export const wins = (challenger: Versioned, holder: Versioned): boolean =>
  challenger.version > holder.version ||
  (challenger.version === holder.version && challenger.versionNonce < holder.versionNonce)

/** Whether both are the same change of the same shape. */
export const isSameChange = (a: Versioned, b: Versioned): boolean =>
  a.version === b.version && a.versionNonce === b.versionNonce

/** Bottom first: by fractional index, then by id. */
export const byPlace = (a: Placed, b: Placed): number => {
  if (a.index !== b.index) return a.index < b.index ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

export interface Merged<E> {
  /** The newcomers that stand, one for each id: store these and tell the others. */
  accepted: E[]
  /** What is stored instead, for each newcomer that lost: send these back to where it came from. */
  losers: E[]
}

/**
 * Merges newcomers into what is stored. Neither argument is changed. Newcomers that are the stored change again are in
 * neither list, so a message may arrive twice.
 */
export const mergeElements = <E extends Versioned>(
  stored: ReadonlyMap<string, E>,
  incoming: Iterable<E>,
): Merged<E> => {
  const accepted = new Map<string, E>()
  const losers = new Map<string, E>()
  for (const newcomer of incoming) {
    const holder = accepted.get(newcomer.id) ?? stored.get(newcomer.id)
    if (!holder || wins(newcomer, holder)) {
      accepted.set(newcomer.id, newcomer)
      losers.delete(newcomer.id)
    } else if (!isSameChange(newcomer, holder)) losers.set(newcomer.id, holder)
  }
  return { accepted: [...accepted.values()], losers: [...losers.values()].filter((e) => !accepted.has(e.id)) }
}

/** The next higher place in use above `index`, or null at the top. */
const placeAbove = (places: Iterable<string>, index: string): string | null => {
  let above: string | null = null
  for (const place of places) if (place > index && (above === null || place < above)) above = place
  return above
}

/** A number below 2^31 that differs wherever the text does, as good as always (FNV-1a). */
const numberFrom = (text: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 1
}

/**
 * The shape at another place, as a change of its own: with the nonce of the change before, two who move the same shape
 * to different places would seem to have made one and the same change.
 */
export const movedTo = <E extends Placed>(element: E, index: string): E =>
  changedBy({ ...element, index }, index)

/** The shape as a further change, which `what` tells from other changes of the same one. */
export const changedBy = <E extends Versioned>(element: E, what: string): E => ({
  ...element,
  version: element.version + 1,
  versionNonce: numberFrom(`${element.id} ${element.versionNonce} ${what}`),
})

/**
 * Gives newcomers that claim a taken place (two people added a shape at the same moment) the free place just above it,
 * as a further change of that shape. With every place unique no browser repairs places by itself, which would look
 * like edits of other people's shapes. Returns the newcomers in order, moved where needed.
 */
export const separatePlaces = <E extends Placed>(
  scene: ReadonlyMap<string, E>,
  newcomers: readonly E[],
): E[] => {
  const isClaim = (element: E) => scene.get(element.id)?.index !== element.index
  if (!newcomers.some(isClaim)) return [...newcomers]
  const places = new Map<string, string>()
  const replaced = new Set(newcomers.map((element) => element.id))
  for (const element of scene.values()) if (!replaced.has(element.id)) places.set(element.index, element.id)
  return newcomers.map((element) => {
    const free = !places.has(element.index)
    const index = free
      ? element.index
      : generateKeyBetween(element.index, placeAbove(places.keys(), element.index))
    places.set(index, element.id)
    return free ? element : movedTo(element, index)
  })
}
