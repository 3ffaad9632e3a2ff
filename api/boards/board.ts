import { sql } from 'kysely'
import type { Board, Scene } from '#domain/boards/board.ts'
import { boardHanded, boardLocked } from '#domain/boards/contract.ts'
import { drawable } from '#domain/boards/cost.ts'
import { type BoardElement, readElement } from '#domain/boards/element.ts'
import { notFound } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { loadActor } from '../accounts/session.ts'
import { type AccessibleBoard, boardFor, roleOn } from './access.ts'

/** Makes an empty board for a class, in the transaction of what needs it. */
export const createBoard = async (
  tx: Transaction,
  board: { id: string; classId: string; name: string },
): Promise<void> => {
  await tx.db
    .insertInto('board')
    .values({ ...board, createdAt: tx.now() })
    .execute()
}

const viewOf = (ctx: Context, board: AccessibleBoard): Board => ({
  id: board.id,
  classId: board.classId,
  locked: board.locked,
  role: roleOn(ctx.actor, board),
  seq: board.seq,
})

/** What an older release stored and browsers cannot draw is not shown, or drawn plainly. */
const shown = (stored: unknown): BoardElement[] => {
  const element = readElement(stored)
  return element ? [drawable(element)] : []
}

/** The board and everything drawn on it, as of one moment. Throws *not found*. */
export const getBoard = async (ctx: Context, boardId: string): Promise<Scene> => {
  const board = await boardFor(ctx, boardId, 'board.read')
  const { rows } = await sql<{ seq: number; locked: boolean; elements: unknown[] }>`
    select b.seq, b.locked, coalesce(
      (select jsonb_agg(e.element) from board_element e where e.board_id = b.id and not e.deleted), '[]'
    ) as elements
    from board b where b.id = ${boardId}`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw notFound()
  return {
    ...viewOf(ctx, { ...board, locked: row.locked, seq: row.seq }),
    elements: row.elements.flatMap(shown),
  }
}

/** Locks or unlocks the board for the class. Saying what is so already changes nothing. */
export const lockBoard = (ctx: Context, boardId: string, locked: boolean): Promise<Board> =>
  inTransaction(ctx, async (tx) => {
    const board = await boardFor(tx, boardId, 'board.manage')
    const changed = await tx.db
      .updateTable('board')
      .set({ locked })
      .where('id', '=', boardId)
      .where('locked', '!=', locked)
      .returning('id')
      .executeTakeFirst()
    if (changed) tx.publish(topicOf('board', boardId), boardLocked, { boardId, locked })
    return viewOf(tx, { ...board, locked })
  })

const give = async (tx: Transaction, boardId: string, accountId: string): Promise<boolean> => {
  const given = await tx.db
    .insertInto('boardPresenter')
    .values({ boardId, accountId, givenAt: tx.now() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('boardId')
    .executeTakeFirst()
  return given !== undefined
}

const takeBack = async (tx: Transaction, boardId: string, accountId: string): Promise<boolean> => {
  const taken = await tx.db
    .deleteFrom('boardPresenter')
    .where('boardId', '=', boardId)
    .where('accountId', '=', accountId)
    .returning('boardId')
    .executeTakeFirst()
  return taken !== undefined
}

/**
 * Hands the board to somebody who may draw on it, or takes it back. Saying what is so already changes nothing. Throws
 * *not found* for somebody who may not draw there in any case.
 */
export const handBoard = async (
  ctx: Context,
  { boardId, accountId }: { boardId: string; accountId: string },
  presents: boolean,
): Promise<Board> => {
  // Before the transaction: it asks on a connection of its own, and many at once would wait for each other's.
  const receiver = presents ? await loadActor(ctx.services, accountId) : null
  return inTransaction(ctx, async (tx) => {
    const board = await boardFor(tx, boardId, 'board.manage')
    if (presents && !['editor', 'presenter'].includes(roleOn(receiver, board))) throw notFound()
    const changed = presents ? await give(tx, boardId, accountId) : await takeBack(tx, boardId, accountId)
    if (changed) tx.publish(topicOf('board', boardId), boardHanded, { boardId, accountId, presents })
    return viewOf(tx, board)
  })
}

/**
 * Takes back every board of a class, or of all classes, from somebody who left it or may no longer draw there, in the
 * transaction that does so: coming back later is not being handed the board again.
 */
export const takeBackBoards = async (tx: Transaction, accountId: string, classId?: string): Promise<void> => {
  const boards = tx.db.selectFrom('board').select('board.id')
  const rows = await tx.db
    .deleteFrom('boardPresenter')
    .where('accountId', '=', accountId)
    .where('boardId', 'in', classId === undefined ? boards : boards.where('classId', '=', classId))
    .returning('boardId')
    .execute()
  for (const { boardId } of rows)
    tx.publish(topicOf('board', boardId), boardHanded, { boardId, accountId, presents: false })
}
