import { classOf, session } from '../accounts/session.ts'

/** Who renames, archives and fills a class: its teachers and administrators. The server decides. Reactive. */
export const mayManage = (classId: string): boolean =>
  session.me?.role === 'owner' || classOf(classId)?.role === 'teacher'
