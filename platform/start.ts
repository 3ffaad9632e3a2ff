import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, loadConfig } from '#platform/config.ts'
import { migrations } from '../migrations/index.ts'
import { migrateToLatest } from './db/migrate.ts'
import { giveRights } from './db/roles.ts'
import { parts as allParts, type PartRow } from './part.ts'
import { prepareQueue } from './queue/queue.ts'
import { StartProblem } from './start-problem.ts'
import { Stopped, Supervisor } from './supervisor/supervisor.ts'
import { openTerminal, readersOf, type Terminal } from './supervisor/terminal.ts'

/** `npm start`: the whole product on one machine. `--only=api` keeps one part alone running, `--only=api,worker` several. */

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..')
const isBundle = existsSync(join(here, 'api.mjs'))

const program = ({ name, source }: PartRow): string[] =>
  isBundle ? [join(here, `${name}.mjs`)] : ['--import', 'tsx', join(root, source)]

const partsFrom = (args: string[]): PartRow[] => {
  const only = args.find((arg) => arg.startsWith('--only='))?.slice('--only='.length)
  if (only === undefined) return [...allParts]
  const names = only.split(',')
  const unknown = names.find((name) => !allParts.some((part) => part.name === name))
  if (unknown === undefined) return allParts.filter((part) => names.includes(part.name))
  const known = allParts.map((part) => part.name).join(', ')
  throw new StartProblem(`--only=${only} is not known: use one or several of ${known}, separated by commas.`)
}

const configFor = (parts: PartRow[]): Config => {
  const config = loadConfig()
  if (parts.length > 1 || config.databaseUrl || parts.every((part) => part.withoutDatabase)) return config
  throw new StartProblem(
    'A part that runs alone needs the database of the others: set DATABASE_URL, or use npm start for everything on one machine.',
  )
}

const version = (): string => {
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : ''
}

const isTerminal = process.stdout.isTTY === true
/** Until the configuration was read, what can be told is why it cannot be. */
let terminal: Terminal = openTerminal('people')

/** npm passes on a Ctrl-C that the terminal has already sent to everyone: a second one counts after this long. */
const SAME_KEY_MS = 1_000

const stopOnSignals = (supervisor: Supervisor): void => {
  let firstAt = 0
  const onSignal = async () => {
    if (firstAt && Date.now() - firstAt > SAME_KEY_MS) {
      await supervisor.force()
      process.exit(130)
    }
    if (firstAt) return
    firstAt = Date.now()
    terminal.line('\n  Stopping')
    await supervisor.stop()
    terminal.line('  Stopped')
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Without a terminal there is none to hang up: that is nohup.
      if (signal !== 'SIGHUP' || isTerminal) onSignal().catch(fail)
    })
  }
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof StartProblem || error.name === 'NewerDatabase') return error.message
  return `Lectern stopped because of an error: ${error.message.split('\n')[0]}`
}

let debug = false

const fail = (error: unknown): never => {
  terminal.problem(reasonOf(error))
  if (debug && error instanceof Error) terminal.problem(error.stack ?? '')
  process.exit(1)
}

const main = async (): Promise<void> => {
  const parts = partsFrom(process.argv.slice(2))
  const config = configFor(parts)
  debug = config.logLevel === 'debug'
  const readers = readersOf(config.logFormat, isTerminal)
  terminal = openTerminal(readers)
  const migrate = async ({ ownerUrl, url }: { ownerUrl: string; url: string }) => {
    const done = await migrateToLatest(ownerUrl, migrations)
    if (!config.redisUrl) await prepareQueue(ownerUrl)
    if (ownerUrl !== url) await giveRights(ownerUrl, decodeURIComponent(new URL(url).username))
    return done
  }
  const supervisor = new Supervisor({
    config,
    parts,
    program,
    migrate,
    terminal,
    forPeople: readers === 'people',
    columns: isTerminal ? process.stdout.columns : null,
  })
  stopOnSignals(supervisor)
  process.on('uncaughtException', (error) => supervisor.stop().finally(() => fail(error)))
  terminal.line(`Lectern ${version()}${config.demo ? ' (demo)' : ''}`)
  try {
    await supervisor.start()
  } catch (error) {
    // Whoever called `stop` also ends the process.
    if (error instanceof Stopped) return
    await supervisor.stop()
    fail(error)
  }
}

main().catch(fail)
