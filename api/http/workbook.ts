import { Readable } from 'node:stream'
import { contentDisposition } from '#domain/files/file.ts'
import { isId } from '#domain/ids.ts'
import { notFound, Problem } from '#domain/problem.ts'
import type { Http } from '../feature.ts'
import { webStream } from './web-stream.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Answers with a workbook to be saved; never shown by the browser, never kept by it. */
export const answerWorkbook = (body: Readable | Buffer, name: string, size: number): Response => {
  const stream = body instanceof Readable ? webStream(body) : new Uint8Array(body)
  return new Response(stream, {
    headers: {
      'content-type': XLSX,
      'content-length': String(size),
      'content-disposition': contentDisposition('attachment', name),
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    },
  })
}

/** The context of a signed-in caller; throws `unauthenticated`. */
export const signedIn = (http: Http) => {
  const ctx = http.get('ctx')
  if (!ctx.actor) throw new Problem('unauthenticated')
  return ctx
}

/** A parameter of the path that is an id; throws *not found* for what is none. */
export const idParam = (http: Http, name: string): string => {
  const value = http.req.param(name) ?? ''
  if (!isId(value)) throw notFound()
  return value
}
