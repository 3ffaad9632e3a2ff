import * as contract from '#domain/lectures/hold/contract.ts'
import { FEEDBACK_LASTS_MS, type Feedback, type FeedbackKind } from '#domain/lectures/hold/feedback.ts'
import { notFound } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { actorOf } from '../../accounts/account.ts'
import { takeToken } from '../../http/rate-limit.ts'
import { holdOpen, lectureFor, lessonOver } from '../access.ts'
import { personIn } from '../people.ts'

/** What people say without a word and still stands. No access check. */
export const feedbackIn = async (ctx: Context, lectureId: string): Promise<Feedback[]> => {
  const rows = await ctx.db
    .selectFrom('lectureFeedback')
    .select(['accountId', 'kind', 'until'])
    .where('lectureId', '=', lectureId)
    .where('until', '>', ctx.now())
    .orderBy('accountId')
    .execute()
  return rows.map((row) => ({ ...row, kind: row.kind as FeedbackKind, until: row.until.toISOString() }))
}

/**
 * Says something without a word, in place of what the caller said before; `null` takes it back. For who is in the room.
 * Throws `limit-reached` for who changes their mind all the time.
 */
export const giveFeedback = async (
  ctx: Context,
  lectureId: string,
  kind: FeedbackKind | null,
): Promise<void> => {
  await lectureFor(ctx, lectureId, 'lecture.join')
  const accountId = actorOf(ctx).id
  if (!(await personIn(ctx, lectureId, accountId))) throw notFound()
  await takeToken(ctx, `feedback:${lectureId}:${accountId}`, { burst: 5, perMinute: 20 })
  await inTransaction(ctx, async (tx) => {
    if (!(await holdOpen(tx, lectureId))) throw lessonOver()
    const until = kind && new Date(tx.now().getTime() + FEEDBACK_LASTS_MS[kind])
    if (kind && until)
      await tx.db
        .insertInto('lectureFeedback')
        .values({ lectureId, accountId, kind, until })
        .onConflict((conflict) => conflict.columns(['lectureId', 'accountId']).doUpdateSet({ kind, until }))
        .execute()
    else
      await tx.db
        .deleteFrom('lectureFeedback')
        .where('lectureId', '=', lectureId)
        .where('accountId', '=', accountId)
        .execute()
    const said = kind && until ? { kind, until: until.toISOString() } : null
    tx.publish(topicOf('lecture', lectureId), contract.feedbackChanged, { accountId, said })
  })
}

/** Clears what everybody said. Clearing what is clear tells nobody. */
export const clearFeedback = async (ctx: Context, lectureId: string): Promise<void> => {
  await lectureFor(ctx, lectureId, 'lecture.moderate')
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .deleteFrom('lectureFeedback')
      .where('lectureId', '=', lectureId)
      .returning('accountId')
      .execute()
    if (rows.length > 0) tx.publish(topicOf('lecture', lectureId), contract.feedbackCleared, {})
  })
}
