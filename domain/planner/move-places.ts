import { lessonsOf } from '../timetable/instance.ts'
import { type MoveCost, type MoveReason, moveCosts, openTimetable } from '../timetable/search/move-costs.ts'
import { type MadeFrom, placementsOf, withLocks } from './made-from.ts'
import type { TimetableSlot } from './timetable.ts'

/** What it would cost to put a lesson into a slot, in the best room it can have there. */
export interface SlotPrice {
  day: number
  period: number
  roomId: string | null
  hard: number
  soft: number
  reasons: readonly MoveReason[]
}

const isCheaper = (a: MoveCost, b: MoveCost, room: string | null): boolean =>
  a.hard !== b.hard
    ? a.hard < b.hard
    : a.soft !== b.soft
      ? a.soft < b.soft
      : a.room === room && b.room !== room

/**
 * The exact price of every slot for one lesson of a timetable, against the place it has: the cheapest room there, its own
 * where that is as cheap. Empty when a lesson has no place yet, or the lesson is not of this timetable.
 */
export const slotPrices = (
  made: MadeFrom,
  slots: readonly TimetableSlot[],
  { teachingId, index }: Pick<TimetableSlot, 'teachingId' | 'index'>,
): SlotPrice[] => {
  const { instance } = made
  const lesson = lessonsOf(instance).find((one) => one.course.id === teachingId && one.index === index)
  const placements = placementsOf(instance, slots)
  const now = lesson && placements[lesson.number]
  if (!lesson || !now || placements.some((at) => at === null)) return []
  // A lesson that is picked up is no longer held where it was.
  const others = slots.filter((slot) => slot.teachingId !== teachingId || slot.index !== index)
  const best = new Map<number, MoveCost>()
  for (const cost of moveCosts(openTimetable(withLocks(instance, others), placements), lesson.number)) {
    const key = cost.day * instance.periods + cost.period
    const before = best.get(key)
    if (!before || isCheaper(cost, before, now.room)) best.set(key, cost)
  }
  return [...best.values()].map(({ day, period, room, hard, soft, reasons }) => ({
    day,
    period,
    roomId: room,
    hard,
    soft,
    reasons,
  }))
}
