import { newId } from '#domain/ids.ts'
import * as contract from '#domain/rosters/contract.ts'
import { type AccessCase, accessCase, rawCase, SCHOOL_STAFF, type World } from '../testing/access-case.ts'

const nothing = () => ({ params: {}, input: {} })

const anImport = async (world: World, state: 'checked' | 'applied') => {
  const importId = newId()
  await world.school.services.connection.db
    .insertInto('rosterImport')
    .values({
      id: importId,
      schoolId: world.school.id,
      requestedBy: world.people.owner.id,
      fileName: 'x.csv',
      blobKey: `roster-${newId()}`,
      state,
      requestedAt: new Date(),
    })
    .execute()
  return { importId }
}

export const cases: AccessCase[] = [
  accessCase(contract.listRosterImports, SCHOOL_STAFF, nothing),
  accessCase(contract.getRosterImport, SCHOOL_STAFF, async (world) => ({
    params: await anImport(world, 'checked'),
    input: {},
  })),
  accessCase(contract.listRosterRows, SCHOOL_STAFF, async (world) => ({
    params: await anImport(world, 'checked'),
    input: {},
  })),
  accessCase(contract.readRosterAgain, SCHOOL_STAFF, async (world) => ({
    params: await anImport(world, 'checked'),
    input: {},
  })),
  accessCase(contract.applyRosterImport, SCHOOL_STAFF, async (world) => ({
    params: await anImport(world, 'checked'),
    input: {},
  })),
  accessCase(contract.listRosterCards, SCHOOL_STAFF, async (world) => ({
    params: await anImport(world, 'applied'),
    input: {},
  })),
  accessCase(contract.deleteRosterCards, SCHOOL_STAFF, async (world) => ({
    params: await anImport(world, 'applied'),
    input: {},
  })),
  rawCase('GET /api/roster-template', SCHOOL_STAFF, async () => ({
    method: 'GET',
    path: '/api/roster-template',
  })),
  rawCase('POST /api/roster-imports', SCHOOL_STAFF, async () => ({
    method: 'POST',
    path: '/api/roster-imports?name=x.csv',
    body: 'username,name,role\n',
  })),
  // Allowed, and gone: that there is no list any more is not a secret from who may fetch it.
  rawCase('GET /api/roster-imports/:importId/cards', SCHOOL_STAFF, async (world) => ({
    method: 'GET',
    path: `/api/roster-imports/${(await anImport(world, 'applied')).importId}/cards`,
  })),
]
