import { createHash } from 'node:crypto'
import { chmod, chown, mkdir, open, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { randomToken } from '#platform/random.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { type Account, canEnter, run } from './account.ts'
import { SHARED_FOLDER } from './binaries.ts'

/** What has to be remembered from one start to the next, in `postgres.json` in the data folder, for its owner's eyes. */
const note = z.object({
  /** The cluster's folder; relative when it lies in the data folder, so that the whole can be moved. */
  cluster: z.string(),
  password: z.string(),
  port: z.int(),
  /** Whether the cluster was ever whole: from then on, its absence means that it was lost. */
  created: z.boolean(),
})
export type Note = z.infer<typeof note>

const fileOf = (dataDir: string) => join(dataDir, 'postgres.json')

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null)

/**
 * Makes a folder and what leads to it; whether it was made. Node's own way of doing so tries for ever where a file system
 * makes no folders, such as /proc (libuv takes "no such entry" for a missing parent).
 */
const makeFolder = async (path: string, mode: number): Promise<boolean> => {
  try {
    await mkdir(path, { mode })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await stat(path)).isDirectory()) return false
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path), 0o777)
    await mkdir(path, { mode })
    return true
  }
}

/** Makes the data folder if need be and returns its one true path, by which running servers are recognised. */
export const openDataDir = async (dataDir: string): Promise<string> => {
  const made = await makeFolder(dataDir, 0o700)
  // Root's database runs as another account, which must pass through but need not list.
  if (made && process.getuid?.() === 0) await chmod(dataDir, 0o711)
  const path = await realpath(dataDir)
  // pg_ctl hands the path to a shell between double quotes.
  if (!/["$`\\\n]/.test(path)) return path
  throw new StartProblem(
    `DATA_DIR is ${path}: PostgreSQL cannot live in a folder with a quotation mark, a backquote, a backslash or $ in its name; choose another.`,
  )
}

/** The note of an earlier start, or null before the first. */
export const readNote = async (dataDir: string): Promise<Note | null> => {
  try {
    return note.parse(JSON.parse(await readFile(fileOf(dataDir), 'utf8')))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new StartProblem(
      `${fileOf(dataDir)}, which holds the database's password, cannot be read (${error instanceof Error ? error.message.split('\n')[0] : error}): put it back from a backup.`,
    )
  }
}

/** Writes the note so that a crash leaves the old one or the new one, never half of one. */
export const writeNote = async (dataDir: string, content: Note): Promise<void> => {
  const half = `${fileOf(dataDir)}.new`
  const file = await open(half, 'w', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(content)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(half, fileOf(dataDir))
}

/** Lets the account pass through the data folder itself, if that is all it takes. */
const letThrough = async (dataDir: string, account: Account): Promise<boolean> => {
  if (await canEnter(dataDir, account)) return true
  const { uid, mode } = await stat(dataDir)
  if (uid !== process.getuid?.()) return false
  await chmod(dataDir, (mode & 0o777) | 0o011)
  if (await canEnter(dataDir, account)) return true
  await chmod(dataDir, mode & 0o777)
  return false
}

/**
 * Where a new cluster goes: into the data folder, or, when that lies under a folder closed to the database's account
 * (such as /root), beside the shared programs under a name made from the data folder's. As kept in the note.
 */
export const clusterFor = async (dataDir: string, account: Account): Promise<string> => {
  if (!account || (await letThrough(dataDir, account))) return 'postgres'
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  await mkdir(join(SHARED_FOLDER, 'data'), { recursive: true })
  await chmod(SHARED_FOLDER, 0o755)
  await chmod(join(SHARED_FOLDER, 'data'), 0o755)
  return join(SHARED_FOLDER, 'data', name)
}

/**
 * Claims a cluster that lies outside the data folder. A copied data folder points at the original's cluster, and two
 * installations must not share one; a moved one takes its cluster along.
 */
export const claim = async (dataDir: string, cluster: string): Promise<void> => {
  if (cluster === join(dataDir, 'postgres')) return
  const path = `${cluster}.home`
  const home = await readFile(path, 'utf8').catch(() => dataDir)
  if (home !== dataDir && (await readNote(home).catch(() => null))?.cluster === cluster)
    throw new StartProblem(
      `${dataDir} is a copy of ${home}, whose database it would share: delete postgres.json in the copy to begin with an empty one, or set another DATA_DIR.`,
    )
  await writeFile(path, dataDir)
}

/**
 * Gives a cluster that was put back from a backup to the account that runs it: root's copies belong to root, and a
 * copy may have lost the rights that PostgreSQL insists on.
 */
export const adopt = async (cluster: string, account: Account): Promise<void> => {
  const { uid, mode } = await stat(cluster)
  if ((mode & 0o777) !== 0o700) await chmod(cluster, 0o700)
  if (!account || uid === account.uid) return
  const given = await run('chown', ['-R', `${account.uid}:${account.gid}`, cluster], null)
  if (given.code !== 0) throw new Error(given.output)
}

const LOG_LIMIT = 10 * 1024 * 1024

/** The server's own log, owned by its account; an old one is kept once when it has grown long. */
export const openLog = async (cluster: string, account: Account): Promise<string> => {
  const path = `${cluster}.log`
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  )
  if (size > LOG_LIMIT) await rename(path, `${path}.1`)
  await (await open(path, 'a', 0o600)).close()
  if (account) await chown(path, account.uid, account.gid)
  return path
}

/** Whether nobody listens on this port of this machine. */
const isFree = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const probe = createServer()
    probe.once('error', () => answer(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)))
  })

/**
 * A free port below the range that systems lend to outgoing connections. From inside that range, a client that keeps
 * trying to reach a stopped server can be lent the server's own port and connect to itself.
 */
export const freePort = async (preferred?: number): Promise<number> => {
  if (preferred && (await isFree(preferred))) return preferred
  for (let tries = 0; tries < 100; tries++) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    if (await isFree(port)) return port
  }
  throw new StartProblem('No free port was found from 20000 to 29999 for the database: set DATABASE_URL.')
}

/** The note for a data folder that has none yet. */
export const newNote = async (cluster: string): Promise<Note> => ({
  cluster,
  password: randomToken(24),
  port: await freePort(),
  created: false,
})
