import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { loadConfig } from '#platform/config.ts'
import { askOnce } from '#platform/db/ask.ts'
import { type PartRow, parts } from '#platform/part.ts'
import { waitForDatabase } from './database.ts'
import { keepDatabase } from './database-keeper.ts'
import { Stopped, Supervisor, type SupervisorOptions } from './supervisor.ts'

/**
 * Stand-ins for the parts: they write what they see to files named after them. The API asks for the part `media` when
 * SIGUSR2 tells it to; SIGUSR2 sends that part to rest.
 */
const STAND_IN = `
  import { appendFileSync } from 'node:fs'
  const [folder, name] = process.argv.slice(2)
  const note = (what) => appendFileSync(folder + '/' + name, what + '\\n')
  note(process.pid + ' ' + process.env.DATABASE_URL + ' ' + process.env.PORT)
  process.on('message', (message) => {
    if (message.type === 'awake') return note('awake ' + JSON.stringify(message.found ?? message.problem))
    appendFileSync(folder + '/order', name + '\\n')
    process.exit(0)
  })
  process.on('SIGUSR2', () => process.send(name === 'api' ? { type: 'want', part: 'media' } : { type: 'rest' }))
  process.on('disconnect', () => process.exit(0))
  if (name === 'broken') process.exit(3)
  const own = { api: { port: 4000, setupUrl: 'http://here/setup' }, media: { port: 5000 } }[name]
  process.send({ type: 'ready', ...own })
`

/** What always runs; what else there is, each test adds as it needs it. */
const atOnce = parts.filter((part) => part.starts === 'at once')

let template: string
let folder: string
let lines: string[]
const supervisors: Supervisor[] = []

const newFolder = async () => {
  const made = await mkdtemp(join(tmpdir(), 'lectern-supervisor-'))
  await chmod(made, 0o755)
  return made
}

beforeAll(async () => {
  template = await newFolder()
  const database = await keepDatabase({
    dataDir: join(template, 'data'),
    onDeath: () => {},
    onReturn: () => {},
  })
  await database.stop()
})
afterAll(() => rm(template, { recursive: true, force: true }))

beforeEach(async () => {
  folder = await newFolder()
  lines = []
  spawnSync('cp', ['-a', join(template, 'data'), join(folder, 'data')])
  await writeFile(join(folder, 'stand-in.mjs'), STAND_IN)
})
afterEach(async () => {
  await Promise.all(supervisors.splice(0).map((one) => one.stop()))
  await rm(folder, { recursive: true, force: true })
})

/** The address of the same database as its owner. */
const ownerUrl = async (url: string): Promise<string> => {
  const { password } = JSON.parse(await readFile(join(folder, 'data/postgres.json'), 'utf8'))
  return Object.assign(new URL(url), { username: 'lectern', password }).href
}

const supervise = (env: Record<string, string> = {}, options: Partial<SupervisorOptions> = {}) => {
  const supervisor = new Supervisor({
    config: loadConfig({ DATA_DIR: join(folder, 'data'), PORT: '0', HOST: '127.0.0.1', ...env }),
    parts: atOnce,
    program: ({ name }) => [join(folder, 'stand-in.mjs'), folder, name],
    migrate: async () => ({ applied: ['first'] }),
    terminal: {
      line: (text = '') => lines.push(text.trim()),
      problem: (text) => lines.push(text),
      box: (rows) => lines.push(...rows),
      step: async (doing) => doing((done) => lines.push(done)),
    },
    forPeople: false,
    ...options,
  })
  supervisors.push(supervisor)
  return supervisor
}

/** A part as it may be added: a row, and the file it names. */
const media: PartRow = {
  name: 'media',
  title: 'relay',
  source: 'media/main.ts',
  starts: 'when wanted',
  listens: false,
  memoryLineMb: 100,
}

const noted = async (name: string) => (await readFile(join(folder, name), 'utf8')).trim().split('\n')
const starts = async (name: string) => (await noted(name)).filter((line) => /^\d/.test(line))
const pidOf = async (name: string) => Number((await starts(name)).at(-1)!.split(' ')[0])
const serverPid = async () =>
  Number((await readFile(join(folder, 'data/postgres/postmaster.pid'), 'utf8')).split('\n')[0])

describe('the supervisor', () => {
  it('says where the product answers and how to set it up, and stops it in order', async () => {
    const supervisor = supervise()
    await supervisor.start()
    expect(lines).toEqual([
      `Data folder ${join(folder, 'data')}`,
      'Database (embedded PostgreSQL)',
      '1 migration applied',
      'Lectern answers at http://127.0.0.1:4000',
      'Set up the school: http://here/setup (works once)',
    ])
    await supervisor.stop()
    expect((await noted('order')).sort()).toEqual(['api', 'worker'])
    expect(existsSync(join(folder, 'data/postgres/postmaster.pid'))).toBe(false)
    expect(existsSync(join(folder, 'data/lectern.lock'))).toBe(false)
  })

  it('starts a killed API again on the same port', async () => {
    const supervisor = supervise()
    await supervisor.start()
    process.kill(await pidOf('api'), 'SIGKILL')
    await vi.waitFor(async () => expect(await noted('api')).toHaveLength(2), 30_000)
    expect((await noted('api'))[1]).toMatch(/ 4000$/)
    expect(lines).toContain('The API was killed by SIGKILL; starting it again')
  })

  it('starts a killed database again while the API and the worker stay up', async () => {
    const supervisor = supervise()
    await supervisor.start()
    const url = (await noted('api'))[0]!.split(' ')[1]!
    process.kill(await serverPid(), 'SIGKILL')
    await vi.waitFor(() => expect(lines).toContain('The database is back'), 10_000)
    expect(await askOnce(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect([await noted('api'), await noted('worker')].map((one) => one.length)).toEqual([1, 1])
  })

  it('refuses a second start on the same data folder', async () => {
    await supervise().start()
    await expect(supervise().start()).rejects.toThrow(
      /^Lectern already runs on .*: open http:\/\/127\.0\.0\.1:4000, or/,
    )
  })

  it('passes on why the database cannot be migrated and leaves nothing running', async () => {
    const migrate = () => Promise.reject(new Error('The database is newer'))
    const supervisor = supervise({}, { migrate })
    await expect(supervisor.start()).rejects.toThrow('The database is newer')
    await supervisor.stop()
    expect(existsSync(join(folder, 'data/postgres/postmaster.pid'))).toBe(false)
    expect(existsSync(join(folder, 'api'))).toBe(false)
  })

  it('can be stopped while it starts', async () => {
    const supervisor = supervise()
    const starting = supervisor.start().catch((error: unknown) => error)
    await vi.waitFor(() => expect(lines).not.toEqual([]))
    await supervisor.stop()
    expect(await starting).toBeInstanceOf(Stopped)
    expect(existsSync(join(folder, 'data/postgres/postmaster.pid'))).toBe(false)
  })

  it('ends everything at once when it is forced', async () => {
    const supervisor = supervise()
    await supervisor.start()
    await supervisor.force()
    expect(existsSync(join(folder, 'order'))).toBe(false)
    expect(existsSync(join(folder, 'data/postgres/postmaster.pid'))).toBe(false)
  })

  it('uses an external database, and a part alone beside the whole', async () => {
    await supervise().start()
    const url = (await noted('api'))[0]!.split(' ')[1]!
    const env = { DATABASE_URL: url, DATABASE_OWNER_URL: await ownerUrl(url) }
    await supervise(env, { parts: atOnce.filter(({ name }) => name === 'worker') }).start()
    expect(lines).toContain('The worker runs')
    expect((await noted('worker')).map((line) => line.split(' ')[1])).toEqual([url, url])
    // What serves people works as who owns nothing, and is told of no other.
    expect(new URL(url).username).toBe('lectern_app')
  })

  it('tells a wrong password and a missing database of an external one apart', async () => {
    await supervise().start()
    const url = new URL((await noted('api'))[0]!.split(' ')[1]!)
    url.pathname = '/nowhere'
    await expect(waitForDatabase(url.href, { waitMs: 5_000 })).rejects.toThrow(
      `There is no database "nowhere" at ${url.host}: create it (createdb nowhere), or correct DATABASE_URL.`,
    )
    url.password = 'wrong'
    await expect(waitForDatabase(url.href, { waitMs: 5_000 })).rejects.toThrow(
      `The database at ${url.host} refuses the user or the password in DATABASE_URL: correct them.`,
    )
  })

  it('starts an added part with the others, again when it is killed, and stops it in order', async () => {
    const supervisor = supervise({}, { parts: [...atOnce, { ...media, starts: 'at once' }] })
    await supervisor.start()
    process.kill(await pidOf('media'), 'SIGKILL')
    await vi.waitFor(async () => expect(await noted('media')).toHaveLength(2), 30_000)
    expect(lines).toContain('The relay was killed by SIGKILL; starting it again')
    // A port of its own is no matter of PORT.
    expect((await noted('media'))[1]).toMatch(/ 4000$/)
    await supervisor.stop()
    expect((await noted('order')).sort()).toEqual(['api', 'media', 'worker'])
  })

  describe('with a part that starts when it is wanted', () => {
    const want = async () => process.kill(await pidOf('api'), 'SIGUSR2')
    const answers = async () => (await noted('api')).filter((line) => line.startsWith('awake'))

    it('has no process of it until then, one after, and stops it when those that wanted it are gone', async () => {
      const supervisor = supervise({}, { parts: [...atOnce, media] })
      await supervisor.start()
      expect(existsSync(join(folder, 'media'))).toBe(false)
      await want()
      await vi.waitFor(async () => expect(await answers()).toHaveLength(1), 30_000)
      await want()
      await vi.waitFor(async () => expect(await answers()).toHaveLength(2), 30_000)
      expect(await answers()).toEqual(Array(2).fill('awake {"at":"here","port":5000}'))
      expect(await noted('media')).toHaveLength(1)
      await supervisor.stop()
      expect((await noted('order')).at(-1)).toBe('media')
    })

    it('lets it rest, and starts it anew for the next who wants it', async () => {
      await supervise({}, { parts: [...atOnce, media] }).start()
      await want()
      await vi.waitFor(async () => expect(await answers()).toHaveLength(1), 30_000)
      process.kill(await pidOf('media'), 'SIGUSR2')
      await vi.waitFor(async () => expect(await noted('order')).toEqual(['media']), 30_000)
      expect(lines.filter((line) => line.includes('relay'))).toEqual([])
      await want()
      await vi.waitFor(async () => expect(await answers()).toHaveLength(2), 30_000)
      expect(await noted('media')).toHaveLength(2)
    })

    it('says why it cannot start to who wants it and to people, and tries again for the next', async () => {
      const program = ({ name }: PartRow) => [
        join(folder, 'stand-in.mjs'),
        folder,
        name === 'media' ? 'broken' : name,
      ]
      await supervise({}, { parts: [...atOnce, media], program }).start()
      const problem = 'The relay cannot start, it ended with code 3: the lines above say why.'
      await want()
      await vi.waitFor(async () => expect(await answers()).toEqual([`awake "${problem}"`]), 30_000)
      expect(lines).toContain(problem)
      await want()
      await vi.waitFor(async () => expect(await answers()).toHaveLength(2), 30_000)
    })

    it('runs it alone without being wanted, and tells who wants it that it is elsewhere', async () => {
      await supervise().start()
      const url = (await noted('api'))[0]!.split(' ')[1]!
      const env = { DATABASE_URL: url, DATABASE_OWNER_URL: await ownerUrl(url) }
      await supervise(env, { parts: [media] }).start()
      expect(lines).toContain('The relay runs')
      await want()
      await vi.waitFor(async () => expect(await answers()).toEqual(['awake {"at":"elsewhere"}']), 30_000)
    })
  })
})
