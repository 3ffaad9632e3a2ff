import type { HeldKind } from '#domain/lectures/lecture.ts'
import { Problem } from '#domain/problem.ts'
import type { Context, Transaction } from '#platform/context.ts'

/** How the register of a lesson stands that has begun. */
export interface RegisterState {
  lessonId: string
  lectureId: string
  classId: string
  held: HeldKind
  startsAt: Date
  endsAt: Date
  startedAt: Date
  /** Null while the lesson goes on. */
  endedAt: Date | null
  confirmedAt: Date | null
  confirmedBy: string | null
}

const notReady = () => new Problem('conflict', { code: 'register-not-ready' })

const select = (ctx: Context, lessonId: string) =>
  ctx.db
    .selectFrom('lecture')
    .innerJoin('lesson', 'lesson.id', 'lecture.lessonId')
    .leftJoin('account', 'account.id', 'lecture.registerConfirmedBy')
    .select([
      'lecture.lessonId',
      'lecture.id as lectureId',
      'lecture.classId',
      'lesson.held',
      'lesson.startsAt',
      'lesson.endsAt',
      'lecture.startedAt',
      'lecture.endedAt',
      'lecture.registerConfirmedAt as confirmedAt',
      'account.displayName as confirmedBy',
    ])
    .where('lecture.lessonId', '=', lessonId)

/** How the register stands. Throws `conflict` `register-not-ready` before the lesson has begun. */
export const registerStateOf = async (ctx: Context, lessonId: string): Promise<RegisterState> => {
  const row = await select(ctx, lessonId).executeTakeFirst()
  if (!row) throw notReady()
  return { ...row, held: row.held }
}

/**
 * The same, and until the transaction is over nobody else marks, confirms or ends: a mark made at the last second is
 * there before the proposal looks, or finds it made.
 */
export const lockRegister = async (tx: Transaction, lessonId: string): Promise<RegisterState> => {
  const row = await tx.db
    .selectFrom('lecture')
    .select('id')
    .where('lessonId', '=', lessonId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) throw notReady()
  return registerStateOf(tx, lessonId)
}

/** Marks the register as confirmed and says since when: the first confirmation stays. Throws before the end. */
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
  if (!row?.registerConfirmedAt) throw notReady()
  return row.registerConfirmedAt
}
