import { LONGEST_LESSON_HOURS } from '#domain/lectures/lecture.ts'

/** A moment of the school's clock: a calendar day and minutes after its midnight. */
export interface Moment {
  day: string
  minute: number
}

/** Free time on the grid, by the school's clock. */
export interface Slot {
  day: string
  from: number
  to: number
}

/** A day's column on the screen, in pixels. */
export interface Column {
  day: string
  left: number
  right: number
  top: number
  bottom: number
}

export interface Hours {
  from: number
  to: number
}

/** What is dragged ends on five minutes, as bells do. */
export const STEP = 5
/** What is clicked or chosen by keys begins at a quarter, and nothing is shorter than one. */
export const QUARTER = 15
/** The last end that the clock of a day can say. */
const LAST = 24 * 60 - STEP
const LONGEST = LONGEST_LESSON_HOURS * 60

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))
const nearest = (minute: number): number => Math.round(minute / STEP) * STEP
const quarterBefore = (minute: number): number => Math.floor(minute / QUARTER) * QUARTER

/** `8:05` in minutes → `08:05`. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const away = (x: number, { left, right }: Column): number => Math.max(left - x, x - right, 0)

/** The moment under a point of the screen: of the nearest day, within the hours shown. Undefined where no day is shown. */
export const momentAt = (
  point: { x: number; y: number },
  columns: readonly Column[],
  hours: Hours,
): Moment | undefined => {
  const [first, ...rest] = columns
  if (!first) return undefined
  const column = rest.reduce((best, one) => (away(point.x, one) < away(point.x, best) ? one : best), first)
  const share = clamp((point.y - column.top) / (column.bottom - column.top), 0, 1)
  return { day: column.day, minute: (hours.from + share * (hours.to - hours.from)) * 60 }
}

/** A slot at a beginning, of a length, within its day. */
const placed = (day: string, from: number, length: number): Slot => {
  const start = clamp(from, 0, LAST - length)
  return { day, from: start, to: start + length }
}

/** A lesson of the usual length from the quarter in which somebody clicked. */
export const clickedSlot = ({ day, minute }: Moment, length: number): Slot =>
  placed(day, quarterBefore(minute), length)

/** What was dragged over, from where it began to where it is, down or up; it stays on the day on which it began. */
export const draggedSlot = (anchor: Moment, { minute }: Moment): Slot => {
  const begun = clamp(quarterBefore(anchor.minute), 0, LAST - QUARTER)
  if (minute >= begun)
    return {
      day: anchor.day,
      from: begun,
      to: clamp(nearest(minute), begun + QUARTER, Math.min(LAST, begun + LONGEST)),
    }
  const to = begun + QUARTER
  return { day: anchor.day, from: clamp(nearest(minute), Math.max(0, to - LONGEST), to - QUARTER), to }
}

/** What an arrow key does to a slot: a quarter, a day, or with `longer` its end. Null for every other key. */
export const steppedSlot = (
  slot: Slot,
  key: string,
  { days, longer = false }: { days: readonly string[]; longer?: boolean },
): Slot | null => {
  const by = key === 'ArrowDown' ? QUARTER : key === 'ArrowUp' ? -QUARTER : 0
  if (by !== 0 && longer) {
    const { from, to } = slot
    return { ...slot, to: clamp(to + by, from + QUARTER, Math.min(LAST, from + LONGEST)) }
  }
  if (by !== 0) return placed(slot.day, slot.from + by, slot.to - slot.from)
  const aside = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
  if (aside === 0) return null
  const day = days[clamp(days.indexOf(slot.day) + aside, 0, days.length - 1)]
  return { ...slot, day: day ?? slot.day }
}
