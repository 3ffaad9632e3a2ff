import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StartProblem } from '#platform/start-problem.ts'
import { askOnce } from './ask.ts'
import { codeOf } from './client.ts'
import { type Account, accountFor } from './embedded/account.ts'
import { binariesFor } from './embedded/binaries.ts'
import { createCluster, isCreated, NAME } from './embedded/create.ts'
import {
  adopt,
  claim,
  clusterFor,
  freePort,
  type Note,
  newNote,
  openDataDir,
  openLog,
  readNote,
  writeNote,
} from './embedded/place.ts'
import {
  type Running,
  runningOn,
  type Server,
  type StopMode,
  startServer,
  stopServer,
  tether,
  watchProcess,
} from './embedded/server.ts'
import { APP_ROLE, appPassword, makeAppRole } from './roles.ts'

export interface EmbeddedOptions {
  /** The folder that holds the cluster (`postgres/`), its log, and `postgres.json` with port and password. */
  dataDir: string
  /** Told in a sentence what takes time. */
  log?: (sentence: string) => void
  /** Server settings over the defaults, by their PostgreSQL names. */
  settings?: Record<string, string>
  /** The system account to run as when started by root. */
  account?: string | null
  /** Ends the server when this process ends in any way, even killed: for tests, which leave no one to join it. */
  tether?: boolean
}

/** A running embedded PostgreSQL. */
export interface Embedded {
  /** As the owner of everything in it, who migrates. */
  url: string
  /** As the role of the program, which owns nothing; its rights are given after the migrations. */
  appUrl: string
  pid: number
  /** Stops it and waits for its end; `fast` unless said. */
  stop(mode?: StopMode): Promise<void>
  /** Calls back once if it ends in any other way than by `stop`. */
  watch(onExit: () => void): void
}

/** Settings for clusters that are thrown away: several times faster, and lost when the machine fails. */
export const THROWAWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

const urlOf = (password: string, port: number, database: string, role = NAME) =>
  `postgres://${role}:${password}@127.0.0.1:${port}/${database}`

const NO_DATABASE = '3D000'
const WRONG_PASSWORD = '28P01'

/** Opens the database, making it on the first start. Answers false while the server does not take connections yet. */
const openDatabase = async ({ server, note }: Prepared, port: number): Promise<boolean> => {
  try {
    await askOnce(urlOf(note.password, port, NAME), 'select 1')
    return true
  } catch (error) {
    if (codeOf(error) === WRONG_PASSWORD)
      throw new StartProblem(
        `The database in ${server.cluster} does not accept the password in postgres.json: put that file back from a backup.`,
      )
    if (codeOf(error) !== NO_DATABASE) return false
    await askOnce(urlOf(note.password, port, 'postgres'), `create database ${NAME}`)
    return true
  }
}

interface Prepared {
  dataDir: string
  server: Server
  note: Note
}

const MINUTES_TO_RECOVER = 10

/** Waits until the running server takes connections; null when there is none, or it ended instead. */
const whenOpen = async (prepared: Prepared, log?: EmbeddedOptions['log']): Promise<Running | null> => {
  const { cluster } = prepared.server
  const deadline = Date.now() + MINUTES_TO_RECOVER * 60_000
  for (let round = 0; Date.now() < deadline; round++) {
    const running = await runningOn(cluster)
    if (!running) return null
    if (await openDatabase(prepared, running.port)) return running
    if (round === 20) log?.('The database is putting its files in order')
    await pause(round < 20 ? 50 : 500)
  }
  throw new StartProblem(`The database in ${cluster} does not take connections: see ${prepared.server.log}.`)
}

/** The note of an earlier start, checked against what is on the disk, or a new one. */
const noteFor = async (dataDir: string, account: Account): Promise<Note> => {
  const known = await readNote(dataDir)
  const note = known ?? (await newNote(await clusterFor(dataDir, account)))
  const there = existsSync(resolve(dataDir, note.cluster))
  if (known?.created && !there)
    throw new StartProblem(
      `The database of ${dataDir} was in ${resolve(dataDir, note.cluster)} and is gone: put it back from a backup, or delete postgres.json to begin with an empty one.`,
    )
  if (there && !known)
    throw new StartProblem(
      `postgres.json, which holds the password of the database in ${resolve(dataDir, note.cluster)}, is missing: put it back from a backup.`,
    )
  return note
}

/** Finds the cluster or makes it, with everything a server needs to run on it. */
const prepare = async (options: EmbeddedOptions): Promise<Prepared> => {
  const dataDir = await openDataDir(options.dataDir)
  const earlier = await readNote(dataDir)
  const account = await accountFor(earlier && resolve(dataDir, earlier.cluster), options.account ?? null)
  const binaries = await binariesFor(account)
  const note = await noteFor(dataDir, account)
  const cluster = resolve(dataDir, note.cluster)
  await claim(dataDir, cluster)
  if (!(await isCreated(cluster, binaries.major))) {
    options.log?.('Making the database')
    // The password is stored first: a cluster whose password nobody knows would be useless.
    await writeNote(dataDir, note)
    const sync = options.settings?.fsync !== 'off'
    await createCluster(cluster, { binaries, account, password: note.password, sync })
  }
  await adopt(cluster, account)
  if (!note.created) await writeNote(dataDir, { ...note, created: true })
  const server = { cluster, account, binaries, log: await openLog(cluster, account) }
  return { dataDir, server, note: { ...note, created: true } }
}

/** Joins a server left behind by a killed parent, or starts one. */
const joinOrStart = async (prepared: Prepared, options: EmbeddedOptions): Promise<Running> => {
  const { dataDir, server, note } = prepared
  const nextPort = async () => {
    const port = await freePort(note.port)
    if (port !== note.port) await writeNote(dataDir, { ...note, port })
    return port
  }
  for (let tries = 0; tries < 3; tries++) {
    const running = await whenOpen(prepared, options.log)
    if (running) return running
    await startServer(server, nextPort, options.settings ?? {})
  }
  const running = await whenOpen(prepared, options.log)
  if (running) return running
  throw new StartProblem(`The embedded database ends as soon as it is started: see ${server.log}.`)
}

/**
 * Starts the embedded PostgreSQL on the data folder, making it on the first start and joining one that a killed
 * parent left running. It runs outside our process group, so Ctrl-C does not reach it: it ends by `stop` alone.
 * Throws `StartProblem` with one sentence when it cannot be started.
 */
export const startEmbedded = async (options: EmbeddedOptions): Promise<Embedded> => {
  const prepared = await prepare(options)
  const { pid, port } = await joinOrStart(prepared, options)
  const url = urlOf(prepared.note.password, port, NAME)
  const password = appPassword(prepared.note.password)
  await askOnce(url, makeAppRole(password))
  const watches: { end(): void }[] = options.tether ? [tether(pid)] : []
  return {
    url,
    appUrl: urlOf(password, port, NAME, APP_ROLE),
    pid,
    stop: (mode = 'fast') => {
      for (const watch of watches) watch.end()
      return stopServer(prepared.server, mode)
    },
    watch: (onExit) => {
      watches.push(watchProcess(pid, onExit))
    },
  }
}
