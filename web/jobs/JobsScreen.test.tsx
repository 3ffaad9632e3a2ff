import { expect, test } from 'vitest'
import { type JobView, listJobs, retryJob } from '#domain/jobs/contract.ts'
import { Problem } from '#domain/problem.ts'
import { offers, press, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import JobsScreen from './JobsScreen.tsx'

const aJob = (id: string, change: Partial<JobView> = {}): JobView => ({
  id,
  name: 'write-report',
  state: 'done',
  percent: 100,
  step: null,
  attempt: 1,
  attempts: 5,
  error: null,
  createdAt: '2026-11-30T08:00:00.000Z',
  startedAt: null,
  finishedAt: null,
  ...change,
})
const counts = { waiting: 0, running: 1, done: 2, failed: 1 }

const open = async (jobs: JobView[], doors: readonly Door[] = []) => {
  become(somebody('wang', 'owner', []))
  const asked = serve([...doors, door(listJobs, () => ({ jobs, next: null, counts }))])
  const root = await drawScreen(JobsScreen, '/admin/jobs', '/admin/jobs')
  await sees(root, 'Background jobs')
  return { root, asked }
}

test('a job is told by what it does, how often it was tried, and of one that runs how far it is', async () => {
  const { root } = await open([
    aJob('a'),
    aJob('b', { name: 'gradebook.rebuild', state: 'running', percent: 40 }),
    aJob('c', { name: 'of-a-later-version', attempt: 3 }),
  ])
  await sees(root, 'Write a report', 'Rebuild a gradebook', '40%', 'of-a-later-version', '3 of 5', 'Failed 1')
  expect(offers(root, 'Try again')).toBe(false)
})

test('one that failed says why, is tried again with one press, and the list is fetched anew', async () => {
  const { root, asked } = await open(
    [aJob('a', { state: 'failed', error: 'The disk is full', attempt: 5 })],
    [door(retryJob, () => aJob('a', { state: 'waiting' }))],
  )
  await sees(root, 'The disk is full')
  const fetched = () => asked.filter(({ name }) => name === 'GET /api/jobs').length
  const before = fetched()
  await press(root, 'Try again')
  await sees(root, 'The job is tried again.')
  expect(changesIn(asked)).toMatchObject([{ params: { jobId: 'a' } }])
  await until(() => expect(fetched()).toBe(before + 1))
})

test('a refusal to try it again is said', async () => {
  const { root } = await open(
    [aJob('a', { state: 'failed' })],
    [
      door(retryJob, () => {
        throw new Problem('conflict', { code: 'job-not-failed' })
      }),
    ],
  )
  await press(root, 'Try again')
  await sees(root, 'This job has not failed.')
})

test('one state alone is asked for by its name', async () => {
  const { root, asked } = await open([])
  await sees(root, 'No jobs here')
  root.querySelector<HTMLInputElement>('input[type=radio][value=failed]')?.click()
  await until(() => expect(asked.at(-1)?.input).toMatchObject({ state: 'failed' }))
  root.querySelector<HTMLInputElement>('input[type=radio][value=all]')?.click()
  await until(() => expect(asked.at(-1)?.input).not.toHaveProperty('state'))
})
