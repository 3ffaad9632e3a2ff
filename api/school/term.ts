import { notFound, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { termsChanged } from '#domain/school/contract.ts'
import { overlapping, type Term } from '#domain/school/term.ts'
import { wallOf } from '#domain/time.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { configured } from './configured.ts'

/** The terms of the caller's school, newest first. */
export const listTerms = async (ctx: Context) =>
  ctx.db
    .selectFrom('term')
    .select(['id', 'name', 'startsOn', 'endsOn'])
    .where('schoolId', '=', actorOf(ctx).schoolId)
    .orderBy('startsOn', 'desc')
    .execute()

/** The term of today, else the newest one. */
export const currentTermId = async (ctx: Context, schoolId: string): Promise<string> => {
  const rows = await ctx.db
    .selectFrom('term')
    .innerJoin('school', 'school.id', 'term.schoolId')
    .select(['term.id', 'term.startsOn', 'term.endsOn', 'school.timeZone'])
    .where('term.schoolId', '=', schoolId)
    .orderBy('term.startsOn', 'desc')
    .execute()
  const today = rows[0] ? wallOf(ctx.now(), rows[0].timeZone).on : ''
  const term = rows.find((row) => row.startsOn <= today && today <= row.endsOn) ?? rows[0]
  if (!term) throw new Problem('conflict', { code: 'no-term' })
  return term.id
}

const checkOverlap = async (tx: Transaction, schoolId: string, term: Term): Promise<void> => {
  // Two administrators at once see each other's term.
  await tx.db.selectFrom('school').select('id').where('id', '=', schoolId).forUpdate().execute()
  const rows = await tx.db
    .selectFrom('term')
    .select(['id', 'name', 'startsOn', 'endsOn'])
    .where('schoolId', '=', schoolId)
    .execute()
  const other = overlapping(rows, term)
  if (other) throw new Problem('conflict', { code: 'term-overlaps', params: { name: other.name } })
}

const tell = (
  tx: Transaction,
  schoolId: string,
  action: 'term.created' | 'term.changed' | 'term.deleted',
  id: string,
): void => {
  tx.publish(topicOf('school', schoolId), termsChanged, {})
  tx.audit(action, { kind: 'term', id })
}

/** Adds a term; a retry with the same id changes nothing. Throws `conflict` when it overlaps another, unless `anyway`. */
export const createTerm = (ctx: Context, input: Term & { anyway?: boolean }): Promise<Term> => {
  const schoolId = configured(ctx)
  const { anyway, ...term } = input
  return inTransaction(ctx, async (tx) => {
    if (!anyway) await checkOverlap(tx, schoolId, term)
    const row = await tx.db
      .insertInto('term')
      .values({ ...term, schoolId })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (row) tell(tx, schoolId, 'term.created', term.id)
    const found = await tx.db
      .selectFrom('term')
      .select(['id', 'name', 'startsOn', 'endsOn'])
      .where('id', '=', term.id)
      .where('schoolId', '=', schoolId)
      .executeTakeFirst()
    if (!found) throw new Problem('conflict', { code: 'id-taken' })
    return found
  })
}

/** Renames a term or changes its days. Throws `conflict` when it overlaps another, unless `anyway`. */
export const updateTerm = (
  ctx: Context,
  termId: string,
  input: Omit<Term, 'id'> & { anyway?: boolean },
): Promise<Term> => {
  const schoolId = configured(ctx)
  const { anyway, ...fields } = input
  return inTransaction(ctx, async (tx) => {
    if (!anyway) await checkOverlap(tx, schoolId, { id: termId, ...fields })
    const row = await tx.db
      .updateTable('term')
      .set(fields)
      .where('id', '=', termId)
      .where('schoolId', '=', schoolId)
      .returning(['id', 'name', 'startsOn', 'endsOn'])
      .executeTakeFirst()
    if (!row) throw notFound()
    tell(tx, schoolId, 'term.changed', termId)
    return row
  })
}

/** Removes a term that nothing is in. Throws `conflict` when classes or reports belong to it, or it is the only one. */
export const deleteTerm = (ctx: Context, termId: string): Promise<void> => {
  const schoolId = configured(ctx)
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .selectFrom('term')
      .select('id')
      .where('schoolId', '=', schoolId)
      .forUpdate()
      .execute()
    if (!rows.some((row) => row.id === termId)) throw notFound()
    if (rows.length === 1) throw new Problem('conflict', { code: 'only-term' })
    const used = await tx.db
      .selectFrom('term')
      .select('id')
      .where('id', '=', termId)
      .where((eb) =>
        eb.or([
          eb.exists(eb.selectFrom('class').select('class.id').whereRef('class.termId', '=', 'term.id')),
          eb.exists(eb.selectFrom('report').select('report.id').whereRef('report.termId', '=', 'term.id')),
        ]),
      )
      .executeTakeFirst()
    if (used) throw new Problem('conflict', { code: 'term-in-use' })
    await tx.db.deleteFrom('term').where('id', '=', termId).execute()
    tell(tx, schoolId, 'term.deleted', termId)
  })
}
