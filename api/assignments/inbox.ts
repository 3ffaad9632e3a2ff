import { sql } from 'kysely'
import type { InboxEntry, InboxReturn } from '#domain/today/contract.ts'
import type { Context } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { releasedEntries } from '../grades/entry.ts'
import { assignmentItems } from '../grades/item.ts'
import { type InboxPlace, isAfter, momentOf } from '../today/inbox-place.ts'
import { marksWork, selectAgain, selectReturned } from './work-news.ts'

type InboxAgain = Extract<InboxEntry, { kind: 'again' }>

const EXCERPT = 280

const marksOf = async (ctx: Context, rows: readonly { assignmentId: string; studentId: string }[]) => {
  const items = await assignmentItems(ctx.db, [...new Set(rows.map((row) => row.assignmentId))])
  const entries = await releasedEntries(
    ctx.db,
    [...items.values()].map((item) => item.id),
    rows.map((row) => row.studentId),
  )
  return (assignmentId: string, studentId: string) => {
    const item = items.get(assignmentId)
    const entry = item && entries.get(`${item.id} ${studentId}`)
    return { entry, points: item?.maxPoints ?? null }
  }
}

/** Work of the caller's, or of a ward's, that came back and that the caller has not opened since. */
export const returnedWork = async (
  ctx: Context,
  after: InboxPlace | null,
  limit: number,
): Promise<InboxReturn[]> => {
  const actor = actorOf(ctx)
  const rows = await selectReturned(ctx.db, actor)
    .where(isAfter(after, sql.ref('workReturn.returnedAt'), sql.ref('submission.id')))
    .orderBy(momentOf(sql.ref('workReturn.returnedAt')), 'desc')
    .orderBy('submission.id', 'desc')
    .limit(limit)
    .execute()
  const markOf = await marksOf(ctx, rows)
  return rows.map(({ studentId, displayName, at, ...row }) => {
    const { entry, points } = markOf(row.assignmentId, studentId)
    return {
      ...row,
      kind: 'returned' as const,
      at: at.toISOString(),
      student: studentId === actor.id ? null : { id: studentId, displayName },
      mark: entry ? { score: entry.score, points, excused: entry.excused } : null,
      comment: (entry?.comment ?? '').slice(0, EXCERPT),
    }
  })
}

/** What came back once and was handed in again, in classes where the caller marks. */
export const handedInAgain = async (
  ctx: Context,
  after: InboxPlace | null,
  limit: number,
): Promise<InboxAgain[]> => {
  const actor = actorOf(ctx)
  if (!marksWork(actor)) return []
  const rows = await selectAgain(ctx.db, actor)
    .where(isAfter(after, sql.ref('attempt.handedInAt'), sql.ref('submission.id')))
    .orderBy(momentOf(sql.ref('attempt.handedInAt')), 'desc')
    .orderBy('submission.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ studentId, displayName, at, ...row }) => ({
    ...row,
    kind: 'again' as const,
    at: at.toISOString(),
    student: { id: studentId, displayName },
  }))
}
