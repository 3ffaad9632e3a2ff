import { newId } from '#domain/ids.ts'
import * as contract from '#domain/reports/contract.ts'
import {
  type AccessCase,
  accessCase,
  EVERYBODY,
  rawCase,
  SCHOOL_STAFF,
  type World,
} from '../testing/access-case.ts'

const nothing = () => ({ params: {}, input: {} })

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

export const cases: AccessCase[] = [
  // Whoever has no class to export has nothing to ask for; of others' reports nobody learns.
  accessCase(contract.requestReport, [...SCHOOL_STAFF, 'teacher'], (world) => ({
    params: {},
    input: { id: newId(), termId: world.school.termId, classIds: [world.class.id] },
  })),
  accessCase(contract.listReports, EVERYBODY, nothing),
  accessCase(contract.getReport, SCHOOL_STAFF, async (world) => ({
    params: await aReport(world),
    input: {},
  })),
  rawCase('GET /api/reports/:reportId/download', SCHOOL_STAFF, async (world) => ({
    method: 'GET',
    path: `/api/reports/${(await aReport(world)).reportId}/download`,
  })),
]
