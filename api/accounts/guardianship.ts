import type { Database } from '#platform/db/connect.ts'

/** Makes somebody a student's guardian; false when that was so. No access check. */
export const insertGuardianship = async (
  db: Database,
  guardianId: string,
  studentId: string,
): Promise<boolean> => {
  const made = await db
    .insertInto('guardianship')
    .values({ guardianId, studentId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('guardianId')
    .executeTakeFirst()
  return made !== undefined
}

/** Ends it; false when there was none. No access check. */
export const deleteGuardianship = async (
  db: Database,
  guardianId: string,
  studentId: string,
): Promise<boolean> => {
  const gone = await db
    .deleteFrom('guardianship')
    .where('guardianId', '=', guardianId)
    .where('studentId', '=', studentId)
    .returning('guardianId')
    .executeTakeFirst()
  return gone !== undefined
}
