import { appKeyIn } from '#platform/app-key.ts'
import { type Config, environmentWith } from '#platform/config.ts'
import { networkAddress } from '#platform/network-address.ts'
import { type Child, keepRunning } from './child.ts'
import { checkDataDir } from './data-dir.ts'
import { waitForDatabase } from './database.ts'
import { type KeptDatabase, keepDatabase } from './database-keeper.ts'
import { type Lock, takeLock } from './lock.ts'
import { type Output, openOutput } from './output.ts'
import { ensurePortFree } from './port.ts'
import type { ChildMessage } from './protocol.ts'
import type { Terminal } from './terminal.ts'

export type Part = 'api' | 'worker'

export interface SupervisorOptions {
  config: Config
  /** Both for the whole product; one alone for people who run several of each on one database. */
  parts: Part[]
  /** Node's arguments for starting a part. */
  program: (part: Part) => string[]
  /** Brings the database to this program's schema; answers with what it applied. */
  migrate: (databaseUrl: string) => Promise<{ applied: string[] }>
  terminal: Terminal
  /** Whether people read what is printed: the parts' log lines then go to a file, out of their sight. */
  forPeople: boolean
}

/** `start` was given up because `stop` was called. */
export class Stopped extends Error {
  override name = 'Stopped'
}

const DRAIN_MS = 10_000
const DATABASE_WAIT_MS = 15_000
/** What a killed predecessor's API needs to drain and let go of the port. */
const PREDECESSOR_MS = 12_000

const count = (things: number, one: string) => `${things} ${one}${things === 1 ? '' : 's'}`

/**
 * Starts the product on one machine and keeps it running: data folder, database, migrations, API and worker, in this
 * order; `stop` ends them in the reverse one.
 */
export class Supervisor {
  private readonly options: SupervisorOptions
  private readonly children: Child[] = []
  private dataDir = ''
  private appKey = ''
  private databaseUrl = ''
  private port: number
  private lock: Lock | null = null
  private output: Output | null = null
  private database: KeptDatabase | null = null
  private starting: Promise<unknown> = Promise.resolve()
  private stopping: Promise<void> | null = null
  private abandon: () => void = () => {}
  private readonly abandoned = new Promise<never>((_, reject) => {
    this.abandon = () => reject(new Stopped())
  })

  constructor(options: SupervisorOptions) {
    this.options = options
    this.port = options.config.port
    this.abandoned.catch(() => {})
  }

  /** Resolves when the product answers. Throws `StartProblem`, or `Stopped` when `stop` came first. */
  async start(): Promise<void> {
    // What holds something is waited for; `stop` comes between two of these, and ends what they hold.
    for (const step of [this.openDataDir, this.openDatabase, this.migrate, this.startChildren]) {
      if (this.stopping) throw new Stopped()
      this.starting = step.call(this)
      await this.starting
    }
    const messages = await Promise.race([
      Promise.all(this.children.map((child) => child.ready)),
      this.abandoned,
    ])
    await this.announce(messages)
  }

  /** Ends everything in order: the API and the worker finish what they have, then the database stops. */
  stop(): Promise<void> {
    this.stopping ??= this.end()
    return this.stopping
  }

  /** Ends everything at once; what was acknowledged is safe all the same. */
  async force(): Promise<void> {
    for (const child of this.children) child.kill()
    await this.database?.stop('immediate')
    this.lock?.release()
  }

  private async end(): Promise<void> {
    this.abandon()
    await this.starting.catch(() => {})
    await Promise.all(this.children.map((child) => child.stop(DRAIN_MS)))
    await this.database?.stop()
    this.output?.close()
    this.lock?.release()
  }

  private get isWhole(): boolean {
    return this.options.parts.length > 1
  }

  private async openDataDir(): Promise<void> {
    const { config, parts, terminal, forPeople } = this.options
    this.dataDir = await checkDataDir(config.dataDir)
    // Parts that are started alone share the data folder on purpose.
    if (this.isWhole) this.lock = await takeLock(this.dataDir)
    if (parts.includes('api'))
      await ensurePortFree(config.port, config.host, this.lock?.tookOver ? PREDECESSOR_MS : 0)
    this.appKey = config.appKey ?? (await appKeyIn(this.dataDir))
    this.output = openOutput(this.dataDir, forPeople && this.isWhole)
    terminal.line(`  Data folder ${this.dataDir}`)
  }

  private openDatabase(): Promise<void> {
    const { databaseUrl } = this.options.config
    return databaseUrl ? this.openExternal(databaseUrl) : this.openEmbedded()
  }

  private openExternal(url: string): Promise<void> {
    return this.options.terminal.step(async (say) => {
      const onWait = (place: string) => this.options.terminal.line(`  Waiting for the database at ${place}`)
      const found = waitForDatabase(url, { waitMs: DATABASE_WAIT_MS, onWait })
      this.databaseUrl = await Promise.race([found, this.abandoned])
      say(`Database at ${new URL(url).host || 'localhost'}`)
    })
  }

  private openEmbedded(): Promise<void> {
    const { terminal, config } = this.options
    return terminal.step(async (say) => {
      this.database = await keepDatabase({
        dataDir: this.dataDir,
        account: config.postgresAccount,
        log: (sentence) => terminal.line(`  ${sentence}`),
        onDeath: () => terminal.line('  The database ended unexpectedly; starting it again'),
        onReturn: (url) => this.databaseReturned(url),
      })
      this.databaseUrl = this.database.url
      say('Database (embedded PostgreSQL)')
    })
  }

  private databaseReturned(url: string): void {
    this.options.terminal.line('  The database is back')
    if (url === this.databaseUrl) return
    this.databaseUrl = url
    for (const child of this.children) child.restart(DRAIN_MS)
  }

  private migrate(): Promise<void> {
    return this.options.terminal.step(async (say) => {
      const { applied } = await this.options.migrate(this.databaseUrl)
      if (applied.length > 0) say(`${count(applied.length, 'migration')} applied`)
    })
  }

  private environment(): NodeJS.ProcessEnv {
    return environmentWith({
      DATABASE_URL: this.databaseUrl,
      DATA_DIR: this.dataDir,
      APP_KEY: this.appKey,
      PORT: String(this.port),
    })
  }

  private async startChildren(): Promise<void> {
    const { parts, program, terminal } = this.options
    const log = this.output?.path
    for (const part of parts) {
      const child = keepRunning({
        name: part === 'api' ? 'API' : part,
        args: program(part),
        env: () => this.environment(),
        output: this.output?.to ?? 'inherit',
        advice: log ? `see the end of ${log}` : 'the lines above say why',
        // A restarted API must answer where the first one did.
        onReady: ({ port }) => {
          this.port = port ?? this.port
        },
        onDeath: (how, delay) =>
          terminal.line(
            `  The ${part} ${how}; starting it again${delay > 0 ? ` in ${delay / 1000} s` : ''}${log ? ` (see ${log})` : ''}`,
          ),
      })
      this.children.push(child)
    }
  }

  private address(): string {
    const { baseUrl, host } = this.options.config
    if (baseUrl) return baseUrl
    const name = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host
    return `http://${name}:${this.port}`
  }

  private async announce(messages: ChildMessage[]): Promise<void> {
    const { terminal, config, parts, forPeople } = this.options
    if (!parts.includes('api')) {
      terminal.line('  Worker running')
      return
    }
    await this.lock?.setAddress(this.address())
    const rows = [`Lectern answers at ${this.address()}`]
    const nearby = config.host === '0.0.0.0' && !config.baseUrl ? networkAddress() : null
    if (nearby) rows.push(`In this network:   http://${nearby}:${this.port}`)
    const setupUrl = messages.find((message) => message.setupUrl)?.setupUrl
    if (setupUrl) rows.push(`Set up the school: ${setupUrl} (works once)`)
    rows.push(...messages.flatMap((message) => message.notes ?? []))
    if (this.output?.path) rows.push(`Log lines go to    ${this.output.path}`)
    if (forPeople) rows.push('Ctrl-C stops it')
    terminal.box(rows)
  }
}
