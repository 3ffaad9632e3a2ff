/** Lists of numbers, one after the other in one array: list `n` is `items[start[n]] … items[start[n + 1] - 1]`. */
export interface Lists {
  readonly start: Int32Array
  readonly items: Int32Array
}

export const listsOf = (lists: readonly (readonly number[])[]): Lists => {
  const start = new Int32Array(lists.length + 1)
  lists.forEach((list, at) => {
    start[at + 1] = start[at]! + list.length
  })
  return { start, items: Int32Array.from(lists.flat()) }
}

/** Turns "which keys has each member" round from "which members has each key". */
export const keysByMember = (membersByKey: readonly (readonly number[])[], members: number): Lists => {
  const keys: number[][] = Array.from({ length: members }, () => [])
  membersByKey.forEach((list, key) => {
    for (const member of list) keys[member]!.push(key)
  })
  return listsOf(keys)
}
