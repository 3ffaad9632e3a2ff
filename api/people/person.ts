import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { lookUpKey, tidyIdentifier, tidyName } from '#domain/accounts/canonical.ts'
import { meChanged } from '#domain/accounts/contract.ts'
import type { PersonView } from '#domain/people/contract.ts'
import type { Action, SchoolRole } from '#domain/permission.ts'
import { invalidField, notFound, Problem } from '#domain/problem.ts'
import type { FieldCode } from '#domain/problem-code.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import type { DB } from '#platform/db/schema.ts'
import { actorOf, administrator, insertAccount, updateAccount } from '../accounts/account.ts'
import { hashFirstPassword, newFirstPassword } from '../accounts/first-password.ts'
import { giveFirstPassword } from '../accounts/give-password.ts'
import { keysOf } from '../accounts/key.ts'
import { nameOrder } from '../accounts/name-order.ts'
import { checkNewPassword, hashPassword } from '../accounts/password.ts'
import { invalidateAccountSessions } from '../accounts/session.ts'
import { takeBackBoards } from '../boards/board.ts'
import { endTeaching } from '../classes/enrollment.ts'
import { decodeCursor, pageOf } from '../http/cursor.ts'
import { leaveRooms } from '../lectures/removed.ts'

const selectPeople = (ctx: Context, schoolId: string) =>
  ctx.db
    .selectFrom('account')
    .select((eb) => [
      'account.id',
      'account.username',
      'account.displayName',
      'account.role',
      'account.email',
      'account.studentNumber',
      'account.disabledAt',
      'account.mustChangePassword',
      eb
        .selectFrom('session')
        .select((session) => session.fn.max('session.lastSeenAt').as('at'))
        .whereRef('session.accountId', '=', 'account.id')
        .as('lastSeenAt'),
    ])
    .where('account.schoolId', '=', schoolId)

type Row = Awaited<ReturnType<ReturnType<typeof selectPeople>['executeTakeFirstOrThrow']>>

const viewOf = ({ disabledAt, lastSeenAt, role, ...row }: Row): PersonView => ({
  ...row,
  role,
  disabled: disabledAt !== null,
  lastSeenAt: lastSeenAt?.toISOString() ?? null,
})

export interface PeopleFilter {
  q?: string
  role?: SchoolRole
  state: 'active' | 'disabled' | 'all'
  after?: string
  limit: number
}

const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Whom a search means: a part of their name, or of what they are looked up by. */
const matching =
  (text: string) =>
  (eb: ExpressionBuilder<DB, 'account'>): Expression<SqlBool> => {
    const [name, key] = [like(tidyName(text)), like(lookUpKey(text))]
    return eb.or([
      eb('account.displayName', 'ilike', name),
      eb(sql`lower(normalize(account.display_name, NFKC))`, 'like', key),
      ...(['username', 'studentNumber', 'email'] as const).flatMap((column) => [
        eb(`account.${column}Key`, 'like', key),
        eb(`account.${column}`, 'ilike', name),
      ]),
    ])
  }

/** People by name; found by any part of name, username, student number or address. */
export const listPeople = async (ctx: Context, filter: PeopleFilter) => {
  const { schoolId } = administrator(ctx, 'account.list')
  const text = filter.q?.trim()
  let query = selectPeople(ctx, schoolId)
  if (filter.role) query = query.where('account.role', '=', filter.role)
  if (filter.state !== 'all')
    query = query.where('account.disabledAt', filter.state === 'active' ? 'is' : 'is not', null)
  if (text) query = query.where(matching(text))
  const { total } = await query
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('total'))
    .executeTakeFirstOrThrow()
  if (filter.after) {
    const [name, id] = decodeCursor(filter.after, 'text', 'id')
    query = query.where(sql<boolean>`(${nameOrder()}, account.id) > (${name}, ${id}::uuid)`)
  }
  const rows = await query
    .orderBy(nameOrder())
    .orderBy('account.id')
    .limit(filter.limit + 1)
    .execute()
  const { page, next } = pageOf(rows, filter.limit, ({ displayName, id }) => [displayName, id])
  return { people: page.map(viewOf), total, next }
}

const personFor = async (ctx: Context, accountId: string, action: Action): Promise<PersonView> => {
  const { schoolId } = administrator(ctx, action)
  const row = await selectPeople(ctx, schoolId).where('account.id', '=', accountId).executeTakeFirst()
  if (!row) throw notFound()
  return viewOf(row)
}

/** One person of the school; throws *not found* for those of others. */
export const getPerson = (ctx: Context, accountId: string): Promise<PersonView> =>
  personFor(ctx, accountId, 'account.list')

/** The wards of a person, or the guardians. */
export const kinOf = (ctx: Context, accountId: string, which: 'wards' | 'guardians') => {
  const [own, other] =
    which === 'wards' ? (['guardianId', 'studentId'] as const) : (['studentId', 'guardianId'] as const)
  return ctx.db
    .selectFrom('guardianship')
    .innerJoin('account', 'account.id', `guardianship.${other}`)
    .select(['account.id', 'account.displayName', 'account.username'])
    .where(`guardianship.${own}`, '=', accountId)
    .orderBy(nameOrder())
    .execute()
}

const FIELD_OF: Record<string, [string, FieldCode]> = {
  account_username: ['username', 'username-taken'],
  account_email: ['email', 'email-taken'],
  account_student_number: ['studentNumber', 'student-number-taken'],
}

/** Turns the database's refusal of a second same name, address or number into a field error. */
const refuseTaken = (error: unknown): never => {
  const constraint = error instanceof Error && 'constraint' in error ? String(error.constraint) : ''
  const field = FIELD_OF[constraint]
  throw field ? invalidField(...field) : error
}

export interface NewPerson {
  id: string
  username: string
  displayName: string
  role: SchoolRole
  email: string | null
  studentNumber: string | null
  password?: string
}

/** Makes an account; retrying with the same id gives the same account, without its password. */
export const createPerson = async (ctx: Context, { password, ...input }: NewPerson) => {
  const { schoolId } = administrator(ctx, 'account.manage')
  if (password) await checkNewPassword(ctx, 'password', password, input)
  const firstPassword = password ? null : newFirstPassword()
  const passwordHash = await (firstPassword ? hashFirstPassword(firstPassword) : hashPassword(password ?? ''))
  const known = await ctx.db.selectFrom('account').select('id').where('id', '=', input.id).executeTakeFirst()
  if (known) return { person: await getPerson(ctx, input.id), firstPassword: null }
  await inTransaction(ctx, (tx) =>
    insertAccount(tx, { ...input, schoolId, passwordHash, mustChangePassword: true }),
  ).catch(refuseTaken)
  return { person: await getPerson(ctx, input.id), firstPassword }
}

export interface PersonChange {
  username?: string
  displayName?: string
  role?: SchoolRole
  email?: string | null
  studentNumber?: string | null
}

/** What a change really changes: a value that is kept apart and sent back as it is shown stays as it is. */
const realChange = (before: PersonView, { username, email, studentNumber, ...others }: PersonChange) => {
  const differs = (now: string | null | undefined, was: string | null) =>
    now !== undefined && now !== was && (now === null || was === null || now !== tidyIdentifier(was))
  const keys = keysOf({ username: username ?? '', email, studentNumber })
  return {
    ...others,
    ...(username !== undefined &&
      differs(username, before.username) && { username, usernameKey: keys.usernameKey }),
    ...(differs(email, before.email) && { email, emailKey: keys.emailKey }),
    ...(differs(studentNumber, before.studentNumber) && {
      studentNumber,
      studentNumberKey: keys.studentNumberKey,
    }),
  }
}

/**
 * Makes sure that an owner remains besides this account: two who take it from each other at the same time wait here, and
 * the second is refused.
 */
const keepAnOwner = async (tx: Transaction, schoolId: string, accountId: string): Promise<void> => {
  const owners = await tx.db
    .selectFrom('account')
    .select('id')
    .where('schoolId', '=', schoolId)
    .where('role', '=', 'owner')
    .where('disabledAt', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
  if (!owners.some(({ id }) => id !== accountId)) throw new Problem('conflict', { code: 'last-owner' })
}

/** Changes what the school records about a person; nobody changes their own role. */
export const updatePerson = async (
  ctx: Context,
  accountId: string,
  change: PersonChange,
): Promise<PersonView> => {
  const before = await personFor(ctx, accountId, 'account.manage')
  if (change.role && change.role !== before.role && accountId === actorOf(ctx).id)
    throw new Problem('conflict', { code: 'own-role' })
  const set = realChange(before, change)
  const fields = Object.keys(set).filter((field) => !field.endsWith('Key'))
  if (fields.length === 0) return before
  await inTransaction(ctx, async (tx) => {
    if (before.role === 'owner' && set.role) await keepAnOwner(tx, actorOf(ctx).schoolId, accountId)
    await updateAccount(tx.db, accountId, set)
    if (set.role) await endTeaching(tx, accountId, set.role)
    tx.publish(topicOf('account', accountId), meChanged, {})
    tx.audit('account.changed', { kind: 'account', id: accountId }, { fields: fields.join(',') })
  }).catch(refuseTaken)
  return getPerson(ctx, accountId)
}

/** Gives a person a new first password and signs them out everywhere. Never the own one: that is *change password*. */
export const resetPassword = async (ctx: Context, accountId: string): Promise<string> => {
  await personFor(ctx, accountId, 'account.manage')
  if (accountId === actorOf(ctx).id) throw new Problem('conflict', { code: 'own-password' })
  return giveFirstPassword(ctx, accountId)
}

/** Stops an account from signing in, at once and everywhere, or lets it again. Nobody stops themselves. */
export const setPersonDisabled = async (
  ctx: Context,
  accountId: string,
  disabled: boolean,
): Promise<PersonView> => {
  const before = await personFor(ctx, accountId, 'account.manage')
  if (disabled && accountId === actorOf(ctx).id) throw new Problem('conflict', { code: 'own-account' })
  if (before.disabled === disabled) return before
  await inTransaction(ctx, async (tx) => {
    if (disabled && before.role === 'owner') await keepAnOwner(tx, actorOf(ctx).schoolId, accountId)
    await updateAccount(tx.db, accountId, { disabledAt: disabled ? tx.now() : null })
    if (disabled) {
      await invalidateAccountSessions(tx, accountId, { tokens: true })
      await leaveRooms(tx, accountId)
      await takeBackBoards(tx, accountId)
    }
    tx.audit(disabled ? 'account.disabled' : 'account.enabled', { kind: 'account', id: accountId })
  })
  return getPerson(ctx, accountId)
}
