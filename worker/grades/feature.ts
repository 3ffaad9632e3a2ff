import { gradesFollow } from '#api/grades/follows.ts'
import type { WorkerFeature } from '../feature.ts'
import { rebuildGradebookHandler } from './rebuild-gradebook.ts'

export const gradesWork: WorkerFeature = {
  name: 'grades',
  jobs: [rebuildGradebookHandler],
  follows: gradesFollow,
}
