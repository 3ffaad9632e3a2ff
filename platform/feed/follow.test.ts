import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { event } from '#domain/contract.ts'
import { newId } from '#domain/ids.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Transaction } from '../context.ts'
import { on, runFollowers, type Unwritten } from './follow.ts'

const rang = event('bell.rang', 'A bell rang.', z.object({ times: z.number() }))
const opened = event('door.opened', 'A door was opened.', z.object({}))

/** A request whose events go where the end of its transaction would find them. */
const aRequest = (waiting: Unwritten[]): Transaction => {
  const tx = {
    publish: (topic, { name }, payload) => {
      waiting.push({ tx, topic, name, payload })
    },
  } as Transaction
  return tx
}
const door = topicOf('class', newId())

describe('what follows an event', () => {
  it('is done once for all events of a kind that one request brought, and for each request in its name', async () => {
    const waiting: Unwritten[] = []
    const [one, other] = [aRequest(waiting), aRequest(waiting)]
    one.publish(door, rang, { times: 1 })
    one.publish(door, rang, { times: 2 })
    other.publish(door, rang, { times: 3 })
    const calls: [Transaction, number[]][] = []
    await runFollowers(
      [
        on(rang, async (tx, happened) => {
          calls.push([tx, happened.map(({ payload }) => payload.times)])
        }),
      ],
      waiting,
    )
    expect(calls).toEqual([
      [one, [1, 2]],
      [other, [3]],
    ])
  })

  it('may be an event that others follow, each seen once', async () => {
    const waiting: Unwritten[] = []
    let seen = 0
    aRequest(waiting).publish(door, rang, { times: 1 })
    await runFollowers(
      [
        on(opened, async () => {
          seen += 1
        }),
        on(rang, async (tx) => tx.publish(door, opened, {})),
      ],
      waiting,
    )
    expect(waiting.map(({ name }) => name)).toEqual(['bell.rang', 'door.opened'])
    expect(seen).toBe(1)
  })

  it('is refused when it goes round in a circle', async () => {
    const waiting: Unwritten[] = []
    aRequest(waiting).publish(door, rang, { times: 1 })
    const circle = [
      on(rang, async (tx) => tx.publish(door, opened, {})),
      on(opened, async (tx) => tx.publish(door, rang, { times: 1 })),
    ]
    await expect(runFollowers(circle, waiting)).rejects.toThrow('follow each other')
  })
})
