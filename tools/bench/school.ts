import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createSession } from '#api/accounts/session.ts'
import { features, followers } from '#api/features.ts'
import { gradebookSnapshot, totalsOf, writeTotals } from '#api/grades/total.ts'
import { type RunningApi, startApi } from '#api/serve.ts'
import { fillSchool, LARGE_SCHOOL, type SchoolSize } from '#api/testing/filled-school.ts'
import { ASKERS, screenAsks } from '#api/testing/screen-asks.ts'
import { recordStatements, rowsRead } from '#api/testing/statements.ts'
import { loadConfig } from '#platform/config.ts'
import { inTransaction, systemContext } from '#platform/context.ts'
import { connect } from '#platform/db/connect.ts'
import { startEmbedded } from '#platform/db/embedded.ts'
import { migrateToLatest } from '#platform/db/migrate.ts'
import { openServices } from '#platform/services.ts'
import { migrations } from '../../migrations/index.ts'
import { figure, percentile, table } from './measure.ts'

const ROUNDS = 21
/** What every GET of a screen keeps to, however many terms the school has. */
const AIMS = { ms: 40, statements: 12, bytes: 100_000 }

interface Figures {
  by: string
  door: string
  p50: number
  p95: number
  statements: number
  rows: number
  bytes: number
}

/** One GET as a browser makes it: how long it takes until the last byte, and how many bytes of body come over the wire. */
const get = (port: number, path: string, token: string): Promise<{ ms: number; bytes: number }> =>
  new Promise((resolve, reject) => {
    const started = performance.now()
    const headers = { cookie: `session=${token}`, 'accept-encoding': 'gzip' }
    request({ port, path, headers, agent: false }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.on('end', () => {
        if (response.statusCode === 200) resolve({ ms: performance.now() - started, bytes })
        else reject(new Error(`${path}: ${response.statusCode}`))
      })
    })
      .on('error', reject)
      .end()
  })

const measureDoor = async (
  api: RunningApi,
  url: string,
  token: string,
  ask: { door: string; path: string },
): Promise<Omit<Figures, 'by'>> => {
  // Eight times first: by then PostgreSQL has decided whether it plans the statements once for all values.
  for (let n = 0; n < 8; n++) await get(api.port, ask.path, token)
  const recorder = recordStatements()
  const { bytes } = await get(api.port, ask.path, token)
  recorder.stop()
  const statements = recorder.take()
  const times: number[] = []
  for (let n = 0; n < ROUNDS; n++) times.push((await get(api.port, ask.path, token)).ms)
  times.sort((a, b) => a - b)
  const rows = await rowsRead(url, statements)
  return {
    door: ask.door,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
    statements: statements.length,
    rows: rows.reduce((sum, count) => sum + count, 0),
    bytes,
  }
}

/** A school of this size in a database of its own, and every door of its screens as each of the four. */
const measureSchool = async (size: SchoolSize): Promise<Figures[]> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const embedded = await startEmbedded({
    dataDir,
    settings: { fsync: 'off', full_page_writes: 'off', max_wal_size: '4GB' },
  })
  await migrateToLatest(embedded.url, migrations)
  const session = connect(embedded.url, { max: 1 })
  const started = performance.now()
  const school = await fillSchool(session, size)
  const [{ bytes = 0 } = {}] = await session.query<{ bytes: number }>(
    'select pg_database_size(current_database()) as bytes',
  )
  console.log(
    `${size.terms} ${size.terms === 1 ? 'term' : 'terms'}: ${(bytes / 1e9).toFixed(2)} GB, filled in ${Math.round((performance.now() - started) / 1000)} s\n`,
  )
  await session.query('vacuum analyze')
  await session.close()
  const config = loadConfig({
    LOG_LEVEL: 'error',
    DATA_DIR: dataDir,
    PORT: '0',
    HOST: '127.0.0.1',
    LESSON_MEDIA: 'none',
  })
  const services = await openServices({ config, databaseUrl: embedded.url, name: 'lectern-bench', followers })
  const api = await startApi({ services, features, version: '0.0.0', port: 0, host: '127.0.0.1' })
  const system = systemContext(services)
  for (const classId of [school.class, school.largeClass]) {
    const snapshot = await gradebookSnapshot(system, classId)
    if (snapshot) await inTransaction(system, (tx) => writeTotals(tx, snapshot, totalsOf(snapshot)))
  }
  const figures: Figures[] = []
  for (const by of ASKERS) {
    const { token } = await createSession(system, school[by], 'bench')
    for (const ask of screenAsks(school, new Date()))
      if (ask.by.includes(by)) figures.push({ by, ...(await measureDoor(api, embedded.url, token, ask)) })
  }
  await api.stop()
  await services.close()
  await embedded.stop()
  rmSync(dataDir, { recursive: true, force: true })
  return figures
}

const SIZES = ['pupils', 'classes', 'terms', 'messages', 'lessons', 'handIns', 'events'] as const

/** The sizes of the command line over those of the large school: `--pupils 600 --hand-ins 20000`. */
const sizeOf = (args: string[]): SchoolSize => {
  const flag = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const { values } = parseArgs({
    args,
    options: Object.fromEntries(SIZES.map((name) => [flag(name), { type: 'string' as const }])),
  })
  const given = SIZES.flatMap((name) => (values[flag(name)] ? [[name, Number(values[flag(name)])]] : []))
  return { ...LARGE_SCHOOL, ...Object.fromEntries(given) }
}

/** What costs how much after one term and after the last: nothing that a screen asks for may grow with the years. */
export const school = async (args: string[] = []): Promise<void> => {
  const size = sizeOf(args)
  console.log(`\n## School: ${size.pupils} pupils, ${size.classes} classes a term\n`)
  const first = await measureSchool({ ...size, terms: 1 })
  const last = size.terms > 1 ? await measureSchool(size) : first
  const missed = (one: Figures) =>
    [
      one.p95 > AIMS.ms ? 'ms' : '',
      one.statements > AIMS.statements ? 'statements' : '',
      one.bytes > AIMS.bytes ? 'bytes' : '',
    ]
      .filter(Boolean)
      .join(', ')
  table(
    [
      'door',
      'as',
      'p50 ms',
      `p95 ms (≤ ${AIMS.ms})`,
      'ratio of p50',
      `statements (≤ ${AIMS.statements})`,
      'rows read, 1 term',
      `${size.terms} terms`,
      `kB (≤ ${AIMS.bytes / 1000})`,
      'misses',
    ],
    last.map((one, n) => {
      const before = first[n] ?? one
      return [
        one.door,
        one.by,
        figure(one.p50),
        figure(one.p95),
        figure(one.p50 / before.p50, 2),
        one.statements,
        before.rows,
        one.rows,
        figure(one.bytes / 1000),
        missed(one),
      ]
    }),
  )
  const misses = last.filter((one) => missed(one) !== '')
  console.log(`\n${last.length - misses.length} of ${last.length} keep to every aim.`)
}
