import type { OutputOf } from '#domain/contract.ts'
import type { getTalkTime as contract } from '#domain/lectures/hold/contract.ts'
import type { Context } from '#platform/context.ts'
import { lessonFor } from './access.ts'

/** What one report of the relay may add at most (milliseconds): it reports every half minute. */
const MOST_AT_ONCE_MS = 60_000
/** And what a lecture keeps of one person: a day. */
const MOST_MS = 86_400_000

/**
 * Adds what the relay heard of somebody since its last report. A measurement, as the beats of presence are: nobody is
 * told, and what is lost with a process is half a minute. No access check.
 */
export const addTalk = async (
  ctx: Context,
  lectureId: string,
  accountId: string,
  ms: number,
): Promise<void> => {
  const talkMs = Math.min(MOST_AT_ONCE_MS, Math.max(0, Math.round(ms)))
  if (talkMs === 0) return
  await ctx.db
    .insertInto('lectureTalk')
    .values({ lectureId, accountId, talkMs })
    .onConflict((conflict) =>
      conflict.columns(['lectureId', 'accountId']).doUpdateSet((eb) => ({
        talkMs: eb.fn<number>('least', [eb('lectureTalk.talkMs', '+', talkMs), eb.val(MOST_MS)]),
      })),
    )
    .execute()
}

/** How long each talked in a lecture so far (milliseconds); who did not is left out. No access check. */
export const talkIn = async (ctx: Context, lectureId: string): Promise<Map<string, number>> => {
  const rows = await ctx.db
    .selectFrom('lectureTalk')
    .select(['accountId', 'talkMs'])
    .where('lectureId', '=', lectureId)
    .execute()
  return new Map(rows.map((row) => [row.accountId, row.talkMs]))
}

/** Whoever was in a lesson with how long they talked, most first; nobody where nothing was heard. For staff. */
export const getTalkTime = async (
  ctx: Context,
  lessonId: string,
): Promise<OutputOf<typeof contract>['people']> => {
  await lessonFor(ctx, lessonId, 'lecture.moderate')
  const lecture = await ctx.db
    .selectFrom('lecture')
    .select('id')
    .where('lessonId', '=', lessonId)
    .executeTakeFirst()
  const talk = lecture ? await talkIn(ctx, lecture.id) : new Map<string, number>()
  if (!lecture || talk.size === 0) return []
  const rows = await ctx.db
    .selectFrom('presenceInterval')
    .innerJoin('account', 'account.id', 'presenceInterval.accountId')
    .select(['account.id', 'account.displayName'])
    .where('presenceInterval.lectureId', '=', lecture.id)
    .groupBy(['account.id', 'account.displayName'])
    .orderBy('account.displayName')
    .execute()
  return rows.map((row) => ({ ...row, talkMs: talk.get(row.id) ?? 0 })).sort((a, b) => b.talkMs - a.talkMs)
}
