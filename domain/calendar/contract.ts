import * as z from 'zod/mini'
import { done, endpoint, id, instant, nothing } from '../contract.ts'

export const calendarAddressView = z.object({
  id,
  /** The class whose lessons it has; null for everything of the account. */
  classId: z.nullable(id),
  className: z.nullable(z.string()),
  /** Where calendar programs read, without the server's address. Whoever knows it reads. */
  path: z.string(),
  createdAt: instant,
  /** When a program last looked, to the hour; null when none has. */
  lastReadAt: z.nullable(instant),
})
export type CalendarAddress = z.output<typeof calendarAddressView>

export const listCalendarAddresses = endpoint({
  method: 'GET',
  path: '/api/me/calendar-addresses',
  needs: 'account.own',
  secret: true,
  summary: 'The secret addresses under which calendar programs read the lessons of the account.',
  input: nothing,
  output: z.object({ addresses: z.array(calendarAddressView) }),
})

export const openCalendarAddress = endpoint({
  method: 'POST',
  path: '/api/me/calendar-addresses',
  summary:
    'Open a secret address for calendar programs: of one class, or of everything of the account. One that is open already is answered with.',
  input: z.strictObject({ id, classId: z.nullable(id) }),
  output: calendarAddressView,
})

export const closeCalendarAddress = endpoint({
  method: 'DELETE',
  path: '/api/me/calendar-addresses/:addressId',
  summary: 'Close a secret address: programs read nothing there any more.',
  input: nothing,
  output: done,
})
