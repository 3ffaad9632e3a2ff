import { sql } from 'kysely'
import type { AuditEntryView } from '#domain/audit/contract.ts'
import { isId } from '#domain/ids.ts'
import type { Context } from '#platform/context.ts'
import { accountNames, administrator } from '../accounts/account.ts'
import { assignmentTitles } from '../assignments/view.ts'
import { classNames } from '../classes/class.ts'
import { decodeCursor, pageOf } from '../http/cursor.ts'

/** What an entry names by id, apart from who acted. */
const idsIn = (entry: { details: unknown; targetId: string | null; actorId: string | null }): string[] => {
  // The log is written by `audit()` alone, which takes a record.
  const { classId, accountId, authorId, studentId } = entry.details as Record<string, unknown>
  return [classId, entry.targetId, accountId, authorId, studentId].filter(
    // A session and a token are named by other signs than an id, and have no name to look up.
    (id): id is string => typeof id === 'string' && isId(id) && id !== entry.actorId,
  )
}

const namesOf = async (ctx: Context, ids: readonly string[]): Promise<Map<string, string>> => {
  const wanted = [...new Set(ids)]
  const [classes, people, assignments] = await Promise.all([
    classNames(ctx.db, wanted),
    accountNames(ctx.db, wanted),
    assignmentTitles(ctx.db, wanted),
  ])
  return new Map([...classes, ...people, ...assignments])
}

/** Who did what, newest first. */
export const listAudit = async (
  ctx: Context,
  filter: { action?: string; actorId?: string; after?: string; limit: number },
) => {
  const { schoolId } = administrator(ctx, 'audit.read')
  let query = ctx.db
    .selectFrom('auditEntry')
    .leftJoin('account', 'account.id', 'auditEntry.actorId')
    .select([
      'auditEntry.id',
      'auditEntry.actorId',
      'account.displayName',
      'auditEntry.action',
      'auditEntry.targetKind',
      'auditEntry.targetId',
      'auditEntry.details',
      sql<string | null>`host(audit_entry.address)`.as('address'),
      'auditEntry.at',
    ])
    .where('auditEntry.schoolId', '=', schoolId)
  if (filter.action) query = query.where('auditEntry.action', 'like', `${filter.action}%`)
  if (filter.actorId) query = query.where('auditEntry.actorId', '=', filter.actorId)
  if (filter.after) {
    const [at, id] = decodeCursor(filter.after, 'instant', 'id')
    query = query.where(sql<boolean>`(audit_entry.at, audit_entry.id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  const rows = await query
    .orderBy('auditEntry.at', 'desc')
    .orderBy('auditEntry.id', 'desc')
    .limit(filter.limit + 1)
    .execute()
  const { page, next } = pageOf(rows, filter.limit, ({ at, id }) => [at.toISOString(), id])
  const names = await namesOf(
    ctx,
    page.flatMap((row) => [...idsIn(row), ...(row.actorId ? [row.actorId] : [])]),
  )
  const entries = page.map(
    ({ actorId, displayName, details, at, ...row }): AuditEntryView => ({
      ...row,
      actor:
        actorId && displayName !== null
          ? { id: actorId, displayName: names.get(actorId) ?? displayName }
          : null,
      details: details as AuditEntryView['details'],
      about: [...new Set(idsIn({ details, targetId: row.targetId, actorId }))].flatMap(
        (id) => names.get(id) ?? [],
      ),
      at: at.toISOString(),
    }),
  )
  return { entries, next }
}
