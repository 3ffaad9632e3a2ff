import * as z from 'zod/mini'
import { id } from '../../contract.ts'

/**
 * What a deployment's `event_sync` tells of comings and goings. It is told in any order, twice or never: each is a fact for
 * itself, and nothing counts.
 */

/** More people than this one room never had. */
const MOST_OCCUPANTS = 2_000
/** Seconds since 1970, until the year 2100. */
const moment = z.int().check(z.minimum(0), z.maximum(4_102_444_800))

const occupant = z.object({
  occupant_jid: z.string().check(z.minLength(1), z.maxLength(1_000)),
  /** From our token; whoever came without one has none. */
  id: z.optional(z.string().check(z.maxLength(200))),
  joined_at: moment,
  left_at: z.optional(moment),
})

const place = {
  room_name: z.string().check(z.maxLength(1_000)),
  breakout_room_id: z.optional(z.string().check(z.maxLength(1_000))),
}

export const occupantEvent = z.discriminatedUnion('event_name', [
  z.object({ event_name: z.literal('muc-room-created'), ...place }),
  z.object({ event_name: z.literal('muc-occupant-joined'), ...place, occupant }),
  z.object({ event_name: z.literal('muc-occupant-left'), ...place, occupant }),
  z.object({
    event_name: z.literal('muc-room-destroyed'),
    ...place,
    destroyed_at: moment,
    all_occupants: z.array(occupant).check(z.maxLength(MOST_OCCUPANTS)),
  }),
])
export type OccupantEvent = z.output<typeof occupantEvent>

/** One stay of one person's connection; open while nobody said that it ended. */
export interface Stay {
  /** The connection, and the room it was in: moving to a breakout room is another stay. */
  occupant: string
  accountId: string
  joinedAt: Date
  leftAt: Date | null
}

const isAccount = (value: string | undefined): value is string => z.safeParse(id, value).success

/** What an event says of people of ours, each stay once. */
export const staysIn = (event: OccupantEvent): Stay[] => {
  if (event.event_name === 'muc-room-created') return []
  const all = event.event_name === 'muc-room-destroyed' ? event.all_occupants : [event.occupant]
  // Whoever was still there when the room ended left then: their own word was lost.
  const end = event.event_name === 'muc-room-destroyed' ? event.destroyed_at : undefined
  const stays = all.flatMap(({ id: accountId, occupant_jid, joined_at, left_at }): Stay[] => {
    if (!isAccount(accountId)) return []
    const left = left_at ?? end
    return [
      {
        occupant: `${event.breakout_room_id ?? ''} ${occupant_jid}`,
        accountId,
        joinedAt: new Date(joined_at * 1_000),
        leftAt: left === undefined ? null : new Date(Math.max(left, joined_at) * 1_000),
      },
    ]
  })
  return [...new Map(stays.map((stay) => [`${stay.occupant} ${stay.joinedAt.getTime()}`, stay])).values()]
}

interface Interval {
  accountId: string
  joinedAt: Date
  leftAt: Date
}

/**
 * The stays as intervals beside our own, within the lecture. One whose end was never told lasts as long as we saw the person
 * ourselves, and not a moment longer.
 */
export const intervalsOfStays = (
  stays: readonly Pick<Stay, 'accountId' | 'joinedAt' | 'leftAt'>[],
  own: readonly Interval[],
  lecture: { from: Date; to: Date },
): Interval[] => {
  const lastSeen = (accountId: string): number =>
    Math.max(0, ...own.filter((one) => one.accountId === accountId).map(({ leftAt }) => leftAt.getTime()))
  return stays.flatMap(({ accountId, joinedAt, leftAt }): Interval[] => {
    const from = Math.max(joinedAt.getTime(), lecture.from.getTime())
    const to = Math.min(leftAt?.getTime() ?? lastSeen(accountId), lecture.to.getTime())
    return to > from ? [{ accountId, joinedAt: new Date(from), leftAt: new Date(to) }] : []
  })
}
