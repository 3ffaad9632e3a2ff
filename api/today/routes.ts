import * as today from '#domain/today/contract.ts'
import { asGuardianOf } from '../accounts/ward.ts'
import { type Feature, route } from '../feature.ts'
import { listInbox } from './inbox.ts'
import { getToday } from './today.ts'

export const todayFeature: Feature = {
  name: 'today',
  routes: [
    route(today.getToday, (ctx, { input }) =>
      getToday(asGuardianOf(ctx, input.studentId), input.whole === 'true'),
    ),
    route(today.listInbox, (ctx, { input }) => listInbox(ctx, input.before)),
  ],
}
