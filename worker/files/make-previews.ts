import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import {
  endPreview,
  goOnIfWaiting,
  isMakingElsewhere,
  nextToPreview,
  previewKey,
  type ToPreview,
} from '#api/files/preview.ts'
import { makePreviews } from '#domain/files/preview-contract.ts'
import type { Context } from '#platform/context.ts'
import { handler } from '#platform/queue/run.ts'
import { type Made, previewOf } from './conversion.ts'

/** A file that ends the process, or whose bytes cannot be had, is given up after so many tries. */
const TRIES = 3

/** What was made of the file; null when nothing can be made of it, undefined when it was tried in vain. */
const attempt = async (ctx: Context, file: ToPreview): Promise<Made | null | undefined> => {
  if (file.tries > TRIES) return undefined
  const bytes = await buffer(await ctx.services.blobs.get(file.blobKey))
  try {
    return await previewOf(bytes, file, ctx.services.config.officeCommand)
  } catch (error) {
    // Anybody can upload what cannot be read: it is no fault of ours, and trying again would not help.
    ctx.log.info('preview.failed', { fileId: file.id, mediaType: file.mediaType, error: String(error) })
    return undefined
  }
}

const make = async (ctx: Context, file: ToPreview): Promise<void> => {
  const { blobs } = ctx.services
  const made = await attempt(ctx, file)
  if (!made) {
    await endPreview(ctx, file.id, { state: made === null ? 'none' : 'failed', kind: null })
    return
  }
  await blobs.put(previewKey(file.id), Readable.from([made.content]))
  const isThere = await endPreview(ctx, file.id, { state: 'ready', kind: made.kind })
  if (!isThere) await blobs.remove(previewKey(file.id))
}

/**
 * Makes the previews that are waited for, one after the other, so that a heap of heavy files holds up no other job.
 * Killed in the middle, it goes on with the file it was at; done twice, it writes the same.
 */
export const makePreviewsJob = handler(makePreviews, async (ctx, _payload, run) => {
  if (await isMakingElsewhere(ctx, run.id)) return
  for (let file = await nextToPreview(ctx); file; file = await nextToPreview(ctx)) {
    await make(ctx, file)
    // Proves that no other worker has taken over.
    await run.progress(0)
  }
  await run.finish(goOnIfWaiting)
})
