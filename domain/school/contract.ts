import * as z from 'zod/mini'
import { password, personName, username } from '../accounts/account.ts'
import { meView } from '../accounts/contract.ts'
import { day, done, endpoint, event, id, instant, nothing, text } from '../contract.ts'
import { ROLES } from '../permission.ts'
import { isTimeZone, LOCALES, schoolView } from './school.ts'
import { termView } from './term.ts'
import { ZONE_CHANGES } from './zone-change.ts'

const timeZone = z.string().check(z.refine(isTimeZone, 'time-zone'))
const termDates = z.refine<{ startsOn: string; endsOn: string }>((term) => term.startsOn < term.endsOn, {
  error: 'ends-before-start',
  path: ['endsOn'],
})

export const getSetupState = endpoint({
  method: 'GET',
  path: '/api/setup',
  summary: 'Whether the school exists yet, and the demo accounts to offer on the sign-in page.',
  access: 'public',
  input: z.strictObject({ key: z.optional(text(100)) }),
  output: z.object({
    ready: z.boolean(),
    /** Whether the key of the set-up link is the one that the start printed; null when none was asked about. */
    keyFits: z.nullable(z.boolean()),
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
      timeZone,
    }),
    term: z.strictObject({ name: text(60), startsOn: day, endsOn: day }).check(termDates),
    administrator: z.strictObject({ displayName: personName, username, password }),
  }),
  output: meView,
})

export const getAddress = endpoint({
  method: 'GET',
  path: '/api/address',
  summary: 'The address to hand out; null when this machine accepts nobody else.',
  input: nothing,
  output: z.object({ address: z.nullable(z.string()) }),
})

export const listTerms = endpoint({
  method: 'GET',
  path: '/api/terms',
  needs: 'school.read',
  summary: 'The terms of the school, newest first.',
  input: nothing,
  output: z.object({ terms: z.array(termView) }),
})

export const updateSchool = endpoint({
  method: 'PATCH',
  path: '/api/school',
  summary:
    'Change the name, language or time zone of the school. With another zone `plans` says what becomes of planned lessons and due times.',
  input: z.strictObject({
    name: z.optional(text(120)),
    locale: z.optional(z.enum(LOCALES)),
    timeZone: z.optional(timeZone),
    plans: z.optional(z.enum(ZONE_CHANGES)),
  }),
  output: schoolView,
})

/** A planned lesson or a due time, before and after another zone. */
export const zoneExample = z.object({
  kind: z.enum(['lesson', 'assignment']),
  title: z.string(),
  className: z.string(),
  /** Now: what the clock shows. */
  clock: z.string(),
  /** With `keep-moment`: what the clock would show. */
  moved: z.string(),
  at: instant,
})

export const previewTimeZone = endpoint({
  method: 'GET',
  path: '/api/school/time-zone',
  summary: 'What another time zone would do to planned lessons and due times that are still to come.',
  input: z.strictObject({ timeZone }),
  output: z.object({
    lessons: z.int(),
    assignments: z.int(),
    /** Times that the clock of that zone skips or shows twice. */
    unclear: z.int(),
    /** The next five. */
    examples: z.array(zoneExample),
  }),
})

const termFields = { name: text(60), startsOn: day, endsOn: day }
/** Says that the person knows of the overlap. */
const anyway = z.optional(z.boolean())

export const createTerm = endpoint({
  method: 'POST',
  path: '/api/terms',
  summary: 'Add a term. One that shares days with another is a conflict unless `anyway`.',
  input: z.strictObject({ id, ...termFields, anyway }).check(termDates),
  output: termView,
})

export const updateTerm = endpoint({
  method: 'PUT',
  path: '/api/terms/:termId',
  summary:
    'Rename a term or change its days. One that shares days with another is a conflict unless `anyway`.',
  input: z.strictObject({ ...termFields, anyway }).check(termDates),
  output: termView,
})

export const deleteTerm = endpoint({
  method: 'DELETE',
  path: '/api/terms/:termId',
  summary: 'Remove a term that nothing is in.',
  input: nothing,
  output: done,
})

/** Account topic of everybody at the school. */
export const schoolChanged = event(
  'school.changed',
  'Name, language or time zone of the school changed.',
  z.object({ school: schoolView }),
)
/** School topic. */
export const termsChanged = event('terms.changed', 'A term was added, changed or removed.', z.object({}))
