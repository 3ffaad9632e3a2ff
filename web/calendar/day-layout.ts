/** Something with a beginning and an end on one day, in minutes after midnight. */
export interface Block {
  from: number
  to: number
}

export interface Placed<Item extends Block> {
  item: Item
  /** Which of `lanes` columns it stands in. */
  lane: number
  lanes: number
}

/** Gives blocks that overlap lanes beside each other; a block alone has the whole width. In order of their beginning. */
export const placeBlocks = <Item extends Block>(items: readonly Item[]): Placed<Item>[] => {
  const placed: Placed<Item>[] = []
  let group: Placed<Item>[] = []
  let groupEnd = Number.NEGATIVE_INFINITY
  const close = () => {
    const lanes = Math.max(0, ...group.map((entry) => entry.lane + 1))
    for (const entry of group) entry.lanes = lanes
    placed.push(...group)
    group = []
  }
  for (const item of [...items].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (item.from >= groupEnd) close()
    const taken = new Set(group.filter((entry) => entry.item.to > item.from).map((entry) => entry.lane))
    let lane = 0
    while (taken.has(lane)) lane += 1
    group.push({ item, lane, lanes: 1 })
    groupEnd = Math.max(groupEnd, item.to)
  }
  close()
  return placed
}

/** The hours to show: the usual school day, wider if something lies outside it. */
export const hoursFor = (items: readonly Block[]): { from: number; to: number } => ({
  from: Math.min(8, ...items.map((item) => Math.floor(item.from / 60))),
  to: Math.max(17, ...items.map((item) => Math.ceil(item.to / 60))),
})
