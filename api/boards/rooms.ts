import type { Context, Services } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import type { SocketConnection } from '../feature.ts'
import { boardFor } from './access.ts'
import { BoardRoom } from './room.ts'

/** The boards that are open in this process, for each set of services (a test may run several). */
const open = new Map<Services, Map<string, Promise<BoardRoom>>>()

const roomsOf = (services: Services): Map<string, Promise<BoardRoom>> => {
  const rooms = open.get(services) ?? new Map<string, Promise<BoardRoom>>()
  open.set(services, rooms)
  return rooms
}

/** The room of a board, opened when it is first needed. */
export const roomOf = (ctx: Context, boardId: string): Promise<BoardRoom> => {
  const rooms = roomsOf(ctx.services)
  const found = rooms.get(boardId)
  if (found) return found
  const opening = boardFor(ctx, boardId, 'board.read').then((board) => new BoardRoom(ctx.services, board))
  rooms.set(boardId, opening)
  opening.catch(() => rooms.delete(boardId))
  return opening
}

/** Somebody opened the board. */
export const joinRoom = async (
  ctx: Context,
  boardId: string,
  connection: SocketConnection,
): Promise<void> => {
  const account = await ctx.db
    .selectFrom('account')
    .select('displayName')
    .where('id', '=', actorOf(ctx).id)
    .executeTakeFirstOrThrow()
  const opening = roomOf(ctx, boardId)
  const room = await opening
  // The last one may just have left and closed it.
  if (roomsOf(ctx.services).get(boardId) !== opening) return joinRoom(ctx, boardId, connection)
  room.join(ctx, connection, account.displayName)
}

/** Somebody is gone; with the last one, and when everything is stored, the room closes. */
export const leaveRoom = async (
  ctx: Context,
  boardId: string,
  connection: SocketConnection,
): Promise<void> => {
  const rooms = roomsOf(ctx.services)
  const room = await rooms.get(boardId)
  if (!room) return
  room.leave(connection)
  await room.settled()
  if (room.empty) rooms.delete(boardId)
}

/** Waits until every open board is stored: the process stops. */
export const settleRooms = async (): Promise<void> => {
  const rooms = await Promise.allSettled([...open.values()].flatMap((boards) => [...boards.values()]))
  await Promise.all(rooms.map((room) => (room.status === 'fulfilled' ? room.value.settled() : undefined)))
}
