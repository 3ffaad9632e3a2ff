import type { Hono } from 'hono'
import { type ByteRange, byteRangeOf, contentDisposition } from '#domain/files/file.ts'
import { fileKindOf, isInline } from '#domain/files/media-type.ts'
import { isId } from '#domain/ids.ts'
import { notFound, Problem } from '#domain/problem.ts'
import type { Http, HttpEnv } from '../feature.ts'
import { webStream } from '../http/web-stream.ts'
import { type FileReader, fileFor, type StoredFile } from './access.ts'
import { previewContent, previewKey } from './preview.ts'

/**
 * What a file opened by itself may do: nothing. Browsers draw pictures and media with a little page of their own, which
 * needs its style and the file; their PDF reader refuses to work in a sandbox and has its own, so scripts stay forbidden
 * by the policy instead.
 */
const policyOf = (mediaType: string): string => {
  switch (fileKindOf(mediaType)) {
    case 'pdf':
      return "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
    case 'image':
      return "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    case 'audio':
    case 'video':
      return "sandbox; default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    case 'other':
      return "sandbox; default-src 'none'; frame-ancestors 'none'"
  }
}

const headersOf = (file: StoredFile, save: boolean): Headers =>
  new Headers({
    'content-type': file.mediaType,
    'content-disposition': contentDisposition(
      !save && isInline(file.mediaType) ? 'inline' : 'attachment',
      file.name,
    ),
    'content-security-policy': policyOf(file.mediaType),
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    etag: `"${file.sha256}"`,
    // The browser may keep it but must ask each time, which checks the right anew.
    'cache-control': 'private, no-cache',
  })

const bodyOf = async (http: Http, file: StoredFile, range?: ByteRange) => {
  if (http.req.raw.method === 'HEAD') return null
  const stream = await http.get('ctx').services.blobs.get(file.blobKey, range)
  return webStream(stream)
}

const answerFile = async (http: Http, file: StoredFile, save: boolean): Promise<Response> => {
  const headers = headersOf(file, save)
  if (http.req.header('if-none-match') === headers.get('etag'))
    return new Response(null, { status: 304, headers })
  const condition = http.req.header('if-range')
  const wanted =
    condition === undefined || condition === headers.get('etag') ? http.req.header('range') : undefined
  const range = byteRangeOf(wanted, file.size)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.size}`)
    headers.delete('content-disposition')
    return new Response(null, { status: 416, headers })
  }
  if (range === 'whole') {
    headers.set('content-length', String(file.size))
    return new Response(await bodyOf(http, file), { status: 200, headers })
  }
  headers.set('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
  headers.set('content-length', String(range.end - range.start + 1))
  return new Response(await bodyOf(http, file, range), { status: 206, headers })
}

/** What a preview is sent as, and how its name ends when somebody saves it. */
const PREVIEWS = {
  picture: { mediaType: 'image/jpeg', ending: '.jpg' },
  pdf: { mediaType: 'application/pdf', ending: '.pdf' },
  text: { mediaType: 'text/plain; charset=utf-8', ending: '.txt' },
  table: { mediaType: 'application/json', ending: '.json' },
  writing: { mediaType: 'application/json', ending: '.json' },
} as const

const answerPreview = async (
  http: Http,
  fileId: string,
  readers: readonly FileReader[],
): Promise<Response> => {
  const ctx = http.get('ctx')
  const { file, kind } = await previewContent(ctx, fileId, readers)
  const blobKey = previewKey(fileId)
  const size = await ctx.services.blobs.size(blobKey)
  if (size === null) throw notFound()
  const { mediaType, ending } = PREVIEWS[kind]
  const preview = { ...file, name: file.name + ending, mediaType, size, sha256: blobKey, blobKey }
  return answerFile(http, preview, false)
}

/** The doors for stored bytes: to be shown, and to be saved. */
export const mountDownloads = (app: Hono<HttpEnv>, readers: readonly FileReader[]): void => {
  const allow = (http: Http, fileId: string): string => {
    if (!http.get('ctx').actor) throw new Problem('unauthenticated')
    if (!isId(fileId)) throw notFound()
    return fileId
  }
  const answer = async (http: Http, fileId: string, save: boolean): Promise<Response> =>
    answerFile(http, await fileFor(http.get('ctx'), allow(http, fileId), readers), save)
  app.get('/api/files/:fileId', (http) => answer(http, http.req.param('fileId'), false))
  app.get('/api/files/:fileId/preview/content', (http) =>
    answerPreview(http, allow(http, http.req.param('fileId')), readers),
  )
  app.get('/api/files/:fileId/download', (http) => answer(http, http.req.param('fileId'), true))
}
