import type { Connection } from '../db/connect.ts'

/** A number that no other program's advisory locks are likely to have: `lect` in bytes. */
const LOCK = [0x6c656374, 1] as const

/** The statement by which a session counts as one that hears signals, for as long as it lives. */
export const HEAR = `select pg_advisory_lock_shared(${LOCK.join(', ')})`

const OTHERS = `
  select count(*)::int as others from pg_locks
  where locktype = 'advisory' and granted and objsubid = 2 and classid = ${LOCK[0]} and objid = ${LOCK[1]}
    and database = (select oid from pg_database where datname = current_database()) and pid <> $1`

/** How long somebody may believe to be alone without looking again. */
export const LEASE_MS = 3_000

export interface HearersOptions {
  query: Connection['query']
  /** The session that hears for this process; null while there is none. */
  session: () => number | null
  sayHello: () => void
  leaseMs?: number
}

/**
 * Knows whether another process hears signals. A signal for nobody else costs no announcement: with one process, which is
 * most schools, drawing on a board would announce forty times a second what only its own sockets hear.
 *
 * No signal is lost when a second process starts. Who hears signals holds a shared lock of the database with the session
 * that listens, so who hears is known exactly, and a process that was killed hears no more at once. Whoever looked and
 * found nobody may believe so for `leaseMs`, from before the look. A new process first listens and takes the lock, and
 * then says hello: whoever hears that believes it no longer (nor what a look says that was under way), and answers. The
 * new one is ready when all who hold the lock have answered; if one does not, because hello was lost or it hangs, when
 * `leaseMs` have gone by since it took the lock: by then every look that did not see it has run out.
 */
export class Hearers {
  readonly #options: HearersOptions
  readonly #leaseMs: number
  #aloneUntil = 0
  #looking = false
  /** Raised by each hello, so that a look that was under way is not believed. */
  #hellos = 0
  readonly #seenBy = new Set<string>()
  #onSeen: () => void = () => {}

  constructor(options: HearersOptions) {
    this.#options = options
    this.#leaseMs = options.leaseMs ?? LEASE_MS
  }

  /** Whether nobody else hears signals. It looks again in time while it is asked; when in doubt somebody does. */
  get alone(): boolean {
    const left = this.#aloneUntil - performance.now()
    if (left < this.#leaseMs / 2) void this.#look()
    return left > 0
  }

  async #look(): Promise<void> {
    const { session } = this.#options
    const own = session()
    if (this.#looking || own === null) return
    this.#looking = true
    const [from, hellos] = [performance.now(), this.#hellos]
    try {
      const others = await this.#others(own)
      if (others === 0 && hellos === this.#hellos && session() === own)
        this.#aloneUntil = from + this.#leaseMs
    } catch {
      // Unknown: the next signal asks again, and this one was announced.
    } finally {
      this.#looking = false
    }
  }

  async #others(own: number): Promise<number> {
    const [row] = await this.#options.query<{ others: number }>(OTHERS, [own])
    return row?.others ?? Number.POSITIVE_INFINITY
  }

  /** Another process hears from now on. */
  greeted(): void {
    this.#hellos += 1
    this.#aloneUntil = 0
  }

  /** The connection was lost: others may have come that this process has not heard of. */
  lost(): void {
    this.greeted()
  }

  seen(from: string): void {
    this.#seenBy.add(from)
    this.#onSeen()
  }

  /** Makes itself known; resolves when no process keeps a signal from this one. It listens and holds the lock already. */
  async introduce(): Promise<void> {
    const until = new Promise<void>((resolve) => setTimeout(resolve, this.#leaseMs).unref())
    this.#seenBy.clear()
    this.#options.sayHello()
    const own = this.#options.session()
    const others = own === null ? Number.POSITIVE_INFINITY : await this.#others(own)
    const all = new Promise<void>((resolve) => {
      this.#onSeen = () => {
        if (this.#seenBy.size >= others) resolve()
      }
      this.#onSeen()
    })
    await Promise.race([all, until])
    this.#onSeen = () => {}
  }
}
