import * as z from 'zod/mini'
import { emailAddress, fileNumber, password, personName, username } from '../accounts/account.ts'
import { done, endpoint, id, instant, nothing, type OutputOf, who } from '../contract.ts'
import { cursor, pageSize } from '../page.ts'
import { CLASS_ROLES, SCHOOL_ROLES } from '../permission.ts'

/** With the name they sign in by: father and son may be called alike. */
const kin = z.extend(who, { username: z.string() })

export const personView = z.object({
  id,
  username: z.string(),
  displayName: z.string(),
  role: z.enum(SCHOOL_ROLES),
  email: z.nullable(z.string()),
  studentNumber: z.nullable(z.string()),
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
  lastSeenAt: z.nullable(instant),
})
export type PersonView = z.output<typeof personView>

export const listPeople = endpoint({
  method: 'GET',
  path: '/api/people',
  summary: 'The people of the school by name; searched by name, username or student number.',
  input: z.strictObject({
    q: z.optional(z.string().check(z.maxLength(80))),
    role: z.optional(z.enum(SCHOOL_ROLES)),
    state: z._default(z.enum(['active', 'disabled', 'all']), 'active'),
    after: cursor,
    limit: pageSize(200),
  }),
  output: z.object({ people: z.array(personView), next: z.nullable(z.string()), total: z.int() }),
})

export const getPerson = endpoint({
  method: 'GET',
  path: '/api/people/:accountId',
  summary: 'One person with their classes, wards and guardians.',
  input: nothing,
  output: z.object({
    person: personView,
    classes: z.array(z.object({ id, name: z.string(), hue: z.int(), role: z.enum(CLASS_ROLES) })),
    wards: z.array(kin),
    guardians: z.array(kin),
  }),
})

const email = z.nullable(emailAddress)
const studentNumber = z.nullable(fileNumber(40))

/** Who has the same username, address, number or code as somebody else since these are compared in one form. */
export const listKeptApart = endpoint({
  method: 'GET',
  path: '/api/kept-apart',
  summary:
    'People and classes whose username, address, number or code another has too, written in another way: each of them needs one of its own.',
  input: nothing,
  output: z.object({
    /** The first hundred. */
    keptApart: z.array(
      z.object({
        field: z.enum(['username', 'email', 'studentNumber', 'code']),
        value: z.string(),
        /** The account or class that is kept apart. */
        own: who,
        /** The one that is found by the value; null when that has another by now, or is another school's. */
        other: z.nullable(who),
      }),
    ),
    total: z.int(),
  }),
})
export type KeptApart = OutputOf<typeof listKeptApart>['keptApart'][number]

export const createPerson = endpoint({
  method: 'POST',
  path: '/api/people',
  summary:
    'Make an account. Without a password one is made and told once; it must be changed at the first sign-in.',
  input: z.strictObject({
    id,
    username,
    displayName: personName,
    role: z.enum(SCHOOL_ROLES),
    email: z._default(email, null),
    studentNumber: z._default(studentNumber, null),
    password: z.optional(password),
  }),
  output: z.object({ person: personView, firstPassword: z.nullable(z.string()) }),
})

export const updatePerson = endpoint({
  method: 'PATCH',
  path: '/api/people/:accountId',
  summary: 'Change what the school records about a person, and the name they sign in with.',
  input: z.strictObject({
    username: z.optional(username),
    displayName: z.optional(personName),
    role: z.optional(z.enum(SCHOOL_ROLES)),
    email: z.optional(email),
    studentNumber: z.optional(studentNumber),
  }),
  output: personView,
})

export const resetPassword = endpoint({
  method: 'POST',
  path: '/api/people/:accountId/password',
  summary: 'Give a person a new first password, told once; they are signed out everywhere.',
  input: nothing,
  output: z.object({ firstPassword: z.string() }),
})

export const setPersonDisabled = endpoint({
  method: 'PUT',
  path: '/api/people/:accountId/disabled',
  summary: 'Stop an account from signing in, at once and everywhere, or let it again.',
  input: z.strictObject({ disabled: z.boolean() }),
  output: personView,
})

export const linkGuardian = endpoint({
  method: 'PUT',
  path: '/api/people/:accountId/guardians/:guardianId',
  summary: "Link a guardian to a student: they see the child's work, grades and attendance from then on.",
  input: nothing,
  output: done,
})

export const unlinkGuardian = endpoint({
  method: 'DELETE',
  path: '/api/people/:accountId/guardians/:guardianId',
  summary: 'End the link of a guardian to a student: what they saw of the child is closed at once.',
  input: nothing,
  output: done,
})
