import type { Action } from './permission.ts'

/**
 * Who it is that acts for an account: the person in a session, a program with a token of theirs, a connected service, the
 * assistant. Only the person is unbounded; the others may do what the account may and their scopes name, nothing else.
 */
export const ACTOR_KINDS = ['person', 'token', 'integration', 'assistant'] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]

/** The scope that each action needs. A new action without one does not compile. */
const scopeOfAction = {
  'school.configure': 'school:write',
  'school.read': 'school:read',
  'account.own': 'account:write',
  'today.read': 'today:read',
  'account.manage': 'people:write',
  'password.give': 'people:write',
  'guardian.link': 'people:write',
  'account.list': 'people:read',
  'roster.import': 'people:write',
  'timetable.manage': 'lessons:write',
  'job.manage': 'school:write',
  'audit.read': 'audit:read',
  'class.create': 'classes:write',
  'class.read': 'classes:read',
  'class.manage': 'classes:write',
  'roster.read': 'people:read',
  'audience.manage': 'people:write',
  'channel.manage': 'messages:write',
  'channel.read': 'messages:read',
  'message.post': 'messages:write',
  'message.announce': 'messages:write',
  'message.edit': 'messages:write',
  'message.delete': 'messages:write',
  'message.pin': 'messages:write',
  'lesson.read': 'lessons:read',
  'lesson.schedule': 'lessons:write',
  'lecture.join': 'lessons:write',
  'lecture.moderate': 'lessons:write',
  'attendance.read': 'attendance:read',
  'attendance.write': 'attendance:write',
  'board.read': 'boards:read',
  'board.draw': 'boards:write',
  'board.manage': 'boards:write',
  'assignment.manage': 'work:write',
  'assignment.read': 'work:read',
  'submission.create': 'work:write',
  'submission.read': 'work:read',
  'grade.write': 'grades:write',
  'grade.read': 'grades:read',
  'gradebook.manage': 'grades:write',
  'grade.export': 'grades:read',
  'file.read': 'files:read',
  'file.upload': 'files:write',
} as const satisfies Record<Action, `${string}:${'read' | 'write'}`>

export type TokenScope = (typeof scopeOfAction)[Action]
export const TOKEN_SCOPES = [...new Set(Object.values(scopeOfAction))].sort()

export const tokenScopeOf = (action: Action): TokenScope => scopeOfAction[action]
