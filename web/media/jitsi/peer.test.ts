import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { JitsiPeer } from './peer.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const open = () => {
  const sent: { method: string; params: unknown }[] = []
  const heard: [string, unknown][] = []
  let ready = 0
  const peer = new JitsiPeer({
    frameId: 0,
    post: (text) => sent.push(JSON.parse(text)),
    onReady: () => {
      ready += 1
    },
    onEvent: (name, data) => heard.push([name, data]),
  })
  const say = (method: string, params: unknown, scope = 'jitsi_meet_external_api_0') =>
    peer.heard(JSON.stringify({ postis: true, scope, method, params }))
  const messages = () => sent.filter(({ method }) => method === 'message').map(({ params }) => params)
  return { peer, sent, heard, say, messages, readies: () => ready }
}

test('a command waits until the meeting page listens, and goes under the name on the wire', () => {
  const { peer, sent, say, messages, readies } = open()
  vi.advanceTimersByTime(350)
  peer.command('muteEveryone', 'audio')
  expect(messages()).toEqual([])
  expect(sent.length).toBeGreaterThan(1)
  say('__ready__', sent[0]?.params)
  say('__ready__', sent[0]?.params)
  expect(readies()).toBe(1)
  expect(messages()).toEqual([{ type: 'event', data: { name: 'mute-everyone', data: ['audio'] } }])
  const before = sent.length
  vi.advanceTimersByTime(1_000)
  expect(sent.length).toBe(before)
  peer.close()
})

test('the other side’s question whether we listen is sent back', () => {
  const { peer, sent, say } = open()
  say('__ready__', 'theirs')
  expect(sent.at(-1)).toMatchObject({ method: '__ready__', params: 'theirs' })
  peer.close()
})

test('events are heard by their own names; what is no message of this frame is passed over', () => {
  const { peer, heard, say } = open()
  const joined = { name: 'video-conference-joined', id: 'p1' }
  say('message', { type: 'event', data: joined })
  say('message', { type: 'event', data: joined }, 'jitsi_meet_external_api_1')
  say('message', { type: 'event', data: { name: 'something-new' } })
  say('message', { type: 'request', id: 1, data: joined })
  say('message', null)
  for (const other of ['{', '[]', 'null', 7, { postis: true }]) peer.heard(other)
  expect(heard).toEqual([['videoConferenceJoined', joined]])
  peer.close()
})
