import type { Follower } from '#platform/feed/follow.ts'
import type { JobHandler } from '#platform/queue/run.ts'
import { accountsWork } from './accounts/feature.ts'
import type { WorkerFeature } from './feature.ts'
import { filesWork } from './files/feature.ts'
import { gradesWork } from './grades/feature.ts'
import { lecturesWork } from './lectures/feature.ts'
import { plannerWork } from './planner/feature.ts'
import { reportsWork } from './reports/feature.ts'
import { rostersWork } from './rosters/feature.ts'

/** The background work of every feature that has some. */
export const work: WorkerFeature[] = [
  accountsWork,
  filesWork,
  gradesWork,
  lecturesWork,
  plannerWork,
  reportsWork,
  rostersWork,
]

/** Every job the worker can do. */
export const jobs: JobHandler[] = work.flatMap((feature) => feature.jobs ?? [])

/** What features do when other features' events happen in the worker. */
export const followers: Follower[] = work.flatMap((feature) => feature.follows ?? [])
