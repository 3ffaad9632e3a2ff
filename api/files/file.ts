import type { FileView } from '#domain/files/contract.ts'
import { invalidField, notFound } from '#domain/problem.ts'
import type { Context, Transaction } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { actorOf } from '../accounts/account.ts'
import { previewKey } from './preview.ts'

/** The columns a `FileView` is made of. */
export const FILE_COLUMNS = ['file.id', 'file.name', 'file.mediaType', 'file.size'] as const

/** What other features show of their files, by id; unknown ids are left out. No access check: the caller has made one. */
export const fileViews = async (db: Database, fileIds: readonly string[]): Promise<Map<string, FileView>> => {
  if (fileIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('file')
    .select(FILE_COLUMNS)
    .where('id', 'in', [...fileIds])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Proves that the caller uploaded all these files, before a feature attaches them; `kept` are those that were attached
 * to the same thing already (another teacher may have uploaded them). Returns the ids without repetitions, in order.
 * Throws `invalid` on `files` otherwise.
 */
export const attachableFiles = async (
  tx: Transaction,
  fileIds: readonly string[],
  kept: readonly string[] = [],
): Promise<string[]> => {
  const wanted = [...new Set(fileIds)]
  const fresh = wanted.filter((fileId) => !kept.includes(fileId))
  if (fresh.length === 0) return wanted
  const rows = await tx.db
    .selectFrom('file')
    .select('id')
    .where('id', 'in', fresh)
    .where('ownerId', '=', actorOf(tx).id)
    .execute()
  if (rows.length !== fresh.length) throw invalidField('files', 'unknown-file')
  return wanted
}

/** Throws away an own file that nothing refers to; its bytes and its preview go with it. */
export const deleteFile = async (ctx: Context, fileId: string): Promise<void> => {
  const row = await ctx.db
    .deleteFrom('file')
    .where('id', '=', fileId)
    .where('ownerId', '=', actorOf(ctx).id)
    .where((eb) =>
      eb.not(
        eb.or([
          eb.exists(eb.selectFrom('messageFile').select('fileId').where('fileId', '=', fileId)),
          eb.exists(eb.selectFrom('assignmentFile').select('fileId').where('fileId', '=', fileId)),
          eb.exists(eb.selectFrom('submissionFile').select('fileId').where('fileId', '=', fileId)),
          eb.exists(eb.selectFrom('attemptFile').select('fileId').where('fileId', '=', fileId)),
        ]),
      ),
    )
    .returning('blobKey')
    .executeTakeFirst()
  if (!row) throw notFound()
  await ctx.services.blobs.remove(row.blobKey)
  await ctx.services.blobs.remove(previewKey(fileId))
}
