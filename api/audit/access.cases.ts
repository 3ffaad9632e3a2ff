import * as contract from '#domain/audit/contract.ts'
import { type AccessCase, accessCase } from '../testing/access-case.ts'

const OWNER = ['owner'] as const
const nothing = () => ({ params: {}, input: {} })

export const cases: AccessCase[] = [accessCase(contract.listAudit, OWNER, nothing)]
