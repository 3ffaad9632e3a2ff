import * as school from '#domain/school/contract.ts'
import { type AccessCase, accessCase, EVERYBODY, VISITORS } from '../testing/access-case.ts'

export const schoolCases: AccessCase[] = [
  accessCase(school.getSetupState, VISITORS, () => ({ params: {}, input: {} })),
  // The school exists: a second set-up is a conflict for everyone, never a way in.
  accessCase(school.setUpSchool, VISITORS, () => ({
    params: {},
    input: {
      key: 'guess',
      school: { name: 'Mine now', locale: 'en' as const, timeZone: 'UTC' },
      term: { name: 'T', startsOn: '2026-01-01', endsOn: '2026-12-31' },
      administrator: { displayName: 'M', username: 'mallory', password: 'long enough' },
    },
  })),
  accessCase(school.listTerms, EVERYBODY, () => ({ params: {}, input: {} })),
]
