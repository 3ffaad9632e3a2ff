import { Problem } from '#domain/problem.ts'
import type { Context, Transaction } from '#platform/context.ts'

export interface RegisterMark {
  lectureId: string
  startedAt: Date
  endedAt: Date
  confirmedAt: Date | null
  confirmedBy: string | null
}

const select = (ctx: Context, lessonId: string) =>
  ctx.db
    .selectFrom('lecture')
    .leftJoin('account', 'account.id', 'lecture.registerConfirmedBy')
    .select([
      'lecture.id as lectureId',
      'lecture.startedAt',
      'lecture.endedAt',
      'lecture.registerConfirmedAt as confirmedAt',
      'account.displayName as confirmedBy',
    ])
    .where('lecture.lessonId', '=', lessonId)
    .where('lecture.state', '=', 'ended')

/** How the register of an ended lesson stands. Throws `conflict` `register-not-ready` before the end. */
export const registerMarkOf = async (ctx: Context, lessonId: string): Promise<RegisterMark> => {
  const row = await select(ctx, lessonId).executeTakeFirst()
  if (!row?.endedAt) throw new Problem('conflict', { code: 'register-not-ready' })
  return { ...row, endedAt: row.endedAt }
}

/** Marks the register as confirmed and says since when: the first confirmation stays. Locks it for the transaction. */
export const confirmRegister = async (tx: Transaction, lessonId: string, by: string): Promise<Date> => {
  const row = await tx.db
    .updateTable('lecture')
    .set((eb) => ({
      registerConfirmedAt: eb.fn.coalesce('registerConfirmedAt', eb.val(tx.now())),
      registerConfirmedBy: eb.fn.coalesce('registerConfirmedBy', eb.val(by)),
    }))
    .where('lessonId', '=', lessonId)
    .where('state', '=', 'ended')
    .returning('registerConfirmedAt')
    .executeTakeFirst()
  if (!row?.registerConfirmedAt) throw new Problem('conflict', { code: 'register-not-ready' })
  return row.registerConfirmedAt
}
