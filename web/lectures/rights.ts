import type { ClassRole } from '#domain/permission.ts'
import { classOf, session } from '../accounts/session.ts'

const roleIn = (classId: string): ClassRole | null => classOf(classId)?.role ?? null
/** In an archived class everything is read and nothing written. */
const isOpen = (classId: string): boolean => !classOf(classId)?.archived
const isStaff = (classId: string): boolean => roleIn(classId) === 'teacher' || roleIn(classId) === 'assistant'
const ownsSchool = () => session.me?.role === 'owner'

/** What to offer; the server decides. Reactive. */
export const mayPlan = (classId: string): boolean =>
  isOpen(classId) && (roleIn(classId) === 'teacher' || ownsSchool())
export const mayModerate = (classId: string): boolean =>
  isOpen(classId) && (roleIn(classId) === 'teacher' || roleIn(classId) === 'assistant' || ownsSchool())
export const mayJoin = (classId: string): boolean => roleIn(classId) !== null || ownsSchool()
/** Who sees everybody's line of a register; others see what is said about themselves or their children. */
export const maySeeRegister = (classId: string): boolean =>
  isStaff(classId) || ownsSchool() || session.me?.role === 'registrar'
/** Registers are the class's staff's alone to change. */
export const mayRegister = (classId: string): boolean => isOpen(classId) && isStaff(classId)
