import { batched } from '#platform/batch.ts'
import { type Context, inOneTransaction, type Services, type Transaction } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import type { SocketConnection } from '../feature.ts'
import { Presence, type Present } from './presence.ts'

/** An edit in the name of the request that brought it. */
export interface Asked<Edit> {
  ctx: Context
  edit: Edit
}

/** What a batch of edits comes to against the row that is held. Nothing has been changed by deciding it. */
export interface Decision<Stored, Answer> {
  /** The number of the last change; the row's own when nothing is changed. */
  seq: number
  changed: readonly Stored[]
  /** One for each edit, in their order. */
  answers: readonly Answer[]
  /** Writes it: changes, log, the row's new number, and what is published. */
  store(transactions: readonly Transaction[]): Promise<void>
  /** Tells who is here, after the commit; `from` is the number that they have if they missed nothing. */
  tell(from: number): void
}

/** Edits that are decided and stored together at most. */
const BATCH = 500

/**
 * Something that many change at once, opened in this process: a board, a document. Its row in the database carries a
 * number that each change raises; its content in memory is a copy.
 *
 * Edits that come while the database is busy are decided, stored and answered together: an edit is answered, and told to
 * others, only once it is committed. For each batch the row is locked, and what another process has stored meanwhile is
 * read first, so any number of processes may serve one room.
 */
export abstract class Room<Edit, Answer, Stored extends { seq: number }, Peer extends Present> {
  protected readonly services: Services
  protected readonly presence: Presence<Peer>
  #seq: number
  #turn: Promise<unknown> = Promise.resolve()
  readonly #pending = new Set<Promise<unknown>>()
  readonly #store = batched((batch: Asked<Edit>[]) => this.inTurn(() => this.#commit(batch)), BATCH)

  constructor(services: Services, options: { reportMs: number; seq?: number }) {
    this.services = services
    this.presence = new Presence<Peer>(() => this.report(), options.reportMs)
    this.#seq = options.seq ?? 0
  }

  /** Tells everybody who is here, and how far this process has come. */
  protected abstract report(): void
  /** Takes the row for this transaction: whoever holds it decides the next numbers. */
  protected abstract hold(db: Database): Promise<{ seq: number }>
  /** What was stored after a number. */
  protected abstract storedAfter(db: Database, seq: number): Promise<readonly Stored[]>
  /** Takes what is stored into the copy in memory. */
  protected abstract remember(stored: readonly Stored[]): void
  /** Decides edits one after the other against the row as `hold` has just left it, each on what the ones before it left. */
  protected abstract decide(batch: readonly Asked<Edit>[], seq: number): Decision<Stored, Answer>

  /** How far the copy in memory has come. */
  get seq(): number {
    return this.#seq
  }

  get empty(): boolean {
    return this.presence.empty
  }

  leave(connection: SocketConnection): void {
    this.presence.leave(connection)
  }

  /** Takes an edit; the answer comes when it is committed. */
  edit(ctx: Context, edit: Edit): Promise<Answer> {
    const answer = this.#store({ ctx, edit })
    const settled = answer.catch(() => {}).finally(() => this.#pending.delete(settled))
    this.#pending.add(settled)
    return answer
  }

  /** Resolves when everything that was sent is stored and answered. */
  async settled(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending)
    await this.#turn
  }

  /** One thing at a time: the copy in memory is never seen half changed. */
  protected inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => {})
    return result
  }

  /** Reads what other processes have stored since; the room is known to have come to `seq` at least. In turn only. */
  protected async catchUp(db: Database, seq: number): Promise<void> {
    if (seq <= this.#seq) return
    const stored = await this.storedAfter(db, this.#seq)
    this.remember(stored)
    this.#seq = stored.reduce((last, one) => Math.max(last, one.seq), seq)
  }

  async #commit(batch: Asked<Edit>[]): Promise<Answer[]> {
    const contexts = batch.map(({ ctx }) => ctx)
    const decision = await inOneTransaction(this.services, contexts, async (transactions, { db }) => {
      const row = await this.hold(db)
      await this.catchUp(db, row.seq)
      const decided = this.decide(batch, row.seq)
      if (decided.seq > row.seq) await decided.store(transactions)
      return decided
    })
    const from = this.#seq
    this.remember(decision.changed)
    this.#seq = decision.seq
    if (decision.seq > from) decision.tell(from)
    return [...decision.answers]
  }
}
