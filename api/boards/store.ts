import { sql } from 'kysely'
import { drawable } from '#domain/boards/cost.ts'
import { type BoardElement, ownerOf, readElement } from '#domain/boards/element.ts'
import type { Ink } from '#domain/boards/ink.ts'
import { notFound } from '#domain/problem.ts'
import type { Database } from '#platform/db/connect.ts'
import { jsonb } from '#platform/db/json.ts'
import { presentersColumn } from './access.ts'

/** A stored shape and the number of the edit that changed it last. */
export interface StoredElement {
  element: BoardElement
  seq: number
}

/** One accepted edit, as it is kept for replay. */
export interface Op {
  seq: number
  at: Date
  actorId: string
  elements: BoardElement[]
  ink: Ink[]
}

/** Takes the board's row for this transaction: whoever holds it decides the next numbers. */
export const holdBoard = async (
  db: Database,
  boardId: string,
): Promise<{ seq: number; locked: boolean; presenterIds: string[] }> => {
  const row = await db
    .selectFrom('board')
    .select(['seq', 'locked'])
    .select(presentersColumn)
    .where('id', '=', boardId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** Shapes that changed after a number, deleted ones included. */
export const elementsAfter = async (
  db: Database,
  boardId: string,
  after: number,
): Promise<StoredElement[]> => {
  const rows = await db
    .selectFrom('boardElement')
    .select(['element', 'seq'])
    .where('boardId', '=', boardId)
    .where('seq', '>', after)
    .execute()
  return rows.flatMap((row) => {
    const element = readElement(row.element)
    return element ? [{ element: drawable(element), seq: row.seq }] : []
  })
}

/** Writes the shapes as they are now, the edits that made them so, and the board's new number: three statements. */
export const storeEdits = async (
  db: Database,
  boardId: string,
  changed: readonly StoredElement[],
  ops: readonly Op[],
): Promise<void> => {
  const shapes = changed.map(({ element, seq }) => ({
    id: element.id,
    version: element.version,
    nonce: element.versionNonce,
    owner: ownerOf(element),
    seq,
    deleted: element.isDeleted,
    element,
  }))
  await sql`
    insert into board_element (board_id, element_id, version, nonce, owner_id, seq, deleted, element)
    select ${boardId}, id, version, nonce, owner, seq, deleted, element
    from jsonb_to_recordset(${jsonb(shapes)})
      as x(id text, version bigint, nonce bigint, owner uuid, seq bigint, deleted boolean, element jsonb)
    on conflict (board_id, element_id) do update set
      version = excluded.version, nonce = excluded.nonce, owner_id = excluded.owner_id,
      seq = excluded.seq, deleted = excluded.deleted, element = excluded.element`.execute(db)
  const log = ops.map(({ elements, ink, ...op }) => ({
    ...op,
    at: op.at.toISOString(),
    changes: { elements, ink },
  }))
  await sql`
    insert into board_op (board_id, seq, at, actor_id, elements)
    select ${boardId}, seq, at, "actorId", changes
    from jsonb_to_recordset(${jsonb(log)}) as x(seq bigint, at timestamptz, "actorId" uuid, changes jsonb)`.execute(
    db,
  )
  const seq = ops.at(-1)?.seq
  if (seq !== undefined) await db.updateTable('board').set({ seq }).where('id', '=', boardId).execute()
}
