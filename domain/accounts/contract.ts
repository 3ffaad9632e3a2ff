import * as z from 'zod/mini'
import { day, done, endpoint, event, id, instant, nothing, text } from '../contract.ts'
import { CLASS_ROLES, SCHOOL_ROLES } from '../permission.ts'
import { LOCALES, schoolView } from '../school/school.ts'
import { TOKEN_SCOPES } from '../token-scope.ts'
import { password, personName, username } from './account.ts'

export const THEMES = ['system', 'light', 'dark'] as const
export const DENSITIES = ['standard', 'simple'] as const

/** What a person chose for themselves; the server's copy wins over a device's. */
export const preferences = z.object({
  locale: z.optional(z.enum(LOCALES)),
  theme: z.optional(z.enum(THEMES)),
  density: z.optional(z.enum(DENSITIES)),
})
export type Preferences = z.output<typeof preferences>

export const meView = z.object({
  id,
  username: z.string(),
  displayName: z.string(),
  email: z.nullable(z.string()),
  role: z.enum(SCHOOL_ROLES),
  mustChangePassword: z.boolean(),
  /** Who gave the password that must be changed, when it was given in place of an own one. */
  passwordGiven: z.nullable(z.object({ by: z.string(), at: instant })),
  preferences,
  school: schoolView,
  /** Classes the account is enrolled in now, by name. */
  classes: z.array(
    z.object({
      id,
      name: z.string(),
      subject: z.string(),
      hue: z.int(),
      role: z.enum(CLASS_ROLES),
      archived: z.boolean(),
      /** The channel to open first. */
      mainChannelId: z.nullable(id),
      unread: z.int(),
    }),
  ),
  /** The groups and conversations the account is in now. */
  audiences: z.array(id),
  /** Work in the inbox: returned and not opened yet, or handed in again and to be marked. */
  workNews: z.int(),
  /** A guardian's children at the school, each with the classes they are in now. */
  wards: z.array(z.object({ id, displayName: z.string(), classIds: z.array(id) })),
})
export type Me = z.output<typeof meView>
export type Ward = Me['wards'][number]

export const getMe = endpoint({
  method: 'GET',
  path: '/api/me',
  summary: 'The signed-in account, its school and its classes.',
  input: nothing,
  output: meView,
})

export const updateMe = endpoint({
  method: 'PATCH',
  path: '/api/me',
  summary: 'Change what the account chose for itself: language, theme, density.',
  input: z.strictObject({
    preferences: z.optional(z.partial(preferences)),
    displayName: z.optional(personName),
  }),
  output: meView,
})

export const signIn = endpoint({
  method: 'POST',
  path: '/api/sign-in',
  summary: 'Start a session by username and password; sets the session cookie.',
  access: 'public',
  input: z.strictObject({ username: text(80), password: z.string().check(z.minLength(1), z.maxLength(256)) }),
  output: meView,
})

export const signOut = endpoint({
  method: 'POST',
  path: '/api/sign-out',
  summary: 'End this session.',
  input: nothing,
  output: done,
})

export const changePassword = endpoint({
  method: 'POST',
  path: '/api/me/password',
  summary: 'Change the own password; every other session and API token of the account ends.',
  input: z.strictObject({ current: z.string().check(z.maxLength(256)), next: password }),
  output: done,
})

export const sessionView = z.object({
  id: z.string(),
  current: z.boolean(),
  device: z.string(),
  address: z.nullable(z.string()),
  createdAt: instant,
  lastSeenAt: instant,
})

export const listSessions = endpoint({
  method: 'GET',
  path: '/api/me/sessions',
  summary: 'The devices on which the account is signed in.',
  input: nothing,
  output: z.object({ sessions: z.array(sessionView) }),
})

export const endSession = endpoint({
  method: 'DELETE',
  path: '/api/me/sessions/:sessionKey',
  summary: 'Sign out one device.',
  input: nothing,
  output: done,
})

export const signOutEverywhere = endpoint({
  method: 'POST',
  path: '/api/me/sign-out-everywhere',
  summary: 'End every session of the account, this one too.',
  input: nothing,
  output: done,
})

const tokenScopes = z.array(z.enum(TOKEN_SCOPES))

export const apiTokenView = z.object({
  id: z.string(),
  name: z.string(),
  /** What it may be used for. */
  scopes: tokenScopes,
  createdAt: instant,
  expiresAt: z.nullable(instant),
  lastUsedAt: z.nullable(instant),
})

export const listApiTokens = endpoint({
  method: 'GET',
  path: '/api/me/tokens',
  summary: 'The API tokens of the account.',
  input: nothing,
  output: z.object({ tokens: z.array(apiTokenView) }),
})

export const createApiToken = endpoint({
  method: 'POST',
  path: '/api/me/tokens',
  summary:
    'Make an API token; shown once. It may do what the account may and its scopes name; all of them when none are given.',
  rate: { burst: 20, perMinute: 2 },
  input: z.strictObject({ name: text(60), expiresOn: z.optional(day), scopes: z.optional(tokenScopes) }),
  output: z.object({ token: z.string(), view: apiTokenView }),
})

export const deleteApiToken = endpoint({
  method: 'DELETE',
  path: '/api/me/tokens/:tokenKey',
  summary: 'Revoke an API token.',
  input: nothing,
  output: done,
})

export const signUpByCode = endpoint({
  method: 'POST',
  path: '/api/sign-up',
  summary: 'Make a student account with a class code and join that class; sets the session cookie.',
  access: 'public',
  input: z.strictObject({ code: text(80), username, displayName: personName, password }),
  output: meView,
})

/** Account topic. */
export const sessionsEnded = event(
  'sessions.ended',
  'Sessions of the account ended; their sockets close.',
  z.object({
    /** Sessions and API tokens. Null: all. */
    sessionIds: z.nullable(z.array(z.string())),
    /** The same browser signed in again as the same person: its sockets come back with the new session. */
    replaced: z.optional(z.boolean()),
  }),
)
export const meChanged = event(
  'me.changed',
  'The account, its classes or its rights changed: fetch anew.',
  z.object({}),
)
