import { sweepReports } from '#api/reports/report.ts'
import { HOUR, type WorkerFeature } from '../feature.ts'
import { writeTermReport } from './write-report.ts'

export const reportsWork: WorkerFeature = {
  name: 'reports',
  jobs: [writeTermReport],
  chores: [{ name: 'sweep-reports', everyMs: HOUR, run: sweepReports }],
}
