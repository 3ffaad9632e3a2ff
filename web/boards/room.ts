import type * as z from 'zod/mini'
import { GATHER_MS, type Peer, type Scene } from '#domain/boards/board.ts'
import {
  boardEdited,
  boardHanded,
  boardLocked,
  boardPointers,
  boardState,
  editBoard,
  helloBoard,
  pointBoard,
} from '#domain/boards/contract.ts'
import { type BoardElement, ownerOf } from '#domain/boards/element.ts'
import { applyInk, type Ink } from '#domain/boards/ink.ts'
import { wins } from '#domain/boards/merge.ts'
import type { BoardRole } from '#domain/boards/right.ts'
import { keepsToOwn } from '#domain/boards/right.ts'
import type { AnswerOf, PayloadOf, Signal } from '#domain/contract.ts'
import { Company, type Pointer } from './company.ts'
import { gather } from './outgoing.ts'
import { force, reconcile, settlePlaces, stampOf } from './scene.ts'

/** The board's topic on the socket. */
export interface Line {
  /** Rejects when the server refuses or the connection is lost before the answer. */
  ask<S extends Signal>(signal: S, payload: z.input<S['payload']>): Promise<AnswerOf<S>>
  /** Calls back with each signal and event of the topic. */
  hear(listener: (name: string, payload: unknown) => void): void
  /** Calls back each time the topic is subscribed, at first and after a lost connection; `false` when it is lost. */
  connected(listener: (open: boolean) => void): void
  close(): void
}

/** What the room needs of the drawing surface. */
export interface Canvas {
  /** Everything drawn, deleted shapes included. */
  elements(): readonly BoardElement[]
  /** Shapes under the hand. */
  busy(): ReadonlySet<string>
  show(elements: BoardElement[]): void
}

export interface RoomState {
  connected: boolean
  /** Everything drawn here is stored. */
  saved: boolean
  role: BoardRole
  locked: boolean
  peers: Peer[]
}

export interface RoomOptions {
  accountId: string
  line: Line
  canvas: Canvas
  scene: Scene
  fetchScene(): Promise<Scene>
  /** Whether a shape may travel now: a picture waits for its file. */
  isReady(element: BoardElement): boolean
  onState(state: RoomState): void
  /** Something drawn here found no room: the person has all they may have on the board, or the board is full. */
  onFull(full: 'own' | 'board'): void
  onPointers(pointers: ReadonlyMap<string, Pointer>): void
}

/**
 * One open board: sends what was drawn here every 60 ms, merges what others drew, and catches up after a lost
 * connection. The server is the truth; a shape counts as known to it only once it answered, so whatever was cut off is
 * sent again.
 */
export class BoardRoom {
  readonly #options: RoomOptions
  readonly #known = new Map<string, string>()
  /** Strokes as they were last sent: what they grew by is sent next. */
  readonly #strokes = new Map<string, BoardElement>()
  readonly #deferred = new Map<string, BoardElement>()
  readonly #company = new Company()
  readonly #timer: ReturnType<typeof setInterval>
  #state: RoomState
  #seq = 0
  #connection: string | null = null
  #sending = false
  #catching = false
  /** Something was missed since the server was last asked. */
  #behind = false
  #pointing: Pointer | null = null
  #closed = false

  constructor(options: RoomOptions) {
    this.#options = options
    const { scene } = options
    this.#state = { connected: false, saved: true, role: scene.role, locked: scene.locked, peers: [] }
    this.#seq = scene.seq
    this.#receive(scene.elements)
    options.line.hear((name, payload) => this.#hear(name, payload))
    options.line.connected((open) => this.#opened(open))
    this.#timer = setInterval(() => void this.flush(), GATHER_MS)
  }

  /** Which of the peers this window is; null until the server said. */
  get connection(): string | null {
    return this.#connection
  }

  /** Where this person points; the newest one travels. */
  point(pointer: Pointer): void {
    this.#pointing = pointer
  }

  close(): void {
    void this.flush()
    this.#closed = true
    clearInterval(this.#timer)
    this.#options.line.close()
  }

  #set(change: Partial<RoomState>): void {
    const next = { ...this.#state, ...change }
    const same = (Object.keys(change) as (keyof RoomState)[]).every((key) => this.#state[key] === next[key])
    if (same) return
    this.#state = next
    this.#options.onState(next)
  }

  #opened(open: boolean): void {
    this.#set({ connected: open })
    if (open) void this.#catchUp()
  }

  #hear(name: string, payload: unknown): void {
    if (name === boardEdited.name) this.#edited(payload as PayloadOf<typeof boardEdited>)
    else if (name === boardState.name) this.#reported(payload as PayloadOf<typeof boardState>)
    else if (name === boardLocked.name)
      this.#set({ locked: (payload as PayloadOf<typeof boardLocked>).locked })
    else if (name === boardHanded.name) this.#handed(payload as PayloadOf<typeof boardHanded>)
    else if (name === boardPointers.name) this.#pointed(payload as PayloadOf<typeof boardPointers>)
  }

  #handed({ accountId }: PayloadOf<typeof boardHanded>): void {
    // What this person may do has changed: the server says what, and shows it to the others.
    if (accountId === this.#options.accountId) void this.#catchUp()
  }

  #reported(report: PayloadOf<typeof boardState>): void {
    this.#arrived(report)
    if (report.seq > this.#seq) void this.#catchUp()
  }

  #arrived(report: Pick<PayloadOf<typeof boardState>, 'process' | 'peers'>): void {
    this.#set({ peers: this.#company.report(report, Date.now()) })
    this.#options.onPointers(this.#company.pointers)
  }

  #pointed(pointers: PayloadOf<typeof boardPointers>): void {
    this.#company.point(pointers)
    this.#options.onPointers(this.#company.pointers)
  }

  #edited({ from, seq, elements, ink }: PayloadOf<typeof boardEdited>): void {
    const grown = this.#grow(ink)
    if (from > this.#seq || !grown) {
      void this.#catchUp()
      return
    }
    this.#receive([...elements, ...grown])
    this.#seq = Math.max(this.#seq, seq)
  }

  /** The strokes that grew elsewhere, whole; null when one of them does not fit what is here. */
  #grow(ink: readonly Ink[]): BoardElement[] | null {
    if (ink.length === 0) return []
    const local = new Map(this.#options.canvas.elements().map((element) => [element.id, element]))
    const grown: BoardElement[] = []
    for (const piece of ink) {
      const mine = local.get(piece.id)
      if (mine && !wins(piece, mine)) continue
      const stroke = applyInk(mine, piece)
      if (!stroke) return null
      grown.push(stroke)
    }
    return grown
  }

  /** A student sees what is not theirs as fixed: it cannot be picked up by mistake. */
  #shield(element: BoardElement): BoardElement {
    const theirs = ownerOf(element) !== null && ownerOf(element) !== this.#options.accountId
    return theirs && keepsToOwn(this.#state) ? { ...element, locked: true } : element
  }

  #receive(arrivals: readonly BoardElement[]): void {
    const { canvas } = this.#options
    const result = reconcile(
      canvas.elements(),
      arrivals.map((element) => this.#shield(element)),
      canvas.busy(),
    )
    for (const element of result.settled) this.#known.set(element.id, stampOf(element))
    for (const element of result.deferred) {
      const waiting = this.#deferred.get(element.id)
      if (!waiting || wins(element, waiting)) this.#deferred.set(element.id, element)
    }
    if (result.elements) this.#show(result.elements)
  }

  #show(elements: BoardElement[]): void {
    settlePlaces(elements, (element) => this.#known.get(element.id) !== stampOf(element))
    this.#options.canvas.show(elements)
  }

  /** What waited while it was under the hand. */
  #release(): void {
    if (this.#deferred.size === 0) return
    const busy = this.#options.canvas.busy()
    const free = [...this.#deferred.values()].filter((element) => !busy.has(element.id))
    for (const element of free) this.#deferred.delete(element.id)
    if (free.length > 0) this.#receive(free)
  }

  /** Sends what differs from what the server is known to have; called by itself every 60 ms. */
  async flush(): Promise<void> {
    if (this.#closed || this.#sending || this.#catching || !this.#state.connected) return
    this.#release()
    this.#sendPointer()
    const batch = gather(this.#changed(), this.#strokes)
    if (batch.sent.size === 0) return this.#set({ saved: true })
    this.#set({ saved: false })
    this.#sending = true
    try {
      const answer = await this.#options.line.ask(editBoard, { elements: batch.elements, ink: batch.ink })
      this.#answered(batch.sent, answer)
    } catch {
      // Cut off or refused as a whole: nothing is marked as known, so it goes again with the next flush or connection.
    } finally {
      this.#sending = false
    }
  }

  #sendPointer(): void {
    const pointer = this.#pointing
    this.#pointing = null
    if (pointer && this.#state.peers.length > 1)
      void this.#options.line.ask(pointBoard, pointer).catch(() => undefined)
  }

  #changed(): BoardElement[] {
    return this.#options.canvas
      .elements()
      .filter((element) => this.#known.get(element.id) !== stampOf(element) && this.#options.isReady(element))
  }

  #answered(sent: ReadonlyMap<string, BoardElement>, answer: AnswerOf<typeof editBoard>): void {
    const whole = new Set(answer.whole)
    const denied = new Set(answer.denied.map(({ id }) => id))
    for (const [id, element] of sent) {
      if (whole.has(id) || denied.has(id)) this.#strokes.delete(id)
      else {
        this.#known.set(id, stampOf(element))
        if (element.type === 'freedraw') this.#strokes.set(id, element)
      }
    }
    this.#receive(answer.back)
    this.#undo(answer.denied)
    if (answer.full) this.#options.onFull(answer.full)
  }

  /** The server refused: what it has comes back, without comparing. */
  #undo(denied: AnswerOf<typeof editBoard>['denied']): void {
    if (denied.length === 0) return
    for (const { id, element } of denied) {
      this.#deferred.delete(id)
      if (element) this.#known.set(id, stampOf(element))
      else this.#known.delete(id)
    }
    const shielded = denied.map(({ id, element }) => ({ id, element: element && this.#shield(element) }))
    this.#show(force(this.#options.canvas.elements(), shielded))
  }

  async #catchUp(): Promise<void> {
    this.#behind = true
    if (this.#catching || this.#closed) return
    this.#catching = true
    while (this.#behind && this.#state.connected && !this.#closed) {
      this.#behind = false
      await this.#askWhatChanged()
    }
    this.#catching = false
    void this.flush()
  }

  async #askWhatChanged(): Promise<void> {
    try {
      const answer = await this.#options.line.ask(helloBoard, { since: this.#seq })
      if (answer.refetch || answer.seq < this.#seq) await this.#refetch()
      else {
        this.#receive(answer.elements)
        this.#seq = answer.seq
      }
      const newRole = answer.role !== this.#state.role
      this.#connection = answer.connection
      this.#arrived(answer)
      this.#set({ role: answer.role, locked: answer.locked })
      if (newRole) await this.#refetch({ replace: true })
    } catch {
      // Cut off again: the next connection or report catches up.
    }
  }

  /**
   * Takes the whole scene anew; shapes that the server had and has no more go, what it never had stays. With `replace`
   * every shape that is as the server knew it is put in place anew: what is fixed for this person has changed.
   */
  async #refetch({ replace = false } = {}): Promise<void> {
    const scene = await this.#options.fetchScene()
    const there = new Map(scene.elements.map((element) => [element.id, element]))
    const unchanged = this.#options.canvas
      .elements()
      .filter((element) => this.#known.get(element.id) === stampOf(element))
    const gone = unchanged.filter(({ id }) => !there.has(id))
    this.#undo((replace ? unchanged : gone).map(({ id }) => ({ id, element: there.get(id) ?? null })))
    this.#receive(scene.elements)
    this.#seq = scene.seq
  }
}
