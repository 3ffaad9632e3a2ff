import * as today from '#domain/today/contract.ts'
import { asGuardianOf } from '../accounts/ward.ts'
import { type Feature, route } from '../feature.ts'
import { listInbox } from './inbox.ts'
import { getToday } from './today.ts'

/** The day and the inbox say what the other features have for them. */
export const todayFeature = (others: readonly Feature[]): Feature => {
  const cards = others.flatMap((feature) => feature.today ?? [])
  const sources = others.flatMap((feature) => feature.inbox ?? [])
  return {
    name: 'today',
    routes: [
      route(today.getToday, (ctx, { input }) =>
        getToday(asGuardianOf(ctx, input.studentId), cards, input.whole === 'true'),
      ),
      route(today.listInbox, (ctx, { input }) => listInbox(ctx, sources, input.before)),
    ],
  }
}
