import * as z from 'zod/mini'
import { fileNumber } from '../accounts/account.ts'
import { done, endpoint, event, id, instant, nothing, text } from '../contract.ts'
import { CLASS_ROLES, SCHOOL_ROLES } from '../permission.ts'
import { PASTED_MOST, PASTED_STATES } from './pasted-list.ts'

export const classView = z.object({
  id,
  code: z.string(),
  name: z.string(),
  subject: z.string(),
  hue: z.int(),
  termId: id,
  termName: z.string(),
  archived: z.boolean(),
  studentCount: z.int(),
  teachers: z.array(z.object({ id, displayName: z.string() })),
  /** The caller's role in it; null for school staff who are not members. */
  role: z.nullable(z.enum(CLASS_ROLES)),
})
export type ClassView = z.output<typeof classView>

export const memberView = z.object({
  id,
  displayName: z.string(),
  role: z.enum(CLASS_ROLES),
  /** Staff only. */
  username: z.nullable(z.string()),
  studentNumber: z.nullable(z.string()),
})
export type Member = z.output<typeof memberView>

export const joinCodeView = z.object({
  code: z.string(),
  usesLeft: z.int(),
  expiresAt: instant,
})

export const listClasses = endpoint({
  method: 'GET',
  path: '/api/classes',
  needs: 'class.read',
  summary: "The classes the caller may see: its own, its wards', or all of the school for administration.",
  input: nothing,
  output: z.object({ classes: z.array(classView) }),
})

export const createClass = endpoint({
  method: 'POST',
  path: '/api/classes',
  summary:
    'Make a class in the current term; a teacher who makes one teaches it, an administrator who says so too.',
  input: z.strictObject({
    id,
    name: text(80),
    subject: z.string().check(z.trim(), z.maxLength(60, 'too-long')),
    code: z.optional(fileNumber(20)),
    termId: z.optional(id),
    /** Whether the administrator who makes it teaches it; a teacher always does. */
    teach: z.optional(z.boolean()),
  }),
  output: classView,
})

export const getClass = endpoint({
  method: 'GET',
  path: '/api/classes/:classId',
  summary: 'One class.',
  input: nothing,
  output: classView,
})

export const updateClass = endpoint({
  method: 'PATCH',
  path: '/api/classes/:classId',
  summary: 'Rename a class, change its hue, archive it or bring it back; administrators its code too.',
  input: z.strictObject({
    name: z.optional(text(80)),
    subject: z.optional(z.string().check(z.trim(), z.maxLength(60, 'too-long'))),
    hue: z.optional(z.int().check(z.minimum(0), z.maximum(11))),
    archived: z.optional(z.boolean()),
    code: z.optional(fileNumber(20)),
  }),
  output: classView,
})

export const listMembers = endpoint({
  method: 'GET',
  path: '/api/classes/:classId/members',
  summary: 'The people of a class by role and name.',
  input: nothing,
  output: z.object({ members: z.array(memberView) }),
})

export const setMember = endpoint({
  method: 'PUT',
  path: '/api/classes/:classId/members/:accountId',
  summary: 'Enroll a person of the school or change their role in the class.',
  input: z.strictObject({ role: z.enum(CLASS_ROLES) }),
  output: done,
})

export const removeMember = endpoint({
  method: 'DELETE',
  path: '/api/classes/:classId/members/:accountId',
  summary: "End a person's enrollment; their rights end at once, their work stays.",
  input: nothing,
  output: done,
})

const accountIds = z.array(id).check(z.minLength(1), z.maxLength(PASTED_MOST, 'too-many'))

export const findMembers = endpoint({
  method: 'POST',
  path: '/api/classes/:classId/members/find',
  summary:
    'Whom each line of a pasted list means (name, username, student number, address); nothing changes.',
  input: z.strictObject({
    text: z.string().check(z.maxLength(60_000, 'too-long')),
    role: z.enum(CLASS_ROLES),
  }),
  output: z.object({
    lines: z.array(
      z.object({
        no: z.int(),
        line: z.string(),
        state: z.enum(PASTED_STATES),
        people: z.array(
          z.object({
            id,
            displayName: z.string(),
            username: z.string(),
            studentNumber: z.nullable(z.string()),
            role: z.enum(SCHOOL_ROLES),
          }),
        ),
      }),
    ),
  }),
})

export const addMembers = endpoint({
  method: 'POST',
  path: '/api/classes/:classId/members',
  summary: 'Enroll several people at once, all or none; answers whom it added, for undoing it.',
  input: z.strictObject({ accountIds, role: z.enum(CLASS_ROLES) }),
  output: z.object({ added: z.array(id) }),
})

export const removeMembers = endpoint({
  method: 'POST',
  path: '/api/classes/:classId/members/remove',
  summary: 'End several enrollments at once.',
  input: z.strictObject({ accountIds }),
  output: done,
})

export const givePassword = endpoint({
  method: 'POST',
  path: '/api/classes/:classId/members/:accountId/password',
  summary:
    'A teacher gives a pupil of the class a new first password, told once; the pupil is signed out everywhere. Nobody who is more than a pupil anywhere.',
  input: nothing,
  output: z.object({ username: z.string(), firstPassword: z.string() }),
})

export const getJoinCode = endpoint({
  method: 'GET',
  path: '/api/classes/:classId/join-code',
  summary: "The class's join code, if it has one that still works.",
  input: nothing,
  output: z.object({ joinCode: z.nullable(joinCodeView) }),
})

export const createJoinCode = endpoint({
  method: 'POST',
  path: '/api/classes/:classId/join-code',
  summary: 'Make a new join code; the old one stops working.',
  input: z.strictObject({
    uses: z._default(z.int().check(z.minimum(1), z.maximum(1000)), 100),
    days: z._default(z.int().check(z.minimum(1), z.maximum(365)), 30),
  }),
  output: joinCodeView,
})

export const deleteJoinCode = endpoint({
  method: 'DELETE',
  path: '/api/classes/:classId/join-code',
  summary: "Stop the class's join code.",
  input: nothing,
  output: done,
})

export const previewJoinCode = endpoint({
  method: 'GET',
  path: '/api/join/:code',
  summary: 'Which class a code opens.',
  access: 'public',
  input: nothing,
  output: z.object({ className: z.string(), subject: z.string(), hue: z.int(), schoolName: z.string() }),
})

export const joinClass = endpoint({
  method: 'POST',
  path: '/api/join/:code',
  needs: 'account.own',
  summary: 'Join the class of a code as the signed-in account; joining twice changes nothing.',
  input: nothing,
  output: z.object({ classId: id }),
})

/** Class topic. */
export const classChanged = event(
  'class.changed',
  'Name, subject, hue or archive state changed.',
  z.object({
    class: z.object({ id, name: z.string(), subject: z.string(), hue: z.int(), archived: z.boolean() }),
  }),
)
export const memberJoined = event(
  'member.joined',
  'A person is in the class, or has another role in it.',
  z.object({ member: z.object({ id, displayName: z.string(), role: z.enum(CLASS_ROLES) }) }),
  { keep: 'always' },
)
export const memberLeft = event(
  'member.left',
  'A person is no longer in the class.',
  z.object({ accountId: id }),
  { keep: 'always' },
)
