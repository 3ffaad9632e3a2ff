import { sweepSessions } from '#api/accounts/session.ts'
import { sweepUploads } from '#api/files/upload.ts'
import { sweepReports } from '#api/reports/report.ts'
import { sweepRosterImports } from '#api/rosters/roster-import.ts'
import { type Context, type Services, systemContext } from '#platform/context.ts'
import { sweepEvents } from '#platform/feed/sweep.ts'
import { closeAbandoned } from './lectures/close-abandoned.ts'

interface Chore {
  name: string
  everyMs: number
  run(ctx: Context): Promise<void>
}

const HOUR = 3_600_000

/** What runs by the clock: each chore is harmless when two workers do it at once. */
export const chores: Chore[] = [
  { name: 'sweep-sessions', everyMs: HOUR, run: sweepSessions },
  { name: 'sweep-uploads', everyMs: HOUR, run: sweepUploads },
  { name: 'sweep-reports', everyMs: HOUR, run: sweepReports },
  { name: 'sweep-roster-imports', everyMs: HOUR, run: sweepRosterImports },
  { name: 'sweep-events', everyMs: HOUR, run: (ctx) => sweepEvents(ctx.db, ctx.now()) },
  { name: 'close-abandoned', everyMs: 20_000, run: closeAbandoned },
]

/** Starts the chores, each at once and then at its interval. Returns what stops them. */
export const startSchedule = (services: Services): (() => void) => {
  const timers = chores.map((chore) => {
    const run = () => {
      chore
        .run(systemContext(services))
        .catch((error: unknown) => services.log.error('chore', { chore: chore.name, error: String(error) }))
    }
    run()
    return setInterval(run, chore.everyMs)
  })
  return () => timers.forEach(clearInterval)
}
