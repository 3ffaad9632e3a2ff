/**
 * Who may do what: one table, refusal by default. Pure; the server asks it for every action, the client only to decide
 * what to show. The school role is the floor, the role in the class decides inside the class: a student can be an
 * assistant in one class. What acts for an account without being the person is bounded by its scopes before all that.
 */

import { type ActorKind, type TokenScope, tokenScopeOf } from './token-scope.ts'

export const SCHOOL_ROLES = ['owner', 'registrar', 'teacher', 'student', 'guardian', 'guest'] as const
export type SchoolRole = (typeof SCHOOL_ROLES)[number]

export const CLASS_ROLES = ['teacher', 'assistant', 'student', 'guest'] as const
export type ClassRole = (typeof CLASS_ROLES)[number]

/** The columns of the table. */
export const ROLES = ['owner', 'registrar', 'teacher', 'assistant', 'student', 'guardian', 'guest'] as const
export type Role = (typeof ROLES)[number]

/**
 * `school`: anywhere in the school. `class`: in classes where the actor has this role.
 * `own`: there, and only on what the actor made or what is about them. `ward`: in classes of the actor's wards.
 */
export type Scope = 'school' | 'class' | 'own' | 'ward' | '-'

const rows = {
  //                    owner     registrar teacher  assistant student  guardian guest
  'school.configure': ['school', '-', '-', '-', '-', '-', '-'],
  'school.read': ['school', 'school', 'school', 'school', 'school', 'school', 'school'],
  'account.own': ['school', 'school', 'school', 'school', 'school', 'school', 'school'],
  'today.read': ['school', 'school', 'school', 'school', 'school', 'school', 'school'],
  'account.manage': ['school', '-', '-', '-', '-', '-', '-'],
  'password.give': ['school', '-', 'class', '-', '-', '-', '-'],
  'guardian.link': ['school', 'school', '-', '-', '-', '-', '-'],
  'account.list': ['school', 'school', '-', '-', '-', '-', '-'],
  'roster.import': ['school', 'school', '-', '-', '-', '-', '-'],
  'job.manage': ['school', '-', '-', '-', '-', '-', '-'],
  'audit.read': ['school', '-', '-', '-', '-', '-', '-'],
  'class.create': ['school', '-', 'school', '-', '-', '-', '-'],
  'class.read': ['school', 'school', 'class', 'class', 'class', 'ward', 'class'],
  'class.manage': ['school', '-', 'class', '-', '-', '-', '-'],
  'roster.read': ['school', 'school', 'class', 'class', 'class', '-', '-'],
  'channel.manage': ['-', '-', 'class', '-', '-', '-', '-'],
  'channel.read': ['-', '-', 'class', 'class', 'class', '-', 'class'],
  'message.post': ['-', '-', 'class', 'class', 'class', '-', 'class'],
  'message.announce': ['-', '-', 'class', 'class', '-', '-', '-'],
  'message.edit': ['-', '-', 'own', 'own', 'own', '-', 'own'],
  'message.delete': ['school', '-', 'class', 'class', 'own', '-', 'own'],
  'message.pin': ['-', '-', 'class', 'class', '-', '-', '-'],
  'lesson.read': ['school', 'school', 'class', 'class', 'class', 'ward', 'class'],
  'lesson.schedule': ['school', '-', 'class', '-', '-', '-', '-'],
  'lecture.join': ['school', '-', 'class', 'class', 'class', '-', 'class'],
  'lecture.moderate': ['school', '-', 'class', 'class', '-', '-', '-'],
  'attendance.read': ['school', 'school', 'class', 'class', 'own', 'ward', '-'],
  'attendance.write': ['-', '-', 'class', 'class', '-', '-', '-'],
  'board.read': ['school', '-', 'class', 'class', 'class', '-', 'class'],
  'board.draw': ['-', '-', 'class', 'class', 'class', '-', '-'],
  'board.manage': ['-', '-', 'class', 'class', '-', '-', '-'],
  'assignment.manage': ['-', '-', 'class', '-', '-', '-', '-'],
  'assignment.read': ['school', 'school', 'class', 'class', 'class', 'ward', '-'],
  'submission.create': ['-', '-', '-', '-', 'class', '-', '-'],
  'submission.read': ['school', '-', 'class', 'class', 'own', 'ward', '-'],
  'grade.write': ['-', '-', 'class', 'class', '-', '-', '-'],
  'grade.read': ['school', 'school', 'class', 'class', 'own', 'ward', '-'],
  'gradebook.manage': ['-', '-', 'class', '-', '-', '-', '-'],
  'grade.export': ['school', 'school', 'class', '-', '-', '-', '-'],
  'file.read': ['school', 'school', 'school', 'school', 'school', 'school', 'school'],
  'file.upload': ['school', 'school', 'school', 'school', 'school', '-', 'school'],
} as const satisfies Record<string, readonly [Scope, Scope, Scope, Scope, Scope, Scope, Scope]>

export type Action = keyof typeof rows
export const PERMISSIONS: Record<Action, readonly Scope[]> = rows
export const ACTIONS = Object.keys(rows) as Action[]

/** Who acts: the account, its school role, its role in each class it is enrolled in now, and its wards. */
export interface Actor {
  id: string
  /** The person, or what acts in the person's name. */
  kind: ActorKind
  /** What that may be used for; a person is not bounded by them. */
  scopes: readonly TokenScope[]
  schoolId: string
  role: SchoolRole
  disabled?: boolean
  classes: ReadonlyMap<string, ClassRole>
  wards: ReadonlySet<string>
}

/** What is acted on; only what matters for the decision. */
export interface Resource {
  schoolId?: string
  classId?: string
  /** Who made it (`own` for messages). */
  authorId?: string
  /** Whom it is about (`own` and `ward` for submissions, grades, attendance). */
  subjectId?: string
  /** Students of the class: a guardian reads a class when a ward is among them. */
  memberIds?: Iterable<string>
  /** A grade that was released to the student and guardian. */
  released?: boolean
  /** An archived class: only reading. */
  archived?: boolean
  /** Locked by the teacher (a channel, a board): only staff may write. */
  locked?: boolean
}

const READING = /\.(read|list|export|join)$/
const STAFF: ReadonlySet<Role> = new Set(['teacher', 'assistant'])

/**
 * What somebody is called, for words and for the order of a list. What they may do is asked of `can()` and of nothing
 * else: in `web/` no role is compared.
 */
interface Called {
  role: Role | null
}
/** Teaches or helps in the class. */
export const isStaff = ({ role }: Called): boolean => role !== null && STAFF.has(role)
export const isTeacher = ({ role }: Called): boolean => role === 'teacher'
export const isAssistant = ({ role }: Called): boolean => role === 'assistant'
export const isStudent = ({ role }: Called): boolean => role === 'student'
export const isGuardian = ({ role }: Called): boolean => role === 'guardian'
/** Who is asked about themselves: a student, or somebody who reads about one. */
export const isLearner = (person: Called): boolean => isStudent(person) || isGuardian(person)

const columnOf = (role: Role): number => ROLES.indexOf(role)
const scopeOf = (action: Action, role: Role): Scope => PERMISSIONS[action][columnOf(role)] ?? '-'

const isSubject = (actor: Actor, resource: Resource): boolean =>
  resource.subjectId !== undefined ? resource.subjectId === actor.id : resource.authorId === actor.id

const hasWard = (actor: Actor, resource: Resource): boolean => {
  if (resource.subjectId !== undefined) return actor.wards.has(resource.subjectId)
  for (const member of resource.memberIds ?? []) if (actor.wards.has(member)) return true
  return false
}

const allows = (scope: Scope, role: Role, actor: Actor, action: Action, resource: Resource): boolean => {
  if (scope === '-') return false
  if (resource.archived && !READING.test(action)) return false
  if (resource.locked && !STAFF.has(role) && !READING.test(action)) return false
  if (scope === 'school' || scope === 'class') return true
  const mine = scope === 'own' ? isSubject(actor, resource) : hasWard(actor, resource)
  return mine && (action !== 'grade.read' || resource.released === true)
}

/** Whether the actor may be used for an action at all, whatever it is done to: only a person is not bounded. */
export const isInScopes = ({ kind, scopes }: Actor, action: Action): boolean =>
  kind === 'person' || scopes.includes(tokenScopeOf(action))

/**
 * Whether the actor may do the action to the resource. Unknown actions, disabled accounts and other schools are refused.
 * `own` and `ward` readers of grades see released ones only.
 */
export const can = (actor: Actor | null, action: Action, resource: Resource = {}): boolean => {
  if (!actor || actor.disabled || !Object.hasOwn(PERMISSIONS, action)) return false
  if (!isInScopes(actor, action)) return false
  if (resource.schoolId !== undefined && resource.schoolId !== actor.schoolId) return false
  const floor = scopeOf(action, actor.role)
  if (floor === 'school' && allows(floor, actor.role, actor, action, resource)) return true
  if (resource.classId === undefined) return false
  if (floor === 'ward') return allows(floor, actor.role, actor, action, resource)
  const classRole = actor.classes.get(resource.classId)
  if (!classRole) return false
  const scope = scopeOf(action, classRole)
  return scope !== 'school' && allows(scope, classRole, actor, action, resource)
}
