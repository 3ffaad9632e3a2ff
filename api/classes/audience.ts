import type { EventType, PayloadOf } from '#domain/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Transaction } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { nameOrder } from '../accounts/name-order.ts'

/** Who teaches or assists in a class now. */
export const staffOf = async (db: Database, classId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('enrollment')
    .select('accountId')
    .where('classId', '=', classId)
    .where('role', 'in', ['teacher', 'assistant'])
    .where('endedAt', 'is', null)
    .execute()
  return rows.map((row) => row.accountId)
}

/** The guardians of each of these students. */
export const guardiansOf = async (
  db: Database,
  studentIds: readonly string[],
): Promise<Map<string, string[]>> => {
  const found = new Map<string, string[]>()
  if (studentIds.length === 0) return found
  const rows = await db
    .selectFrom('guardianship')
    .select(['guardianId', 'studentId'])
    .where('studentId', 'in', [...studentIds])
    .execute()
  for (const row of rows) found.set(row.studentId, [...(found.get(row.studentId) ?? []), row.guardianId])
  return found
}

/**
 * Tells what the class's students must not hear to its staff alone: everybody in a class listens to the class's topic,
 * so this goes to each account's own.
 */
export const publishToStaff = async <E extends EventType>(
  tx: Transaction,
  classId: string,
  event: E,
  payload: PayloadOf<E>,
): Promise<void> => {
  for (const accountId of await staffOf(tx.db, classId))
    tx.publish(topicOf('account', accountId), event, payload)
}

/** The students of a class now, by name and id. */
export const studentsOf = (db: Database, classId: string) =>
  db
    .selectFrom('enrollment')
    .innerJoin('account', 'account.id', 'enrollment.accountId')
    .select(['account.id', 'account.displayName', 'account.studentNumber', 'account.username'])
    .where('enrollment.classId', '=', classId)
    .where('enrollment.role', '=', 'student')
    .where('enrollment.endedAt', 'is', null)
    .orderBy(nameOrder())
    .orderBy('account.id')
