import type { PartRow } from '#platform/part.ts'
import { type Child, keepRunning } from './child.ts'
import type { ChildMessage, ReadyMessage, SupervisorMessage, Whereabouts } from './protocol.ts'

export interface KeptPartOptions {
  row: PartRow
  /** Node's arguments for starting it. */
  args: string[]
  env: () => NodeJS.ProcessEnv
  output: number | 'inherit'
  /** The file its output goes to, when it is one. */
  log: string | null
  say: (sentence: string) => void
  onReady: (message: ReadyMessage) => void
  /** It asks for another part. */
  onWant: (part: string) => void
}

const REST_MS = 10_000

/** A part under the supervisor: a process that is kept running, or none while nobody has wanted it. */
export class KeptPart {
  readonly row: PartRow
  private readonly options: KeptPartOptions
  private child: Child | null = null
  /** While it goes to rest: a new one starts when the old one has ended. */
  private leaving: Promise<void> | null = null
  private ended = false
  /** What it said when it last became ready: one that was started anew may be elsewhere. */
  private latest: ReadyMessage | null = null

  constructor(options: KeptPartOptions) {
    this.options = options
    this.row = options.row
  }

  /** Starts it if it does not run. Resolves when it does its work; rejects with `StartProblem` when it cannot. */
  async wake(): Promise<ReadyMessage> {
    await this.leaving
    if (this.ended) throw new Error('Lectern stops')
    const child = this.child ?? this.start()
    this.child = child
    return child.ready.catch((problem) => {
      // The next one who wants it may be luckier, and until then it is not there.
      if (this.row.starts === 'when wanted' && this.child === child) this.rest()
      throw problem
    })
  }

  /** As `wake`, for a part that asks for this one. */
  async whereabouts(): Promise<Whereabouts> {
    const first = await this.wake()
    const { port } = this.latest ?? first
    return { at: 'here', port: port ?? null }
  }

  private start(): Child {
    const { row, args, env, output, log, say, onReady } = this.options
    return keepRunning({
      name: row.title,
      args,
      env,
      output,
      advice: log ? `see the end of ${log}` : 'the lines above say why',
      onReady: (message) => {
        this.latest = message
        onReady(message)
      },
      onRequest: (message) => this.requested(message),
      onDeath: (how, delay) =>
        say(
          `The ${row.title} ${how}; starting it again${delay > 0 ? ` in ${delay / 1000} s` : ''}${log ? ` (see ${log})` : ''}`,
        ),
    })
  }

  private requested(message: Exclude<ChildMessage, ReadyMessage>): void {
    if (message.type === 'want') this.options.onWant(message.part)
    else if (this.row.starts === 'when wanted') this.rest()
  }

  private rest(): void {
    const { child } = this
    if (!child) return
    this.child = null
    this.leaving = child.stop(REST_MS).finally(() => {
      this.leaving = null
    })
  }

  tell(message: SupervisorMessage): void {
    this.child?.tell(message)
  }

  restart(graceMs: number): void {
    this.child?.restart(graceMs)
  }

  async stop(graceMs: number): Promise<void> {
    this.ended = true
    await Promise.all([this.leaving, this.child?.stop(graceMs)])
  }

  kill(): void {
    this.child?.kill()
  }
}
