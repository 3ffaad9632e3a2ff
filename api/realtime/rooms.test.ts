import { expect, test } from 'vitest'
import type { Context } from '#platform/context.ts'
import type { SocketConnection } from '../feature.ts'
import { createRooms } from './rooms.ts'

/** A room that knows how many have it open. */
class Counted {
  here = 0
  get empty(): boolean {
    return this.here === 0
  }
  leave(): void {
    this.here -= 1
  }
  async settled(): Promise<void> {}
}

const ctx = { services: {} } as Context
const socket = {} as SocketConnection

test('a room that is opened for one act alone closes after it, also when the act fails; one that somebody has open stays', async () => {
  let opened = 0
  const rooms = createRooms(async () => {
    opened += 1
    return new Counted()
  })
  expect(await rooms.use(ctx, 'a', async () => 'done')).toBe('done')
  await expect(rooms.use(ctx, 'a', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(opened).toBe(2)

  await rooms.join(ctx, 'a', (room) => {
    room.here += 1
  })
  await rooms.use(ctx, 'a', async () => {})
  await rooms.use(ctx, 'a', async () => {})
  expect(opened).toBe(3)
  await rooms.leave(ctx, 'a', socket)
  await rooms.use(ctx, 'a', async () => {})
  expect(opened).toBe(4)
})
