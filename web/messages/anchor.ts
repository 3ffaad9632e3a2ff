/** This close to the end counts as being there (px): fractions of a pixel must not unstick a reader. */
const NEAR = 24

export interface Anchor {
  /** The reader is at the end. */
  atEnd: () => boolean
  /** Takes note of where the reader is; after every scroll, and before the list changes. */
  record: () => void
  /** Puts the reader back where they were; after the list or the height of anything in it has changed. */
  restore: () => void
  toEnd: () => void
  /** Puts a row a quarter below the top. */
  toRow: (row: HTMLElement) => void
  /** The last row that is wholly in sight. */
  lastSeen: () => HTMLElement | undefined
}

/**
 * Keeps what is being read in its place while rows come and go above it, below it, or change their height. The browser's
 * own scroll anchoring is off (`overflow-anchor: none`): it knows nothing of a reader at the end, and not every browser
 * has it. Rows are the children of `content`, the offset parent of which is `scroller`.
 */
export const createAnchor = (
  scroller: HTMLElement,
  content: HTMLElement,
  /** Whether the end of what is loaded is the end of the channel. */
  sticks: () => boolean,
): Anchor => {
  let end = true
  let kept: { row: HTMLElement; top: number } | null = null

  const rows = () => content.children as HTMLCollectionOf<HTMLElement>
  const bottomOf = (row: HTMLElement) => row.offsetTop + row.offsetHeight

  /** The index of the first row that ends below `y`: rows stand in order, so halving finds it. */
  const firstBelow = (y: number): number => {
    const all = rows()
    let [low, high] = [0, all.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const row = all[middle]
      if (row && bottomOf(row) <= y) low = middle + 1
      else high = middle
    }
    return low
  }

  const record = () => {
    end = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR
    const row = rows()[firstBelow(scroller.scrollTop)]
    kept = row ? { row, top: row.offsetTop } : null
  }

  const toEnd = () => {
    scroller.scrollTop = scroller.scrollHeight
    record()
  }

  return {
    atEnd: () => end,
    record,
    restore: () => {
      if (end && sticks()) return toEnd()
      const moved = kept?.row.isConnected ? kept.row.offsetTop - kept.top : 0
      if (moved !== 0) scroller.scrollTop += moved
      record()
    },
    toEnd,
    toRow: (row) => {
      scroller.scrollTop = row.offsetTop - scroller.clientHeight / 4
      record()
    },
    lastSeen: () => rows()[firstBelow(scroller.scrollTop + scroller.clientHeight + 1) - 1],
  }
}
