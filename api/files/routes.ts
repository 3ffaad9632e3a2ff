import { DONE } from '#domain/contract.ts'
import * as files from '#domain/files/contract.ts'
import { openPreview } from '#domain/files/preview-contract.ts'
import { type Feature, route } from '../feature.ts'
import { fileFor } from './access.ts'
import { mountDownloads } from './download.ts'
import { deleteFile } from './file.ts'
import { previewFor } from './preview.ts'
import { scarceRoom } from './room.ts'
import { mountUploads } from './tus.ts'

/** Whoever may read what a file is attached to reads it: that the other features know. */
export const filesFeature = (others: readonly Feature[]): Feature => {
  const readers = others.flatMap((feature) => feature.readers ?? [])
  return {
    name: 'files',
    routes: [
      route(files.getFile, async (ctx, { params }) => {
        const { id, name, mediaType, size, ownerId, createdAt } = await fileFor(ctx, params.fileId, readers)
        const room = ctx.actor?.id === ownerId ? await scarceRoom(ctx) : null
        return { id, name, mediaType, size, ownerId, createdAt: createdAt.toISOString(), room }
      }),
      route(files.deleteFile, async (ctx, { params }) => {
        await deleteFile(ctx, params.fileId)
        return DONE
      }),
      route(openPreview, (ctx, { params }) => previewFor(ctx, params.fileId, readers)),
    ],
    raw: (app, services) => {
      mountUploads(app, services)
      mountDownloads(app, readers)
    },
  }
}
