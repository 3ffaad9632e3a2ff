import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { endpoint, event, id, nothing } from '#domain/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { inTransaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { type Feature, route } from '../feature.ts'
import { features } from '../features.ts'
import { TestSchool } from '../testing/school.ts'

const card = z.object({ id, username: z.string() })
const getCard = endpoint({
  method: 'GET',
  path: '/api/leak',
  summary: 'Answers with one’s card.',
  input: nothing,
  output: z.object({ people: z.array(card) }),
})
const cardRead = event('card.read', 'Somebody read a card.', card)
const readCard = endpoint({ ...getCard, method: 'POST', output: z.object({ ok: z.literal(true) }) })

/** What an operation is that selects a column too many and spreads its rows. */
const leaking: Feature = {
  name: 'leaking',
  routes: [
    route(getCard, async (ctx) => ({
      people: await ctx.db
        .selectFrom('account')
        .select(['id', 'username', 'passwordHash'])
        .where('id', '=', actorOf(ctx).id)
        .execute(),
    })),
    route(readCard, (ctx) =>
      inTransaction(ctx, async (tx) => {
        const { id, schoolId } = actorOf(ctx)
        const row = { id, username: 'ada', passwordHash: 'secret' }
        tx.publish(topicOf('school', schoolId), cardRead, row)
        return { ok: true as const }
      }),
    ),
  ],
}

const start = (mode: string) =>
  TestSchool.start({ env: { NODE_ENV: mode, LOG_LEVEL: 'silent' }, features: [...features, leaking] })

describe('an answer with a column too many', () => {
  it('is an error while the product is tested or worked on', async () => {
    const school = await start('test')
    const { client } = await school.person('student')
    expect((await client.fetch('/api/leak')).status).toBe(500)
  })

  it('leaves without it in production', async () => {
    const school = await start('production')
    const { client, id, username } = await school.person('student')
    expect(await (await client.fetch('/api/leak')).json()).toEqual({ people: [{ id, username }] })
  })
})

describe('an event with a column too many', () => {
  it('is an error, and nothing of its transaction stays', async () => {
    const school = await start('test')
    const { client } = await school.person('student')
    await expect(client.call(readCard, {}, {})).rejects.toThrow('500')
    expect(
      await school.services.connection.db
        .selectFrom('event')
        .select('no')
        .where('name', '=', 'card.read')
        .execute(),
    ).toEqual([])
  })

  it('is stored and sent without it in production', async () => {
    const school = await start('production')
    const { client, id } = await school.person('student')
    await client.call(readCard, {}, {})
    const { payload } = await school.services.connection.db
      .selectFrom('event')
      .select('payload')
      .where('name', '=', 'card.read')
      .executeTakeFirstOrThrow()
    expect(payload).toEqual({ id, username: 'ada' })
  })
})
