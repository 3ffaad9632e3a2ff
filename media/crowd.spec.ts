import { expect, test } from 'vitest'
import { openLog } from '#platform/log.ts'
import { startRelay } from './server.ts'
import { Synthetic, syntheticRoom } from './testing/synthetic.ts'

const KEY = 'a key of the tests'
const VIEWERS = 30
const PICTURES = 10

test('thirty viewers get at least 95 of 100 packets of a screen of 1.5 Mbit/s', async () => {
  const relay = await startRelay({
    host: '127.0.0.1',
    port: 0,
    key: KEY,
    media: { ports: [47_100, 47_300], alsoBind: ['127.0.0.1'], announce: null },
    log: openLog('silent'),
  })
  const room = syntheticRoom(relay.port, KEY)
  const teacher = await Synthetic.join(room, true)
  const viewers = await Promise.all(Array.from({ length: VIEWERS }, () => Synthetic.join(room)))
  teacher.share(1_500_000, PICTURES)
  // Who was not given a line yet misses what was sent before it.
  await expect
    .poll(() => viewers.filter(({ received }) => received.video > 0).length, { timeout: 20_000 })
    .toBe(VIEWERS)
  const [before, sent] = [viewers.map(({ received }) => received.video), teacher.sent]
  await expect.poll(() => teacher.sent - sent, { timeout: 20_000 }).toBeGreaterThan(400)
  teacher.pause(true)
  const upTo = teacher.sent - sent
  // What is on its way arrives; nothing new comes.
  await expect
    .poll(() => Math.min(...viewers.map(({ received }, n) => received.video - (before[n] ?? 0))), {
      timeout: 5_000,
    })
    .toBeGreaterThanOrEqual(Math.floor(upTo * 0.95))
  for (const one of [teacher, ...viewers]) await one.leave()
  await relay.stop()
})
