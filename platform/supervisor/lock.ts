import { createHash } from 'node:crypto'
import { readFileSync, unlinkSync } from 'node:fs'
import { link, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import * as z from 'zod'
import { identityOf } from '#platform/process.ts'
import { randomToken } from '#platform/random.ts'
import { StartProblem } from '#platform/start-problem.ts'

/** The right to run on a data folder. */
export interface Lock {
  /** True when an earlier holder was killed: what it started may take a moment to be gone. */
  tookOver: boolean
  /** Lets a second start say where this one answers. */
  setAddress(address: string): Promise<void>
  release(): void
}

const holder = z.object({
  pid: z.int(),
  /** Tells this run from another process with the same number. */
  identity: z.string(),
  host: z.string(),
  token: z.string(),
  address: z.string().optional(),
})
type Holder = z.infer<typeof holder>

const HEARTBEAT_MS = 5_000
const SILENT_MS = 20_000

const parse = (text: string): Holder | null => {
  try {
    return holder.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Whether the holder still runs. On another machine or container only the heartbeat can tell. */
const isHeld = async (path: string, by: Holder): Promise<boolean> => {
  if (by.host === hostname()) return identityOf(by.pid) === by.identity
  const beat = await stat(path).catch(() => null)
  return beat !== null && Date.now() - beat.mtimeMs < SILENT_MS
}

const refusal = (dataDir: string, by: Holder): StartProblem => {
  const where = by.host === hostname() ? `process ${by.pid}` : `process ${by.pid} on ${by.host}`
  const open = by.address ? `open ${by.address}, or ` : ''
  return new StartProblem(
    `Lectern already runs on ${dataDir} (${where}): ${open}stop it first, or set another DATA_DIR and PORT.`,
  )
}

/** Puts our lock there unless there is one. A link appears whole or not at all, so nobody reads half a lock. */
const place = async (path: string, content: Holder): Promise<boolean> => {
  const own = `${path}.${randomToken(9)}`
  await writeFile(own, JSON.stringify(content), { mode: 0o600 })
  try {
    await link(own, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await unlink(own)
  }
}

/**
 * Takes a dead holder's lock away. Several may have read that very lock at different times: whoever does it holds a
 * lock of its own on doing it, and looks again, so that nobody takes away the lock of who came in between.
 */
const clear = async (path: string, dead: string, content: Holder): Promise<void> => {
  const right = `${path}.${createHash('sha256').update(dead).digest('hex').slice(0, 16)}`
  while (!(await place(right, content))) {
    const text = await readFile(right, 'utf8').catch(() => null)
    if (text === null) return
    const by = parse(text)
    if (by && (await isHeld(right, by))) await setTimeout(10)
    else await clear(right, text, content)
  }
  if ((await readFile(path, 'utf8').catch(() => null)) === dead) await unlink(path)
  await unlink(right)
}

const hold = (path: string, content: Holder, tookOver: boolean): Lock => {
  const beat = setInterval(() => {
    utimes(path, new Date(), new Date()).catch(() => {})
  }, HEARTBEAT_MS)
  beat.unref()
  return {
    tookOver,
    setAddress: async (address) => {
      const next = `${path}.${content.token}`
      await writeFile(next, JSON.stringify({ ...content, address }), { mode: 0o600 })
      await rename(next, path)
    },
    release: () => {
      clearInterval(beat)
      try {
        if (parse(readFileSync(path, 'utf8'))?.token === content.token) unlinkSync(path)
      } catch {
        // It is gone, and that is what was wanted.
      }
    },
  }
}

/**
 * Takes the right to run on the data folder. Throws `StartProblem` when another run has it; a lock whose holder was
 * killed is taken over.
 */
export const takeLock = async (dataDir: string): Promise<Lock> => {
  const path = join(dataDir, 'lectern.lock')
  const content: Holder = {
    pid: process.pid,
    identity: identityOf(process.pid) ?? '',
    host: hostname(),
    token: randomToken(9),
  }
  for (let tookOver = false; ; tookOver = true) {
    if (await place(path, content)) return hold(path, content, tookOver)
    const text = await readFile(path, 'utf8').catch(() => '')
    const by = parse(text)
    if (by && (await isHeld(path, by))) throw refusal(dataDir, by)
    await clear(path, text, content)
  }
}
