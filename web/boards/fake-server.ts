import type { Scene } from '#domain/boards/board.ts'
import { boardEdited, type editBoard, helloBoard } from '#domain/boards/contract.ts'
import { Delta, decideEdit, type Edit } from '#domain/boards/edit.ts'
import type { BoardElement } from '#domain/boards/element.ts'
import { byPlace } from '#domain/boards/merge.ts'
import type { BoardRole } from '#domain/boards/right.ts'
import type { AnswerOf, Signal } from '#domain/contract.ts'
import type { Canvas, Line } from './room.ts'

const pictureOf = (elements: readonly BoardElement[]): string[] =>
  elements
    .filter((element) => !element.isDeleted)
    .map((e) => `${e.id} ${e.version} ${e.versionNonce} ${e.index} ${e.x}`)

/** For tests: a server of one board in memory, with a network that takes its time and can be cut. */
export class FakeServer {
  readonly scene = new Map<string, BoardElement>()
  readonly numbers = new Map<string, number>()
  readonly lines = new Set<FakeLine>()
  seq = 0
  locked = false
  private readonly random: () => number

  constructor(random: () => number) {
    this.random = random
  }

  snapshot(role: BoardRole): Scene {
    const elements = [...this.scene.values()].filter((element) => !element.isDeleted)
    return structuredClone({ id: 'b', classId: 'c', locked: this.locked, role, seq: this.seq, elements })
  }

  /** What is stored, bottom first. */
  picture(): string[] {
    return pictureOf([...this.scene.values()].sort(byPlace))
  }

  delay(): number {
    return 5 + this.random() * 60
  }

  hello(line: FakeLine, since: number): AnswerOf<typeof helloBoard> {
    const elements = [...this.scene.values()].filter((e) => (this.numbers.get(e.id) ?? 0) > since)
    return {
      seq: this.seq,
      elements,
      refetch: false,
      role: line.role,
      locked: this.locked,
      process: 'p',
      peers: [],
      connection: line.accountId,
    }
  }

  edit(line: FakeLine, edit: Edit): AnswerOf<typeof editBoard> {
    const drawer = { accountId: line.accountId, role: line.role, locked: this.locked }
    const decision = decideEdit(this.scene, drawer, edit)
    const { accepted, back, denied, whole, full } = decision
    if (accepted.length > 0) {
      const from = this.seq
      this.seq += 1
      const delta = new Delta()
      delta.add(decision)
      for (const element of accepted) {
        this.scene.set(element.id, element)
        this.numbers.set(element.id, this.seq)
      }
      const payload = { from, seq: this.seq, elements: delta.elements, ink: delta.ink }
      for (const one of this.lines) one.deliver(boardEdited.name, payload)
    }
    return { seq: this.seq, back, denied, whole, full }
  }
}

/** One person's connection to it. Messages keep their order, as on a socket. */
export class FakeLine implements Line {
  readonly accountId: string
  readonly role: BoardRole
  private readonly server: FakeServer
  private heard: (name: string, payload: unknown) => void = () => {}
  private opened: (open: boolean) => void = () => {}
  private life = 0
  private open = false
  private up = 0
  private down = 0
  sent = 0

  constructor(server: FakeServer, accountId: string, role: BoardRole) {
    this.server = server
    this.accountId = accountId
    this.role = role
  }

  private later(way: 'up' | 'down', work: () => void): void {
    const at = Math.max(this[way], Date.now() + this.server.delay())
    this[way] = at
    const life = this.life
    setTimeout(() => life === this.life && work(), at - Date.now())
  }

  ask<S extends Signal>(signal: S, payload: unknown): Promise<AnswerOf<S>> {
    const copy = structuredClone(payload)
    this.sent += 1
    return new Promise((resolve, reject) => {
      if (!this.open) return reject(new Error('offline'))
      this.rejects.add(reject)
      this.later('up', () => {
        const answer =
          signal.name === helloBoard.name
            ? this.server.hello(this, (copy as { since: number }).since)
            : this.server.edit(this, copy as Edit)
        this.later('down', () => resolve(structuredClone(answer) as AnswerOf<S>))
      })
    })
  }

  private readonly rejects = new Set<(error: Error) => void>()

  deliver(name: string, payload: unknown): void {
    const copy = structuredClone(payload)
    this.later('down', () => this.heard(name, copy))
  }

  hear(listener: (name: string, payload: unknown) => void): void {
    this.heard = listener
  }

  connected(listener: (open: boolean) => void): void {
    this.opened = listener
  }

  connect(): void {
    this.life += 1
    this.up = 0
    this.down = 0
    this.open = true
    this.server.lines.add(this)
    this.opened(true)
  }

  /** What is under way is lost, in both directions. */
  cut(): void {
    this.life += 1
    this.open = false
    this.server.lines.delete(this)
    this.opened(false)
    for (const reject of this.rejects) reject(new Error('cut'))
    this.rejects.clear()
  }

  close(): void {
    this.cut()
  }
}

/** A drawing surface that does to its shapes what Excalidraw does: it changes them in place. */
export class FakeCanvas implements Canvas {
  drawn: BoardElement[] = []
  readonly underHand = new Set<string>()

  elements(): readonly BoardElement[] {
    return this.drawn
  }

  busy(): ReadonlySet<string> {
    return this.underHand
  }

  show(elements: BoardElement[]): void {
    this.drawn = elements
  }

  change(id: string, over: Partial<BoardElement>, nonce: number): void {
    const element = this.drawn.find((one) => one.id === id)
    if (element) Object.assign(element, over, { version: element.version + 1, versionNonce: nonce })
  }

  get(id: string): BoardElement | undefined {
    return this.drawn.find((element) => element.id === id)
  }

  /** What is seen, bottom first. */
  picture(): string[] {
    return pictureOf(this.drawn)
  }
}
