import { DONE } from '#domain/contract.ts'
import * as contract from '#domain/planner/contract.ts'
import { type Feature, route } from '../feature.ts'
import { changePlannerFacts } from './fact-changes.ts'
import { getPlannerFacts } from './facts.ts'
import { moveLessons } from './move.ts'
import { previewPublication, publishTimetable, takeBackTimetable } from './publish.ts'
import { searchOn, stopSearch } from './search.ts'
import {
  createTimetable,
  deleteTimetable,
  getTimetable,
  listTimetables,
  renameTimetable,
} from './timetable.ts'

export const plannerFeature: Feature = {
  name: 'planner',
  routes: [
    route(contract.getPlannerFacts, (ctx) => getPlannerFacts(ctx)),
    route(contract.changePlannerFacts, async (ctx, { input }) => {
      await changePlannerFacts(ctx, input)
      return DONE
    }),
    route(contract.listTimetables, (ctx, { input }) => listTimetables(ctx, input)),
    route(contract.createTimetable, (ctx, { input }) => createTimetable(ctx, input)),
    route(contract.getTimetable, (ctx, { params }) => getTimetable(ctx, params.timetableId)),
    route(contract.renameTimetable, (ctx, { params, input }) =>
      renameTimetable(ctx, params.timetableId, input.name),
    ),
    route(contract.deleteTimetable, async (ctx, { params }) => {
      await deleteTimetable(ctx, params.timetableId)
      return DONE
    }),
    route(contract.searchOn, (ctx, { params, input }) => searchOn(ctx, params.timetableId, input.seconds)),
    route(contract.stopSearch, (ctx, { params }) => stopSearch(ctx, params.timetableId)),
    route(contract.moveLessons, (ctx, { params, input }) => moveLessons(ctx, params.timetableId, input)),
    route(contract.previewPublication, (ctx, { params, input }) =>
      previewPublication(ctx, params.timetableId, input.from),
    ),
    route(contract.publishTimetable, (ctx, { params, input }) =>
      publishTimetable(ctx, params.timetableId, input.from),
    ),
    route(contract.takeBackTimetable, (ctx, { params }) => takeBackTimetable(ctx, params.timetableId)),
  ],
}
