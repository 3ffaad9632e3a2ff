import type { WorkerFeature } from '../feature.ts'
import { closeAbandoned } from './close-abandoned.ts'

export const lecturesWork: WorkerFeature = {
  name: 'lectures',
  chores: [{ name: 'close-abandoned', everyMs: 20_000, run: closeAbandoned }],
}
