import type { WorkerFeature } from '../feature.ts'
import { searchTimetable } from './search.ts'

export const plannerWork: WorkerFeature = { name: 'planner', jobs: [searchTimetable] }
