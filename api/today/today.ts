import type { Today } from '#domain/today/contract.ts'
import type { Context } from '#platform/context.ts'
import type { TodayCard } from './part.ts'

const nothingToday: Today = {
  lessons: [],
  registers: [],
  due: [],
  toMark: [],
  announcements: [],
  unread: [],
  school: null,
  more: { lessons: 0, registers: 0, due: 0, toMark: 0, announcements: 0 },
}

/**
 * The caller's day, put together from what each feature says: the first of each list and how many more there are, with
 * `whole` all of them.
 */
export const getToday = async (ctx: Context, cards: readonly TodayCard[], whole: boolean): Promise<Today> => {
  const parts = await Promise.all(cards.map((card) => card(ctx, whole)))
  return Object.assign({ ...nothingToday }, ...parts, {
    more: Object.assign({ ...nothingToday.more }, ...parts.map((part) => part.more)),
  })
}
