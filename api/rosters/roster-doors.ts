import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import type { Hono } from 'hono'
import { Problem } from '#domain/problem.ts'
import { rosterImportView } from '#domain/rosters/contract.ts'
import { ROSTER_WORDS } from '#domain/rosters/roster-words.ts'
import { LOCALES, type Locale } from '#domain/school/school.ts'
import { administrator } from '../accounts/account.ts'
import type { Http, HttpEnv } from '../feature.ts'
import { answer } from '../http/answer.ts'
import { answerWorkbook, idParam, signedIn } from '../http/workbook.ts'
import { openRosterCards, startRosterImport } from './roster-import.ts'
import { rosterTemplate } from './roster-template.ts'

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
      return await answer(http, { name: 'POST /api/roster-imports', schema: rosterImportView }, started)
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
