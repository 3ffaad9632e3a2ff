import { sql } from 'kysely'
import { lookUpKey } from '#domain/accounts/canonical.ts'
import type { KeptApart } from '#domain/people/contract.ts'
import type { Context } from '#platform/context.ts'
import { administrator } from '../accounts/account.ts'
import { KEPT_APART } from '../accounts/key.ts'

const MOST = 100

const FIELDS = {
  username: { table: 'account', column: 'username', name: 'display_name', within: sql`true` },
  email: { table: 'account', column: 'email', name: 'display_name', within: sql`true` },
  studentNumber: { table: 'account', column: 'student_number', name: 'display_name', within: sql`true` },
  code: { table: 'class', column: 'code', name: 'name', within: sql`o.term_id = k.term_id` },
} as const

interface Row {
  id: string
  value: string
  displayName: string
}

/** Those of one kind that are kept apart, each with the one that has its key. */
const keptApartBy = async (ctx: Context, schoolId: string, field: keyof typeof FIELDS) => {
  const { table, column, name, within } = FIELDS[field]
  const [value, key] = [sql.ref(`k.${column}`), sql.id(`${column}_key`)]
  const { rows } = await sql<Row>`select k.id, ${value} as value, ${sql.ref(`k.${name}`)} as "displayName"
    from ${sql.table(table)} k where k.school_id = ${schoolId} and k.${key} like ${`${KEPT_APART}%`}
    order by k.created_at, k.id`.execute(ctx.db)
  const found: KeptApart[] = []
  for (const { id, displayName, value: text } of rows.slice(0, MOST)) {
    const other = await sql<{ id: string; displayName: string }>`
      select o.id, ${sql.ref(`o.${name}`)} as "displayName" from ${sql.table(table)} o
      join ${sql.table(table)} k on k.id = ${id} and ${within}
      where o.school_id = ${schoolId} and o.${key} = ${lookUpKey(text)}`.execute(ctx.db)
    found.push({ field, value: text, own: { id, displayName }, other: other.rows[0] ?? null })
  }
  return { found, total: rows.length }
}

/** Usernames, addresses, numbers and codes that two have since they are compared in one form. */
export const listKeptApart = async (ctx: Context): Promise<{ keptApart: KeptApart[]; total: number }> => {
  const { schoolId } = administrator(ctx, 'account.list')
  const keptApart: KeptApart[] = []
  let total = 0
  for (const field of ['username', 'email', 'studentNumber', 'code'] as const) {
    const part = await keptApartBy(ctx, schoolId, field)
    keptApart.push(...part.found)
    total += part.total
  }
  return { keptApart: keptApart.slice(0, MOST), total }
}
