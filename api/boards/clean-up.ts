import type { listDrawers, removeShapesOf } from '#domain/boards/contract.ts'
import { REMOVAL_LIMIT } from '#domain/boards/contract.ts'
import { type BoardElement, readElement } from '#domain/boards/element.ts'
import { changedBy } from '#domain/boards/merge.ts'
import type { OutputOf } from '#domain/contract.ts'
import type { Context } from '#platform/context.ts'
import { boardFor } from './access.ts'
import { rooms } from './room.ts'

/** Who has drawn what lies on the board now. For whoever leads it. */
export const drawersOf = async (ctx: Context, boardId: string): Promise<OutputOf<typeof listDrawers>> => {
  await boardFor(ctx, boardId, 'board.manage')
  const rows = await ctx.db
    .selectFrom('boardElement')
    .innerJoin('account', 'account.id', 'boardElement.ownerId')
    .select(['account.id', 'account.displayName'])
    .select(({ fn }) => fn.countAll().as('shapes'))
    .where('boardId', '=', boardId)
    .where('deleted', '=', false)
    .groupBy(['account.id', 'account.displayName'])
    .orderBy('shapes', 'desc')
    .orderBy('account.id')
    .limit(REMOVAL_LIMIT)
    .execute()
  return { drawers: rows.map(({ shapes, ...one }) => ({ ...one, shapes: Number(shapes) })) }
}

/** Makes shapes deleted, or not, as an edit like any other: stored, logged and told in the board's own order. */
const turn = async (ctx: Context, boardId: string, elements: BoardElement[], isDeleted: boolean) => {
  if (elements.length === 0) return
  const changed = elements.map((element) => changedBy({ ...element, isDeleted }, isDeleted ? 'gone' : 'back'))
  await rooms.use(ctx, boardId, (room) => room.edit(ctx, { elements: changed, ink: [] }))
}

const shapes = (ctx: Context, boardId: string, deleted: boolean) =>
  ctx.db
    .selectFrom('boardElement')
    .select('element')
    .where('boardId', '=', boardId)
    .where('deleted', '=', deleted)
    .limit(REMOVAL_LIMIT)

const read = (rows: readonly { element: unknown }[]): BoardElement[] =>
  rows.flatMap(({ element }) => readElement(element) ?? [])

/** Removes everything that somebody has drawn on the board; `ids` brings it back. */
export const removeAllOf = async (
  ctx: Context,
  boardId: string,
  accountId: string,
): Promise<OutputOf<typeof removeShapesOf>> => {
  await boardFor(ctx, boardId, 'board.manage')
  const elements = read(await shapes(ctx, boardId, false).where('ownerId', '=', accountId).execute())
  await turn(ctx, boardId, elements, true)
  return { ids: elements.map(({ id }) => id) }
}

/** Brings removed shapes back. What is not removed any more is left as it is. */
export const bringBack = async (ctx: Context, boardId: string, ids: readonly string[]): Promise<void> => {
  await boardFor(ctx, boardId, 'board.manage')
  if (ids.length === 0) return
  await turn(
    ctx,
    boardId,
    read(await shapes(ctx, boardId, true).where('elementId', 'in', ids).execute()),
    false,
  )
}
