import { sql } from 'kysely'
import { boardRoleFor } from '#domain/boards/board.ts'
import type { BoardRole } from '#domain/boards/right.ts'
import { type Action, type Actor, can } from '#domain/permission.ts'
import { notFound } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { refusalIn } from '../classes/access.ts'
import { checkInside } from '../lectures/hold/standing.ts'

/** A board as far as rights go. */
export interface AccessibleBoard {
  id: string
  classId: string
  schoolId: string
  locked: boolean
  seq: number
  archived: boolean
  /** Whom it was handed to. */
  presenterIds: readonly string[]
}

/** The accounts a board was handed to, as a column of a query on `board`. */
export const presentersColumn = sql<string[]>`coalesce(
  (select jsonb_agg(p.account_id) from board_presenter p where p.board_id = board.id), '[]')`.as(
  'presenterIds',
)

// `locked` is left out on purpose: who may draw on a locked board is decided shape by shape in `mayEdit`.
const resourceOf = ({ classId, schoolId, archived }: AccessibleBoard) => ({ classId, schoolId, archived })

/**
 * Loads a board for anybody who may do the action on it; what is hidden and what is missing look the same. While its
 * lesson goes on it is for those who are let into its room.
 */
export const boardFor = async (ctx: Context, boardId: string, action: Action): Promise<AccessibleBoard> => {
  const row = await ctx.db
    .selectFrom('board')
    .innerJoin('class', 'class.id', 'board.classId')
    .select(['board.id', 'board.classId', 'board.locked', 'board.seq', 'class.schoolId', 'class.archivedAt'])
    .select(presentersColumn)
    .where('board.id', '=', boardId)
    .executeTakeFirst()
  if (!row || !ctx.actor) throw notFound()
  const { archivedAt, ...columns } = row
  const found = { ...columns, archived: archivedAt !== null }
  if (can(ctx.actor, action, resourceOf(found))) {
    await checkInside(ctx, 'boardId', boardId, found)
    return found
  }
  if (!can(ctx.actor, 'board.read', resourceOf(found))) throw notFound()
  throw refusalIn(found, can(ctx.actor, action, { ...resourceOf(found), archived: false }))
}

/** What the actor is on a board now. */
export const roleOn = (actor: Actor | null, board: AccessibleBoard): BoardRole => {
  const resource = resourceOf(board)
  return boardRoleFor({
    manage: can(actor, 'board.manage', resource),
    draw: can(actor, 'board.draw', resource),
    presents: actor !== null && board.presenterIds.includes(actor.id),
  })
}
