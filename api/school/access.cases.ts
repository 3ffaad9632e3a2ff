import { newId } from '#domain/ids.ts'
import * as school from '#domain/school/contract.ts'
import { type AccessCase, accessCase, EVERYBODY, VISITORS } from '../testing/access-case.ts'

export const cases: AccessCase[] = [
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
  accessCase(school.getAddress, EVERYBODY, () => ({ params: {}, input: {} })),
  accessCase(school.listTerms, EVERYBODY, () => ({ params: {}, input: {} })),
  accessCase(school.updateSchool, ['owner'], () => ({ params: {}, input: { name: 'Renamed' } })),
  accessCase(school.previewTimeZone, ['owner'], () => ({
    params: {},
    input: { timeZone: 'Europe/Berlin' },
  })),
  accessCase(school.createTerm, ['owner'], () => ({
    params: {},
    input: { id: newId(), name: 'T', startsOn: '2100-01-01', endsOn: '2100-02-01', anyway: true },
  })),
  accessCase(school.updateTerm, ['owner'], (world) => ({
    params: { termId: world.school.termId },
    input: { name: 'Autumn', startsOn: '2020-01-01', endsOn: '2099-12-31', anyway: true },
  })),
  // A term that classes are in: the door is passed, the act refused.
  accessCase(school.deleteTerm, ['owner'], (world) => ({
    params: { termId: world.school.termId },
    input: {},
  })),
]
