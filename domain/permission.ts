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

/** Whom a channel, a document, a board of tasks or a file is for. */
export const AUDIENCE_KINDS = ['class', 'group', 'school', 'people'] as const
export type AudienceKind = (typeof AUDIENCE_KINDS)[number]

/**
 * `school`: anywhere in the school, but in what is between people. `class`: in classes where the actor has this role; of
 * the groups in it, for its staff alone. `group`: in groups, of such a class or of the school, that the actor is in.
 * `member`: where the actor is one of the people named. `common`: in what is for the whole school. `own`: wherever the
 * actor belongs, and only on what the actor made or what is about them. `ward`: in classes of the actor's wards.
 */
export type Scope = 'school' | 'class' | 'group' | 'member' | 'common' | 'own' | 'ward'
type Cell = Scope | '-' | readonly Scope[]

/** Who talks where they belong. */
const ALL = ['class', 'group', 'member', 'common'] as const
/** Who is in no class by their office. */
const BEYOND = ['group', 'member', 'common'] as const
/** Where somebody was put by name. */
const NAMED = ['group', 'member'] as const
const VISIT = ['class', ...NAMED] as const

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
  'timetable.manage': ['school', 'school', '-', '-', '-', '-', '-'],
  'job.manage': ['school', '-', '-', '-', '-', '-', '-'],
  'audit.read': ['school', '-', '-', '-', '-', '-', '-'],
  'class.create': ['school', '-', 'school', '-', '-', '-', '-'],
  'class.read': ['school', 'school', 'class', 'class', 'class', 'ward', 'class'],
  'class.manage': ['school', '-', 'class', '-', '-', '-', '-'],
  'roster.read': ['school', 'school', 'class', 'class', 'class', '-', '-'],
  'audience.manage': ['school', 'school', 'class', '-', '-', '-', '-'],
  'channel.manage': [BEYOND, BEYOND, ['class', ...NAMED], '-', '-', '-', '-'],
  'channel.read': [BEYOND, BEYOND, ALL, ALL, ALL, BEYOND, VISIT],
  'message.post': [BEYOND, BEYOND, ALL, ALL, ALL, NAMED, VISIT],
  'message.announce': [BEYOND, BEYOND, ALL, ALL, '-', '-', '-'],
  'message.edit': ['own', 'own', 'own', 'own', 'own', 'own', 'own'],
  'message.delete': [['school', 'own'], 'own', ['class', 'own'], ['class', 'own'], 'own', 'own', 'own'],
  'message.pin': [BEYOND, BEYOND, ['class', ...NAMED], 'class', '-', '-', '-'],
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
} as const satisfies Record<string, readonly [Cell, Cell, Cell, Cell, Cell, Cell, Cell]>

export type Action = keyof typeof rows
export const PERMISSIONS: Record<Action, readonly Cell[]> = rows
export const ACTIONS = Object.keys(rows) as Action[]

/**
 * Who acts: the account, its school role, its role in each class it is enrolled in now, the groups and conversations it
 * is in now, and its wards.
 */
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
  audiences: ReadonlySet<string>
  wards: ReadonlySet<string>
}

/** What is acted on; only what matters for the decision. */
export interface Resource {
  schoolId?: string
  /** The class it is in. */
  classId?: string | null
  /** Whom it is for; the class as a whole unless said. */
  audience?: { kind: AudienceKind; id: string }
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
/** Who writes where only staff may. */
const UNLOCKS: ReadonlySet<Role> = new Set(['owner', 'registrar', ...STAFF])

/**
 * What somebody is called, for words and for the order of a list. What they may do is asked of `can()` and of nothing
 * else: in `web/` no role is compared.
 */
interface Called {
  role: Role | null
}
/** Holds an office of the school, or is staff of the class. */
export const isOfStaff = ({ role }: Called): boolean => role !== null && UNLOCKS.has(role)
/** Teaches or helps in the class. */
export const isStaff = ({ role }: Called): boolean => role !== null && STAFF.has(role)
export const isTeacher = ({ role }: Called): boolean => role === 'teacher'
export const isAssistant = ({ role }: Called): boolean => role === 'assistant'
export const isStudent = ({ role }: Called): boolean => role === 'student'
export const isGuardian = ({ role }: Called): boolean => role === 'guardian'
/** Who is asked about themselves: a student, or somebody who reads about one. */
export const isLearner = (person: Called): boolean => isStudent(person) || isGuardian(person)

/** As whom somebody is in a class, or where there is none in the school. */
export const roleIn = (actor: Actor, classId: string | null): Role | null =>
  classId === null ? actor.role : (actor.classes.get(classId) ?? null)

/** The cell of an action for a role, as a list. */
export const scopesOf = (action: Action, role: Role): readonly Scope[] => {
  const cell = PERMISSIONS[action][ROLES.indexOf(role)] ?? '-'
  if (cell === '-') return []
  return typeof cell === 'string' ? [cell] : cell
}

const isSubject = (actor: Actor, resource: Resource): boolean =>
  resource.subjectId !== undefined ? resource.subjectId === actor.id : resource.authorId === actor.id

const hasWard = (actor: Actor, resource: Resource): boolean => {
  if (resource.subjectId !== undefined) return actor.wards.has(resource.subjectId)
  for (const member of resource.memberIds ?? []) if (actor.wards.has(member)) return true
  return false
}

const allows = (scope: Scope, role: Role, actor: Actor, action: Action, resource: Resource): boolean => {
  if (resource.archived && !READING.test(action)) return false
  if (resource.locked && !UNLOCKS.has(role) && !READING.test(action)) return false
  if (scope !== 'own' && scope !== 'ward') return true
  const mine = scope === 'own' ? isSubject(actor, resource) : hasWard(actor, resource)
  return mine && (action !== 'grade.read' || resource.released === true)
}

/** As whom somebody stands before a thing, and the scopes that reach it from there. */
interface Standing {
  role: Role
  reach: readonly Scope[]
}

/** By the school role: anywhere but between people, and for a guardian in the classes of their wards. */
const floorOf = (actor: Actor, { classId, audience }: Resource): Standing => ({
  role: actor.role,
  reach: audience?.kind === 'people' ? [] : audience || !classId ? ['school'] : ['school', 'ward'],
})

/** By the role in the class it is in: what is the class's, and for its staff what is a group's in it. */
const inClassOf = (actor: Actor, { classId, audience }: Resource): Standing | null => {
  const role = classId ? actor.classes.get(classId) : undefined
  if (!role) return null
  if (!audience) return { role, reach: ['class', 'own'] }
  const belongs: Scope[] = actor.audiences.has(audience.id) ? ['group', 'own'] : []
  return { role, reach: STAFF.has(role) ? [...belongs, 'class', 'own'] : belongs }
}

const SCOPE_OF_KIND = { group: 'group', people: 'member', school: 'common' } as const

/** By belonging to an audience that is in no class; to that of the school belongs everybody. */
const inAudienceOf = (actor: Actor, { classId, audience }: Resource): Standing | null => {
  if (classId || !audience || audience.kind === 'class') return null
  const belongs = audience.kind === 'school' || actor.audiences.has(audience.id)
  return belongs ? { role: actor.role, reach: [SCOPE_OF_KIND[audience.kind], 'own'] } : null
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
  // That of a class is the class itself.
  const asked = resource.audience?.kind === 'class' ? { ...resource, audience: undefined } : resource
  const floor = floorOf(actor, asked)
  // Who reads about wards reads about nobody else there, whatever they are in the class.
  const onlyWards = floor.reach.includes('ward') && scopesOf(action, actor.role).includes('ward')
  const standings = onlyWards ? [floor] : [floor, inClassOf(actor, asked), inAudienceOf(actor, asked)]
  return standings.some(
    (standing) =>
      standing !== null &&
      scopesOf(action, standing.role).some(
        (scope) => standing.reach.includes(scope) && allows(scope, standing.role, actor, action, asked),
      ),
  )
}
