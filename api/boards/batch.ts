import type { editBoard } from '#domain/boards/contract.ts'
import { Delta, decideEdit, type Edit } from '#domain/boards/edit.ts'
import type { BoardElement } from '#domain/boards/element.ts'
import type { Drawer } from '#domain/boards/right.ts'
import type { AnswerOf } from '#domain/contract.ts'
import type { Op, StoredElement } from './store.ts'

export type EditAnswer = AnswerOf<typeof editBoard>

/** An edit that waits for its turn. */
export interface PendingEdit {
  drawer: Omit<Drawer, 'locked'>
  edit: Edit
}

export interface DecidedBatch {
  changed: StoredElement[]
  ops: Op[]
  delta: Delta
  answers: EditAnswer[]
  seq: number
}

/** The scene with what this batch has changed so far laid over it. */
const layered = (
  scene: ReadonlyMap<string, BoardElement>,
  changed: ReadonlyMap<string, StoredElement>,
): ReadonlyMap<string, BoardElement> => {
  if (changed.size === 0) return scene
  const view = new Map(scene)
  for (const [id, { element }] of changed) view.set(id, element)
  return view
}

/** Decides edits one after the other, each against what the ones before it left. Nothing is changed. */
export const decideBatch = (
  scene: ReadonlyMap<string, BoardElement>,
  batch: readonly PendingEdit[],
  { locked, seq, at }: { locked: boolean; seq: number; at: Date },
): DecidedBatch => {
  const changed = new Map<string, StoredElement>()
  const result: DecidedBatch = { changed: [], ops: [], delta: new Delta(), answers: [], seq }
  for (const { drawer, edit } of batch) {
    const decision = decideEdit(layered(scene, changed), { ...drawer, locked }, edit)
    const { accepted, ink, back, denied, whole, full } = decision
    if (accepted.length > 0) {
      result.seq += 1
      const grown = new Set(ink.map(({ id }) => id))
      const elements = accepted.filter(({ id }) => !grown.has(id))
      result.ops.push({ seq: result.seq, at, actorId: drawer.accountId, elements, ink })
      for (const element of accepted) changed.set(element.id, { element, seq: result.seq })
      result.delta.add(decision)
    }
    result.answers.push({ seq: result.seq, back, denied, whole, full })
  }
  result.changed = [...changed.values()]
  return result
}
