import { sql } from 'kysely'
import type { Actor } from '#domain/permission.ts'
import type { Context } from '#platform/context.ts'
import { visibleClasses } from '../classes/access.ts'

/** A file of an assignment is read by whoever may read the assignment; of a draft or a deleted one by its staff alone. */
export const mayReadAssignmentFile = async (ctx: Context, actor: Actor, fileId: string): Promise<boolean> => {
  const row = await ctx.db
    .selectFrom('assignmentFile')
    .innerJoin('assignment', 'assignment.id', 'assignmentFile.assignmentId')
    .innerJoin('class', 'class.id', 'assignment.classId')
    .select('assignmentFile.fileId')
    .where('assignmentFile.fileId', '=', fileId)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('assignment.state', '=', 'open'),
          eb('assignment.deletedAt', 'is', null),
          visibleClasses(actor, 'assignment.read'),
        ]),
        visibleClasses(actor, 'grade.write'),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Handed-in files are read by the class's staff and the student's guardians; the student owns them. */
export const mayReadAttemptFile = async (ctx: Context, actor: Actor, fileId: string): Promise<boolean> => {
  const row = await ctx.db
    .selectFrom('attemptFile')
    .innerJoin('attempt', 'attempt.id', 'attemptFile.attemptId')
    .innerJoin('submission', 'submission.id', 'attempt.submissionId')
    .innerJoin('assignment', 'assignment.id', 'submission.assignmentId')
    .innerJoin('class', 'class.id', 'assignment.classId')
    .select('attemptFile.fileId')
    .where('attemptFile.fileId', '=', fileId)
    .where(visibleClasses(actor, 'submission.read'))
    // In a ward's class a guardian still reads the ward's work alone.
    .$if(actor.role === 'guardian', (query) =>
      query.where(sql<boolean>`submission.student_id = any(${sql.val([...actor.wards])}::uuid[])`),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
