import { sweepSessions } from '#api/accounts/session.ts'
import { HOUR, type WorkerFeature } from '../feature.ts'

export const accountsWork: WorkerFeature = {
  name: 'accounts',
  chores: [{ name: 'sweep-sessions', everyMs: HOUR, run: sweepSessions }],
}
