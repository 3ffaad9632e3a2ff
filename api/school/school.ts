import { createHash, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '#domain/ids.ts'
import { Problem } from '#domain/problem.ts'
import type { Locale } from '#domain/school/school.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { insertAccount } from '../accounts/account.ts'
import { checkNewPassword, hashPassword } from '../accounts/password.ts'
import { addressKey, takeToken } from '../http/rate-limit.ts'

const KEY_TRIES = { burst: 20, perMinute: 10 }

/** The only school of a fresh installation; null before it was set up. */
export const firstSchool = async (
  ctx: Context,
): Promise<{ id: string; name: string; locale: Locale } | null> => {
  const row = await ctx.db
    .selectFrom('school')
    .select(['id', 'name', 'locale'])
    .orderBy('createdAt')
    .limit(1)
    .executeTakeFirst()
  return row ? { ...row, locale: row.locale } : null
}

const sameKey = (given: string, wanted: string): boolean =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(wanted).digest())

/** Whether a set-up link is the printed one; asking counts as a try. */
export const fitsSetUp = async (ctx: Context, key: string, setUpKey: string | null): Promise<boolean> => {
  await takeToken(ctx, `set-up ${addressKey(ctx.address)}`, KEY_TRIES)
  return setUpKey !== null && sameKey(key, setUpKey)
}

export interface SetUp {
  key: string
  school: { name: string; locale: Locale; timeZone: string }
  term: { name: string; startsOn: string; endsOn: string }
  administrator: { displayName: string; username: string; password: string }
}

/**
 * First run: makes the school, its school year and the owner. Needs the key that the start printed, so that nobody who
 * merely finds the address first owns the school; a second set-up is a `conflict`. Returns the owner's id.
 */
export const setUpSchool = async (ctx: Context, input: SetUp, setUpKey: string | null): Promise<string> => {
  await takeToken(ctx, `set-up ${addressKey(ctx.address)}`, KEY_TRIES)
  if (await firstSchool(ctx)) throw new Problem('conflict', { code: 'already-set-up' })
  if (!setUpKey || !sameKey(input.key, setUpKey)) throw new Problem('forbidden', { code: 'set-up-key' })
  const { administrator } = input
  await checkNewPassword(ctx, 'administrator.password', administrator.password, {
    username: administrator.username,
    role: 'owner',
    school: input.school.name,
  })
  const passwordHash = await hashPassword(administrator.password)
  const schoolId = newId()
  return inTransaction(ctx, async (tx) => {
    // Two wizards at once make one school.
    await sql`select pg_advisory_xact_lock(hashtext('set-up'))`.execute(tx.db)
    if (await firstSchool(tx)) throw new Problem('conflict', { code: 'already-set-up' })
    await tx.db
      .insertInto('school')
      .values({ id: schoolId, ...input.school, createdAt: tx.now() })
      .execute()
    await tx.db
      .insertInto('term')
      .values({ id: newId(), schoolId, ...input.term })
      .execute()
    tx.audit('school.set-up', { kind: 'school', id: schoolId }, {}, schoolId)
    return insertAccount(tx, {
      schoolId,
      username: administrator.username,
      displayName: administrator.displayName,
      role: 'owner',
      passwordHash,
      mustChangePassword: false,
    })
  })
}
