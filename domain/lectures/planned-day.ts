import { wallOf } from '../time.ts'

/**
 * Whether a lesson that is started now was planned for another day of the school's calendar. One that runs over midnight
 * is not, while its planned time lasts.
 */
export const isAnotherDay = (
  planned: { startsAt: Date; endsAt: Date },
  now: Date,
  timeZone: string,
): boolean => {
  if (planned.startsAt <= now && now < planned.endsAt) return false
  return wallOf(planned.startsAt, timeZone).on !== wallOf(now, timeZone).on
}
