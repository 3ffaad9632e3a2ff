import * as calendar from '#domain/calendar/contract.ts'
import { DONE } from '#domain/contract.ts'
import { type Feature, route } from '../feature.ts'
import { closeAddress, listAddresses, openAddress } from './address.ts'
import { mountFeed } from './feed-door.ts'

export const calendarFeature: Feature = {
  name: 'calendar',
  routes: [
    route(calendar.listCalendarAddresses, async (ctx) => ({ addresses: await listAddresses(ctx) })),
    route(calendar.openCalendarAddress, (ctx, { input }) => openAddress(ctx, input)),
    route(calendar.closeCalendarAddress, async (ctx, { params }) => {
      await closeAddress(ctx, params.addressId)
      return DONE
    }),
  ],
  raw: mountFeed,
}
