import { CATCH_UP_LIMIT, GATHER_MS, type Peer, REPORT_MS } from '#domain/boards/board.ts'
import {
  boardEdited,
  boardPointers,
  boardState,
  type helloBoard,
  type pointBoard,
} from '#domain/boards/contract.ts'
import type { Delta } from '#domain/boards/edit.ts'
import type { BoardElement } from '#domain/boards/element.ts'
import type { AnswerOf, PayloadOf, Signal } from '#domain/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Context, Services } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { NOTIFY_LIMIT } from '#platform/feed/bus.ts'
import type { SocketConnection } from '../feature.ts'
import { type AccessibleBoard, boardFor, roleOn } from './access.ts'
import { decideBatch, type EditAnswer, type PendingEdit } from './batch.ts'
import { elementsAfter, holdBoard, type StoredElement, storeEdits } from './store.ts'

type PointerRow = PayloadOf<typeof boardPointers>['pointers'][number]
type Hello = AnswerOf<typeof helloBoard>

/** Characters of one broadcast; larger changes travel in several. */
const BROADCAST_SIZE = 120_000

interface Waiting extends Pick<PendingEdit, 'edit'> {
  actor: Context['actor']
  resolve(answer: EditAnswer): void
  reject(error: unknown): void
}

/**
 * One board that is open in this process. Edits that come while the database is busy are decided, stored and answered
 * together: an edit is answered, and told to others, only once it is committed. The scene in memory is a copy: the row
 * of the board is locked for each batch, and what another process has written meanwhile is read first.
 */
export class BoardRoom {
  readonly #services: Services
  #board: AccessibleBoard
  readonly #scene = new Map<string, BoardElement>()
  readonly #numbers = new Map<string, number>()
  readonly #peers = new Map<string, Peer>()
  readonly #pointers = new Map<string, PointerRow>()
  #seq = 0
  #waiting: Waiting[] = []
  #turn: Promise<void> = Promise.resolve()
  #pointerTimer: NodeJS.Timeout | null = null
  #reportTimer: NodeJS.Timeout | null = null

  constructor(services: Services, board: AccessibleBoard) {
    this.#services = services
    this.#board = board
  }

  get empty(): boolean {
    return this.#peers.size === 0
  }

  /** Resolves when everything that was sent is stored and answered. */
  async settled(): Promise<void> {
    while (this.#waiting.length > 0) await this.#turn
    await this.#turn
  }

  join(ctx: Context, connection: SocketConnection, name: string): void {
    const accountId = ctx.actor?.id ?? ''
    const role = roleOn(ctx.actor, this.#board)
    this.#peers.set(connection.id, { connection: connection.id, accountId, name, role })
    this.#reportTimer ??= setInterval(() => this.#report(), REPORT_MS).unref()
    this.#report()
  }

  leave(connection: SocketConnection): void {
    this.#peers.delete(connection.id)
    this.#pointers.delete(connection.id)
    if (this.empty) this.#stopTimers()
    this.#report()
  }

  #stopTimers(): void {
    if (this.#reportTimer) clearInterval(this.#reportTimer)
    if (this.#pointerTimer) clearTimeout(this.#pointerTimer)
    this.#reportTimer = null
    this.#pointerTimer = null
  }

  /** What changed after `since`, and what the asker is here. */
  hello(ctx: Context, connection: SocketConnection, since: number): Promise<Hello> {
    return this.#inTurn(async () => {
      const fresh = await boardFor(ctx, this.#board.id, 'board.read')
      this.#board = fresh
      this.#renew(connection, roleOn(ctx.actor, fresh))
      if (fresh.seq > this.#seq) await this.#read(this.#services.connection.db, fresh.seq)
      const elements = since > this.#seq ? [] : this.#changedAfter(since)
      const refetch = since > this.#seq || JSON.stringify(elements).length > CATCH_UP_LIMIT
      return {
        seq: this.#seq,
        elements: refetch ? [] : elements,
        refetch,
        role: roleOn(ctx.actor, fresh),
        locked: fresh.locked,
        process: this.#services.processId,
        peers: this.#here(),
        connection: connection.id,
      }
    })
  }

  /** The others see what somebody has become. */
  #renew(connection: SocketConnection, role: Peer['role']): void {
    const peer = this.#peers.get(connection.id)
    if (!peer || peer.role === role) return
    this.#peers.set(connection.id, { ...peer, role })
    this.#report()
  }

  /** Takes an edit; the answer comes when it is committed. */
  edit(ctx: Context, edit: PendingEdit['edit']): Promise<EditAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ actor: ctx.actor, edit, resolve, reject })
      if (this.#waiting.length === 1) void this.#inTurn(() => this.#store())
    })
  }

  /** Notes where somebody points; all of it goes out together. */
  point(connection: SocketConnection, { x, y, tool, button }: PayloadOf<typeof pointBoard>): void {
    this.#pointers.set(connection.id, [connection.id, x, y, tool, button])
    this.#pointerTimer ??= setTimeout(() => this.#sendPointers(), GATHER_MS)
  }

  #sendPointers(): void {
    this.#pointerTimer = null
    const pointers = [...this.#pointers.values()]
    this.#pointers.clear()
    if (pointers.length > 0) this.#tell(boardPointers, { pointers })
  }

  #here(): Peer[] {
    return [...this.#peers.values()]
  }

  #report(): void {
    this.#tell(boardState, { process: this.#services.processId, seq: this.#seq, peers: this.#here() })
  }

  #tell<S extends Signal>(signal: S, payload: PayloadOf<S>): void {
    this.#services.broadcast(topicOf('board', this.#board.id), signal, payload)
  }

  #changedAfter(since: number): BoardElement[] {
    return [...this.#scene.values()].filter((element) => (this.#numbers.get(element.id) ?? 0) > since)
  }

  /** One thing at a time: the scene in memory is never seen half changed. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    this.#turn = result.then(
      () => undefined,
      () => undefined,
    )
    return result
  }

  #remember(stored: readonly StoredElement[], seq: number): void {
    for (const { element, seq: number } of stored) {
      this.#scene.set(element.id, element)
      this.#numbers.set(element.id, number)
    }
    this.#seq = seq
  }

  /** Reads what other processes have stored since; the board is known to have come to `seq` at least. */
  async #read(db: Database, seq: number): Promise<void> {
    const stored = await elementsAfter(db, this.#board.id, this.#seq)
    this.#remember(
      stored,
      stored.reduce((last, one) => Math.max(last, one.seq), seq),
    )
  }

  async #store(): Promise<void> {
    const batch = this.#waiting
    this.#waiting = []
    try {
      await this.#commit(batch)
    } catch (error) {
      if (batch.length === 1) return batch[0]?.reject(error)
      // One of them may be what the database does not take: the others must not suffer for it.
      for (const one of batch) await this.#commit([one]).catch(one.reject)
    }
  }

  async #commit(batch: Waiting[]): Promise<void> {
    const { now, connection } = this.#services
    const outcome = await connection.db.transaction().execute(async (db) => {
      const row = await holdBoard(db, this.#board.id)
      if (row.seq > this.#seq) await this.#read(db, row.seq)
      // Who may draw is decided by what stands in the board's row now, not by what it was when they came.
      this.#board = { ...this.#board, locked: row.locked, presenterIds: row.presenterIds }
      const edits = batch.map(({ actor, edit }) => ({
        drawer: { accountId: actor?.id ?? '', role: roleOn(actor, this.#board) },
        edit,
      }))
      const decided = decideBatch(this.#scene, edits, { locked: row.locked, seq: row.seq, at: now() })
      if (decided.ops.length > 0) await storeEdits(db, this.#board.id, decided.changed, decided.ops)
      return decided
    })
    const from = this.#seq
    this.#remember(outcome.changed, outcome.seq)
    this.#broadcast(from, outcome.delta)
    for (const [at, waiting] of batch.entries()) {
      const answer = outcome.answers[at]
      if (answer) waiting.resolve(answer)
    }
  }

  #broadcast(from: number, delta: Delta): void {
    if (from === this.#seq) return
    const parts = splitBySize(delta)
    for (const [at, part] of parts.entries()) {
      const seq = at === parts.length - 1 ? this.#seq : from
      this.#tell(boardEdited, { from, seq, ...part })
    }
    // What is too long for the other processes is announced by its number: their sockets ask for it.
    const size = Buffer.byteLength(JSON.stringify(parts[0]))
    if (parts.length > 1 || size * 1.5 > NOTIFY_LIMIT) this.#report()
  }
}

type Part = Pick<PayloadOf<typeof boardEdited>, 'elements' | 'ink'>

const splitBySize = (delta: Delta): Part[] => {
  const parts: Part[] = [{ elements: [], ink: delta.ink }]
  let size = JSON.stringify(delta.ink).length
  for (const element of delta.elements) {
    size += JSON.stringify(element).length
    if (size > BROADCAST_SIZE) {
      parts.push({ elements: [], ink: [] })
      size = 0
    }
    parts.at(-1)?.elements.push(element)
  }
  return parts
}
