import { sql } from 'kysely'
import type { AuditEntryView } from '#domain/audit/contract.ts'
import { AUDIT_ACTIONS } from '#domain/audit.ts'
import { isId } from '#domain/ids.ts'
import type { Context } from '#platform/context.ts'
import type { DB } from '#platform/db/schema.ts'
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

interface Filter {
  action?: string
  actorId?: string
  after?: string
  limit: number
}

type AuditEntry = DB['auditEntry']

/**
 * The entries to choose a page from. With a filter they are looked up act by act, a page of each: however rare what is
 * asked for, and however long the log, no more than so many pages is read.
 */
const selectEntries = (ctx: Context, schoolId: string, { action, actorId, after, limit }: Filter) => {
  const [at, id] = after ? decodeCursor(after, 'instant', 'id') : []
  const rest = after ? sql`and (e.at, e.id) < (${at}::timestamptz, ${id}::uuid)` : sql``
  if (!action && !actorId)
    return ctx.db.selectFrom(
      sql<AuditEntry>`(select * from audit_entry e where e.school_id = ${schoolId} ${rest})`.as<'auditEntry'>(
        'auditEntry',
      ),
    )
  const acts = AUDIT_ACTIONS.filter((one) => one.startsWith(action ?? ''))
  const by = actorId ? sql`and e.actor_id = ${actorId}` : sql``
  return ctx.db.selectFrom(
    sql<AuditEntry>`(select found.* from unnest(${sql.val(acts)}::text[]) as act(name) cross join lateral (
      select * from audit_entry e where e.school_id = ${schoolId} and e.action = act.name ${by} ${rest}
      order by e.at desc, e.id desc limit ${limit + 1}) found)`.as<'auditEntry'>('auditEntry'),
  )
}

/** Who did what, newest first. */
export const listAudit = async (ctx: Context, filter: Filter) => {
  const { schoolId } = administrator(ctx, 'audit.read')
  const query = selectEntries(ctx, schoolId, filter)
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
