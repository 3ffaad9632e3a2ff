import { classOf, session } from '../accounts/session.ts'

/** What the person may do with the work of a class; the server decides, this only chooses what is shown. */
export const roleIn = (classId: string) => {
  const role = classOf(classId)?.role ?? null
  const owns = role === null && session.me?.role === 'owner'
  const teaches = role === 'teacher'
  const helps = teaches || role === 'assistant'
  // In an archived class everything is read and nothing written.
  const open = !classOf(classId)?.archived
  return {
    /** Sets work and keeps the gradebook's columns. */
    manages: teaches && open,
    marks: helps && open,
    /** Reads what students handed in. */
    reads: helps || owns,
    /** Sees the whole class, not one student. */
    staff: helps || owns || (role === null && session.me?.role === 'registrar'),
    /** May take the grades of the class out as a workbook. */
    exports: teaches || owns || (role === null && session.me?.role === 'registrar'),
    studies: role === 'student',
  }
}
