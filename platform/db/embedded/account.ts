import { spawn } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { StartProblem } from '#platform/start-problem.ts'

/** The system account the database runs as; null when it is simply ours. */
export type Account = { uid: number; gid: number } | null

export interface Finished {
  code: number
  /** Standard output and standard error in the order they came. */
  output: string
}

/**
 * Runs a program to its end as the given account, in a process group of its own so that Ctrl-C in the terminal does
 * not reach it, and with a bare environment so that nobody's PG* variables steer it.
 */
export const run = (program: string, args: string[], account: Account): Promise<Finished> =>
  new Promise((done) => {
    const child = spawn(program, args, {
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
      ...account,
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    const finish = (code: number, extra = '') => done({ code, output: Buffer.concat(chunks) + extra })
    child.once('error', (error) => finish(127, error.message))
    child.once('close', (code) => finish(code ?? 1))
  })

const lookUp = async (name: string): Promise<Account> => {
  const [uid, gid] = await Promise.all([run('id', ['-u', name], null), run('id', ['-g', name], null)])
  if (uid.code !== 0 || gid.code !== 0) return null
  return { uid: Number(uid.output), gid: Number(gid.output) }
}

const ownAccount = 'lectern'

const makeAccount = async (): Promise<Account> => {
  const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin']
  await run('useradd', [...flags, ownAccount], null)
  return lookUp(ownAccount)
}

const isRoot = () => process.getuid?.() === 0

const named = async (name: string): Promise<Account> => {
  const account = await lookUp(name)
  if (account && account.uid !== 0) return account
  throw new StartProblem(
    `LECTERN_PG_USER is "${name}", and there is no such account here: create it, or leave the variable out.`,
  )
}

/** The account that owns an existing cluster: it must go on being run by the same one. */
const ownerOf = async (cluster: string): Promise<Account> => {
  const found = await stat(cluster).catch(() => null)
  if (!found) return null
  const { uid, gid } = found
  if (isRoot()) return uid === 0 ? null : { uid, gid }
  if (uid === process.getuid?.()) return null
  throw new StartProblem(
    `The database in ${cluster} belongs to another account: start as that account or as root, or set DATA_DIR to a folder of your own.`,
  )
}

/**
 * The account for a database that is yet to be made. PostgreSQL refuses to run as root, so root lends it another
 * account: the one asked for, or `lectern` (made if need be), or `nobody` where accounts cannot be made.
 */
const accountForNew = async (wanted: string | null): Promise<Account> => {
  if (!isRoot()) return null
  if (wanted) return named(wanted)
  const account = (await lookUp(ownAccount)) ?? (await makeAccount()) ?? (await lookUp('nobody'))
  if (account) return account
  throw new StartProblem(
    'PostgreSQL does not run as root and there is no other account here: start as an ordinary user, or set LECTERN_PG_USER or DATABASE_URL.',
  )
}

/** The account that runs the database of `cluster`, which may not exist yet. */
export const accountFor = async (cluster: string | null, wanted: string | null): Promise<Account> =>
  (cluster && (await ownerOf(cluster))) || accountForNew(wanted)

/** Whether the account may enter a folder, asked of the system itself rather than worked out from mode bits. */
export const canEnter = async (folder: string, account: Account): Promise<boolean> =>
  (await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], account)).code === 0
