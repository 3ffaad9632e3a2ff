import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = new URL('../..', import.meta.url).pathname

/** The processes of the product, as somebody with `ps` and `kill` sees them. */
export type Part = 'supervisor' | 'api' | 'worker' | 'postgres'

/**
 * A port that nothing listens on, and that the system gives to no connection: those begin at 32768, and one of them on the
 * product's port would keep a product that was killed from coming back.
 */
const freePort = async (): Promise<number> => {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 10_000)
    const isFree = await new Promise<boolean>((resolve) => {
      const server = createServer()
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
    })
    if (isFree) return port
  }
}

/** How long something may take before it counts as never: other tests run at the same time. */
const PATIENCE_MS = 120_000

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

const parentOf = (pid: number): number => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}

const allPids = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)

const MARKS: Record<Exclude<Part, 'postgres'>, string> = {
  supervisor: 'tools/start.mjs',
  api: 'dist/api.mjs',
  worker: 'dist/worker.mjs',
}

/** The whole product, started as a user starts it, on a folder and a port of its own. */
export class Product {
  readonly dataDir: string
  readonly port: number
  readonly securePort: number
  private child: ChildProcess | null = null
  private output = ''

  private constructor(dataDir: string, port: number, securePort: number) {
    this.dataDir = dataDir
    this.port = port
    this.securePort = securePort
  }

  static async start(
    env: Record<string, string> = {},
    dataDir = mkdtempSync(join(tmpdir(), 'lectern-e2e-')),
  ): Promise<Product> {
    // The embedded database runs as another account when the tests run as root.
    chmodSync(dataDir, 0o755)
    const product = new Product(dataDir, await freePort(), await freePort())
    await product.launch(env)
    return product
  }

  get url(): string {
    return `http://localhost:${this.port}`
  }

  /** The same school over HTTPS, with the certificate it made. */
  get secureUrl(): string {
    return `https://localhost:${this.securePort}`
  }

  /** `npm start`, and waits until it answers. */
  async launch(env: Record<string, string> = {}): Promise<void> {
    this.output = ''
    this.child = spawn(process.execPath, ['tools/start.mjs'], {
      cwd: root,
      env: {
        ...process.env,
        // The test runner sets BASE_URL for itself; an empty variable counts as not set.
        BASE_URL: '',
        DATABASE_URL: '',
        REDIS_URL: '',
        NODE_ENV: '',
        DATA_DIR: this.dataDir,
        PORT: String(this.port),
        HTTPS_PORT: String(this.securePort),
        TLS_CERT: '',
        TLS_KEY: '',
        HOST: '127.0.0.1',
        LOG_LEVEL: 'warn',
        // A story has sound and picture where it says so: the others tell lessons of a class without.
        LESSON_MEDIA: 'none',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (data: Buffer) => {
        this.output += data.toString()
      })
    }
    // A part that an earlier supervisor left behind may answer for a moment: only the new one's own word counts.
    await this.announced(PATIENCE_MS)
    await this.healthy()
  }

  private async announced(withinMs: number): Promise<void> {
    const deadline = Date.now() + withinMs
    while (!this.output.includes('Lectern answers at')) {
      if (Date.now() > deadline)
        throw new Error(`not started within ${withinMs} ms:\n${this.output.slice(-3000)}`)
      await sleep(20)
    }
  }

  /** Everything it has printed since its launch. */
  get printed(): string {
    return this.output
  }

  /** The one-time set-up link that the start prints. */
  async setUpLink(): Promise<string> {
    for (let n = 0; n < 1_000; n++) {
      const link = /https?:\/\/\S+\/setup\?key=[\w-]+/.exec(this.output)?.[0]
      if (link) return link
      await sleep(50)
    }
    throw new Error(`no set-up link in:\n${this.output}`)
  }

  /** Waits until the health page says that people can work. */
  async healthy(withinMs = PATIENCE_MS): Promise<void> {
    const deadline = Date.now() + withinMs
    while (Date.now() < deadline) {
      const answer = await fetch(`${this.url}/api/health`, { signal: AbortSignal.timeout(2_000) }).catch(
        () => null,
      )
      if (answer?.ok) return
      await sleep(50)
    }
    throw new Error(`not healthy within ${withinMs} ms:\n${this.output.slice(-3000)}`)
  }

  /** The process numbers of a part; empty while it is down. */
  pids(part: Part): number[] {
    if (part === 'postgres') {
      return allPids().filter(
        (pid) => /\bpostgres(\.exe)? .*-D /.test(commandOf(pid)) && this.ownsCluster(pid),
      )
    }
    const supervisors = allPids().filter(
      (pid) => commandOf(pid).includes(MARKS.supervisor) && this.isOurs(pid),
    )
    if (part === 'supervisor') return supervisors
    return allPids().filter(
      (pid) => commandOf(pid).includes(MARKS[part]) && supervisors.includes(parentOf(pid)),
    )
  }

  private isOurs(pid: number): boolean {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`DATA_DIR=${this.dataDir}\0`)
    } catch {
      return false
    }
  }

  private ownsCluster(pid: number): boolean {
    return commandOf(pid).includes(this.dataDir)
  }

  /** `kill -9`, of several parts at once. Returns how many processes it hit. */
  kill(...parts: Part[]): number {
    // All are looked up before the first is hit: the API and the worker are known by their supervisor.
    const pids = parts.flatMap((part) => this.pids(part))
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has just ended by itself.
      }
    }
    return pids.length
  }

  /** `kill -9`, and waits until another process does the part's work and people can work. */
  async replace(part: Exclude<Part, 'supervisor'>, withinMs = PATIENCE_MS): Promise<void> {
    const before = this.pids(part)
    if (this.kill(part) === 0) throw new Error(`${part} was not running`)
    const deadline = Date.now() + withinMs
    while (!this.pids(part).some((pid) => !before.includes(pid))) {
      if (Date.now() > deadline)
        throw new Error(`${part} was not started again:\n${this.output.slice(-3000)}`)
      await sleep(20)
    }
    await this.healthy()
  }

  /** Ctrl-C, and waits for the end. Returns the exit code. */
  async stop(): Promise<number | null> {
    const child = this.child
    if (!child || child.exitCode !== null) return child?.exitCode ?? null
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
    child.kill('SIGINT')
    return ended
  }

  /** Ends everything and removes the folder. */
  async destroy(): Promise<void> {
    await Promise.race([this.stop(), sleep(20_000)])
    this.kill('supervisor', 'api', 'worker', 'postgres')
    await sleep(100)
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}
