import { createHmac, randomBytes } from 'node:crypto'
import { DEMO_PASSWORD } from '#domain/accounts/password-fault.ts'
import { DONE } from '#domain/contract.ts'
import { can } from '#domain/permission.ts'
import { Problem } from '#domain/problem.ts'
import * as school from '#domain/school/contract.ts'
import type { Services } from '#platform/context.ts'
import { answerSession } from '../accounts/routes.ts'
import { startSession } from '../accounts/sign-in.ts'
import { type Feature, route } from '../feature.ts'
import { publicAddress } from '../http/address.ts'
import { demoAccounts } from './demo-accounts.ts'
import { schoolToday } from './glance.ts'
import { firstSchool, fitsSetUp, setUpSchool } from './school.ts'
import { previewTimeZone, updateSchool } from './settings.ts'
import { createTerm, deleteTerm, listTerms, updateTerm } from './term.ts'

const ownKey = randomBytes(18).toString('base64url')

/** The key of the one-time set-up link: the same in every process that shares the application key. */
export const setUpKeyOf = (services: Services): string =>
  services.config.appKey
    ? createHmac('sha256', services.config.appKey).update('set-up link').digest('base64url').slice(0, 24)
    : ownKey

export const schoolFeature: Feature = {
  name: 'school',
  today: [schoolToday],
  routes: [
    route(school.getAddress, async (_ctx, { http }) => ({ address: publicAddress(http) })),
    route(school.getSetupState, async (ctx, { input }) => {
      const found = await firstSchool(ctx)
      const offered = ctx.services.config.demo ? await demoAccounts(ctx) : []
      return {
        ready: found !== null,
        keyFits: input.key ? await fitsSetUp(ctx, input.key, setUpKeyOf(ctx.services)) : null,
        schoolName: found?.name ?? null,
        locale: found?.locale ?? null,
        demoAccounts: offered.map((account) => ({ ...account, password: DEMO_PASSWORD })),
      }
    }),
    route(school.setUpSchool, async (ctx, { input, http }) => {
      const ownerId = await setUpSchool(ctx, input, setUpKeyOf(ctx.services))
      return answerSession(http, await startSession(ctx, ownerId, http.req.header('user-agent') ?? null))
    }),
    route(school.listTerms, async (ctx) => ({ terms: await listTerms(ctx) })),
    route(school.updateSchool, (ctx, { input }) => updateSchool(ctx, input)),
    route(school.previewTimeZone, (ctx, { input }) => previewTimeZone(ctx, input.timeZone)),
    route(school.createTerm, (ctx, { input }) => createTerm(ctx, input)),
    route(school.updateTerm, (ctx, { params, input }) => updateTerm(ctx, params.termId, input)),
    route(school.deleteTerm, async (ctx, { params }) => {
      await deleteTerm(ctx, params.termId)
      return DONE
    }),
  ],
  topics: {
    // Administration's own feed: imports, reports, jobs.
    school: {
      check: async (ctx, id) => {
        if (ctx.actor?.schoolId !== id || !can(ctx.actor, 'account.list', { schoolId: id }))
          throw new Problem('not-found')
      },
    },
  },
}
