import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { BOARD_FILE_LIMIT, BOARD_FILES_LIMIT } from '#domain/boards/board.ts'
import { mayDraw } from '#domain/boards/right.ts'
import { newId } from '#domain/ids.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { withoutOrigin } from '#platform/media/origin.ts'
import { actorOf } from '../accounts/account.ts'
import { checkDisk } from '../files/room.ts'
import { boardFor, roleOn } from './access.ts'

const startsWith = (bytes: Buffer, at: number, text: string): boolean =>
  bytes.toString('latin1', at, at + text.length) === text

/** The type of a picture of pixels by its first bytes; null for everything else, drawings of vectors included. */
export const pictureType = (bytes: Buffer): string | null => {
  if (startsWith(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'image/png'
  if (startsWith(bytes, 0, '\xff\xd8\xff')) return 'image/jpeg'
  if (startsWith(bytes, 0, 'GIF87a') || startsWith(bytes, 0, 'GIF89a')) return 'image/gif'
  if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) return 'image/webp'
  if (startsWith(bytes, 4, 'ftypavif')) return 'image/avif'
  return null
}

/**
 * Stores a picture of a board under the number its shape names. A number is written once: later bytes for it are
 * ignored. Throws *not found*, *forbidden* (may not draw now), *too large*, *unsupported type*, *limit reached*.
 */
export const storeBoardFile = async (
  ctx: Context,
  boardId: string,
  fileId: string,
  bytes: Buffer,
): Promise<void> => {
  const board = await boardFor(ctx, boardId, 'board.draw')
  if (!mayDraw({ role: roleOn(ctx.actor, board), locked: board.locked })) throw new Problem('forbidden')
  if (bytes.length > BOARD_FILE_LIMIT) throw new Problem('too-large')
  const mediaType = pictureType(bytes)
  if (!mediaType) throw new Problem('unsupported-type')
  const files = await ctx.db.selectFrom('boardFile').select('fileId').where('boardId', '=', boardId).execute()
  if (files.some((file) => file.fileId === fileId)) return
  if (files.length >= BOARD_FILES_LIMIT) throw new Problem('limit-reached')
  await checkDisk(ctx, bytes.length)
  const blobKey = newId()
  await ctx.services.blobs.put(blobKey, Readable.from([await withoutOrigin(bytes)]))
  const inserted = await inTransaction(ctx, async (tx) => {
    // One after the other for each board: counted again, now that nobody else adds one.
    await tx.db.selectFrom('board').select('id').where('id', '=', boardId).forUpdate().execute()
    const { count } = await tx.db
      .selectFrom('boardFile')
      .select(sql<number>`count(*)::int`.as('count'))
      .where('boardId', '=', boardId)
      .executeTakeFirstOrThrow()
    if (count >= BOARD_FILES_LIMIT) throw new Problem('limit-reached')
    return tx.db
      .insertInto('boardFile')
      .values({
        boardId,
        fileId,
        mediaType,
        size: bytes.length,
        blobKey,
        createdBy: actorOf(ctx).id,
        createdAt: ctx.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('fileId')
      .executeTakeFirst()
  }).catch(async (error: unknown) => {
    await ctx.services.blobs.remove(blobKey)
    throw error
  })
  if (!inserted) await ctx.services.blobs.remove(blobKey)
}

/** A picture of a board, for whoever may see the board. */
export const readBoardFile = async (
  ctx: Context,
  boardId: string,
  fileId: string,
): Promise<{ mediaType: string; size: number; body: () => Promise<Readable> }> => {
  await boardFor(ctx, boardId, 'board.read')
  const file = await ctx.db
    .selectFrom('boardFile')
    .select(['mediaType', 'size', 'blobKey'])
    .where('boardId', '=', boardId)
    .where('fileId', '=', fileId)
    .executeTakeFirst()
  if (!file) throw notFound()
  return { mediaType: file.mediaType, size: file.size, body: () => ctx.services.blobs.get(file.blobKey) }
}
