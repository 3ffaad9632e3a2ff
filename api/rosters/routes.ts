import { DONE } from '#domain/contract.ts'
import * as contract from '#domain/rosters/contract.ts'
import { type Feature, route } from '../feature.ts'
import { mountRosterDoors } from './roster-doors.ts'
import {
  applyRosterImport,
  deleteRosterCards,
  getRosterImport,
  listRosterCards,
  listRosterImports,
  listRosterRows,
  readRosterAgain,
} from './roster-import.ts'

export const rostersFeature: Feature = {
  name: 'rosters',
  routes: [
    route(contract.listRosterImports, (ctx, { input }) => listRosterImports(ctx, input)),
    route(contract.getRosterImport, (ctx, { params }) => getRosterImport(ctx, params.importId)),
    route(contract.listRosterRows, (ctx, { params, input }) => listRosterRows(ctx, params.importId, input)),
    route(contract.readRosterAgain, (ctx, { params, input }) => readRosterAgain(ctx, params.importId, input)),
    route(contract.applyRosterImport, (ctx, { params }) => applyRosterImport(ctx, params.importId)),
    route(contract.listRosterCards, (ctx, { params, input }) => listRosterCards(ctx, params.importId, input)),
    route(contract.deleteRosterCards, async (ctx, { params }) => {
      await deleteRosterCards(ctx, params.importId)
      return DONE
    }),
  ],
  raw: mountRosterDoors,
}
