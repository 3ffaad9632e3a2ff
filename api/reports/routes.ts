import * as contract from '#domain/reports/contract.ts'
import { type Feature, route } from '../feature.ts'
import { getReport, listReports, requestReport } from './report.ts'
import { mountReportDoor } from './report-door.ts'

export const reportsFeature: Feature = {
  name: 'reports',
  routes: [
    route(contract.requestReport, (ctx, { input }) => requestReport(ctx, input)),
    route(contract.listReports, (ctx, { input }) => listReports(ctx, input)),
    route(contract.getReport, (ctx, { params }) => getReport(ctx, params.reportId)),
  ],
  raw: mountReportDoor,
}
