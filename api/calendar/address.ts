import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { parse, stringify } from 'uuid'
import type { CalendarAddress } from '#domain/calendar/contract.ts'
import { notFound } from '#domain/problem.ts'
import { type Context, inTransaction, type Services } from '#platform/context.ts'
import { mayOwn } from '../accounts/account.ts'
import { classFor } from '../classes/access.ts'

/** The server's key makes the secret, so it can be shown again and is stored nowhere. */
const secretOf = ({ config }: Services, id: string): Buffer => {
  if (!config.appKey) throw new Error('APP_KEY is not set: calendar addresses cannot be made without it.')
  return createHmac('sha256', config.appKey).update(`calendar address\n${id}`).digest().subarray(0, 24)
}

export const FEED_PATH = '/api/calendar/'

/** The id and its secret in one word of 54 characters. */
export const pathOf = (services: Services, id: string): string =>
  `${FEED_PATH}${Buffer.concat([parse(id), secretOf(services, id)]).toString('base64url')}.ics`

const same = (a: Buffer, b: Buffer): boolean => {
  const [left, right] = [a, b].map((bytes) => createHash('sha256').update(bytes).digest())
  return left !== undefined && right !== undefined && timingSafeEqual(left, right)
}

/** The id of an address whose secret is right; null for anything else. */
export const idOfToken = (services: Services, token: string): string | null => {
  if (!/^[\w-]{54}$/.test(token)) return null
  const bytes = Buffer.from(token, 'base64url')
  try {
    const id = stringify(bytes.subarray(0, 16))
    return same(bytes.subarray(16), secretOf(services, id)) ? id : null
  } catch {
    // The first half is no id at all.
    return null
  }
}

const selectAddresses = (ctx: Context) =>
  ctx.db
    .selectFrom('calendarAddress')
    .leftJoin('class', 'class.id', 'calendarAddress.classId')
    .select([
      'calendarAddress.id',
      'calendarAddress.classId',
      'class.name as className',
      'calendarAddress.createdAt',
      'calendarAddress.lastReadAt',
    ])
    .where('calendarAddress.accountId', '=', mayOwn(ctx).id)

type Row = Awaited<ReturnType<ReturnType<typeof selectAddresses>['executeTakeFirstOrThrow']>>

const viewOf = (ctx: Context, row: Row): CalendarAddress => ({
  id: row.id,
  classId: row.classId,
  className: row.className,
  path: pathOf(ctx.services, row.id),
  createdAt: row.createdAt.toISOString(),
  lastReadAt: row.lastReadAt?.toISOString() ?? null,
})

/** The own addresses: that of everything first, then by class. */
export const listAddresses = async (ctx: Context): Promise<CalendarAddress[]> => {
  const rows = await selectAddresses(ctx)
    .orderBy('calendarAddress.classId', (order) => order.asc().nullsFirst())
    .execute()
  return rows.map((row) => viewOf(ctx, row))
}

/** Opens an address of a class the caller may see, or of everything of theirs; the one that is open, if there is one. */
export const openAddress = async (
  ctx: Context,
  input: { id: string; classId: string | null },
): Promise<CalendarAddress> => {
  const { id: accountId } = mayOwn(ctx)
  if (input.classId !== null) await classFor(ctx, input.classId, 'lesson.read')
  return inTransaction(ctx, async (tx) => {
    const made = await tx.db
      .insertInto('calendarAddress')
      .values({ id: input.id, accountId, classId: input.classId, createdAt: tx.now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made) tx.audit('calendar.opened', { kind: 'calendar', id: input.id })
    const row = await selectAddresses(tx)
      .where(sql<boolean>`calendar_address.class_id is not distinct from ${input.classId}::uuid`)
      .executeTakeFirst()
    // The id is somebody else's, or that of another class.
    if (!row) throw notFound()
    return viewOf(tx, row)
  })
}

/** Closes one of the own addresses; throws `not-found` for anybody else's. */
export const closeAddress = async (ctx: Context, id: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const gone = await tx.db
      .deleteFrom('calendarAddress')
      .where('id', '=', id)
      .where('accountId', '=', mayOwn(ctx).id)
      .returning('id')
      .executeTakeFirst()
    if (!gone) throw notFound()
    tx.audit('calendar.closed', { kind: 'calendar', id })
  })
