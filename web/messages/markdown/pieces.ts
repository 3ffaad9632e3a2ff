import type { Run } from './emphasis.ts'

/** What a stretch of a text turned out to be; without `made` it is itself. */
export type Made =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'em' | 'del'; first: Piece | null }
  | { kind: 'link'; href: string; unseen: string; first: Piece | null }

/** A stretch of a text, in a chain, so that what stands between two marks is moved into them at once. */
export interface Piece {
  from: number
  to: number
  made: Made | null
  run: Run | null
  prev: Piece | null
  next: Piece | null
}

export class Pieces {
  first: Piece | null = null
  last: Piece | null = null

  add(from: number, to: number, made: Made | null = null, run: Run | null = null): Piece {
    const piece: Piece = { from, to, made, run, prev: this.last, next: null }
    if (this.last) this.last.next = piece
    else this.first = piece
    this.last = piece
    return piece
  }

  take(piece: Piece): void {
    if (piece.prev) piece.prev.next = piece.next
    else this.first = piece.next
    if (piece.next) piece.next.prev = piece.prev
    else this.last = piece.prev
  }

  /** Puts what stands between the two (the end for null) into one piece in its place. */
  wrap(
    before: Piece,
    after: Piece | null,
    from: number,
    to: number,
    make: (first: Piece | null) => Made,
  ): Piece {
    const first = before.next === after ? null : before.next
    const lastInside = after ? after.prev : this.last
    if (first) {
      first.prev = null
      if (lastInside) lastInside.next = null
    }
    const piece: Piece = { from, to, made: make(first), run: null, prev: before, next: after }
    before.next = piece
    if (after) after.prev = piece
    else this.last = piece
    return piece
  }
}

const kindOf = (mark: string, used: number) => (mark === '~' ? 'del' : used === 2 ? 'strong' : 'em')

/** CommonMark's rule of three, which keeps `*a**b*` apart from `**a*`. */
const fits = (opener: Run, closer: Run): boolean =>
  !(opener.closes || closer.opens) ||
  (opener.size + closer.size) % 3 !== 0 ||
  (opener.size % 3 === 0 && closer.size % 3 === 0)

const sizeOf = (piece: Piece): number => piece.to - piece.from

/** One pass over the runs of a stretch. */
class Pairing {
  /** The runs that may open something, in order, and the same by their mark. */
  private readonly open: Piece[] = []
  private readonly byMark: Record<Run['mark'], Piece[]> = { '*': [], _: [], '~': [] }
  /** How far down a search of the same kind has already failed: nothing below has to be asked again. */
  private readonly failed = new Map<string, number>()
  private readonly pieces: Pieces

  constructor(pieces: Pieces) {
    this.pieces = pieces
  }

  /** Takes the next run; pairs it with what is open, and keeps what is left of it. */
  meet(piece: Piece, run: Run): void {
    for (let opener = this.openerFor(piece, run); opener; opener = this.openerFor(piece, run))
      this.pair(opener, piece, run.mark)
    if (sizeOf(piece) === 0) this.pieces.take(piece)
    else if (run.opens) {
      this.open.push(piece)
      this.byMark[run.mark].push(piece)
    }
  }

  private openerFor(piece: Piece, run: Run): Piece | null {
    if (!run.closes || sizeOf(piece) === 0) return null
    const kind = `${run.mark}${run.opens}${run.size % 3}`
    const floor = this.failed.get(kind) ?? 0
    const stack = this.byMark[run.mark]
    for (let at = stack.length - 1; at >= floor; at -= 1) {
      const found = stack[at]
      if (found?.run && fits(found.run, run)) return found
    }
    this.failed.set(kind, stack.length)
    return null
  }

  private pair(opener: Piece, closer: Piece, mark: Run['mark']): void {
    this.dropTo(this.open.lastIndexOf(opener) + 1)
    const used = sizeOf(opener) >= 2 && sizeOf(closer) >= 2 ? 2 : 1
    this.pieces.wrap(opener, closer, opener.to - used, closer.from + used, (first) => ({
      kind: kindOf(mark, used),
      first,
    }))
    opener.to -= used
    closer.from += used
    if (sizeOf(opener) === 0) {
      this.dropTo(this.open.length - 1)
      this.pieces.take(opener)
    }
    for (const [kind, floor] of this.failed)
      this.failed.set(kind, Math.min(floor, this.byMark[kind.charAt(0) as Run['mark']].length))
  }

  private dropTo(length: number): void {
    for (const gone of this.open.splice(length).reverse()) if (gone.run) this.byMark[gone.run.mark].pop()
  }
}

/** Pairs the runs after `bottom` (the beginning for null), each closer with the nearest opener: linear in their number. */
export const pairRuns = (pieces: Pieces, bottom: Piece | null): void => {
  const pairing = new Pairing(pieces)
  let piece = bottom ? bottom.next : pieces.first
  while (piece) {
    const next: Piece | null = piece.next
    if (piece.run) pairing.meet(piece, piece.run)
    piece = next
  }
}
