/** Units that are too many for the places they may go to: all that may go nowhere else, in order. */
export interface Crowd {
  readonly units: readonly number[]
  readonly places: readonly number[]
}

/** Who is in which place, while a seating is sought. */
interface Seating {
  readonly choices: readonly (readonly number[])[]
  readonly capacity: readonly number[]
  readonly seated: number[][]
}

/**
 * Seats each unit in one of its places, each place taking as many as it has room for, and answers with a crowd that
 * cannot be seated: units whose places, all together, have less room than there are units. Null when all can be seated;
 * one of the two always holds (Hall, "On Representatives of Subsets", 1935). `choices[unit]` lists places by position in
 * `capacity`.
 */
export const crowdOf = (
  choices: readonly (readonly number[])[],
  capacity: readonly number[],
): Crowd | null => {
  const seating: Seating = { choices, capacity, seated: capacity.map(() => []) }
  for (let unit = 0; unit < choices.length; unit += 1) {
    const crowd = seat(seating, unit)
    if (crowd !== null) return crowd
  }
  return null
}

/** Seats one unit more, moving others on where needed; answers with the crowd when there is no way. */
const seat = ({ choices, capacity, seated }: Seating, newcomer: number): Crowd | null => {
  /** From which unit a place was reached, and from which place a unit was. */
  const reachedBy = new Map<number, number>()
  const cameFrom = new Map<number, number>()
  const units = [newcomer]
  for (const unit of units) {
    for (const place of choices[unit] ?? []) {
      if (reachedBy.has(place)) continue
      reachedBy.set(place, unit)
      const here = seated[place] ?? []
      if (here.length < (capacity[place] ?? 0)) {
        moveOn(seated, place, reachedBy, cameFrom)
        return null
      }
      for (const other of here) {
        cameFrom.set(other, place)
        units.push(other)
      }
    }
  }
  // Whoever else may go nowhere but there belongs to the crowd too.
  const crowded = choices.flatMap((theirs, unit) =>
    theirs.every((place) => reachedBy.has(place)) ? [unit] : [],
  )
  return { units: crowded, places: [...reachedBy.keys()].sort((a, b) => a - b) }
}

/** Everybody on the way to a place with room takes the next place, beginning at the end. */
const moveOn = (
  seated: number[][],
  end: number,
  reachedBy: ReadonlyMap<number, number>,
  cameFrom: ReadonlyMap<number, number>,
) => {
  let place: number | undefined = end
  while (place !== undefined) {
    const unit = reachedBy.get(place)
    if (unit === undefined) return
    seated[place]?.push(unit)
    const left = cameFrom.get(unit)
    if (left !== undefined) seated[left] = (seated[left] ?? []).filter((each) => each !== unit)
    place = left
  }
}
