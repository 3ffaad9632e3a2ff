import { type Actor, can } from '#domain/permission.ts'
import { notFound } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'

/** Whether the actor may read this file because of something that it is attached to. */
export type FileReader = (ctx: Context, actor: Actor, fileId: string) => Promise<boolean>

export interface StoredFile {
  id: string
  ownerId: string
  name: string
  mediaType: string
  size: number
  sha256: string
  blobKey: string
  createdAt: Date
}

/**
 * Loads a file for its owner and for whoever may read what it is attached to, asked anew each time: a student who left
 * the class a second ago gets *not found*. What no reader allows, only the owner reads.
 */
export const fileFor = async (
  ctx: Context,
  fileId: string,
  readers: readonly FileReader[],
): Promise<StoredFile> => {
  const { actor } = ctx
  if (!actor || !can(actor, 'file.read', { schoolId: actor.schoolId })) throw notFound()
  const row = await ctx.db
    .selectFrom('file')
    .select(['id', 'ownerId', 'name', 'mediaType', 'size', 'sha256', 'blobKey', 'createdAt'])
    .where('id', '=', fileId)
    .where('schoolId', '=', actor.schoolId)
    .executeTakeFirst()
  if (!row) throw notFound()
  if (row.ownerId === actor.id) return row
  for (const mayRead of readers) if (await mayRead(ctx, actor, fileId)) return row
  throw notFound()
}
