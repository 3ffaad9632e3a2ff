import type { Today } from '#domain/today/contract.ts'
import type { Context } from '#platform/context.ts'
import { workToday } from '../assignments/today.ts'
import { unreadToday } from '../classes/today.ts'
import { lessonsToday } from '../lectures/today.ts'
import { announcementsToday } from '../messages/today.ts'
import { schoolToday } from '../school/glance.ts'
import type { TodayPart } from './part.ts'

/** What a feature has to say to the caller's day: it asks its own tables, under its own rules. */
type TodayProvider = (ctx: Context, whole: boolean) => Promise<TodayPart>

/** Every feature that has something for Today. A new one exports an operation and adds it here. */
const providers: TodayProvider[] = [lessonsToday, workToday, unreadToday, announcementsToday, schoolToday]

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
export const getToday = async (ctx: Context, whole: boolean): Promise<Today> => {
  const parts = await Promise.all(providers.map((provider) => provider(ctx, whole)))
  return Object.assign({ ...nothingToday }, ...parts, {
    more: Object.assign({ ...nothingToday.more }, ...parts.map((part) => part.more)),
  })
}
