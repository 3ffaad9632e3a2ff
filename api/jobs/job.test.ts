import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { listAudit } from '#domain/audit/contract.ts'
import { job } from '#domain/contract.ts'
import { listJobs, retryJob } from '#domain/jobs/contract.ts'
import { setPersonDisabled } from '#domain/people/contract.ts'
import { inTransaction } from '#platform/context.ts'
import { handler } from '#platform/queue/run.ts'
import { type Person, TestSchool } from '../testing/school.ts'

const shaky = job('shaky', 'Fails until told not to.', z.object({ n: z.number() }), { attempts: 1 })
let broken = true
const done: number[] = []
const handlers = [
  handler(shaky, async (_ctx, { n }) => {
    if (broken) throw new Error('the printer is on fire')
    done.push(n)
  }),
]

let school: TestSchool
let owner: Person

beforeAll(async () => {
  school = await TestSchool.start()
  owner = await school.person('owner')
  const ctx = await school.contextOf(owner)
  for (let n = 0; n < 5; n += 1) await inTransaction(ctx, async (tx) => tx.enqueue(shaky, { n }))
  for (let n = 0; n < 5; n += 1) await school.runJobs(handlers).catch(() => {})
})

describe('jobs', () => {
  it('that failed are listed with their reason, newest first, page by page', async () => {
    const first = await owner.client.call(listJobs, {}, { state: 'failed', limit: 3 })
    expect(first.counts).toMatchObject({ failed: 5, waiting: 0 })
    expect(first.jobs).toHaveLength(3)
    expect(first.jobs[0]).toMatchObject({ name: 'shaky', state: 'failed', error: 'the printer is on fire' })
    const second = await owner.client.call(listJobs, {}, { state: 'failed', limit: 3, after: first.next! })
    expect(second.jobs).toHaveLength(2)
    expect(second.next).toBeNull()
    expect(new Set([...first.jobs, ...second.jobs].map((one) => one.id)).size).toBe(5)
  })

  it('are tried again once, and only when they failed', async () => {
    const [failed] = (await owner.client.call(listJobs, {}, { state: 'failed' })).jobs
    const retried = await owner.client.call(retryJob, { jobId: failed!.id }, {})
    expect(retried).toMatchObject({ name: 'shaky', state: 'waiting', attempt: 0, error: null })
    expect(await owner.client.status(retryJob, { jobId: failed!.id }, {})).toBe(404)
    expect(await owner.client.status(retryJob, { jobId: retried.id }, {})).toBe(409)
    broken = false
    await school.runJobs(handlers)
    expect(done).toHaveLength(1)
    expect((await owner.client.call(listJobs, {}, {})).counts).toMatchObject({ failed: 4, done: 1 })
  })
})

describe('the audit log', () => {
  it('says who did what, newest first, page by page and by kind of act', async () => {
    const someone = await school.person('student', 'Watched')
    await owner.client.call(setPersonDisabled, { accountId: someone.id }, { disabled: true })
    const { entries } = await owner.client.call(listAudit, {}, { action: 'account.disabled' })
    expect(entries[0]).toMatchObject({
      actor: { id: owner.id, displayName: owner.displayName },
      action: 'account.disabled',
      targetKind: 'account',
      targetId: someone.id,
      about: ['Watched'],
      address: '127.0.0.1',
    })
    const [one, other] = [await school.person('student', 'Twin'), await school.person('student', 'twin')]
    for (const { id } of [one, other])
      await owner.client.call(setPersonDisabled, { accountId: id }, { disabled: true })
    const twins = await owner.client.call(listAudit, {}, { action: 'account.disabled', limit: 2 })
    expect(twins.entries.flatMap((entry) => entry.about)).toEqual([
      `twin (${other.username})`,
      `Twin (${one.username})`,
    ])
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await owner.client.call(listAudit, {}, { limit: 2, after })
      seen.push(...page.entries.map((entry) => entry.id))
      after = page.next ?? undefined
    } while (after)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThan(3)
  })
})
