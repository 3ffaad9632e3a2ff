import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import { FILES_LIMIT } from '#domain/files/contract.ts'
import { isNearlyFull, type NoRoom, noRoomFor, personLimit } from '#domain/files/room.ts'
import { isId } from '#domain/ids.ts'
import { isStaff } from '#domain/permission.ts'
import { Problem } from '#domain/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { assignmentFor } from '../assignments/access.ts'

const limitOf = (ctx: Context): number =>
  personLimit(ctx.services.config.storagePerPersonBytes, isStaff(actorOf(ctx)))

const freeBytes = async (ctx: Context): Promise<number> => {
  const disk = await statfs(ctx.services.config.dataDir)
  return disk.bavail * disk.bsize
}

/** Bytes that the caller's files take, and that all files of the school do where it has a limit. */
const keptBytes = async (ctx: Context): Promise<{ person: number; school: number }> => {
  const { id, schoolId } = actorOf(ctx)
  const { storageBytes } = ctx.services.config
  const { rows } = await sql<{ person: string; school: string }>`select
    (select coalesce(sum(size), 0) from file where owner_id = ${id})::text as person,
    (select coalesce(sum(size), 0) from file where school_id = ${schoolId} and ${storageBytes !== null})::text as school`.execute(
    ctx.db,
  )
  return { person: Number(rows[0]?.person ?? 0), school: Number(rows[0]?.school ?? 0) }
}

const promisedBytes = async (ctx: Context) => {
  const { id, schoolId } = actorOf(ctx)
  const { rows } = await sql<{ all: string; person: string; school: string }>`select
    coalesce(sum(size), 0)::text as "all",
    coalesce(sum(size) filter (where owner_id = ${id}), 0)::text as person,
    coalesce(sum(size) filter (where school_id = ${schoolId}), 0)::text as school
    from upload`.execute(ctx.db)
  const [row] = rows
  return { all: Number(row?.all ?? 0), person: Number(row?.person ?? 0), school: Number(row?.school ?? 0) }
}

/** Whether the upload names work that the caller may hand in and that is not late. */
const isOnTime = async (ctx: Context, assignmentId: string | null | undefined): Promise<boolean> => {
  if (!assignmentId || !isId(assignmentId)) return false
  const { dueAt } = await assignmentFor(ctx, assignmentId, 'submission.create')
  return dueAt === null || ctx.now() < dueAt
}

const megabytes = (bytes: number): number => Math.round(bytes / 1024 ** 2)

const refusal: Record<NoRoom, (limit: number) => Problem> = {
  disk: () => new Problem('out-of-space'),
  person: (limit) =>
    new Problem('limit-reached', { code: 'own-storage-full', params: { limit: megabytes(limit) } }),
  school: () => new Problem('out-of-space', { code: 'school-storage-full' }),
}

/**
 * Promises room to an upload of this size until it is finished or swept: on the disk, in what a person and what the school
 * may keep, one upload after the other. Throws `out-of-space`, `limit-reached`.
 */
export const promiseRoom = async (
  ctx: Context,
  upload: { id: string; size: number; assignmentId: string | null },
): Promise<void> => {
  const { id: ownerId, schoolId } = actorOf(ctx)
  const { storageBytes, uploadLimitBytes } = ctx.services.config
  const onTime = await isOnTime(ctx, upload.assignmentId)
  const limit = limitOf(ctx)
  await inTransaction(ctx, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('storage'))`.execute(tx.db)
    const [free, kept, promised] = [await freeBytes(tx), await keptBytes(tx), await promisedBytes(tx)]
    const lacking = noRoomFor(
      upload.size,
      {
        disk: { free, promised: promised.all },
        person: { kept: kept.person, promised: promised.person, limit },
        school: { kept: kept.school, promised: promised.school, limit: storageBytes },
      },
      onTime ? { extra: FILES_LIMIT * uploadLimitBytes } : null,
    )
    if (lacking) throw refusal[lacking](limit)
    await tx.db
      .insertInto('upload')
      .values({ id: upload.id, schoolId, ownerId, size: upload.size, createdAt: tx.now() })
      .execute()
  })
}

/** Throws `out-of-space` when the disk has no room for something that is stored at once. */
export const checkDisk = async (ctx: Context, size: number): Promise<void> => {
  const share = { kept: 0, promised: 0, limit: null }
  const disk = { free: await freeBytes(ctx), promised: (await promisedBytes(ctx)).all }
  if (noRoomFor(size, { disk, person: share, school: share }, null)) throw refusal.disk(0)
}

/** The promise is kept, or nobody wants it any more. */
export const releaseRoom = async (ctx: Context, uploadId: string): Promise<void> => {
  await ctx.db.deleteFrom('upload').where('id', '=', uploadId).execute()
}

/** What the caller's files take, once little is left of what one person may keep; null before. */
export const scarceRoom = async (ctx: Context): Promise<{ kept: number; limit: number } | null> => {
  const limit = limitOf(ctx)
  const { person } = await keptBytes(ctx)
  return isNearlyFull(person, limit) ? { kept: person, limit } : null
}
