import type { JobHandler } from '#platform/queue/run.ts'

/** Every job the worker can do. */
export const jobs: JobHandler[] = []
