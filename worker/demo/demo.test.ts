import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { features, followers } from '#api/features.ts'
import { type RunningApi, startApi } from '#api/serve.ts'
import { Client } from '#api/testing/client.ts'
import { testDatabase } from '#api/testing/database.ts'
import { atEnd } from '#api/testing/ends.ts'
import { DEMO_PASSWORD } from '#domain/accounts/password-fault.ts'
import { getSetupState } from '#domain/school/contract.ts'
import { getToday } from '#domain/today/contract.ts'
import { loadConfig } from '#platform/config.ts'
import { runJob } from '#platform/queue/run.ts'
import { type OpenedServices, openServices } from '#platform/services.ts'
import { jobs } from '../features.ts'
import { NotEmpty, seedDemo, startDemo } from './demo.ts'
import { OFFERED } from './people.ts'

/** Generous: the aim is eight seconds on a machine that does nothing else. */
const PATIENCE = 180_000

let services: OpenedServices
let api: RunningApi

const count = async (query: string): Promise<number> => {
  const [row] = await services.connection.query<{ n: number }>(`select count(*)::int as n from ${query}`)
  return Number(row?.n)
}

const runJobs = async (): Promise<void> => {
  const byName = new Map(jobs.map((entry) => [entry.job.name, entry]))
  const waiting = await services.connection.db
    .selectFrom('jobRun')
    .select(['id', 'name'])
    .where('state', '=', 'waiting')
    .execute()
  for (const row of waiting) await runJob(services, byName, row.id, row.name, true)
}

const signedIn = async (username: string): Promise<Client> => {
  const url = `http://127.0.0.1:${api.port}`
  const response = await new Client(url, null).fetch('/api/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: DEMO_PASSWORD }),
  })
  expect(response.status).toBe(200)
  const token = /session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? ''
  return new Client(url, token)
}

beforeAll(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lectern-demo-'))
  const config = loadConfig({
    NODE_ENV: 'test',
    LECTERN_DEMO: '1',
    LESSON_MEDIA: 'none',
    LOG_LEVEL: 'error',
    DATA_DIR: dataDir,
  })
  services = await openServices({
    config,
    databaseUrl: await testDatabase(),
    name: 'lectern-test',
    followers,
  })
  api = await startApi({ services, features, version: '0.0.0', port: 0, host: '127.0.0.1' })
  const began = performance.now()
  await seedDemo(services)
  console.info(`the demo school took ${Math.round(performance.now() - began)} ms`)
  atEnd(async () => {
    await api.stop()
    await services.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
}, PATIENCE)

test('the demo school has three classes and one that is over, sixty students, four teachers and those who run it', async () => {
  expect(await count('class where archived_at is null')).toBe(3)
  expect(await count('class where archived_at is not null')).toBe(1)
  expect(await count('term')).toBe(2)
  expect(await count(`account where role = 'student'`)).toBe(60)
  expect(await count(`account where role = 'teacher'`)).toBe(4)
  expect(await count(`account where role in ('owner', 'registrar')`)).toBe(2)
  expect(await count(`account where length(display_name) = 28`)).toBe(1)
  expect(await count(`(select guardian_id from guardianship group by 1 having count(*) = 2) g`)).toBe(1)
  const loads = `(select account_id, count(*) as n from enrollment e join account a on a.id = e.account_id
    join class c on c.id = e.class_id
    where a.role = 'student' and c.archived_at is null group by 1 having count(*) not between 2 and 3) x`
  expect(await count(loads)).toBe(0)
})

test('a term lies behind it: lessons with registers, work with marks, one lesson live', async () => {
  expect(await count(`lecture where state = 'open'`)).toBe(1)
  expect(await count(`lecture where register_confirmed_at is not null`)).toBeGreaterThan(40)
  expect(await count(`lesson where state = 'planned'`)).toBeGreaterThan(10)
  expect(await count(`hand where lowered_at is null`)).toBe(3)
  expect(await count('board_element')).toBeGreaterThan(20)
  for (const status of ['present', 'late', 'left_early', 'absent', 'excused'])
    expect(await count(`attendance where status = '${status}'`), status).toBeGreaterThan(5)
  expect(await count(`attempt where late`)).toBeGreaterThan(5)
  expect(await count(`attempt where body like 'I forgot the units%'`)).toBe(1)
  expect(await count(`lesson where series_id is not null and room = '2.14'`)).toBeGreaterThan(5)
  expect(await count(`file where name like '%.xlsx'`)).toBe(1)
  expect(await count(`grade_entry where excused`)).toBeGreaterThan(0)
  expect(await count('grade_release')).toBeGreaterThan(300)
  expect(await count(`submission where state = 'submitted'`)).toBeGreaterThan(20)
  expect(await count('message where edited_at is not null')).toBe(2)
  expect(await count('message where deleted_at is not null')).toBe(2)
  expect(await count(`event where at > now() + interval '1 minute'`)).toBe(0)
})

test('totals exist once the worker has done its jobs', async () => {
  await runJobs()
  expect(await count(`job_run where state not in ('done')`)).toBe(0)
  expect(await count(`grade_total where view = 'student' and current is not null`)).toBeGreaterThan(100)
})

test('the sign-in page offers an account of each role, each can sign in and has a day to look at', async () => {
  const { demoAccounts } = await new Client(`http://127.0.0.1:${api.port}`, null).call(getSetupState, {}, {})
  expect(demoAccounts.map((account) => account.username)).toEqual(OFFERED.map((person) => person.username))
  for (const { username } of OFFERED) {
    const client = await signedIn(username)
    const today = await client.call(getToday, {}, {})
    expect(today, username).toBeTruthy()
  }
})

test('pupils are in the live lesson while the worker runs, and leave with it', async () => {
  const demo = await startDemo(services)
  expect(demo.notes.join('\n')).toContain(DEMO_PASSWORD)
  expect(await count('presence_interval where left_at is null')).toBe(31)
  await demo.stop()
  expect(await count('presence_interval where left_at is null')).toBe(0)
})

test('a database that holds a school is never filled', async () => {
  await expect(seedDemo(services)).rejects.toThrow(NotEmpty)
  expect(await count('school')).toBe(1)
})
