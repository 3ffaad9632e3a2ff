import type { Database } from '#platform/db/connect.ts'

export interface LastReturn {
  id: string
  studentId: string
  no: number
  /** When the student or a guardian looked at it first. */
  seenAt: Date | null
}

/** The last return of an assignment's work to each student, or to one of them; undone ones are left out. */
export const lastReturns = async (
  db: Database,
  assignmentId: string,
  studentId?: string,
): Promise<Map<string, LastReturn>> => {
  const rows = await db
    .selectFrom('workReturn')
    .distinctOn('studentId')
    .select(['id', 'studentId', 'no', 'seenAt'])
    .where('assignmentId', '=', assignmentId)
    .where('undoneAt', 'is', null)
    .$if(studentId !== undefined, (query) => query.where('studentId', '=', studentId ?? ''))
    .orderBy('studentId')
    .orderBy('no', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.studentId, row]))
}
