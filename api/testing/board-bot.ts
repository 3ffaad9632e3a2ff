import { boardEdited, editBoard, getBoard, helloBoard } from '#domain/boards/contract.ts'
import type { BoardElement } from '#domain/boards/element.ts'
import { applyInk, type Ink } from '#domain/boards/ink.ts'
import { byPlace, wins } from '#domain/boards/merge.ts'
import type { AnswerOf, PayloadOf } from '#domain/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Person } from './school.ts'
import type { Socket } from './socket.ts'

type Answer = AnswerOf<typeof editBoard>

/** A plain reader and writer of one board over a real socket: what anybody could write from the protocol alone. */
export class BoardBot {
  readonly scene = new Map<string, BoardElement>()
  seq = 0
  socket!: Socket
  private read = 0
  private readonly person: Person
  private readonly boardId: string
  private readonly topic: string

  constructor(person: Person, boardId: string) {
    this.person = person
    this.boardId = boardId
    this.topic = topicOf('board', boardId)
  }

  /** Connects, or connects again after `cut`. */
  async open(): Promise<this> {
    if (this.seq === 0) {
      const scene = await this.person.client.call(getBoard, { boardId: this.boardId }, {})
      for (const element of scene.elements) this.take(element)
      this.seq = scene.seq
    }
    this.socket = await this.person.client.socket()
    this.read = 0
    const joined = await this.socket.subscribe(this.topic)
    if (joined.t !== 'subscribed') throw new Error(`not subscribed: ${JSON.stringify(joined)}`)
    await this.hello()
    return this
  }

  async hello(): Promise<AnswerOf<typeof helloBoard>> {
    const frame = await this.socket.ask(this.topic, helloBoard.name, { since: this.seq })
    if (frame.t !== 'answer') throw new Error(JSON.stringify(frame))
    const answer = frame.payload as AnswerOf<typeof helloBoard>
    for (const element of answer.elements) this.take(element)
    this.seq = Math.max(this.seq, answer.seq)
    return answer
  }

  /** Sends changes and applies the answer. The scene holds them already, as a screen would. */
  async edit(elements: BoardElement[], ink: Ink[] = []): Promise<Answer> {
    const frame = await this.socket.ask(this.topic, editBoard.name, { elements, ink })
    if (frame.t !== 'answer') throw new Error(JSON.stringify(frame))
    const answer = frame.payload as Answer
    for (const element of answer.back) this.take(element)
    for (const { id, element } of answer.denied) {
      if (element) this.scene.set(id, element)
      else this.scene.delete(id)
    }
    return answer
  }

  /** Draws a change here and sends it. */
  draw(element: BoardElement): Promise<Answer> {
    this.scene.set(element.id, element)
    return this.edit([element])
  }

  /** Applies what others sent; asks for what was missed. */
  async listen(): Promise<void> {
    const frames = this.socket.frames.slice(this.read)
    this.read = this.socket.frames.length
    for (const frame of frames) {
      if (frame.t !== 'signal' || frame.name !== boardEdited.name) continue
      const { from, seq, elements, ink } = frame.payload as PayloadOf<typeof boardEdited>
      if (from > this.seq || !this.grow(ink)) {
        await this.hello()
        return
      }
      for (const element of elements) this.take(element)
      this.seq = Math.max(this.seq, seq)
    }
  }

  private grow(ink: Ink[]): boolean {
    for (const piece of ink) {
      const mine = this.scene.get(piece.id)
      if (mine && !wins(piece, mine)) continue
      const stroke = applyInk(mine, piece)
      if (!stroke) return false
      this.scene.set(piece.id, stroke)
    }
    return true
  }

  private take(element: BoardElement): void {
    const mine = this.scene.get(element.id)
    if (!mine || wins(element, mine)) this.scene.set(element.id, element)
  }

  /** What is seen, bottom first: enough to tell two boards apart. */
  picture(): string[] {
    return [...this.scene.values()]
      .filter((element) => !element.isDeleted)
      .sort(byPlace)
      .map((element) => `${element.id} ${element.version} ${element.versionNonce} ${element.index}`)
  }
}
