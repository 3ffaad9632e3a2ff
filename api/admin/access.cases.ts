import * as admin from '#domain/admin/contract.ts'
import { newId } from '#domain/ids.ts'
import {
  type AccessCase,
  accessCase,
  EVERYBODY,
  rawCase,
  SCHOOL_STAFF,
  type World,
} from '../testing/access-case.ts'

const OWNER = ['owner'] as const
const nothing = () => ({ params: {}, input: {} })

const aPerson = async (world: World) => ({ accountId: (await world.school.person('student')).id })

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

const aReport = async (world: World) => {
  const reportId = newId()
  await world.school.services.connection.db
    .insertInto('report')
    .values({
      id: reportId,
      schoolId: world.school.id,
      termId: world.school.termId,
      classIds: [world.class.id],
      locale: 'en',
      requestedBy: world.people.owner.id,
      state: 'waiting',
      requestedAt: new Date(),
    })
    .execute()
  return { reportId }
}

const aFailedJob = async (world: World) => {
  const jobId = newId()
  const now = new Date()
  await world.school.services.connection.db
    .insertInto('jobRun')
    .values({
      id: jobId,
      schoolId: world.school.id,
      name: 'x',
      payload: '{}',
      state: 'failed',
      attempts: 1,
      createdAt: now,
      runAt: now,
    })
    .execute()
  return { jobId }
}

export const adminCases: AccessCase[] = [
  accessCase(admin.listPeople, SCHOOL_STAFF, nothing),
  accessCase(admin.getPerson, SCHOOL_STAFF, async (world) => ({ params: await aPerson(world), input: {} })),
  accessCase(admin.createPerson, OWNER, () => {
    const id = newId()
    return {
      params: {},
      input: { id, username: `new.${id.slice(-8)}`, displayName: 'New', role: 'student' as const },
    }
  }),
  accessCase(admin.updatePerson, OWNER, async (world) => ({
    params: await aPerson(world),
    input: { displayName: 'Renamed' },
  })),
  accessCase(admin.resetPassword, OWNER, async (world) => ({ params: await aPerson(world), input: {} })),
  accessCase(admin.setPersonDisabled, OWNER, async (world) => ({
    params: await aPerson(world),
    input: { disabled: true },
  })),
  accessCase(admin.linkGuardian, SCHOOL_STAFF, async (world) => ({
    params: { ...(await aPerson(world)), guardianId: (await world.school.person('guardian')).id },
    input: {},
  })),
  accessCase(admin.unlinkGuardian, SCHOOL_STAFF, async (world) => ({
    params: { ...(await aPerson(world)), guardianId: (await world.school.person('guardian')).id },
    input: {},
  })),
  accessCase(admin.listKeptApart, SCHOOL_STAFF, nothing),
  accessCase(admin.listRosterImports, SCHOOL_STAFF, nothing),
  accessCase(admin.getRosterImport, SCHOOL_STAFF, async (world) => ({
    params: await anImport(world, 'checked'),
    input: {},
  })),
  accessCase(admin.listRosterRows, SCHOOL_STAFF, async (world) => ({
    params: await anImport(world, 'checked'),
    input: {},
  })),
  accessCase(admin.readRosterAgain, SCHOOL_STAFF, async (world) => ({
    params: await anImport(world, 'checked'),
    input: {},
  })),
  accessCase(admin.applyRosterImport, SCHOOL_STAFF, async (world) => ({
    params: await anImport(world, 'checked'),
    input: {},
  })),
  accessCase(admin.listRosterCards, SCHOOL_STAFF, async (world) => ({
    params: await anImport(world, 'applied'),
    input: {},
  })),
  accessCase(admin.deleteRosterCards, SCHOOL_STAFF, async (world) => ({
    params: await anImport(world, 'applied'),
    input: {},
  })),
  // Whoever has no class to export has nothing to ask for; of others' reports nobody learns.
  accessCase(admin.requestReport, [...SCHOOL_STAFF, 'teacher'], (world) => ({
    params: {},
    input: { id: newId(), termId: world.school.termId, classIds: [world.class.id] },
  })),
  accessCase(admin.listReports, EVERYBODY, nothing),
  accessCase(admin.getReport, SCHOOL_STAFF, async (world) => ({ params: await aReport(world), input: {} })),
  rawCase('GET /api/reports/:reportId/download', SCHOOL_STAFF, async (world) => ({
    method: 'GET',
    path: `/api/reports/${(await aReport(world)).reportId}/download`,
  })),
  accessCase(admin.listJobs, OWNER, nothing),
  accessCase(admin.retryJob, OWNER, async (world) => ({ params: await aFailedJob(world), input: {} })),
  accessCase(admin.listAudit, OWNER, nothing),
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
