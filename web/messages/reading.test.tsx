import { createRoot, createSignal } from 'solid-js'
import { expect, test, vi } from 'vitest'
import { type ChannelForMe, readTo } from '#domain/messages/channel.ts'
import { markRead, markUnread } from '#domain/messages/contract.ts'
import { door, serve } from '../ui/testing/server.ts'
import { createReading } from './reading.ts'

const start: ChannelForMe = {
  id: 'channel',
  classId: 'class',
  audience: { id: 'class', kind: 'class' as const, name: null },
  name: '',
  kind: 'general',
  posting: 'everyone',
  position: 0,
  archived: false,
  lastMessageNo: 9,
  readNo: 4,
  takenBack: 0,
  eventNo: 9,
}

test('marking unread waits for the word that it was read, and holds in the end', async () => {
  let arrive = () => {}
  const held: string[] = []
  const asked = serve([
    door(markRead, async () => {
      await new Promise<void>((resolve) => (arrive = resolve))
      held.push('read')
      return { readNo: 9 }
    }),
    door(markUnread, async () => {
      held.push('unread')
      return { readNo: 5 }
    }),
  ])
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  const [channel, setChannel] = createSignal(start)
  const channels = { setRead: (_: string, no: number) => setChannel((one) => readTo(one, no)) }
  await createRoot(async (dispose) => {
    const reading = createReading(channels, channel)
    reading.see(9)
    await vi.waitFor(() => expect(asked).toHaveLength(1), 5000)
    const marked = reading.markUnread(6)
    await Promise.resolve()
    expect(asked.map(({ name }) => name)).toEqual(['PUT /api/channels/:channelId/read'])
    arrive()
    await marked
    expect(held).toEqual(['read', 'unread'])
    expect(channel().readNo).toBe(5)
    dispose()
  })
})
