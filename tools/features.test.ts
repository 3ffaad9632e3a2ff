import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Services } from '#platform/context.ts'
import type { HttpEnv } from '../api/feature.ts'
import { features, followers } from '../api/features.ts'
import { accessCases } from '../api/testing/access-cases.ts'
import type { Endpoint, EventType, Job, Signal } from '../domain/contract.ts'
import { PARTS, type Part } from '../web/i18n/parts.ts'
import { jobs, work, followers as workerFollowers } from '../worker/features.ts'

/**
 * What a folder forgot, by its name and without a database. Beside this: words for problem codes and acts of the audit log
 * are held by types, free text in events by `event-words.test.ts`, words of screens by `words-of-screens.test.ts`.
 */

const root = join(import.meta.dirname, '..')
const names = features.map(({ name }) => name)

/** Signals that the server sends and nobody answers. */
const SENT = ['board.edited', 'board.pointers', 'board.state']
/** Features whose words stand in a file of another name. */
const WORDS: Record<string, string> = { lectures: 'lessons' }
/** Features that the demo school shows without a line of its own, and why. */
const SHOWN: Record<string, string> = {
  address: 'where the server is reached, which no school decides',
  audit: 'all that the demo does is in the log',
  calendar: 'each opens an address of their own, and closes it',
  jobs: 'the jobs that its grades and files asked for',
  people: 'its accounts, which `accounts` makes',
  reports: 'asked for by whoever looks: it is a file that goes after a month',
  rosters: 'its people and classes are saved as an import saves them, by `accounts` and `classes`',
  today: 'what the others say of the day',
}

const foldersIn = (top: string): string[] =>
  readdirSync(join(root, top), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
const sourcesIn = (folder: string): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
    .join('\n')

type Entry = Endpoint | EventType | Signal | Job
const entries: { folder: string; entry: Entry }[] = []
const dataDir = mkdtempSync(join(tmpdir(), 'lectern-features-'))
const doors: { door: string; feature: string }[] = []

/** The doors of a feature that are not JSON. */
const rawDoors = (feature: (typeof features)[number]): string[] => {
  const app = new Hono<HttpEnv>()
  // A door is only hung here, never opened: of all services it is told where files are.
  feature.raw?.(app, { config: { dataDir } } as Services)
  return app.routes.map(({ method, path }) => `${method} ${path}`)
}

beforeAll(async () => {
  for (const folder of foldersIn('domain'))
    for (const file of readdirSync(join(root, 'domain', folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('contract.ts')) continue
      const exported: Record<string, unknown> = await import(join(root, 'domain', folder, file))
      for (const value of Object.values(exported))
        if (typeof value === 'object' && value !== null && 'kind' in value)
          entries.push({ folder, entry: value as Entry })
    }
  for (const feature of features) {
    const all = [
      ...feature.routes.map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`),
      ...rawDoors(feature),
    ]
    doors.push(...all.map((door) => ({ door, feature: feature.name })))
  }
})
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

describe('a feature', () => {
  test('is named in api/features.ts, by its folder', () => {
    const withDoors = foldersIn('api').filter((name) => existsSync(join(root, 'api', name, 'routes.ts')))
    expect([...names].sort()).toEqual(withDoors.sort())
  })

  test('is called the same in domain and web', () => {
    expect(names.filter((name) => !foldersIn('domain').includes(name))).toEqual([])
    expect(names.filter((name) => !foldersIn('web').includes(name))).toEqual([])
  })

  test('is named in web/features.ts when it has screens', () => {
    const list = readFileSync(join(root, 'web/features.ts'), 'utf8')
    const withScreens = foldersIn('web').filter((name) => existsSync(join(root, 'web', name, 'feature.ts')))
    expect(withScreens.filter((name) => !list.includes(`  ${name}Screens,`))).toEqual([])
    // What is shown inside the screens of others has none of its own.
    expect(names.filter((name) => !withScreens.includes(name))).toEqual(['files'])
  })

  test('names its background work in worker/features.ts', () => {
    const working = foldersIn('worker').filter((name) => existsSync(join(root, 'worker', name, 'feature.ts')))
    expect(work.map(({ name }) => name).sort()).toEqual(working.sort())
    expect(work.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([])
  })

  test('follows in the worker what it follows in the API', () => {
    expect(new Set(workerFollowers)).toEqual(new Set(followers))
    // With the list of features the worker would load every door, and 20 MB with them.
    expect(sourcesIn('worker')).not.toContain('#api/features.ts')
  })

  test('says who may pass each of its doors', () => {
    const known = accessCases.map(({ door }) => door)
    expect(doors.length).toBeGreaterThan(100)
    expect(
      doors.filter(({ door }) => !known.includes(door)).map(({ feature, door }) => `${feature}: ${door}`),
    ).toEqual([])
    expect(known.filter((door) => !doors.some((one) => one.door === door))).toEqual([])
    const cases = accessCases.map(({ door, about }) => [door, about].join(' '))
    expect(cases.filter((one, at) => cases.indexOf(one) !== at)).toEqual([])
  })

  test('answers each endpoint and signal of its contract, and does each job', () => {
    const done = new Set([
      ...doors.map(({ door }) => door),
      // The server answers it itself, also when no feature can.
      'GET /api/health',
      ...SENT,
      ...features.flatMap(({ signals }) => signals?.map(({ signal }) => signal.name) ?? []),
      ...jobs.map(({ job }) => job.name),
    ])
    const nameOf = (entry: Entry) =>
      entry.kind === 'endpoint' ? `${entry.method} ${entry.path}` : entry.name
    expect(
      entries
        .filter(({ entry }) => entry.kind !== 'event' && !done.has(nameOf(entry)))
        .map(({ folder, entry }) => `${folder}: ${nameOf(entry)}`),
    ).toEqual([])
  })

  test('says in one sentence what each entry of its contract is', () => {
    expect(
      entries.filter(({ entry }) => !/^\S.*[^\s,;]$/s.test(entry.summary)).map(({ folder }) => folder),
    ).toEqual([])
  })

  test('has words in both languages', () => {
    for (const locale of ['en', 'zh-CN'])
      expect(
        names.filter((name) => !existsSync(join(root, `web/i18n/${locale}/${WORDS[name] ?? name}.ts`))),
        locale,
      ).toEqual([])
  })

  test('has words in both languages for each of its jobs', async () => {
    const part: Part = 'jobs'
    for (const load of Object.values(PARTS[part])) {
      const { jobs: words } = (await load()) as { jobs: { names: Record<string, string> } }
      expect(Object.keys(words.names).sort()).toEqual(
        jobs.map(({ job }) => job.name.replaceAll('.', '-')).sort(),
      )
    }
  })

  test('is shown by the demo school', () => {
    const demo = sourcesIn('worker/demo')
    const shown = (name: string) => demo.includes(`#api/${name}/`)
    expect(names.filter((name) => !shown(name) && !(name in SHOWN))).toEqual([])
    expect(Object.keys(SHOWN).filter((name) => shown(name) || !names.includes(name))).toEqual([])
  })
})
