import type { ClassRole } from '#domain/permission.ts'
import { classOf, session } from '../accounts/session.ts'

const roleIn = (classId: string): ClassRole | null => classOf(classId)?.role ?? null
const ownsSchool = () => session.me?.role === 'owner'

/** What to offer; the server decides. Reactive. */
export const mayPlan = (classId: string): boolean => roleIn(classId) === 'teacher' || ownsSchool()
export const mayModerate = (classId: string): boolean =>
  roleIn(classId) === 'teacher' || roleIn(classId) === 'assistant' || ownsSchool()
export const mayJoin = (classId: string): boolean => roleIn(classId) !== null || ownsSchool()
/** Registers are the class's staff's alone. */
export const mayRegister = (classId: string): boolean =>
  roleIn(classId) === 'teacher' || roleIn(classId) === 'assistant'
