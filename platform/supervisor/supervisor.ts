import { appKeyIn } from '#platform/app-key.ts'
import { type Config, environmentWith } from '#platform/config.ts'
import type { PartRow } from '#platform/part.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { checkCertificate } from '#platform/tls/certificate.ts'
import { lateness } from '#platform/tls/given.ts'
import type { Names } from '#platform/tls/names.ts'
import { namesIn } from '#platform/tls/pair.ts'
import { securePortOf } from '#platform/tls/port.ts'
import { addressesOf, ownAddress } from './announcement.ts'
import { checkDataDir } from './data-dir.ts'
import { waitForDatabase } from './database.ts'
import { type KeptDatabase, keepDatabase } from './database-keeper.ts'
import { KeptPart } from './kept-part.ts'
import { type Lock, takeLock } from './lock.ts'
import { type Output, openOutput } from './output.ts'
import { ensurePortFree } from './port.ts'
import type { ReadyMessage } from './protocol.ts'
import { qrRows, widthOf } from './qr-code.ts'
import { checkRedis } from './redis.ts'
import type { Terminal } from './terminal.ts'

export interface SupervisorOptions {
  config: Config
  /** All for the whole product; one alone for people who run several of each on one database. */
  parts: readonly PartRow[]
  /** Node's arguments for starting a part. */
  program: (part: PartRow) => string[]
  /** Brings the database to this program's schema as its owner, and gives the program its rights; answers with what it applied. */
  migrate: (database: { ownerUrl: string; url: string }) => Promise<{ applied: string[] }>
  terminal: Terminal
  /** Whether people read what is printed: the parts' log lines then go to a file, out of their sight. */
  forPeople: boolean
  /** How wide the terminal is that they look at; null when there is none. */
  columns?: number | null
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
 * Starts the product on one machine and keeps it running: data folder, database, migrations, the parts, in this order;
 * `stop` ends them in the reverse one.
 */
export class Supervisor {
  private readonly options: SupervisorOptions
  private readonly kept: KeptPart[] = []
  private dataDir = ''
  private appKey = ''
  private databaseUrl = ''
  /** The address of whoever owns the tables: that of the program itself where there is one role for both. */
  private ownerUrl = ''
  private port: number
  /** That of HTTPS; null when there is no such door. */
  private securePort: number | null
  private certificateNames: Names = { dns: [], ip: [] }
  private notes: string[] = []
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
    this.securePort = securePortOf(options.config)
    this.abandoned.catch(() => {})
  }

  /** Resolves when the product answers. Throws `StartProblem`, or `Stopped` when `stop` came first. */
  async start(): Promise<void> {
    // What holds something is waited for; `stop` comes between two of these, and ends what they hold.
    for (const step of [
      this.openDataDir,
      this.openDatabase,
      this.lookAtRedis,
      this.migrate,
      this.startParts,
    ]) {
      if (this.stopping) throw new Stopped()
      this.starting = step.call(this)
      await this.starting
    }
    const messages = await Promise.race([
      Promise.all(this.startingNow.map((part) => part.wake())),
      this.abandoned,
    ])
    await this.announce(messages)
  }

  /**
   * Ends everything in order: parts finish what they have, then those that were only wanted by them, then the database.
   */
  stop(): Promise<void> {
    this.stopping ??= this.end()
    return this.stopping
  }

  /** Ends everything at once; what was acknowledged is safe all the same. */
  async force(): Promise<void> {
    for (const part of this.kept) part.kill()
    await this.database?.stop('immediate')
    this.lock?.release()
  }

  private async end(): Promise<void> {
    this.abandon()
    await this.starting.catch(() => {})
    for (const starts of ['at once', 'when wanted'] as const)
      await Promise.all(
        this.kept.filter(({ row }) => row.starts === starts).map((part) => part.stop(DRAIN_MS)),
      )
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
    if (parts.some((part) => part.listens)) await this.checkDoors()
    this.appKey = config.appKey ?? (await appKeyIn(this.dataDir))
    this.output = openOutput(this.dataDir, forPeople && this.isWhole)
    terminal.line(`  Data folder ${this.dataDir}`)
  }

  /** Nothing is started that could not open its doors. */
  private async checkDoors(): Promise<void> {
    const { config } = this.options
    const waitMs = this.lock?.tookOver ? PREDECESSOR_MS : 0
    await ensurePortFree(config.port, config.host, waitMs)
    if (this.securePort === null) return
    if (this.securePort === config.port && config.port !== 0)
      throw new StartProblem(`PORT and HTTPS_PORT are both ${config.port}: give HTTPS a port of its own.`)
    await ensurePortFree(this.securePort, config.host, waitMs, 'HTTPS_PORT')
    const given = await checkCertificate({ ...config, dataDir: this.dataDir })
    if (!given) return
    this.certificateNames = namesIn(given.certificate)
    const late = lateness(given.certificate, new Date())
    if (late) this.notes.push(late)
  }

  private openDatabase(): Promise<void> {
    const { databaseUrl } = this.options.config
    if (databaseUrl) return this.openExternal(databaseUrl)
    return this.needsDatabase ? this.openEmbedded() : Promise.resolve()
  }

  private openExternal(url: string): Promise<void> {
    return this.options.terminal.step(async (say) => {
      const onWait = (place: string) => this.options.terminal.line(`  Waiting for the database at ${place}`)
      const owner = this.options.config.databaseOwnerUrl
      const find = (address: string, makes: boolean) =>
        Promise.race([waitForDatabase(address, { waitMs: DATABASE_WAIT_MS, onWait, makes }), this.abandoned])
      this.databaseUrl = await find(url, owner === null)
      this.ownerUrl = owner === null ? this.databaseUrl : await find(owner, true)
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
      this.databaseUrl = this.database.appUrl
      this.ownerUrl = this.database.url
      say('Database (embedded PostgreSQL)')
    })
  }

  /** A Redis that is not there keeps nobody from starting; one that refuses us is put right first. */
  private async lookAtRedis(): Promise<void> {
    const { redisUrl } = this.options.config
    if (!redisUrl || !this.needsDatabase) return
    const absent = await checkRedis(redisUrl)
    if (absent) this.options.terminal.line(`  ${absent}`)
  }

  private databaseReturned(url: string): void {
    this.options.terminal.line('  The database is back')
    if (url === this.databaseUrl) return
    this.databaseUrl = url
    for (const part of this.kept) part.restart(DRAIN_MS)
  }

  private get needsDatabase(): boolean {
    return this.options.parts.some((part) => !part.withoutDatabase)
  }

  private async migrate(): Promise<void> {
    if (!this.needsDatabase) return
    return this.options.terminal.step(async (say) => {
      const { applied } = await this.options.migrate({ ownerUrl: this.ownerUrl, url: this.databaseUrl })
      if (applied.length > 0) say(`${count(applied.length, 'migration')} applied`)
    })
  }

  private environment(): NodeJS.ProcessEnv {
    return environmentWith({
      DATABASE_URL: this.databaseUrl,
      // What serves people never knows the owner.
      DATABASE_OWNER_URL: '',
      DATA_DIR: this.dataDir,
      APP_KEY: this.appKey,
      PORT: String(this.port),
      HTTPS_PORT: this.securePort === null ? 'none' : String(this.securePort),
    })
  }

  /** A part alone is what was asked for, so it does not wait to be wanted. */
  private get startingNow(): KeptPart[] {
    return this.kept.filter(({ row }) => row.starts === 'at once' || !this.isWhole)
  }

  private async startParts(): Promise<void> {
    for (const row of this.options.parts) this.kept.push(this.keep(row))
    // Their failure is heard by who waits for them.
    for (const part of this.startingNow) part.wake().catch(() => {})
  }

  private keep(row: PartRow): KeptPart {
    const kept = new KeptPart({
      row,
      args: this.options.program(row),
      env: () => this.environment(),
      output: this.output?.to ?? 'inherit',
      log: this.output?.path ?? null,
      say: (sentence) => this.options.terminal.line(`  ${sentence}`),
      // A restarted API must answer where the first one did.
      onReady: ({ port, securePort }) => {
        if (!row.listens) return
        this.port = port ?? this.port
        this.securePort = securePort ?? this.securePort
      },
      onWant: (name) => void this.wantedBy(kept, name),
    })
    return kept
  }

  /** Wakes the part that another one asks for, and says when it is there. */
  private async wantedBy(asking: KeptPart, name: string): Promise<void> {
    const part = this.kept.find(({ row }) => row.name === name)
    try {
      const found = part ? await part.whereabouts() : { at: 'elsewhere' as const }
      asking.tell({ type: 'awake', part: name, found })
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      if (!this.stopping) this.options.terminal.line(`  ${problem}`)
      asking.tell({ type: 'awake', part: name, problem })
    }
  }

  private async announce(messages: ReadyMessage[]): Promise<void> {
    const { terminal, config, parts, forPeople } = this.options
    if (!parts.some((part) => part.listens)) {
      for (const { row } of this.startingNow) terminal.line(`  The ${row.title} runs`)
      return
    }
    const secure = this.securePort ? { port: this.securePort, names: this.certificateNames } : null
    const { rows, phones } = addressesOf(config, { port: this.port, secure })
    await this.lock?.setAddress(ownAddress(config, this.port))
    const setupUrl = messages.find((message) => message.setupUrl)?.setupUrl
    if (setupUrl) rows.push(`Set up the school: ${setupUrl} (works once)`)
    rows.push(...this.notes, ...messages.flatMap((message) => message.notes ?? []))
    if (this.output?.path) rows.push(`Log lines go to    ${this.output.path}`)
    if (forPeople) rows.push('Ctrl-C stops it')
    terminal.box(rows)
    this.showCode(phones)
  }

  /** The address as phones read it, where people look at a terminal wide enough. */
  private showCode(address: string | null): void {
    const { terminal, forPeople, columns } = this.options
    if (!address || !forPeople || !columns) return
    const rows = qrRows(address)
    if (widthOf(rows) + 2 > columns) return
    terminal.line(`\n  Phones open ${address}; how they accept it: Administration → Address\n`)
    for (const row of rows) terminal.line(`  ${row}`)
    terminal.line()
  }
}
