import type { Context, Services } from '#platform/context.ts'
import type { SocketConnection } from '../feature.ts'

/** What a set of rooms asks of a room. */
interface Kept {
  readonly empty: boolean
  leave(connection: SocketConnection): void
  /** Resolves when everything that was sent is stored. */
  settled(): Promise<void>
}

export interface Rooms<R extends Kept> {
  /** The room of an id, opened when it is first needed. */
  of(ctx: Context, id: string): Promise<R>
  /** Somebody opened it: `enter` is called with a room that is not about to close. */
  join(ctx: Context, id: string, enter: (room: R) => void): Promise<void>
  /** Does something with a room that nobody need have opened: one that is opened for this alone closes after it. */
  use<T>(ctx: Context, id: string, work: (room: R) => Promise<T>): Promise<T>
  /** Somebody is gone; with the last one, and when everything is stored, the room closes. */
  leave(ctx: Context, id: string, connection: SocketConnection): Promise<void>
  /** Waits until every open room is stored: the process stops. */
  settle(): Promise<void>
}

/** The rooms of a kind that are open in this process; `open` throws for whoever may not see it. */
export const createRooms = <R extends Kept>(open: (ctx: Context, id: string) => Promise<R>): Rooms<R> => {
  /** For each set of services: a test may run several. */
  const all = new Map<Services, Map<string, Promise<R>>>()

  const roomsOf = (services: Services): Map<string, Promise<R>> => {
    const rooms = all.get(services) ?? new Map<string, Promise<R>>()
    all.set(services, rooms)
    return rooms
  }

  const of = (ctx: Context, id: string): Promise<R> => {
    const rooms = roomsOf(ctx.services)
    const found = rooms.get(id)
    if (found) return found
    const opening = open(ctx, id)
    rooms.set(id, opening)
    opening.catch(() => rooms.delete(id))
    return opening
  }

  /** Calls `enter` with a room that is not about to close, in the same step in which that was seen. */
  const enterStanding = async <T>(ctx: Context, id: string, enter: (room: R) => T): Promise<Awaited<T>> => {
    let opening = of(ctx, id)
    let room = await opening
    // The last one may just have left and closed it.
    while (roomsOf(ctx.services).get(id) !== opening) {
      opening = of(ctx, id)
      room = await opening
    }
    return await enter(room)
  }

  const closeIfEmpty = async ({ services }: Context, id: string, room: R): Promise<void> => {
    const rooms = roomsOf(services)
    const opening = rooms.get(id)
    await room.settled()
    if (room.empty && rooms.get(id) === opening) rooms.delete(id)
  }

  return {
    of,
    join: enterStanding,
    use: (ctx, id, work) =>
      enterStanding(ctx, id, async (room) => {
        try {
          return await work(room)
        } finally {
          await closeIfEmpty(ctx, id, room)
        }
      }),
    leave: async (ctx, id, connection) => {
      const room = await roomsOf(ctx.services).get(id)
      if (!room) return
      room.leave(connection)
      await closeIfEmpty(ctx, id, room)
    },
    settle: async () => {
      const open = await Promise.allSettled([...all.values()].flatMap((rooms) => [...rooms.values()]))
      await Promise.all(open.map((room) => (room.status === 'fulfilled' ? room.value.settled() : undefined)))
    },
  }
}
