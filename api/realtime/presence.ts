import type { SocketConnection } from '../feature.ts'

/** Somebody who is here, as the others see them. */
export interface Present {
  connection: string
}

/**
 * Who is here, in this process: each connection as what it is to the others. `report` is called on each change, and every
 * `everyMs` while somebody is here, so that what the others missed of it is soon true again.
 */
export class Presence<Peer extends Present> {
  readonly #peers = new Map<string, Peer>()
  readonly #report: () => void
  readonly #everyMs: number
  #timer: NodeJS.Timeout | null = null

  constructor(report: () => void, everyMs: number) {
    this.#report = report
    this.#everyMs = everyMs
  }

  get here(): Peer[] {
    return [...this.#peers.values()]
  }

  get empty(): boolean {
    return this.#peers.size === 0
  }

  join(peer: Peer): void {
    this.#peers.set(peer.connection, peer)
    this.#timer ??= setInterval(this.#report, this.#everyMs).unref()
    this.#report()
  }

  /** The others see what somebody has become. */
  renew(connection: SocketConnection, changed: Partial<Omit<Peer, 'connection'>>): void {
    const peer = this.#peers.get(connection.id)
    if (!peer) return
    const renewed = { ...peer, ...changed }
    if (JSON.stringify(renewed) === JSON.stringify(peer)) return
    this.#peers.set(connection.id, renewed)
    this.#report()
  }

  leave(connection: SocketConnection): void {
    this.#peers.delete(connection.id)
    if (this.empty && this.#timer) {
      clearInterval(this.#timer)
      this.#timer = null
    }
    this.#report()
  }
}
