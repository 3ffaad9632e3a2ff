import { CATCH_UP_LIMIT, GATHER_MS, type Peer, REPORT_MS } from '#domain/boards/board.ts'
import {
  boardEdited,
  boardPointers,
  boardState,
  type helloBoard,
  type pointBoard,
} from '#domain/boards/contract.ts'
import type { Delta, Edit } from '#domain/boards/edit.ts'
import type { BoardElement } from '#domain/boards/element.ts'
import type { AnswerOf, PayloadOf, Signal } from '#domain/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Context, Services } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { NOTIFY_LIMIT } from '#platform/feed/bus.ts'
import { actorOf } from '../accounts/account.ts'
import type { SocketConnection } from '../feature.ts'
import { type Asked, type Decision, Room } from '../realtime/room.ts'
import { createRooms } from '../realtime/rooms.ts'
import { type AccessibleBoard, boardFor, roleOn } from './access.ts'
import { decideBatch, type EditAnswer } from './batch.ts'
import { elementsAfter, holdBoard, type StoredElement, storeEdits } from './store.ts'

type PointerRow = PayloadOf<typeof boardPointers>['pointers'][number]
type Hello = AnswerOf<typeof helloBoard>

/** Characters of one broadcast; larger changes travel in several. */
const BROADCAST_SIZE = 120_000

/** One board that is open in this process; its scene in memory is a copy of what is stored. */
export class BoardRoom extends Room<Edit, EditAnswer, StoredElement, Peer> {
  #board: AccessibleBoard
  readonly #scene = new Map<string, BoardElement>()
  readonly #numbers = new Map<string, number>()
  readonly #pointers = new Map<string, PointerRow>()
  #pointerTimer: NodeJS.Timeout | null = null

  constructor(services: Services, board: AccessibleBoard) {
    super(services, { reportMs: REPORT_MS })
    this.#board = board
  }

  join(ctx: Context, connection: SocketConnection, name: string): void {
    const role = roleOn(ctx.actor, this.#board)
    this.presence.join({ connection: connection.id, accountId: ctx.actor?.id ?? '', name, role })
  }

  override leave(connection: SocketConnection): void {
    this.#pointers.delete(connection.id)
    super.leave(connection)
    if (!this.empty || !this.#pointerTimer) return
    clearTimeout(this.#pointerTimer)
    this.#pointerTimer = null
  }

  /** What changed after `since`, and what the asker is here. */
  hello(ctx: Context, connection: SocketConnection, since: number): Promise<Hello> {
    return this.inTurn(async () => {
      const fresh = await boardFor(ctx, this.#board.id, 'board.read')
      this.#board = fresh
      this.presence.renew(connection, { role: roleOn(ctx.actor, fresh) })
      await this.catchUp(this.services.connection.db, fresh.seq)
      const elements = since > this.seq ? [] : this.#changedAfter(since)
      const refetch = since > this.seq || JSON.stringify(elements).length > CATCH_UP_LIMIT
      return {
        seq: this.seq,
        elements: refetch ? [] : elements,
        refetch,
        role: roleOn(ctx.actor, fresh),
        locked: fresh.locked,
        process: this.services.processId,
        peers: this.presence.here,
        connection: connection.id,
      }
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

  protected report(): void {
    this.#tell(boardState, { process: this.services.processId, seq: this.seq, peers: this.presence.here })
  }

  #tell<S extends Signal>(signal: S, payload: PayloadOf<S>): void {
    this.services.broadcast(topicOf('board', this.#board.id), signal, payload)
  }

  #changedAfter(since: number): BoardElement[] {
    return [...this.#scene.values()].filter((element) => (this.#numbers.get(element.id) ?? 0) > since)
  }

  protected async hold(db: Database): Promise<{ seq: number }> {
    const row = await holdBoard(db, this.#board.id)
    // Who may draw is decided by what stands in the board's row now, not by what it was when they came.
    this.#board = { ...this.#board, locked: row.locked, presenterIds: row.presenterIds }
    return row
  }

  protected storedAfter(db: Database, seq: number): Promise<StoredElement[]> {
    return elementsAfter(db, this.#board.id, seq)
  }

  protected remember(stored: readonly StoredElement[]): void {
    for (const { element, seq } of stored) {
      this.#scene.set(element.id, element)
      this.#numbers.set(element.id, seq)
    }
  }

  protected decide(batch: readonly Asked<Edit>[], seq: number): Decision<StoredElement, EditAnswer> {
    const board = this.#board
    const edits = batch.map(({ ctx: { actor }, edit }) => ({
      drawer: { accountId: actor?.id ?? '', role: roleOn(actor, board) },
      edit,
    }))
    const at = this.services.now()
    const { changed, ops, delta, ...decided } = decideBatch(this.#scene, edits, {
      locked: board.locked,
      seq,
      at,
    })
    return {
      ...decided,
      changed,
      store: async ([tx]) => {
        if (tx) await storeEdits(tx.db, board.id, changed, ops)
      },
      tell: (from) => this.#broadcast(from, delta),
    }
  }

  #broadcast(from: number, delta: Delta): void {
    const parts = splitBySize(delta)
    for (const [at, part] of parts.entries()) {
      const seq = at === parts.length - 1 ? this.seq : from
      this.#tell(boardEdited, { from, seq, ...part })
    }
    // What is too long for the other processes is announced by its number: their sockets ask for it.
    const size = Buffer.byteLength(JSON.stringify(parts[0]))
    if (parts.length > 1 || size * 1.5 > NOTIFY_LIMIT) this.report()
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

/** The boards that are open in this process. */
export const rooms = createRooms(
  async (ctx, boardId) => new BoardRoom(ctx.services, await boardFor(ctx, boardId, 'board.read')),
)

/** Somebody opened the board. */
export const joinRoom = async (
  ctx: Context,
  boardId: string,
  connection: SocketConnection,
): Promise<void> => {
  const account = await ctx.db
    .selectFrom('account')
    .select('displayName')
    .where('id', '=', actorOf(ctx).id)
    .executeTakeFirstOrThrow()
  await rooms.join(ctx, boardId, (room) => room.join(ctx, connection, account.displayName))
}
