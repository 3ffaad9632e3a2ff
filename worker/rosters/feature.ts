import { sweepRosterImports } from '#api/rosters/roster-import.ts'
import { HOUR, type WorkerFeature } from '../feature.ts'
import { applyRosterJob, checkRosterJob } from './import-roster.ts'

export const rostersWork: WorkerFeature = {
  name: 'rosters',
  jobs: [checkRosterJob, applyRosterJob],
  chores: [{ name: 'sweep-roster-imports', everyMs: HOUR, run: sweepRosterImports }],
}
