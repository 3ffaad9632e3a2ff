import { chmodSync, mkdirSync } from 'node:fs'
import { FileStore } from '@tus/file-store'
import { Server, type ServerOptions } from '@tus/server'
import type { Hono } from 'hono'
import { UPLOADS_PATH } from '#domain/files/contract.ts'
import { isId, newId } from '#domain/ids.ts'
import { can } from '#domain/permission.ts'
import { notFound, Problem } from '#domain/problem.ts'
import type { Context, Services } from '#platform/context.ts'
import type { HttpEnv } from '../feature.ts'
import { asProblem, problemBody } from '../http/problems.ts'
import { releaseRoom } from './room.ts'
import { beginUpload, finishedSize, finishUpload, type UploadFacts, uploadsDir } from './upload.ts'

type TusRequest = Parameters<NonNullable<ServerOptions['onIncomingRequest']>>[0]

/** Tus hands its hooks the very request it was given: that is how they know who asks. */
type Askers = WeakMap<object, Context>

const factsOf = (metadata: Record<string, string | null> | undefined): UploadFacts => ({
  ownerId: metadata?.ownerId ?? '',
  filename: metadata?.filename ?? '',
  // An upload begun in the release before names its class, whose audience has the same id.
  audienceId: metadata?.audienceId ?? metadata?.classId ?? null,
})

const metadataOf = (facts: UploadFacts): Record<string, string> => ({
  ownerId: facts.ownerId,
  filename: facts.filename,
  ...(facts.audienceId === null ? {} : { audienceId: facts.audienceId }),
})

/** Tus errors have a status and a body; ours are problems, and a bug tells nothing. */
const errorOf = (ctx: Context, error: unknown): { status_code: number; body: string } => {
  if (isTusError(error)) return error
  const problem = asProblem(error)
  if (problem.kind === 'internal')
    ctx.log.error('bug', {
      requestId: ctx.requestId,
      error: error instanceof Error ? error.stack : String(error),
    })
  return { status_code: problem.status, body: JSON.stringify(problemBody(problem, ctx.requestId)) }
}

const isTusError = (error: unknown): error is { status_code: number; body: string } =>
  typeof error === 'object' && error !== null && 'status_code' in error && 'body' in error

/** Kept for our own account alone, in folders of earlier releases too. */
const privateFolder = (path: string): string => {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  chmodSync(path, 0o700)
  return path
}

const openServer = (services: Services, askers: Askers): { server: Server; store: FileStore } => {
  const store = new FileStore({ directory: privateFolder(uploadsDir(services.config)) })
  const askerOf = (request: TusRequest): Context => {
    const ctx = askers.get(request)
    if (!ctx) throw new Problem('unauthenticated')
    return ctx
  }
  const server = new Server({
    path: UPLOADS_PATH,
    datastore: store,
    relativeLocation: true,
    // An empty list: pages of other origins are told nothing.
    allowedOrigins: [],
    maxSize: services.config.uploadLimitBytes,
    namingFunction: () => newId(),
    onIncomingRequest: async (request, uploadId) => {
      if (request.method === 'POST') return
      const upload = await store.configstore.get(uploadId)
      if (!upload || upload.metadata?.ownerId !== askerOf(request).actor?.id) throw notFound()
    },
    onUploadCreate: async (request, { id, metadata = {}, size }) => {
      // Room is promised by the size: one that is said later would be promised none.
      if (size === undefined) throw new Problem('invalid', { detail: 'Say the Upload-Length.' })
      return { metadata: metadataOf(await beginUpload(askerOf(request), id, metadata, size)) }
    },
    onUploadFinish: async (request, upload) => {
      await finishUpload(askerOf(request), upload.id, factsOf(upload.metadata))
      return {}
    },
    onResponseError: (request, error) => errorOf(askerOf(request), error),
  })
  return { server, store }
}

/** The answer about an upload that has become a file: the client that lost the last acknowledgement learns it is done. */
const finishedAnswer = (size: number): Response =>
  new Response(null, {
    status: 200,
    headers: { 'tus-resumable': '1.0.0', 'upload-offset': String(size), 'upload-length': String(size) },
  })

/** A crash may have come between the last byte and the file: whoever asks how far the upload is gets it finished. */
const finishIfWhole = async (ctx: Context, store: FileStore, uploadId: string): Promise<void> => {
  const upload = await store.getUpload(uploadId).catch(() => null)
  const owned = upload?.metadata?.ownerId === ctx.actor?.id
  if (upload && owned && upload.size === upload.offset)
    await finishUpload(ctx, uploadId, factsOf(upload.metadata))
}

/** Tus answers; what was promised to an upload that is thrown away is free again. */
const handedOver = async (
  server: Server,
  ctx: Context,
  request: Request,
  uploadId: string | undefined,
): Promise<Response> => {
  const answer = await server.handleWeb(request)
  if (request.method === 'DELETE' && answer.ok && uploadId !== undefined) await releaseRoom(ctx, uploadId)
  return answer
}

/** The door for uploads: signed in, allowed to upload, and each upload for its owner alone. */
export const mountUploads = (app: Hono<HttpEnv>, services: Services): void => {
  const askers: Askers = new WeakMap()
  const { server, store } = openServer(services, askers)
  app.all(`${UPLOADS_PATH}/:uploadId?`, async (http) => {
    const ctx = http.get('ctx')
    const { method } = http.req.raw
    if (!ctx.actor) throw new Problem('unauthenticated')
    if (!can(ctx.actor, 'file.upload', { schoolId: ctx.actor.schoolId })) throw new Problem('forbidden')
    const uploadId = http.req.param('uploadId')
    // Bytes come down through /api/files alone, where rights are checked.
    if (method === 'GET' || (uploadId !== undefined && !isId(uploadId))) throw notFound()
    if (method === 'HEAD' && uploadId !== undefined) {
      await finishIfWhole(ctx, store, uploadId)
      const size = await finishedSize(ctx, uploadId)
      if (size !== null) return finishedAnswer(size)
    }
    askers.set(http.req.raw, ctx)
    return handedOver(server, ctx, http.req.raw, uploadId)
  })
}
