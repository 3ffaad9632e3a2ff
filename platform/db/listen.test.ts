import { afterAll, expect, inject, test, vi } from 'vitest'
import { connect } from './connect.ts'
import { listen } from './listen.ts'

const url = inject('postgresUrl')
const { query, close } = connect(url, { max: 1 })
afterAll(close)

test('what is said on the channel is heard, and again after the connection was lost, with word of the gap', async () => {
  const channel = `heard_${process.pid}`
  const heard: string[] = []
  let gaps = 0
  let losses = 0
  const listening = await listen({
    url,
    name: channel,
    channel,
    onMessage: (text) => heard.push(text),
    onGap: () => {
      gaps += 1
    },
    onLoss: () => {
      losses += 1
    },
  })
  const say = (text: string) => query('select pg_notify($1, $2)', [channel, text])
  await say('before')
  await vi.waitFor(() => expect(heard).toEqual(['before']))
  for (const n of [1, 2]) {
    await query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
      channel,
    ])
    await vi.waitFor(() => expect(gaps).toBe(n), 30_000)
    await say(`after ${n}`)
    await vi.waitFor(() => expect(heard.at(-1)).toBe(`after ${n}`))
  }
  expect(heard).toEqual(['before', 'after 1', 'after 2'])
  expect(losses).toBe(2)
  await listening.close()
  await say('closed')
  expect(await query('select 1 from pg_stat_activity where application_name = $1', [channel])).toEqual([])
  expect(heard).toHaveLength(3)
})

test('a database out of reach is an error at the start', async () => {
  const nowhere = 'postgres://a:b@127.0.0.1:9/c'
  const nothing = () => {}
  await expect(
    listen({ url: nowhere, name: 'x', channel: 'x', onMessage: nothing, onGap: nothing, onLoss: nothing }),
  ).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})
