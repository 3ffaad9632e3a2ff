import { type Services, systemContext } from '#platform/context.ts'
import { sweepEvents } from '#platform/feed/sweep.ts'
import { type Chore, HOUR } from './feature.ts'
import { work } from './features.ts'

/** What runs by the clock: the features' chores, and the feed's own. */
export const chores: Chore[] = [
  ...work.flatMap((feature) => feature.chores ?? []),
  { name: 'sweep-events', everyMs: HOUR, run: (ctx) => sweepEvents(ctx.db, ctx.now()) },
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
