import { sweepUploads } from '#api/files/upload.ts'
import { HOUR, type WorkerFeature } from '../feature.ts'
import { makePreviewsJob } from './make-previews.ts'

export const filesWork: WorkerFeature = {
  name: 'files',
  jobs: [makePreviewsJob],
  chores: [{ name: 'sweep-uploads', everyMs: HOUR, run: sweepUploads }],
}
