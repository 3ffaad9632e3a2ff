import { type BoardElement, ELEMENT_LIMIT, ownerOf } from './element.ts'
import type { Drawer } from './right.ts'
import { keepsToOwn } from './right.ts'

/**
 * How much one student may have on a board, so that thirty others and the teacher have room. Staff and whoever was handed
 * the board have what the board has.
 */

/** Shapes of one student on one board. */
export const OWN_LIMIT = 1_000
/** Shapes that students leave free for staff: a teacher can always draw. */
export const STAFF_RESERVE = 500
/** What one student's shapes may weigh together, and all shapes of a board, in characters as they travel. */
export const OWN_WEIGHT = 3_000_000
export const BOARD_WEIGHT = 30_000_000

/** Why a shape found no room: what the person has, or the whole board. */
export type Full = 'own' | 'board'

/** About how many characters the shape is, without writing it out. */
export const weightOf = (element: BoardElement): number => {
  const points = 'points' in element ? element.points.length : 0
  const text = element.type === 'text' ? element.text.length + element.originalText.length : 0
  return 500 + points * 22 + text + (element.link?.length ?? 0)
}

/** Counts what lies on a board while an edit is decided. */
export class Space {
  readonly #drawer: Drawer
  #live = 0
  #own = 0
  #weight = 0
  #ownWeight = 0

  constructor(scene: ReadonlyMap<string, BoardElement>, drawer: Drawer) {
    this.#drawer = drawer
    for (const element of scene.values()) this.#count(element, 1)
  }

  #count(element: BoardElement, sign: 1 | -1): void {
    if (element.isDeleted) return
    const weight = weightOf(element) * sign
    this.#live += sign
    this.#weight += weight
    if (ownerOf(element) !== this.#drawer.accountId) return
    this.#own += sign
    this.#ownWeight += weight
  }

  /** Puts the shape in the place of the one that is stored, or says why there is no room for it. */
  take(element: BoardElement, stored: BoardElement | undefined): Full | null {
    if (stored) this.#count(stored, -1)
    this.#count(element, 1)
    const full = this.#fullBy(element, stored)
    if (!full) return null
    this.#count(element, -1)
    if (stored) this.#count(stored, 1)
    return full
  }

  #fullBy(element: BoardElement, stored: BoardElement | undefined): Full | null {
    const before = stored && !stored.isDeleted ? weightOf(stored) : 0
    // What takes no more room than before is never refused: a full board can be tidied.
    if (element.isDeleted || (before > 0 && weightOf(element) <= before)) return null
    const student = keepsToOwn(this.#drawer)
    if (student && (this.#own > OWN_LIMIT || this.#ownWeight > OWN_WEIGHT)) return 'own'
    const reserve = student ? STAFF_RESERVE : 0
    return this.#live > ELEMENT_LIMIT - reserve || this.#weight > BOARD_WEIGHT * (student ? 0.9 : 1)
      ? 'board'
      : null
  }
}
