import { classOf, session } from '../accounts/session.ts'

/** What the person may do with the work of a class; the server decides, this only chooses what is shown. */
export const roleIn = (classId: string) => {
  const role = classOf(classId)?.role ?? null
  const owns = role === null && session.me?.role === 'owner'
  const manages = role === 'teacher'
  const marks = manages || role === 'assistant'
  return {
    /** Sets work and keeps the gradebook's columns. */
    manages,
    marks,
    /** Reads what students handed in. */
    reads: marks || owns,
    /** Sees the whole class, not one student. */
    staff: marks || owns || (role === null && session.me?.role === 'registrar'),
    /** May take the grades of the class out as a workbook. */
    exports: manages || owns || (role === null && session.me?.role === 'registrar'),
    studies: role === 'student',
  }
}
