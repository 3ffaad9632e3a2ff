import type { Updateable } from 'kysely'
import { sql } from 'kysely'
import { preparePassword } from '#domain/accounts/canonical.ts'
import type { Me, Preferences } from '#domain/accounts/contract.ts'
import { meChanged, preferences } from '#domain/accounts/contract.ts'
import { distinguish, withNamesake } from '#domain/accounts/distinguish.ts'
import { heldTo } from '#domain/held.ts'
import { newId } from '#domain/ids.ts'
import { type Action, can, type SchoolRole } from '#domain/permission.ts'
import { invalidField, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { jsonb } from '#platform/db/json.ts'
import type { DB } from '#platform/db/schema.ts'
import { countWorkNews } from '../assignments/work-news.ts'
import { myClasses } from '../classes/mine.ts'
import { takeToken } from '../http/rate-limit.ts'
import { beginReading } from '../messages/unread.ts'
import { keysOf } from './key.ts'
import { nameOrder } from './name-order.ts'
import { checkNewPassword, checkPassword, hashPassword } from './password.ts'
import { holdCredential, invalidateAccountSessions, renewSession } from './session.ts'

/** The signed-in account's id; throws `unauthenticated`. */
export const actorOf = (ctx: Context) => {
  if (!ctx.actor) throw new Problem('unauthenticated')
  return ctx.actor
}

/** The actor, when it may do the action anywhere in its school; throws `forbidden`. */
export const administrator = (ctx: Context, action: Action) => {
  const actor = actorOf(ctx)
  if (!can(actor, action, { schoolId: actor.schoolId })) throw new Problem('forbidden')
  return actor
}

/** The actor, when it may change what is the account's own: a token can be kept from it. Throws `forbidden`. */
export const mayOwn = (ctx: Context) => administrator(ctx, 'account.own')

/** What the client needs to draw its shell: the account, its school, its classes with unread counts. */
export const getMe = async (ctx: Context): Promise<Me> => {
  const actor = actorOf(ctx)
  const row = await ctx.db
    .selectFrom('account')
    .innerJoin('school', 'school.id', 'account.schoolId')
    .leftJoin('account as giver', 'giver.id', 'account.passwordGivenBy')
    .select([
      'account.id',
      'account.username',
      'account.displayName',
      'account.email',
      'account.role',
      'account.mustChangePassword',
      'account.passwordGivenAt',
      'giver.displayName as passwordGivenBy',
      'account.preferences',
      'school.id as schoolId',
      'school.name as schoolName',
      'school.locale as schoolLocale',
      'school.timeZone',
    ])
    .where('account.id', '=', actor.id)
    .executeTakeFirstOrThrow()
  const wards = await ctx.db
    .selectFrom('guardianship')
    .innerJoin('account', 'account.id', 'guardianship.studentId')
    .select([
      'account.id',
      'account.displayName',
      sql<string[]>`array(select e.class_id::text from enrollment e where e.account_id = account.id
        and e.role = 'student' and e.ended_at is null order by e.class_id)`.as('classIds'),
    ])
    .where('guardianship.guardianId', '=', actor.id)
    .orderBy(nameOrder())
    .execute()
  return {
    id: row.id,
    username: row.username,
    displayName: row.displayName,
    email: row.email,
    role: row.role,
    mustChangePassword: row.mustChangePassword,
    passwordGiven:
      row.passwordGivenAt && row.passwordGivenBy
        ? { by: row.passwordGivenBy, at: row.passwordGivenAt.toISOString() }
        : null,
    // Beside what people choose, the demo's mark is kept there.
    preferences: heldTo(preferences, row.preferences).value as Preferences,
    school: {
      id: row.schoolId,
      name: row.schoolName,
      locale: row.schoolLocale,
      timeZone: row.timeZone,
    },
    classes: await myClasses(ctx, actor.id),
    workNews: await countWorkNews(ctx),
    audiences: [...actor.audiences],
    wards,
  }
}

/** Changes the own name and preferences. */
export const updateMe = async (
  ctx: Context,
  change: { displayName?: string; preferences?: Partial<Preferences> },
): Promise<Me> => {
  const actor = mayOwn(ctx)
  // Pupils' names are the school's records: only staff rename themselves.
  if (change.displayName && actor.role === 'student') throw new Problem('forbidden')
  if (!change.displayName && !change.preferences) return getMe(ctx)
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .updateTable('account')
      .set({
        ...(change.displayName ? { displayName: change.displayName } : {}),
        ...(change.preferences ? { preferences: sql`preferences || ${jsonb(change.preferences)}` } : {}),
      })
      .where('id', '=', actor.id)
      .execute()
    tx.publish(topicOf('account', actor.id), meChanged, {})
  })
  return getMe(ctx)
}

/** Guesses of the current password by somebody who sits at another's open page. */
const PASSWORD_CHANGES = { burst: 10, perMinute: 1 }

/**
 * Changes the own password; every other session and API token of the account ends. Answers with the new token of this
 * session, null when the request came by none.
 */
export const changePassword = async (
  ctx: Context,
  current: string,
  next: string,
): Promise<{ token: string | null }> => {
  const actor = mayOwn(ctx)
  await takeToken(ctx, `password ${actor.id}`, PASSWORD_CHANGES)
  const row = await ctx.db
    .selectFrom('account')
    .select(['username', 'role', 'passwordHash'])
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow()
  if ((await checkPassword(row.passwordHash, current)) === 'wrong')
    throw invalidField('current', 'password-wrong')
  await checkNewPassword(ctx, 'next', next, row)
  if (preparePassword(current) === preparePassword(next)) throw invalidField('next', 'password-same')
  const passwordHash = await hashPassword(next)
  return inTransaction(ctx, async (tx) => {
    await tx.db
      .updateTable('account')
      .set({ passwordHash, mustChangePassword: false, passwordGivenBy: null, passwordGivenAt: null })
      .where('id', '=', actor.id)
      .execute()
    await holdCredential(tx)
    await invalidateAccountSessions(tx, actor.id, { except: ctx.sessionId ?? ctx.tokenId, tokens: true })
    tx.audit('account.password-changed', { kind: 'account', id: actor.id })
    return { token: ctx.sessionId && (await renewSession(tx, ctx.sessionId)) }
  })
}

export interface NewAccount {
  id?: string
  schoolId: string
  username: string
  displayName: string
  role: SchoolRole
  passwordHash: string | null
  mustChangePassword: boolean
  email?: string | null
  studentNumber?: string | null
}

/** Changes columns of an account. The caller has checked the right, and publishes and audits what it means. */
export const updateAccount = async (
  db: Database,
  accountId: string,
  set: Updateable<DB['account']>,
): Promise<void> => {
  await db.updateTable('account').set(set).where('id', '=', accountId).execute()
}

/** Inserts an account; throws `invalid` on `username` when the name is taken. */
export const insertAccount = async (tx: Transaction, account: NewAccount): Promise<string> => {
  const id = account.id ?? newId()
  const row = await tx.db
    .insertInto('account')
    .values({ ...account, ...keysOf(account), id, createdAt: tx.now() })
    .onConflict((conflict) => conflict.column('usernameKey').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) throw invalidField('username', 'username-taken')
  await beginReading(tx, account.schoolId, id)
  tx.audit('account.created', { kind: 'account', id }, { role: account.role }, account.schoolId)
  return id
}

/** The names of people by their ids, two of one name told apart; what is not known is left out. No access check. */
export const accountNames = async (db: Database, ids: readonly string[]): Promise<[string, string][]> => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('account')
    .select(['id', 'displayName', 'username'])
    .where('id', 'in', [...ids])
    .execute()
  const namesakes = distinguish(rows)
  return rows.map((row) => [row.id, withNamesake(row.displayName, namesakes.get(row.id))])
}
