import { DONE } from '#domain/contract.ts'
import * as contract from '#domain/people/contract.ts'
import { classesOf } from '../classes/mine.ts'
import { type Feature, route } from '../feature.ts'
import { linkGuardian, unlinkGuardian } from './guardian.ts'
import { listKeptApart } from './kept-apart.ts'
import {
  createPerson,
  getPerson,
  kinOf,
  listPeople,
  resetPassword,
  setPersonDisabled,
  updatePerson,
} from './person.ts'

export const peopleFeature: Feature = {
  name: 'people',
  routes: [
    route(contract.listPeople, (ctx, { input }) => listPeople(ctx, input)),
    route(contract.createPerson, (ctx, { input }) => createPerson(ctx, input)),
    route(contract.getPerson, async (ctx, { params: { accountId } }) => ({
      person: await getPerson(ctx, accountId),
      classes: await classesOf(ctx, accountId),
      wards: await kinOf(ctx, accountId, 'wards'),
      guardians: await kinOf(ctx, accountId, 'guardians'),
    })),
    route(contract.updatePerson, (ctx, { params, input }) => updatePerson(ctx, params.accountId, input)),
    route(contract.resetPassword, async (ctx, { params }) => ({
      firstPassword: await resetPassword(ctx, params.accountId),
    })),
    route(contract.setPersonDisabled, (ctx, { params, input }) =>
      setPersonDisabled(ctx, params.accountId, input.disabled),
    ),
    route(contract.linkGuardian, async (ctx, { params }) => {
      await linkGuardian(ctx, params.accountId, params.guardianId)
      return DONE
    }),
    route(contract.unlinkGuardian, async (ctx, { params }) => {
      await unlinkGuardian(ctx, params.accountId, params.guardianId)
      return DONE
    }),
    route(contract.listKeptApart, (ctx) => listKeptApart(ctx)),
  ],
}
