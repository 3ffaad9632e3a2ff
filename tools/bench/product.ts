import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 } from 'uuid'
import { startEmbedded } from '#platform/db/embedded.ts'
import { migrateToLatest } from '#platform/db/migrate.ts'
import { APP_ROLE, giveRights } from '#platform/db/roles.ts'
import { migrations } from '../../migrations/index.ts'

const root = new URL('../..', import.meta.url).pathname

export interface BenchProduct {
  url: string
  /** For what is written there by the thousand. */
  databaseUrl: string
  /** Everything whose CPU and memory are the product's: API and database. */
  pids: number[]
  setUpKey: string
  stop(): Promise<void>
}

/** Starts a child with an IPC channel and waits for its `ready`. */
export const ready = (child: ChildProcess): Promise<{ port: number; setupUrl?: string }> =>
  new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the process ended with ${code}`)))
    child.on('message', (message: { type: string; port: number; setupUrl?: string }) => {
      if (message.type === 'ready') resolve(message)
    })
  })

/** The built API on an embedded PostgreSQL with its ordinary, durable settings, in a folder of its own. */
export const startProduct = async (): Promise<BenchProduct> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  const embedded = await startEmbedded({ dataDir })
  await migrateToLatest(embedded.url, migrations)
  await giveRights(embedded.url, APP_ROLE)
  const child = fork(join(root, 'dist/api.mjs'), {
    env: {
      ...process.env,
      DATABASE_URL: embedded.appUrl,
      DATA_DIR: dataDir,
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
      SIGN_IN_PER_ADDRESS: '1000000',
      MESSAGES_PER_MINUTE: '1000000',
    },
  })
  const { port, setupUrl } = await ready(child)
  return {
    url: `http://127.0.0.1:${port}`,
    databaseUrl: embedded.url,
    pids: [child.pid ?? 0, embedded.pid],
    setUpKey: new URL(setupUrl ?? 'http://x/').searchParams.get('key') ?? '',
    stop: async () => {
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('exit', resolve))
      await embedded.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A small client of the API for the benches. */
export class Api {
  readonly url: string
  readonly token: string | null

  constructor(url: string, token: string | null = null) {
    this.url = url
    this.token = token
  }

  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        origin: this.url,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }

  /** Runs a request that starts a session and returns a client with a token of that account. */
  async as(path: string, body: unknown): Promise<Api> {
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: { origin: this.url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    const answer = await fetch(`${this.url}/api/me/tokens`, {
      method: 'POST',
      headers: { origin: this.url, 'content-type': 'application/json', cookie },
      body: JSON.stringify({ name: 'bench' }),
    })
    const { token } = (await answer.json()) as { token: string }
    return new Api(this.url, token)
  }
}

/** Sets a school up and makes a class of so many people in it, who may speak in its channels. */
export const aClass = async (product: BenchProduct, size: number) => {
  const owner = await new Api(product.url).as('/api/setup', {
    key: product.setUpKey,
    school: { name: 'Bench', locale: 'en', timeZone: 'UTC' },
    term: { name: 'Term', startsOn: '2020-01-01', endsOn: '2099-12-31' },
    administrator: { displayName: 'Owner', username: 'bench-owner', password: 'a long password' },
  })
  const classId = v7()
  await owner.send('POST', '/api/classes', { id: classId, name: 'Bench', subject: '', teach: true })
  const { code } = await owner.send<{ code: string }>('POST', `/api/classes/${classId}/join-code`, {
    uses: 1000,
  })
  const people = await Promise.all(
    Array.from({ length: size }, (_, n) =>
      new Api(product.url).as('/api/sign-up', {
        code,
        username: `pupil${n}`,
        displayName: `Pupil ${n}`,
        password: 'a long password',
      }),
    ),
  )
  const { channels } = await owner.send<{ channels: { id: string; kind: string }[] }>(
    'GET',
    `/api/classes/${classId}/channels`,
  )
  return { owner, people, channels, classId }
}
