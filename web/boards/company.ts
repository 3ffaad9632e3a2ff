import { type Peer, REPORT_MS } from '#domain/boards/board.ts'
import type { boardPointers, boardState } from '#domain/boards/contract.ts'
import type { PayloadOf } from '#domain/contract.ts'

export interface Pointer {
  x: number
  y: number
  tool: 'pointer' | 'laser'
  button: 'up' | 'down'
}

/** Who else has the board open, and where they point. Each server process reports its own; a silent one has nobody. */
export class Company {
  readonly #reports = new Map<string, { peers: Peer[]; at: number }>()
  readonly #pointers = new Map<string, Pointer>()

  get pointers(): ReadonlyMap<string, Pointer> {
    return this.#pointers
  }

  /** Takes a report and answers with everybody who is here now. */
  report({ process, peers }: Pick<PayloadOf<typeof boardState>, 'process' | 'peers'>, now: number): Peer[] {
    this.#reports.set(process, { peers, at: now })
    for (const [name, { at }] of this.#reports) if (now - at > 3 * REPORT_MS) this.#reports.delete(name)
    const everybody = [...this.#reports.values()].flatMap((report) => report.peers)
    const here = new Set(everybody.map((peer) => peer.connection))
    for (const connection of this.#pointers.keys())
      if (!here.has(connection)) this.#pointers.delete(connection)
    return everybody
  }

  point({ pointers }: PayloadOf<typeof boardPointers>): void {
    for (const [connection, x, y, tool, button] of pointers)
      this.#pointers.set(connection, { x, y, tool, button })
  }
}
