import { type ChildProcess, spawn } from 'node:child_process'
import { StartProblem } from '#platform/start-problem.ts'
import { type ChildMessage, childMessageIn, type ReadyMessage, type SupervisorMessage } from './protocol.ts'

export interface ChildOptions {
  /** As people read it: `api`, `worker`. */
  name: string
  /** Arguments for Node: the file and what comes before it. */
  args: string[]
  /** Asked before each start, so that a restart sees what changed. */
  env: () => NodeJS.ProcessEnv
  /** Where its output goes: a file's number, or our own. */
  output: number | 'inherit'
  /** Where to look when it does not start, as the end of a sentence. */
  advice: string
  /** Told on every start when the child does its work. */
  onReady?: (message: ReadyMessage) => void
  /** Told what it asks of the supervisor. */
  onRequest?: (message: Exclude<ChildMessage, ReadyMessage>) => void
  /** Told when it ended without being asked to, and after how long it is started again. */
  onDeath?: (how: string, restartInMs: number) => void
}

/** A process that is kept running. */
export interface Child {
  /** Resolves when it does its work for the first time; rejects with `StartProblem` when it cannot. */
  ready: Promise<ReadyMessage>
  /** Stops it, as `stop` does, and starts it anew, as after a change of its environment. */
  restart(graceMs: number): void
  /** Asks it to stop, kills it after `graceMs`, and resolves when it has ended; it is not started again. */
  stop(graceMs: number): Promise<void>
  /** Says something to it; lost when it does not run. */
  tell(message: SupervisorMessage): void
  /** Kills it at once. */
  kill(): void
}

const STEADY_MS = 10_000
const DEATHS_BEFORE_READY = 3
const READY_WITHIN_MS = 60_000
/** It wrote nothing that could be read: it did not end. */
const SLOW_ADVICE = 'the machine may be too busy, start it again'

const LONGEST_MS = 5_000
const LONGEST_AFTER_WORK_MS = 800

/**
 * How long to wait before the restart after this many deaths in a row: at once, then from 0.2 s up to 5 s, or up to 0.8 s
 * for what did its work before it died, as everybody waits for it and it will probably work again.
 */
export const restartDelay = (deaths: number, worked: boolean): number =>
  deaths <= 1 ? 0 : Math.min(200 * 2 ** Math.min(deaths - 2, 20), worked ? LONGEST_AFTER_WORK_MS : LONGEST_MS)

const howItEnded = (code: number | null, signal: NodeJS.Signals | null) =>
  signal ? `was killed by ${signal}` : `ended with code ${code}`

const STOP: SupervisorMessage = { type: 'stop' }

/** Kills the child with everything it started: it leads a process group of its own. */
const killGroup = (child: ChildProcess | null) => {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

class KeptChild implements Child {
  readonly ready: Promise<ReadyMessage>
  private readonly options: ChildOptions
  private process: ChildProcess | null = null
  private timer: NodeJS.Timeout | undefined
  private patience: NodeJS.Timeout | undefined
  private deaths = 0
  private worked = false
  private stopping = false
  private restarting = false
  private ended: () => void = () => {}
  private settle: { resolve: (message: ReadyMessage) => void; reject: (error: Error) => void } | null = null

  constructor(options: ChildOptions) {
    this.options = options
    this.ready = new Promise((resolve, reject) => {
      this.settle = { resolve, reject }
    })
    // Whoever waits hears of the failure; nobody has to.
    this.ready.catch(() => {})
    const patience = setTimeout(
      () => this.fail(`is not ready after ${READY_WITHIN_MS / 1000} s`, SLOW_ADVICE),
      READY_WITHIN_MS,
    )
    this.ready.then(
      () => clearTimeout(patience),
      () => clearTimeout(patience),
    )
    this.start()
  }

  private fail(how: string, advice = this.options.advice): void {
    this.settle?.reject(new StartProblem(`The ${this.options.name} cannot start, it ${how}: ${advice}.`))
    this.settle = null
  }

  private start(): void {
    const { args, env, output } = this.options
    const startedAt = Date.now()
    this.restarting = false
    this.worked = false
    const child = spawn(process.execPath, ['--enable-source-maps', ...args], {
      stdio: ['ignore', output, output, 'ipc'],
      env: env(),
      // Out of reach of Ctrl-C, which must stop things in order; the broken channel ends it if we are killed.
      detached: true,
    })
    this.process = child
    child.on('message', (message) => this.hear(message))
    // A child that could not be spawned at all has no exit of its own.
    child.once('error', () => {
      if (child.pid === undefined) this.exited('could not be spawned', startedAt)
    })
    child.once('exit', (code, signal) => this.exited(howItEnded(code, signal), startedAt))
  }

  private hear(message: unknown): void {
    const said = childMessageIn(message)
    if (!said) return
    if (said.type !== 'ready') {
      this.options.onRequest?.(said)
      return
    }
    this.worked = true
    this.options.onReady?.(said)
    this.settle?.resolve(said)
    this.settle = null
  }

  private exited(how: string, startedAt: number): void {
    this.process = null
    clearTimeout(this.patience)
    if (this.stopping) this.ended()
    else if (this.restarting) this.start()
    else this.died(how, startedAt)
  }

  private died(how: string, startedAt: number): void {
    this.deaths = Date.now() - startedAt < STEADY_MS ? this.deaths + 1 : 1
    if (this.settle && this.deaths >= DEATHS_BEFORE_READY) {
      this.fail(how)
      return
    }
    const delay = restartDelay(this.deaths, this.worked)
    this.options.onDeath?.(how, delay)
    this.timer = setTimeout(() => this.start(), delay)
  }

  private askToEnd(graceMs: number): void {
    this.tell(STOP)
    clearTimeout(this.patience)
    this.patience = setTimeout(() => this.kill(), graceMs)
  }

  tell(message: SupervisorMessage): void {
    if (this.process?.connected) this.process.send(message, () => {})
  }

  restart(graceMs: number): void {
    if (!this.process || this.stopping) return
    this.restarting = true
    this.askToEnd(graceMs)
  }

  async stop(graceMs: number): Promise<void> {
    this.stopping = true
    clearTimeout(this.timer)
    if (!this.process) return
    const gone = new Promise<void>((resolve) => {
      this.ended = resolve
    })
    this.askToEnd(graceMs)
    await gone
  }

  kill(): void {
    killGroup(this.process)
  }
}

/**
 * Starts a process and keeps it running: when it ends unasked it is started again, at once the first time and with
 * growing pauses when it keeps ending. A child that ends three times before it was ever ready is given up.
 */
export const keepRunning = (options: ChildOptions): Child => new KeptChild(options)
