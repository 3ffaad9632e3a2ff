import * as address from '#domain/address/contract.ts'
import { type AccessCase, accessCase, rawCase, VISITORS } from '../testing/access-case.ts'

export const cases: AccessCase[] = [
  accessCase(address.getDoors, ['owner'], () => ({ params: {}, input: {} })),
  rawCase(`GET ${address.AUTHORITY_PATH}`, VISITORS, async () => ({
    method: 'GET',
    path: address.AUTHORITY_PATH,
  })),
]
