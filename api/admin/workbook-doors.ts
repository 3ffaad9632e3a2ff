import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import type { Hono } from 'hono'
import { rosterImportView } from '#domain/admin/contract.ts'
import { ROSTER_WORDS } from '#domain/admin/roster-words.ts'
import { contentDisposition } from '#domain/files/file.ts'
import { isId } from '#domain/ids.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { LOCALES, type Locale } from '#domain/school/school.ts'
import { administrator } from '../accounts/people.ts'
import type { Http, HttpEnv } from '../feature.ts'
import { answer } from '../http/answer.ts'
import { openReport } from './report.ts'
import { openRosterCards, startRosterImport } from './roster-import.ts'
import { rosterTemplate } from './roster-template.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Answers with a workbook to be saved; never shown by the browser, never kept by it. */
const answerWorkbook = (body: Readable | Buffer, name: string, size: number): Response => {
  // The two ReadableStream types of Node and of the DOM are the same object.
  const stream =
    body instanceof Readable
      ? (Readable.toWeb(body) as NodeReadableStream as unknown as ReadableStream)
      : new Uint8Array(body)
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

/** The context of a signed-in caller, and a parameter that is an id. */
const signedIn = (http: Http) => {
  const ctx = http.get('ctx')
  if (!ctx.actor) throw new Problem('unauthenticated')
  return ctx
}
const idParam = (http: Http, name: string): string => {
  const value = http.req.param(name) ?? ''
  if (!isId(value)) throw notFound()
  return value
}

const localeOf = (http: Http): Locale => {
  const wanted = http.req.query('locale')
  return LOCALES.find((locale) => locale === wanted) ?? 'en'
}

/** The doors of the roster import that carry workbooks: the template, the upload, the first passwords. */
export const mountRosterDoors = (app: Hono<HttpEnv>): void => {
  app.get('/api/roster-template', async (http) => {
    const ctx = signedIn(http)
    administrator(ctx, 'roster.import')
    const locale = localeOf(http)
    const file = await rosterTemplate(locale, 'Lectern', ctx.now())
    return answerWorkbook(file, `${ROSTER_WORDS[locale].title}.xlsx`, file.length)
  })
  app.post('/api/roster-imports', async (http) => {
    const ctx = signedIn(http)
    administrator(ctx, 'roster.import')
    const body = http.req.raw.body
    if (!body) throw new Problem('invalid', { code: 'roster-empty-file' })
    const stream = Readable.fromWeb(body as unknown as NodeReadableStream)
    try {
      const started = await startRosterImport(ctx, http.req.query('name') ?? '', stream)
      return answer(http, 'POST /api/roster-imports', rosterImportView, started)
    } catch (error) {
      // What is still being sent is not read: this connection is of no further use.
      http.header('connection', 'close')
      throw error
    }
  })
  app.get('/api/roster-imports/:importId/cards', async (http) => {
    const ctx = signedIn(http)
    const { body, size, name } = await openRosterCards(ctx, idParam(http, 'importId'))
    return answerWorkbook(body, name, size)
  })
}

/** The door to a finished report. */
export const mountReportDoor = (app: Hono<HttpEnv>): void => {
  app.get('/api/reports/:reportId/download', async (http) => {
    const { body, size, name } = await openReport(signedIn(http), idParam(http, 'reportId'))
    return answerWorkbook(body, name, size)
  })
}
