import { connect, createServer, type Server, type Socket } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getMe } from '#domain/accounts/contract.ts'
import { loadConfig } from '#platform/config.ts'
import { systemContext } from '#platform/context.ts'
import { openLog } from '#platform/log.ts'
import { type PartRow, partOf } from '#platform/part.ts'
import { partsNow, startPulse } from '#platform/pulse.ts'
import { type OpenedServices, openServices } from '#platform/services.ts'
import { createSession } from '../accounts/session.ts'
import { features } from '../features.ts'
import { type RunningApi, startApi } from '../serve.ts'
import { Client } from '../testing/client.ts'
import { TestSchool } from '../testing/school.ts'

/** A wire to the database that can be cut and mended. */
class Wire {
  port = 0
  private server: Server | null = null
  private readonly sockets = new Set<Socket>()
  private readonly to: URL

  constructor(to: URL) {
    this.to = to
  }

  async mend(): Promise<void> {
    this.server = createServer((near) => {
      const far = connect(Number(this.to.port), this.to.hostname)
      for (const socket of [near, far]) {
        this.sockets.add(socket)
        socket.on('error', () => {})
        socket.on('close', () => {
          near.destroy()
          far.destroy()
          this.sockets.delete(socket)
        })
      }
      near.pipe(far).pipe(near)
    })
    await new Promise<void>((resolve) => this.server?.listen(this.port, '127.0.0.1', resolve))
    const address = this.server.address()
    this.port = typeof address === 'object' && address ? address.port : 0
  }

  cut(): void {
    this.server?.close()
    for (const socket of this.sockets) socket.destroy()
  }
}

let wire: Wire
let services: OpenedServices
let api: RunningApi
let client: Client

beforeAll(async () => {
  const school = await TestSchool.start()
  wire = new Wire(new URL(school.databaseUrl))
  await wire.mend()
  const url = new URL(school.databaseUrl)
  url.port = String(wire.port)
  services = await openServices({
    followers: [],
    config: loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: '0' }),
    databaseUrl: url.href,
    name: 'lectern-wire',
  })
  api = await startApi({ services, features, version: '1.2.3', port: 0, host: '127.0.0.1' })
  const person = await school.person('student')
  const { token } = await createSession(systemContext(school.services), person.id, null)
  client = new Client(`http://127.0.0.1:${api.port}`, token)
})

afterAll(async () => {
  await api.stop()
  wire.cut()
  await services.close()
})

const health = async () => {
  const response = await client.fetch('/api/health')
  return { status: response.status, body: await response.json() }
}

const until = async (status: number) => {
  for (let n = 0; n < 100 && (await health()).status !== status; n++)
    await new Promise((resolve) => setTimeout(resolve, 100))
  return health()
}

test('the health page tells version, database, queue, sockets and lag without a sign-in', async () => {
  const { status, body } = await health()
  expect(status).toBe(200)
  expect(body).toMatchObject({
    status: 'ok',
    version: '1.2.3',
    sockets: 0,
    database: { status: 'ok' },
    queue: { depth: 0, oldestSeconds: null },
  })
  expect(body.eventLoopLagMs).toBeTypeOf('number')
})

test('when the database is gone it says 503, people are told to wait, and all is well by itself when it returns', async () => {
  wire.cut()
  expect(await until(503)).toMatchObject({
    status: 503,
    body: { status: 'down', database: { status: 'down' } },
  })
  // A proxy passes over it, and nobody restarts a process that lives.
  expect((await client.fetch('/api/health/ready')).status).toBe(503)
  expect((await client.fetch('/api/health/alive')).status).toBe(200)
  expect(await client.status(getMe, {}, {})).toBe(503)
  await wire.mend()
  expect(await until(200)).toMatchObject({ status: 200 })
  expect((await client.fetch('/api/health/ready')).status).toBe(200)
  expect(await client.status(getMe, {}, {})).toBe(200)
})

test('the health page tells of every part whether it runs, sleeps until it is wanted, or is missing', async () => {
  const { body } = await health()
  expect(body.parts.map((part: { name: string; status: string }) => [part.name, part.status])).toEqual([
    ['api', 'missing'],
    ['worker', 'missing'],
    ['media', 'asleep'],
  ])
  const stop = await startPulse(services, partOf('worker'), () => ({ rooms: 2 }))
  const worker = (await health()).body.parts[1]
  expect(worker).toMatchObject({ status: 'running', processes: [{ figures: { rooms: 2 } }] })
  expect(worker.processes[0].memoryMb).toBeGreaterThan(10)
  await stop()
  expect((await health()).body.parts[1]).toMatchObject({ status: 'missing', processes: [] })
})

test('an added part is counted by its row; a process that has said nothing for long is not there', async () => {
  const media: PartRow = { ...partOf('worker'), name: 'media', starts: 'when wanted' }
  const { db } = services.connection
  expect(await partsNow(db, [media])).toMatchObject([{ name: 'media', status: 'asleep', processes: [] }])
  const stop = await startPulse(services, media)
  expect(await partsNow(db, [media])).toMatchObject([{ name: 'media', status: 'running' }])
  await sql`update part_process set seen_at = now() - interval '1 minute'`.execute(db)
  expect(await partsNow(db, [media])).toMatchObject([{ name: 'media', status: 'asleep' }])
  await stop()
})

test('a process that holds more memory than its part should says so in the log, once', async () => {
  const lines: string[] = []
  const log = openLog('warn', (line) => lines.push(line)).with({ process: 'lectern-media' })
  const stop = await startPulse({ ...services, log }, { ...partOf('worker'), memoryLineMb: 1 })
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { event: 'process.memory', process: 'lectern-media', lineMb: 1 },
  ])
  await stop()
})
