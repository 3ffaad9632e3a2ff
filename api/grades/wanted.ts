import { sql } from 'kysely'
import { rebuildGradebook } from '#domain/grades/contract.ts'
import type { Transaction } from '#platform/context.ts'

/**
 * Says that the totals of a class are out of date and wants them rebuilt after commit. Its row is also the lock that
 * everything that changes a gradebook takes first, so numbering entries needs no other. A class without columns has no
 * totals to rebuild.
 */
export const wantTotals = async (tx: Transaction, classId: string): Promise<void> => {
  await tx.db
    .insertInto('gradebook')
    .values({ classId, wanted: 1 })
    .onConflict((conflict) =>
      conflict.column('classId').doUpdateSet({ wanted: sql<number>`gradebook.wanted + 1` }),
    )
    .execute()
  const { schoolId } = await tx.db
    .selectFrom('class')
    .select('schoolId')
    .where('id', '=', classId)
    .executeTakeFirstOrThrow()
  tx.enqueue(rebuildGradebook, { classId }, { dedupe: classId, schoolId })
}

/** As `wantTotals`, when people come or go: only for a class that has a gradebook already. */
export const wantTotalsIfAny = async (tx: Transaction, classId: string): Promise<void> => {
  const known = await tx.db
    .selectFrom('gradebook')
    .select('classId')
    .where('classId', '=', classId)
    .executeTakeFirst()
  if (known) await wantTotals(tx, classId)
}
