import * as admin from '#domain/admin/contract.ts'
import { DONE } from '#domain/contract.ts'
import { linkGuardian, unlinkGuardian } from '../accounts/guardian.ts'
import {
  createPerson,
  getPerson,
  kinOf,
  listPeople,
  resetPassword,
  setPersonDisabled,
  updatePerson,
} from '../accounts/people.ts'
import { classesOf } from '../classes/mine.ts'
import { type Feature, route } from '../feature.ts'
import { listAudit } from './audit.ts'
import { listJobs, retryJob } from './job.ts'
import { listKeptApart } from './kept-apart.ts'
import { getReport, listReports, requestReport } from './report.ts'
import {
  applyRosterImport,
  deleteRosterCards,
  getRosterImport,
  listRosterCards,
  listRosterImports,
  listRosterRows,
  readRosterAgain,
} from './roster-import.ts'
import { mountReportDoor, mountRosterDoors } from './workbook-doors.ts'

export const adminFeature: Feature = {
  name: 'admin',
  routes: [
    route(admin.listPeople, (ctx, { input }) => listPeople(ctx, input)),
    route(admin.createPerson, (ctx, { input }) => createPerson(ctx, input)),
    route(admin.getPerson, async (ctx, { params: { accountId } }) => ({
      person: await getPerson(ctx, accountId),
      classes: await classesOf(ctx, accountId),
      wards: await kinOf(ctx, accountId, 'wards'),
      guardians: await kinOf(ctx, accountId, 'guardians'),
    })),
    route(admin.updatePerson, (ctx, { params, input }) => updatePerson(ctx, params.accountId, input)),
    route(admin.resetPassword, async (ctx, { params }) => ({
      firstPassword: await resetPassword(ctx, params.accountId),
    })),
    route(admin.setPersonDisabled, (ctx, { params, input }) =>
      setPersonDisabled(ctx, params.accountId, input.disabled),
    ),
    route(admin.linkGuardian, async (ctx, { params }) => {
      await linkGuardian(ctx, params.accountId, params.guardianId)
      return DONE
    }),
    route(admin.unlinkGuardian, async (ctx, { params }) => {
      await unlinkGuardian(ctx, params.accountId, params.guardianId)
      return DONE
    }),
    route(admin.listKeptApart, (ctx) => listKeptApart(ctx)),
    route(admin.listRosterImports, (ctx, { input }) => listRosterImports(ctx, input)),
    route(admin.getRosterImport, (ctx, { params }) => getRosterImport(ctx, params.importId)),
    route(admin.listRosterRows, (ctx, { params, input }) => listRosterRows(ctx, params.importId, input)),
    route(admin.readRosterAgain, (ctx, { params, input }) => readRosterAgain(ctx, params.importId, input)),
    route(admin.applyRosterImport, (ctx, { params }) => applyRosterImport(ctx, params.importId)),
    route(admin.listRosterCards, (ctx, { params, input }) => listRosterCards(ctx, params.importId, input)),
    route(admin.deleteRosterCards, async (ctx, { params }) => {
      await deleteRosterCards(ctx, params.importId)
      return DONE
    }),
    route(admin.requestReport, (ctx, { input }) => requestReport(ctx, input)),
    route(admin.listReports, (ctx, { input }) => listReports(ctx, input)),
    route(admin.getReport, (ctx, { params }) => getReport(ctx, params.reportId)),
    route(admin.listJobs, (ctx, { input }) => listJobs(ctx, input)),
    route(admin.retryJob, (ctx, { params }) => retryJob(ctx, params.jobId)),
    route(admin.listAudit, (ctx, { input }) => listAudit(ctx, input)),
  ],
  raw: (app) => {
    mountRosterDoors(app)
    mountReportDoor(app)
  },
}
