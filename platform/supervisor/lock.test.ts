import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { identityOf } from '#platform/process.ts'
import { takeLock } from './lock.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'lectern-lock-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const path = () => join(dataDir, 'lectern.lock')
const leave = (holder: object) =>
  writeFile(path(), JSON.stringify({ pid: 1, identity: 'x', host: hostname(), token: 't', ...holder }))

describe('the lock of a data folder', () => {
  it('lets one run have it, and tells the second who has it and where', async () => {
    const lock = await takeLock(dataDir)
    await lock.setAddress('http://localhost:3000')
    await expect(takeLock(dataDir)).rejects.toThrow(
      `Lectern already runs on ${dataDir} (process ${process.pid}): open http://localhost:3000, or stop it first, or set another DATA_DIR and PORT.`,
    )
    lock.release()
    expect(await readdir(dataDir)).toEqual([])
  })

  it('can be taken again once it was let go', async () => {
    const first = await takeLock(dataDir)
    first.release()
    const second = await takeLock(dataDir)
    expect(second.tookOver).toBe(false)
    second.release()
  })

  it('is taken over from a run that was killed', async () => {
    const { pid } = spawnSync('true')
    await leave({ pid })
    const lock = await takeLock(dataDir)
    expect(lock.tookOver).toBe(true)
    lock.release()
  })

  it('is taken over although another process has the number of the killed run now', async () => {
    const other = spawn('sleep', ['60'])
    await leave({ pid: other.pid, identity: 'an earlier process' })
    expect((await takeLock(dataDir)).tookOver).toBe(true)
    other.kill()
  })

  it('is taken over when it holds nothing that can be read', async () => {
    await writeFile(path(), '')
    expect((await takeLock(dataDir)).tookOver).toBe(true)
  })

  it('is respected on another machine while its heartbeat is fresh', async () => {
    await leave({ host: 'elsewhere', pid: 7 })
    await expect(takeLock(dataDir)).rejects.toThrow(/\(process 7 on elsewhere\)/)
    const long = new Date(Date.now() - 60_000)
    await utimes(path(), long, long)
    expect((await takeLock(dataDir)).tookOver).toBe(true)
  })

  it('goes to exactly one of several that take over at the same time, however often', async () => {
    for (let n = 0; n < 15; n++) {
      await leave({ pid: 999_999 })
      const taken = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(dataDir)))
      expect(taken.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
      expect(JSON.parse(await readFile(path(), 'utf8')).pid).toBe(process.pid)
      expect(await readdir(dataDir)).toEqual(['lectern.lock'])
    }
  })

  it('is taken over although who took it over before was killed in the middle of it', async () => {
    await leave({ pid: 999_999 })
    const dead = await readFile(path(), 'utf8')
    const right = `${path()}.${createHash('sha256').update(dead).digest('hex').slice(0, 16)}`
    await writeFile(right, dead)
    expect((await takeLock(dataDir)).tookOver).toBe(true)
    expect(await readdir(dataDir)).toEqual(['lectern.lock'])
  })
})

describe('the identity of a process', () => {
  it('stays the same while it runs and is none once it ended', async () => {
    const other = spawn('sleep', ['60'])
    const identity = identityOf(other.pid!)
    expect(identity).toBeTruthy()
    expect(identityOf(other.pid!)).toBe(identity)
    const gone = new Promise((resolve) => other.once('exit', resolve))
    other.kill()
    await gone
    expect(identityOf(other.pid!)).toBeNull()
  })
})
