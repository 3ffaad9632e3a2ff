import { sql } from 'kysely'
import { isMade, lookOf, type PreviewKind } from '#domain/files/preview.ts'
import { type FilePreview, makePreviews, previewMade } from '#domain/files/preview-contract.ts'
import { notFound } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { type FileReader, fileFor, type StoredFile } from './access.ts'

/** So many accounts are told when a preview is there; further ones see it when they look again. */
const WAITING = 200
/** What could not be made is tried anew after this long: an office program may have been installed meanwhile. */
const AGAIN_MS = 24 * 3600 * 1000
/** Whoever had much made within this time comes after those who had less. */
const FAIR_MS = 10 * 60_000

/** Where a file's preview lies: a key that follows from the file, so that making it again leaves nothing behind. */
export const previewKey = (fileId: string): string => `preview-${fileId}`

const asAnswer = ({ state, kind }: FilePreview): FilePreview => ({ state, kind })

/** Asks for a preview that nobody has asked for, or that could not be made a day ago. Whether that was so. */
const askAnew = async (tx: Transaction, fileId: string): Promise<boolean> => {
  const me = actorOf(tx).id
  const asked = { state: 'waiting' as const, tries: 0, askedBy: me, askedAt: tx.now(), waiting: [me] }
  const row = await tx.db
    .insertInto('filePreview')
    .values({ fileId, ...asked })
    .onConflict((conflict) =>
      conflict
        .column('fileId')
        .doUpdateSet({ ...asked, endedAt: null })
        .where('filePreview.state', 'in', ['none', 'failed'])
        .where('filePreview.endedAt', '<', new Date(tx.now().getTime() - AGAIN_MS)),
    )
    .returning('fileId')
    .executeTakeFirst()
  return row !== undefined
}

/**
 * What a file looks like that the caller may read: a preview is made of it when somebody asks for the first time, and
 * they are told when it is there. Asking again changes nothing.
 */
export const previewFor = async (
  ctx: Context,
  fileId: string,
  readers: readonly FileReader[],
): Promise<FilePreview> => {
  const file = await fileFor(ctx, fileId, readers)
  if (!isMade(lookOf(file))) return { state: 'none', kind: null }
  return inTransaction(ctx, async (tx) => {
    if (await askAnew(tx, fileId)) {
      tx.enqueue(makePreviews, {}, { dedupe: 'all' })
      return { state: 'waiting', kind: null }
    }
    const me = actorOf(tx).id
    await tx.db
      .updateTable('filePreview')
      .set({ waiting: sql<string[]>`waiting || ${me}::uuid` })
      .where('fileId', '=', fileId)
      .where('state', '=', 'waiting')
      .where(sql<boolean>`${me}::uuid <> all (waiting) and cardinality(waiting) < ${WAITING}`)
      .execute()
    const row = await tx.db
      .selectFrom('filePreview')
      .select(['state', 'kind'])
      .where('fileId', '=', fileId)
      .executeTakeFirst()
    // Its owner has thrown it away this moment.
    if (!row) throw notFound()
    return asAnswer(row)
  })
}

/** A preview that is ready, under the rights of its file. Throws *not found* while there is none. */
export const previewContent = async (
  ctx: Context,
  fileId: string,
  readers: readonly FileReader[],
): Promise<{ file: StoredFile; kind: PreviewKind }> => {
  const file = await fileFor(ctx, fileId, readers)
  const row = await ctx.db
    .selectFrom('filePreview')
    .select(['state', 'kind'])
    .where('fileId', '=', fileId)
    .where('state', '=', 'ready')
    .executeTakeFirst()
  const { kind } = asAnswer(row ?? { state: 'none', kind: null })
  if (!kind) throw notFound()
  return { file, kind }
}

/** A file of which a preview is to be made, and the how manieth try it is. */
export interface ToPreview {
  id: string
  name: string
  mediaType: string
  size: number
  blobKey: string
  tries: number
}

/**
 * The file whose preview is to be made next, with one try counted before it begins, so that a file which ends the
 * process is not tried for ever. Who had many made a moment ago waits for the others. For the worker, which asks no
 * rights.
 */
export const nextToPreview = async (ctx: Context): Promise<ToPreview | undefined> => {
  const since = new Date(ctx.now().getTime() - FAIR_MS)
  const next = ctx.db
    .selectFrom('filePreview')
    .select('fileId')
    .where('state', '=', 'waiting')
    .orderBy(
      sql`(select count(*) from file_preview before
        where before.asked_by = file_preview.asked_by and before.ended_at > ${since})`,
    )
    .orderBy('askedAt')
    .limit(1)
  const tried = await ctx.db
    .updateTable('filePreview')
    .set((row) => ({ tries: row('tries', '+', 1) }))
    .where('fileId', '=', next)
    .where('state', '=', 'waiting')
    .returning(['fileId', 'tries'])
    .executeTakeFirst()
  if (!tried) return undefined
  const file = await ctx.db
    .selectFrom('file')
    .select(['id', 'name', 'mediaType', 'size', 'blobKey'])
    .where('id', '=', tried.fileId)
    .executeTakeFirst()
  return file && { ...file, tries: tried.tries }
}

/**
 * Whether another worker is making previews, so that this one need not: one file after the other is made in the whole
 * school, and all other jobs go on beside it. Waits for one that is about to end.
 */
export const isMakingElsewhere = async (ctx: Context, runId: string): Promise<boolean> => {
  const rows = await ctx.db
    .selectFrom('jobRun')
    .select('id')
    .where('name', '=', makePreviews.name)
    .where('state', '=', 'running')
    .orderBy('startedAt')
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.length > 0 && rows[0]?.id !== runId
}

/** Asks for another round when somebody has begun to wait since the last look. */
export const goOnIfWaiting = async (tx: Transaction): Promise<void> => {
  const row = await tx.db
    .selectFrom('filePreview')
    .select('fileId')
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst()
  if (row) tx.enqueue(makePreviews, {}, { dedupe: 'all' })
}

/** Ends the waiting for a preview and tells whoever waits. False when the file is no longer there. */
export const endPreview = (ctx: Context, fileId: string, preview: FilePreview): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    const before = await tx.db
      .selectFrom('filePreview')
      .select(['state', 'waiting'])
      .where('fileId', '=', fileId)
      .forUpdate()
      .executeTakeFirst()
    if (before?.state !== 'waiting') return before !== undefined
    await tx.db
      .updateTable('filePreview')
      .set({ ...preview, endedAt: tx.now(), waiting: [] })
      .where('fileId', '=', fileId)
      .execute()
    for (const accountId of before.waiting)
      tx.publish(topicOf('account', accountId), previewMade, { fileId, preview })
    return true
  })
