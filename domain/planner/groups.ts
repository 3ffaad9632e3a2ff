/**
 * The largest sets of classes that somebody is in all of: two classes clash exactly when a set holds both. A homeroom
 * gives one set for all its pupils, a pupil of single choices one of their own. Each in order, each once.
 */
export const largestSets = (ofStudent: readonly (readonly string[])[]): string[][] => {
  const byKey = new Map<string, string[]>()
  for (const classes of ofStudent) {
    const sorted = [...new Set(classes)].sort()
    if (sorted.length > 0) byKey.set(sorted.join(), sorted)
  }
  const bySize = [...byKey.values()].sort((a, b) => b.length - a.length || (a.join() < b.join() ? -1 : 1))
  const kept: Set<string>[] = []
  const holding = new Map<string, Set<string>[]>()
  for (const set of bySize) {
    const [first] = set
    const larger = (first === undefined ? undefined : holding.get(first)) ?? []
    if (larger.some((one) => set.every((classId) => one.has(classId)))) continue
    const made = new Set(set)
    kept.push(made)
    for (const classId of set) holding.set(classId, [...(holding.get(classId) ?? []), made])
  }
  return kept.map((set) => [...set])
}
