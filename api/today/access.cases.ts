import { getToday, listInbox } from '#domain/today/contract.ts'
import { type AccessCase, accessCase, EVERYBODY } from '../testing/access-case.ts'

export const cases: AccessCase[] = [
  accessCase(getToday, EVERYBODY, () => ({ params: {}, input: {} })),
  accessCase(listInbox, EVERYBODY, () => ({ params: {}, input: {} })),
]
