/**
 * A deadline is shown to the minute, and the minute that is shown belongs to whoever has to keep it: 23:59 is kept until
 * the clock shows 0:00. Everything that compares a moment with a deadline asks here. Pure: the moment is passed in.
 */

const MINUTE_MS = 60_000

/** When the shown minute of a deadline is over. Minutes begin at the same instants in every time zone. */
const endOfMinute = (deadline: Date): number => (Math.floor(deadline.getTime() / MINUTE_MS) + 1) * MINUTE_MS

/** Whether a deadline is over at a moment; where there is none it never is. */
export const isOver = (deadline: Date | null, at: Date): boolean =>
  deadline !== null && at.getTime() >= endOfMinute(deadline)
