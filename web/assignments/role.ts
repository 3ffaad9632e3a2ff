import { classOf, session } from '../accounts/session.ts'

/** What the person may do with the work of a class; the server decides, this only chooses what is shown. */
export const roleIn = (classId: string) => {
  const role = classOf(classId)?.role ?? null
  const manages = role === 'teacher'
  const marks = manages || role === 'assistant'
  const looks = role === null && (session.me?.role === 'owner' || session.me?.role === 'registrar')
  return { manages, marks, staff: marks || looks, studies: role === 'student' }
}
