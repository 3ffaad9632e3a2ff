import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { JOIN_CODE_LENGTH, joinCodeFrom, normalizeJoinCode } from '#domain/classes/join-code.ts'
import { newId } from '#domain/ids.ts'
import { Problem } from '#domain/problem.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf, insertAccount } from '../accounts/account.ts'
import { checkNewPassword, hashPassword } from '../accounts/password.ts'
import { tryFrom } from '../http/rate-limit.ts'
import { classFor } from './access.ts'
import { enroll } from './enrollment.ts'

const DAY = 24 * 3600_000
/**
 * A whole year group behind one address joins in one minute, and made-up codes keep none of it out; 887 million codes leave
 * no guesser a chance at that rate.
 */
const tried = <T>(ctx: Context, attempt: () => Promise<T>): Promise<T> => {
  const perMinute = ctx.services.config.signInPerAddress
  return tryFrom(ctx, 'join', { burst: perMinute, perMinute }, attempt)
}

interface JoinCode {
  code: string
  usesLeft: number
  expiresAt: string
}

const gone = () => new Problem('gone', { code: 'join-code-gone' })

const working = (ctx: Context, code: string) =>
  ctx.db
    .selectFrom('joinCode')
    .innerJoin('class', 'class.id', 'joinCode.classId')
    .innerJoin('school', 'school.id', 'class.schoolId')
    .where('joinCode.code', '=', normalizeJoinCode(code))
    .where('joinCode.usesLeft', '>', 0)
    .where('joinCode.expiresAt', '>', ctx.now())
    .where('class.archivedAt', 'is', null)

/** Which class a code opens; throws `gone` for a code that does not work (any more). */
export const previewJoinCode = (ctx: Context, code: string) =>
  tried(ctx, async () => {
    const row = await working(ctx, code)
      .select(['class.name as className', 'class.subject', 'class.hue', 'school.name as schoolName'])
      .executeTakeFirst()
    if (!row) throw gone()
    return row
  })

export const getJoinCode = async (ctx: Context, classId: string): Promise<JoinCode | null> => {
  await classFor(ctx, classId, 'class.manage')
  const row = await ctx.db
    .selectFrom('joinCode')
    .select(['code', 'usesLeft', 'expiresAt'])
    .where('classId', '=', classId)
    .where('usesLeft', '>', 0)
    .where('expiresAt', '>', ctx.now())
    .orderBy('createdAt', 'desc')
    .executeTakeFirst()
  return row ? { ...row, expiresAt: row.expiresAt.toISOString() } : null
}

/** Makes the class a new code and stops its old ones. */
export const createJoinCode = async (
  ctx: Context,
  classId: string,
  uses: number,
  days: number,
): Promise<JoinCode> => {
  await classFor(ctx, classId, 'class.manage')
  return inTransaction(ctx, async (tx) => {
    await tx.db.deleteFrom('joinCode').where('classId', '=', classId).execute()
    const expiresAt = new Date(tx.now().getTime() + days * DAY)
    const code = joinCodeFrom(randomBytes(JOIN_CODE_LENGTH))
    await tx.db
      .insertInto('joinCode')
      .values({ code, classId, createdBy: actorOf(tx).id, usesLeft: uses, expiresAt, createdAt: tx.now() })
      .execute()
    tx.audit('join-code.created', { kind: 'class', id: classId })
    return { code, usesLeft: uses, expiresAt: expiresAt.toISOString() }
  })
}

export const deleteJoinCode = async (ctx: Context, classId: string): Promise<void> => {
  await classFor(ctx, classId, 'class.manage')
  await inTransaction(ctx, async (tx) => {
    await tx.db.deleteFrom('joinCode').where('classId', '=', classId).execute()
    tx.audit('join-code.deleted', { kind: 'class', id: classId })
  })
}

/** Takes one seat of the code; of five who try at once for two seats, two get in. */
const takeSeat = async (tx: Transaction, code: string): Promise<{ classId: string; schoolId: string }> => {
  const row = await working(tx, code).select(['class.id as classId', 'class.schoolId']).executeTakeFirst()
  if (!row) throw gone()
  const seat = await tx.db
    .updateTable('joinCode')
    .set({ usesLeft: sql<number>`uses_left - 1` })
    .where('code', '=', normalizeJoinCode(code))
    .where('usesLeft', '>', 0)
    .returning('code')
    .executeTakeFirst()
  if (!seat) throw gone()
  return row
}

/** Joins the class of a code as the signed-in account; who is in it already keeps role and seat. */
export const joinClass = (ctx: Context, code: string): Promise<{ classId: string }> =>
  tried(ctx, async () => {
    const actor = actorOf(ctx)
    const target = await working(ctx, code)
      .select(['class.id as classId', 'class.schoolId'])
      .executeTakeFirst()
    if (!target || target.schoolId !== actor.schoolId) throw gone()
    if (actor.classes.has(target.classId)) return { classId: target.classId }
    return inTransaction(ctx, async (tx) => {
      // One account joins once, however often it asks at the same time: the second sees that it is in.
      await tx.db.selectFrom('account').select('id').where('id', '=', actor.id).forUpdate().execute()
      const member = await tx.db
        .selectFrom('enrollment')
        .select('classId')
        .where('classId', '=', target.classId)
        .where('accountId', '=', actor.id)
        .where('endedAt', 'is', null)
        .executeTakeFirst()
      if (member) return { classId: target.classId }
      const { classId } = await takeSeat(tx, code)
      await enroll(tx, classId, actor.id, actor.role === 'student' ? 'student' : 'guest')
      tx.audit('enrollment.joined-by-code', { kind: 'class', id: classId })
      return { classId }
    })
  })

/** Makes a student account with a code and enrolls it; the code's seat, the account and the enrollment stand or fall together. */
export const signUpByCode = async (
  ctx: Context,
  input: { code: string; username: string; displayName: string; password: string },
): Promise<string> => {
  await checkNewPassword(ctx, 'password', input.password, { username: input.username, role: 'student' })
  const id = newId()
  const signUp = async (tx: Transaction, passwordHash: string) => {
    const { classId, schoolId } = await takeSeat(tx, input.code)
    await insertAccount(tx, {
      id,
      schoolId,
      username: input.username,
      displayName: input.displayName,
      role: 'student',
      passwordHash,
      mustChangePassword: false,
    })
    await enroll(tx, classId, id, 'student')
  }
  await tried(ctx, async () => {
    // A hash costs: only for a code that works.
    const row = await working(ctx, input.code).select('joinCode.code').executeTakeFirst()
    if (!row) throw gone()
    const passwordHash = await hashPassword(input.password)
    await inTransaction(ctx, (tx) => signUp(tx, passwordHash))
  })
  return id
}
