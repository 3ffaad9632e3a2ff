import type { Today } from '#domain/today/contract.ts'
import type { Context } from '#platform/context.ts'
import { workToday } from '../assignments/today.ts'
import { unreadToday } from '../classes/today.ts'
import { lessonsToday } from '../lectures/today.ts'
import { announcementsToday } from '../messages/today.ts'
import { schoolToday } from '../school/glance.ts'

/** What a feature has to say to the caller's day: it asks its own tables, under its own rules. */
export type TodayProvider = (ctx: Context) => Promise<Partial<Today>>

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
}

/** The caller's day, put together from what each feature says. */
export const getToday = async (ctx: Context): Promise<Today> => {
  const parts = await Promise.all(providers.map((provider) => provider(ctx)))
  return Object.assign({ ...nothingToday }, ...parts)
}
