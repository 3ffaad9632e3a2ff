import type { Hono } from 'hono'
import type { HttpEnv } from '../feature.ts'
import { answerWorkbook, idParam, signedIn } from '../http/workbook.ts'
import { openReport } from './report.ts'

/** The door to a finished report. */
export const mountReportDoor = (app: Hono<HttpEnv>): void => {
  app.get('/api/reports/:reportId/download', async (http) => {
    const { body, size, name } = await openReport(signedIn(http), idParam(http, 'reportId'))
    return answerWorkbook(body, name, size)
  })
}
