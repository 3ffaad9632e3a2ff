import { randomUUID } from 'node:crypto'
import { relaySays } from '#domain/lectures/media/protocol.ts'
import type { Context } from '#platform/context.ts'
import { noteScreen } from './hold/screen.ts'
import { addTalk } from './talk.ts'

/** What the lesson keeps of the relay's words; all others are only passed on. */
const KEPT = /^\{"t":"(sending|talked)"/

/**
 * What a lesson keeps of what the relay says to one person: from when to when their screen is shared, and how long they
 * talked. The relay says it on the way through the api, so no client has a word in it.
 */
export class MediaRecord {
  private readonly ctx: Context
  private readonly lectureId: string
  /** Names this connection: who comes back with another ends nothing of it. */
  private readonly way = randomUUID()
  private shares = false
  private turn: Promise<void> = Promise.resolve()

  constructor(ctx: Context, lectureId: string) {
    this.ctx = ctx
    this.lectureId = lectureId
  }

  /** Reads a frame of the relay; true for one that is not for the client. */
  take(text: string): boolean {
    if (!KEPT.test(text)) return false
    const said = relaySays.parse(JSON.parse(text))
    const { id } = this.ctx.actor ?? {}
    if (!id) return false
    if (said.t === 'sending') this.note(id, said.sources.includes('screen'))
    if (said.t === 'talked') this.later(() => addTalk(this.ctx, this.lectureId, id, said.ms))
    return said.t === 'talked'
  }

  private note(accountId: string, shares: boolean): void {
    if (shares === this.shares) return
    this.shares = shares
    this.later(() => noteScreen(this.ctx, this.lectureId, accountId, this.way, shares))
  }

  /** One after the other, so that an end does not overtake its beginning. */
  private later(work: () => Promise<void>): void {
    this.turn = this.turn.then(work).catch((error: unknown) => {
      // After the end of the lesson nothing is left to be written.
      this.ctx.log.info('media.record', { lecture: this.lectureId, error: String(error) })
    })
  }

  closed(): void {
    const { id } = this.ctx.actor ?? {}
    if (id) this.note(id, false)
  }
}
