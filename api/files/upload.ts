import { createReadStream } from 'node:fs'
import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { cleanFileName } from '#domain/files/file.ts'
import { mediaTypeOf, SNIFF_BYTES } from '#domain/files/media-type.ts'
import { isId } from '#domain/ids.ts'
import { can } from '#domain/permission.ts'
import { Problem } from '#domain/problem.ts'
import type { Config } from '#platform/config.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { forgetOriginIn } from '#platform/media/origin.ts'
import { actorOf } from '../accounts/account.ts'
import { audienceFor } from '../audiences/access.ts'
import { classFor } from '../classes/access.ts'
import { takeToken } from '../http/rate-limit.ts'
import { promiseRoom, releaseRoom } from './room.ts'

/** An upload nobody has continued for so long is thrown away. */
const ABANDONED_MS = 24 * 3600 * 1000
/** Uploads one account may begin at once, and a minute: a class folder fits, a flood does not. */
const BEGIN = { burst: 300, perMinute: 60 }
/** Where uploads wait until they are whole. */
export const uploadsDir = (config: Config): string => join(config.dataDir, 'uploads')

/** What the product keeps about an unfinished upload, beside its bytes. */
export interface UploadFacts {
  ownerId: string
  filename: string
  /** Whom it is for, if that is known already; it is its owner's alone until it is attached. */
  audienceId: string | null
}

/** The audience that an upload names, by itself or as a class; *not found* for one the caller does not belong to. */
const intendedFor = async (ctx: Context, metadata: Record<string, string | null>): Promise<string | null> => {
  const { classId = null, audienceId = null } = metadata
  const named = audienceId ?? classId
  if (named === null) return null
  if (!isId(named)) throw new Problem('not-found')
  const { id } = await (audienceId === null
    ? classFor(ctx, named, 'class.read')
    : audienceFor(ctx, named, 'channel.read'))
  return id
}

/**
 * Whether the caller may begin this upload; promises it its room and returns its facts with a clean name. Throws
 * `forbidden`, `out-of-space`, `limit-reached`.
 */
export const beginUpload = async (
  ctx: Context,
  uploadId: string,
  metadata: Record<string, string | null>,
  size: number,
): Promise<UploadFacts> => {
  const actor = actorOf(ctx)
  if (!can(actor, 'file.upload', { schoolId: actor.schoolId })) throw new Problem('forbidden')
  const audienceId = await intendedFor(ctx, metadata)
  await takeToken(ctx, `upload:${actor.id}`, BEGIN)
  await promiseRoom(ctx, { id: uploadId, size, assignmentId: metadata.assignmentId ?? null })
  return { ownerId: actor.id, filename: cleanFileName(metadata.filename ?? ''), audienceId }
}

const headOf = async (path: string): Promise<Uint8Array> => {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Whether the upload has become a file; its size if so. Only its owner is told. */
export const finishedSize = async (ctx: Context, uploadId: string): Promise<number | null> => {
  const row = await ctx.db
    .selectFrom('file')
    .select('size')
    .where('id', '=', uploadId)
    .where('ownerId', '=', actorOf(ctx).id)
    .executeTakeFirst()
  return row?.size ?? null
}

/** Removes what is left of an upload on disk; its file, if it became one, stays. */
export const removeUpload = async (config: Config, uploadId: string): Promise<void> => {
  const path = join(uploadsDir(config), uploadId)
  await rm(path, { force: true })
  await rm(`${path}.json`, { force: true })
}

/**
 * Turns a whole upload into a file with the upload's id: where a picture was taken is forgotten, its type is told from the bytes, the bytes are hashed on their
 * way into the blob store, and the row comes last, so that a crash leaves nothing that can be read. Doing it again
 * changes nothing.
 */
export const finishUpload = async (ctx: Context, uploadId: string, facts: UploadFacts): Promise<void> => {
  const { config, blobs } = ctx.services
  const path = join(uploadsDir(config), uploadId)
  if ((await finishedSize(ctx, uploadId)) === null) {
    await forgetOriginIn(path)
    const mediaType = mediaTypeOf(await headOf(path), facts.filename)
    const { size, sha256 } = await blobs.put(uploadId, createReadStream(path))
    await inTransaction(ctx, async (tx) => {
      await tx.db
        .insertInto('file')
        .values({
          id: uploadId,
          schoolId: actorOf(ctx).schoolId,
          audienceId: facts.audienceId,
          ownerId: facts.ownerId,
          name: facts.filename,
          mediaType,
          size,
          sha256,
          blobKey: uploadId,
          createdAt: ctx.now(),
        })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
      await releaseRoom(tx, uploadId)
    })
  }
  await removeUpload(config, uploadId)
}

/**
 * Throws away uploads that nobody has continued for a day, with the blob a crash may have left of them, what was promised
 * to them, and blobs that were never written to their end.
 */
export const sweepUploads = async (ctx: Context): Promise<void> => {
  const { config, blobs } = ctx.services
  const directory = uploadsDir(config)
  const before = new Date(ctx.now().getTime() - ABANDONED_MS)
  const names = await readdir(directory).catch((): string[] => [])
  const going: string[] = []
  for (const uploadId of new Set(names.map((name) => name.replace(/\.json$/, '')))) {
    if (!isId(uploadId)) continue
    const path = join(directory, uploadId)
    const found = await stat(path).catch(() => stat(`${path}.json`).catch(() => null))
    if (found && found.mtime > before) {
      going.push(uploadId)
      continue
    }
    const row = await ctx.db.selectFrom('file').select('id').where('id', '=', uploadId).executeTakeFirst()
    if (!row) await blobs.remove(uploadId)
    await removeUpload(config, uploadId)
  }
  await ctx.db
    .deleteFrom('upload')
    .where('createdAt', '<', before)
    .where(sql<boolean>`id <> all(${going}::uuid[])`)
    .execute()
  await blobs.sweep(before)
}
