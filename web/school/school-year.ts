/** The school year that a day falls in, from 1 September to 15 July; in summer the coming one. */
export const schoolYearAround = (now: Date): { startsOn: string; endsOn: string } => {
  const month = now.getMonth() + 1
  const began = month >= 7 ? now.getFullYear() : now.getFullYear() - 1
  return { startsOn: `${began}-09-01`, endsOn: `${began + 1}-07-15` }
}

/** `2026–2027`, or `2026` when it lies within one year. */
export const yearNameOf = (startsOn: string, endsOn: string): string => {
  const [from, to] = [startsOn.slice(0, 4), endsOn.slice(0, 4)]
  return from === to ? from : `${from}–${to}`
}
