import type { Context } from '#platform/context.ts'
import type { Follower } from '#platform/feed/follow.ts'
import type { JobHandler } from '#platform/queue/run.ts'

/** What runs by the clock; harmless when two workers do it at once. */
export interface Chore {
  name: string
  everyMs: number
  run(ctx: Context): Promise<void>
}

export const HOUR = 3_600_000

/** The background work of a feature: its value stands in `worker/FEATURE/feature.ts` and is named in `worker/features.ts`. */
export interface WorkerFeature {
  /** The name of its folder in `domain`, `api`, `worker` and `web`. */
  name: string
  jobs?: JobHandler[]
  chores?: Chore[]
  /** What its `Feature` follows, for changes that the worker makes: doors, and what they load, stay out of this process. */
  follows?: Follower[]
}
