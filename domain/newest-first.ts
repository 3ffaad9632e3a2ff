/** A list, newest first, with what became of one of its items or with a new one in its place; `further` pages may hold it. */
export const withItem = <Item extends { id: string; requestedAt: string }>(
  items: Item[],
  item: Item,
  further: boolean,
): Item[] => {
  if (items.some((other) => other.id === item.id))
    return items.map((other) => (other.id === item.id ? item : other))
  const at = items.findIndex((other) => other.requestedAt <= item.requestedAt)
  if (at >= 0) return [...items.slice(0, at), item, ...items.slice(at)]
  return further ? items : [...items, item]
}
