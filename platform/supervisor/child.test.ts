import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { environmentWith } from '#platform/config.ts'
import { isRunning } from '#platform/process.ts'
import { type Child, type ChildOptions, keepRunning, restartDelay } from './child.ts'

let folder: string
const kept: Child[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-child-'))
})

afterEach(async () => {
  await Promise.all(kept.splice(0).map((child) => child.stop(0)))
  await rm(folder, { recursive: true, force: true })
})

/** A stand-in that writes its process number to `pids` and then does what `body` says. */
const write = async (body: string): Promise<string> => {
  const file = join(folder, 'child.mjs')
  await writeFile(
    file,
    `import { appendFileSync } from 'node:fs'
     appendFileSync(${JSON.stringify(join(folder, 'pids'))}, process.pid + '\\n')
     const ready = (extra = {}) => process.send({ type: 'ready', ...extra })
     const exit = process.exit
     ${body}`,
  )
  return file
}

const run = async (body: string, options: Partial<ChildOptions> = {}) => {
  const file = await write(body)
  const child = keepRunning({
    name: 'stand-in',
    args: [file],
    env: () => environmentWith({}),
    output: 'inherit',
    advice: 'see here',
    ...options,
  })
  kept.push(child)
  return child
}

const pids = async () => (await readFile(join(folder, 'pids'), 'utf8')).trim().split('\n').map(Number)

const STAYS = `process.on('message', () => exit(0)); ready({ port: 4711 })`
const DEAF = `process.on('message', () => {}); process.on('SIGTERM', () => {}); ready()`

describe('a child of the supervisor', () => {
  it('says that it is ready, and with what', async () => {
    const child = await run(STAYS)
    expect(await child.ready).toEqual({ type: 'ready', port: 4711 })
  })

  it('is started again at once when it is killed', async () => {
    const deaths: [string, number][] = []
    const child = await run(STAYS, { onDeath: (how, delay) => deaths.push([how, delay]) })
    await child.ready
    const [first] = await pids()
    process.kill(first!, 'SIGKILL')
    await vi.waitFor(async () => expect(await pids()).toHaveLength(2), 30_000)
    expect(deaths).toEqual([['was killed by SIGKILL', 0]])
  })

  it('is given up when it ends three times before it was ever ready', async () => {
    const child = await run('exit(3)')
    await expect(child.ready).rejects.toThrow('The stand-in cannot start, it ended with code 3: see here.')
    expect(await pids()).toHaveLength(3)
  })

  it('waits longer and longer, up to five seconds, when it keeps ending', () => {
    const delays = (worked: boolean) =>
      [1, 2, 3, 4, 5, 6, 7, 50].map((deaths) => restartDelay(deaths, worked))
    expect(delays(false)).toEqual([0, 200, 400, 800, 1600, 3200, 5000, 5000])
    expect(delays(true)).toEqual([0, 200, 400, 800, 800, 800, 800, 800])
  })

  it('that did its work each time never waits long, however often it is killed', async () => {
    const deaths: number[] = []
    const child = await run(STAYS, { onDeath: (_how, delay) => deaths.push(delay) })
    await child.ready
    for (let n = 1; n <= 6; n++) {
      await vi.waitFor(async () => expect(await pids()).toHaveLength(n), 30_000)
      // It says that it is ready a moment after it has noted its number.
      await pause(50)
      process.kill((await pids()).at(-1)!, 'SIGKILL')
    }
    await vi.waitFor(() => expect(deaths).toEqual([0, 200, 400, 800, 800, 800]))
  })

  it('is not started again after it was asked to stop', async () => {
    const child = await run(STAYS)
    await child.ready
    await child.stop(5_000)
    await pause(300)
    expect(await pids()).toHaveLength(1)
  })

  it('is killed with all it started when it does not stop in time', async () => {
    const child = await run(`import { spawn } from 'node:child_process'
      const helper = spawn('sleep', ['60'])
      appendFileSync(${JSON.stringify(join(folder, 'pids'))}, helper.pid + '\\n')
      ${DEAF}`)
    await child.ready
    await child.stop(200)
    await vi.waitFor(async () => expect((await pids()).filter(isRunning)).toEqual([]))
  })

  it('is started anew with the environment of that moment when it is restarted', async () => {
    let address = 'first'
    const child = await run(
      `appendFileSync(${JSON.stringify(join(folder, 'seen'))}, process.env.DATABASE_URL + '\\n'); ${STAYS}`,
      { env: () => environmentWith({ DATABASE_URL: address }) },
    )
    await child.ready
    address = 'second'
    child.restart(5_000)
    const seen = () => readFile(join(folder, 'seen'), 'utf8')
    await vi.waitFor(async () => expect(await seen()).toBe('first\nsecond\n'), 30_000)
  })
})

describe('the child side of the protocol', () => {
  const module = JSON.stringify(fileURLToPath(new URL('../child.ts', import.meta.url)))
  const body = () => `const { reportReady, whenToldToStop } = await import(${module})
    const timer = setInterval(() => {}, 1000)
    whenToldToStop(async () => {
      appendFileSync(${JSON.stringify(join(folder, 'stopped'))}, 'in order')
      clearInterval(timer)
    })
    reportReady({ port: 1 })`

  it('stops in order when told to', async () => {
    const child = await run(body(), { args: ['--import', 'tsx', join(folder, 'child.mjs')] })
    await child.ready
    await child.stop(5_000)
    expect(await readFile(join(folder, 'stopped'), 'utf8')).toBe('in order')
  })

  it('stops in order by itself when the supervisor is killed', async () => {
    const file = await write(body())
    const parent = join(folder, 'parent.mjs')
    await writeFile(
      parent,
      `import { spawn } from 'node:child_process'
       const args = ['--import', 'tsx', ${JSON.stringify(file)}]
       const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true })
       child.on('message', () => process.kill(process.pid, 'SIGKILL'))`,
    )
    expect(spawnSync(process.execPath, [parent]).signal).toBe('SIGKILL')
    await vi.waitFor(() => expect(existsSync(join(folder, 'stopped'))).toBe(true), 30_000)
  })
})
