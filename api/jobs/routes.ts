import * as contract from '#domain/jobs/contract.ts'
import { type Feature, route } from '../feature.ts'
import { listJobs, retryJob } from './job.ts'

export const jobsFeature: Feature = {
  name: 'jobs',
  routes: [
    route(contract.listJobs, (ctx, { input }) => listJobs(ctx, input)),
    route(contract.retryJob, (ctx, { params }) => retryJob(ctx, params.jobId)),
  ],
}
