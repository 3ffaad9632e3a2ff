import * as calendar from '#domain/calendar/contract.ts'
import { newId } from '#domain/ids.ts'
import {
  type AccessCase,
  accessCase,
  EVERYBODY,
  MEMBERS,
  rawCase,
  SCHOOL_STAFF,
  VISITORS,
} from '../testing/access-case.ts'
import { openAddress } from './address.ts'

/** Every account opens and closes its own; behind an address are the rights of whoever opened it. */
export const cases: AccessCase[] = [
  accessCase(calendar.listCalendarAddresses, EVERYBODY, () => ({ params: {}, input: {} })),
  accessCase(calendar.openCalendarAddress, [...SCHOOL_STAFF, ...MEMBERS, 'guardian'], (world) => ({
    params: {},
    input: { id: newId(), classId: world.class.id },
  })),
  // The address is somebody else's.
  accessCase(calendar.closeCalendarAddress, [], async (world, visitor) => {
    const victim = visitor === 'teacher' ? world.people.student : world.people.teacher
    const { id } = await openAddress(await world.school.contextOf(victim), { id: newId(), classId: null })
    return { params: { addressId: id }, input: {} }
  }),
  // Calendar programs sign in nowhere: whoever has the whole address reads, and nobody guesses it.
  rawCase('GET /api/calendar/:name{[\\w-]+\\.ics}', VISITORS, async (world) => {
    const { path } = await openAddress(await world.school.contextOf(world.people.student), {
      id: newId(),
      classId: world.class.id,
    })
    return { method: 'GET', path }
  }),
]
