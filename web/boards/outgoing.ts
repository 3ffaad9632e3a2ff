import { EDIT_LIMIT } from '#domain/boards/board.ts'
import type { BoardElement } from '#domain/boards/element.ts'
import { compact, type Ink, inkBetween } from '#domain/boards/ink.ts'

/** Characters of one edit message: about half a frame. */
const MESSAGE_SIZE = 120_000

export interface Batch {
  elements: BoardElement[]
  ink: Ink[]
  /** What the message is about, as it was at this moment: Excalidraw changes its shapes in place. */
  sent: Map<string, BoardElement>
}

/**
 * The next message: the changed shapes as far as they fit, strokes that were sent before (`strokes`) by what they grew.
 * What does not fit goes with the next one.
 */
export const gather = (
  changed: Iterable<BoardElement>,
  strokes: ReadonlyMap<string, BoardElement>,
): Batch => {
  const batch: Batch = { elements: [], ink: [], sent: new Map() }
  let size = 0
  for (const element of changed) {
    const before = strokes.get(element.id)
    const grown = before ? inkBetween(before, element) : null
    const piece = grown ?? compact(element)
    size += JSON.stringify(piece).length
    if (batch.sent.size > 0 && (size > MESSAGE_SIZE || batch.sent.size >= EDIT_LIMIT)) break
    if (grown) batch.ink.push(grown)
    else batch.elements.push(compact(element))
    batch.sent.set(element.id, { ...element })
  }
  return batch
}
