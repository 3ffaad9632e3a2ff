import * as z from 'zod/mini'
import { password, personName, username } from '../accounts/account.ts'
import { meView } from '../accounts/contract.ts'
import { day, endpoint, id, nothing, text } from '../contract.ts'
import { ROLES } from '../permission.ts'
import { isTimeZone, LOCALES } from './school.ts'

export const getSetupState = endpoint({
  method: 'GET',
  path: '/api/setup',
  summary: 'Whether the school exists yet, and the demo accounts to offer on the sign-in page.',
  access: 'public',
  input: nothing,
  output: z.object({
    ready: z.boolean(),
    schoolName: z.nullable(z.string()),
    locale: z.nullable(z.enum(LOCALES)),
    /** Only in the demo. */
    demoAccounts: z.array(
      z.object({
        username: z.string(),
        displayName: z.string(),
        /** What they are in the demo: `assistant` for a student who assists in a class. */
        role: z.enum(ROLES),
        password: z.string(),
      }),
    ),
  }),
})

export const setUpSchool = endpoint({
  method: 'POST',
  path: '/api/setup',
  summary:
    'First run: make the school, its first school year and the administrator, and sign in. Needs the printed key.',
  access: 'public',
  input: z.strictObject({
    key: text(100),
    school: z.strictObject({
      name: text(120),
      locale: z.enum(LOCALES),
      timeZone: z.string().check(z.refine(isTimeZone, 'time-zone')),
    }),
    term: z
      .strictObject({ name: text(60), startsOn: day, endsOn: day })
      .check(
        z.refine((term) => term.startsOn < term.endsOn, { error: 'ends-before-start', path: ['endsOn'] }),
      ),
    administrator: z.strictObject({ displayName: personName, username, password }),
  }),
  output: meView,
})

export const termView = z.object({ id, name: z.string(), startsOn: day, endsOn: day })

export const listTerms = endpoint({
  method: 'GET',
  path: '/api/terms',
  summary: 'The terms of the school, newest first.',
  input: nothing,
  output: z.object({ terms: z.array(termView) }),
})
