import { spawn } from 'node:child_process'
import { open, readFile, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { commandLineOf, isRunning, processesIn } from '#platform/process.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { type Account, run } from './account.ts'
import type { Binaries } from './binaries.ts'

/** A server that runs on a cluster, as its pid file tells. */
export interface Running {
  pid: number
  port: number
}

export interface Server {
  cluster: string
  log: string
  account: Account
  binaries: Binaries
}

const pidFile = (cluster: string) => join(cluster, 'postmaster.pid')

const isServerOf = (cluster: string, pid: number): boolean => {
  const command = commandLineOf(pid)
  return !!command && basename(command[0] ?? '') === 'postgres' && command.includes(cluster) && isRunning(pid)
}

const readPidFile = async (cluster: string): Promise<Running | null> => {
  const text = await readFile(pidFile(cluster), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const [pid, , , port] = text.split('\n')
  return pid ? { pid: Number(pid), port: Number(port) } : null
}

/** The server that runs on this cluster, whoever started it; null when there is none. */
export const runningOn = async (cluster: string): Promise<Running | null> => {
  const found = await readPidFile(cluster)
  return found && isServerOf(cluster, found.pid) ? found : null
}

/**
 * Removes a pid file whose number now belongs to some other process: PostgreSQL would take that one for a server and
 * refuse to start. A file whose process is gone is left to PostgreSQL, which looks more closely than we could.
 */
const dropForeignPidFile = async (cluster: string): Promise<void> => {
  const found = await readPidFile(cluster)
  if (!found || isServerOf(cluster, found.pid) || commandLineOf(found.pid) === null) return
  endOrphans(cluster)
  await rm(pidFile(cluster), { force: true })
}

/**
 * Ends what is left of a server whose main process was killed. Its other processes hold the shared memory, and one in
 * a long query would hold up the next start; with the main process gone nothing they do can still be committed.
 */
const endOrphans = (cluster: string): void => {
  for (const pid of processesIn(cluster)) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

const defaults: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // TCP alone: a socket's path may not exceed 107 bytes, and data folders lie anywhere.
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  // A hot copy reads the log of what happened while it ran.
  wal_keep_size: '128MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
}

const settingFlags = (settings: Record<string, string>): string =>
  Object.entries(settings)
    .map(([name, value]) => `-c ${name}='${value.replaceAll("'", `'\\''`)}'`)
    .join(' ')

const sizeOf = (path: string) =>
  stat(path).then(
    (found) => found.size,
    () => 0,
  )

/** What the server wrote to its log since `from`. */
const readLog = async (path: string, from: number): Promise<string> => {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(Math.min(size - from, 65_536)),
      0,
      undefined,
      from,
    )
    return buffer.subarray(0, bytesRead).toString('utf8')
  } finally {
    await file.close()
  }
}

const SECONDS_TO_START = '60'

/** One try at starting. `taken` asks for another port, `again` for another try, `failed` carries the reason. */
const tryStart = async (server: Server, port: number, settings: Record<string, string>) => {
  const { cluster, log, binaries, account } = server
  const before = await sizeOf(log)
  const options = `-p ${port} ${settingFlags({ ...defaults, ...settings })}`
  const args = ['-D', cluster, '-w', '-t', SECONDS_TO_START, '-l', log, '-o', options, 'start']
  const started = await run(binaries.pgCtl, args, account)
  // A long recovery outlasts pg_ctl's patience and goes on all the same.
  if (started.code === 0 || (await runningOn(cluster))) return 'started' as const
  const written = await readLog(log, before)
  if (/Address already in use|could not bind/.test(written)) return 'taken' as const
  if (/pre-existing shared memory|postmaster\.pid" already exists/.test(written)) return 'again' as const
  const reason = /(?:FATAL|PANIC|ERROR): +(.*)/.exec(written)?.[1] ?? started.output.trim().split('\n').at(-1)
  throw new StartProblem(`The embedded database does not start (${reason}): see ${log}, or set DATABASE_URL.`)
}

/**
 * Starts the server and waits until it takes connections. `nextPort` is asked for a port before each try.
 * Throws `StartProblem` with the server's own reason when it does not start.
 */
export const startServer = async (
  server: Server,
  nextPort: () => Promise<number>,
  settings: Record<string, string>,
): Promise<void> => {
  for (let tries = 0; tries < 5; tries++) {
    await dropForeignPidFile(server.cluster)
    const outcome = await tryStart(server, await nextPort(), settings)
    if (outcome === 'started') return
    if (outcome === 'again') {
      if (!(await runningOn(server.cluster))) endOrphans(server.cluster)
      await pause(200)
    }
  }
  throw new StartProblem(
    `The embedded database does not start because something else holds ${server.cluster}: see ${server.log}.`,
  )
}

/** How to stop: let transactions end (`smart`), roll them back (`fast`), or drop everything at once. */
export type StopMode = 'smart' | 'fast' | 'immediate'

/** Stops the server and waits until it has ended; one that has ended already is fine. */
export const stopServer = async (server: Server, mode: StopMode): Promise<void> => {
  const stop = (how: StopMode) =>
    run(server.binaries.pgCtl, ['-D', server.cluster, '-m', how, '-w', '-t', '60', 'stop'], server.account)
  if (!(await runningOn(server.cluster))) return
  const stopped = await stop(mode)
  if (stopped.code === 0 || !(await runningOn(server.cluster))) return
  await stop('immediate')
}

const WATCH_EVERY_MS = 250

/** Calls `onExit` once when the process has ended. The server is not our child, so it has to be looked at. */
export const watchProcess = (pid: number, onExit: () => void): { end(): void } => {
  const timer = setInterval(() => {
    if (isRunning(pid)) return
    clearInterval(timer)
    onExit()
  }, WATCH_EVERY_MS)
  timer.unref()
  return { end: () => clearInterval(timer) }
}

/**
 * Ties the server's life to ours: a shell waits for our end of a pipe to close, which the system does however we end,
 * and then asks the server to stop at once.
 */
export const tether = (pid: number): { end(): void } => {
  const shell = spawn('/bin/sh', ['-c', `read -r untied || kill -INT ${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  shell.unref()
  // The shell may be gone by the time it is told.
  shell.stdin.on('error', () => {})
  return { end: () => void shell.stdin.end('untied\n') }
}
