import { newId } from '#domain/ids.ts'
import * as contract from '#domain/jobs/contract.ts'
import { type AccessCase, accessCase, type World } from '../testing/access-case.ts'

const OWNER = ['owner'] as const
const nothing = () => ({ params: {}, input: {} })

const aFailedJob = async (world: World) => {
  const jobId = newId()
  const now = new Date()
  await world.school.services.connection.db
    .insertInto('jobRun')
    .values({
      id: jobId,
      schoolId: world.school.id,
      name: 'x',
      payload: '{}',
      state: 'failed',
      attempts: 1,
      createdAt: now,
      runAt: now,
    })
    .execute()
  return { jobId }
}

export const cases: AccessCase[] = [
  accessCase(contract.listJobs, OWNER, nothing),
  accessCase(contract.retryJob, OWNER, async (world) => ({ params: await aFailedJob(world), input: {} })),
]
