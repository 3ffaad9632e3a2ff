import { newId } from '#domain/ids.ts'
import * as contract from '#domain/people/contract.ts'
import { type AccessCase, accessCase, SCHOOL_STAFF, type World } from '../testing/access-case.ts'

const OWNER = ['owner'] as const
const nothing = () => ({ params: {}, input: {} })

const aPerson = async (world: World) => ({ accountId: (await world.school.person('student')).id })

export const cases: AccessCase[] = [
  accessCase(contract.listPeople, SCHOOL_STAFF, nothing),
  accessCase(contract.getPerson, SCHOOL_STAFF, async (world) => ({
    params: await aPerson(world),
    input: {},
  })),
  accessCase(contract.createPerson, OWNER, () => {
    const id = newId()
    return {
      params: {},
      input: { id, username: `new.${id.slice(-8)}`, displayName: 'New', role: 'student' as const },
    }
  }),
  accessCase(contract.updatePerson, OWNER, async (world) => ({
    params: await aPerson(world),
    input: { displayName: 'Renamed' },
  })),
  accessCase(contract.resetPassword, OWNER, async (world) => ({ params: await aPerson(world), input: {} })),
  accessCase(contract.setPersonDisabled, OWNER, async (world) => ({
    params: await aPerson(world),
    input: { disabled: true },
  })),
  accessCase(contract.linkGuardian, SCHOOL_STAFF, async (world) => ({
    params: { ...(await aPerson(world)), guardianId: (await world.school.person('guardian')).id },
    input: {},
  })),
  accessCase(contract.unlinkGuardian, SCHOOL_STAFF, async (world) => ({
    params: { ...(await aPerson(world)), guardianId: (await world.school.person('guardian')).id },
    input: {},
  })),
  accessCase(contract.listKeptApart, SCHOOL_STAFF, nothing),
]
