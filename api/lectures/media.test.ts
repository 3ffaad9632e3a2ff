import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { signOutEverywhere } from '#domain/accounts/contract.ts'
import { removeMember } from '#domain/classes/contract.ts'
import { newId } from '#domain/ids.ts'
import * as lectures from '#domain/lectures/contract.ts'
import { changeFloor, joinMedia } from '#domain/lectures/media/contract.ts'
import type { RelaySays } from '#domain/lectures/media/protocol.ts'
import { openLog } from '#platform/log.ts'
import { type Relay, startRelay } from '../../media/server.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'
import { iceServersFor } from './engines/relay.ts'
import { relayAmong } from './engines/relay-process.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')

let relay: Relay
let school: TestSchool
beforeAll(async () => {
  relay = await startRelay({
    host: '127.0.0.1',
    port: 0,
    key: KEY,
    media: { ports: [47_061, 47_080], alsoBind: ['127.0.0.1'], announce: null },
    log: openLog('silent'),
  })
  school = await TestSchool.start({
    env: { APP_KEY: KEY, LESSON_MEDIA: 'relay', MEDIA_URL: `http://127.0.0.1:${relay.port}` },
  })
})
afterAll(() => relay.stop())

/** A live lesson on the relay. */
const start = async ({ id, teacher }: TestClass): Promise<string> => {
  const input = { id: newId(), title: 'Fractions', held: 'online' as const }
  const lesson = await teacher.client.call(lectures.startLessonNow, { classId: id }, input)
  return lesson.lecture!.id
}

const joinOf = async (person: Person, lectureId: string) => {
  const joined = await person.client.call(joinMedia, { lectureId }, {})
  if (joined.kind !== 'relay') throw new Error(joined.kind)
  return joined
}

/** What the relay says to a person who comes with this token. */
const come = async (person: Person, lectureId: string, token: string, origin = school.url) => {
  const heard: RelaySays[] = []
  const socket = new WebSocket(`${school.url.replace('http', 'ws')}/api/media/${lectureId}`, {
    headers: { ...person.client.headers(), origin },
  })
  socket.on('message', (data) => heard.push(JSON.parse(String(data)) as RelaySays))
  socket.on('open', () => socket.send(JSON.stringify({ t: 'join', token })))
  let refused = 0
  socket.on('unexpected-response', (_request, { statusCode }) => {
    refused = statusCode ?? 0
    socket.terminate()
  })
  socket.on('error', () => {})
  const until = <T extends RelaySays['t']>(t: T) =>
    expect
      .poll(() => heard.findLast((one) => one.t === t), { timeout: 15_000 })
      .toBeDefined()
      .then(() => heard.findLast((one) => one.t === t) as Extract<RelaySays, { t: T }>)
  return { socket, heard, until, refused: () => refused }
}

describe('the media socket', () => {
  test('lets a member in with their own token, once, and tells them who may send what', async () => {
    const theClass = await school.aClass({ students: 2 })
    const lectureId = await start(theClass)
    const [a, b] = theClass.students as [Person, Person]
    const { token } = await joinOf(a, lectureId)
    const first = await come(a, lectureId, token)
    const welcome = await first.until('welcome')
    expect(welcome.floor.microphone.open).toBe(true)
    expect(Object.keys(welcome.up)).toEqual(['microphone', 'camera', 'screen', 'screen-sound'])
    expect((await first.until('offer')).sdp).toContain('a=simulcast:recv')
    const again = await come(a, lectureId, token)
    expect((await again.until('farewell')).code).toBe('token')
    // Somebody else's token opens nothing, though its signature is right.
    const borrowed = await come(b, lectureId, (await joinOf(a, lectureId)).token)
    expect((await borrowed.until('farewell')).code).toBe('token')
    first.socket.close()
  })

  test('is told at once when the floor changes, and closed when the lesson ends', async () => {
    const theClass = await school.aClass({ students: 1 })
    const lectureId = await start(theClass)
    const pupil = theClass.students[0]!
    const way = await come(pupil, lectureId, (await joinOf(pupil, lectureId)).token)
    await way.until('welcome')
    const changes = [{ what: 'close' as const, floor: 'microphone' as const }]
    await theClass.teacher.client.call(changeFloor, { lectureId }, { changes })
    await expect
      .poll(() => way.heard.some((one) => one.t === 'floor' && !one.floor.microphone.open), {
        timeout: 15_000,
      })
      .toBe(true)
    await theClass.teacher.client.call(lectures.endLecture, { lectureId }, {})
    expect((await way.until('farewell')).code).toBe('ended')
  })

  test('is closed as soon as a right ends, before it is looked at by the clock', async () => {
    const theClass = await school.aClass({ students: 2 })
    const lectureId = await start(theClass)
    const [removed, signedOut] = theClass.students as [Person, Person]
    const ways = []
    for (const pupil of [removed, signedOut]) {
      const way = await come(pupil, lectureId, (await joinOf(pupil, lectureId)).token)
      await way.until('welcome')
      ways.push(way)
    }
    await theClass.teacher.client.call(removeMember, { classId: theClass.id, accountId: removed.id }, {})
    await signedOut.client.call(signOutEverywhere, {}, {})
    for (const { heard } of ways)
      await expect
        .poll(() => heard.findLast((one) => one.t === 'farewell')?.code, { timeout: 4_000 })
        .toBe('removed')
  })

  test('is closed to other sites, and to who is not of the class', async () => {
    const theClass = await school.aClass({ students: 1 })
    const other = await school.aClass({ students: 1 })
    const lectureId = await start(theClass)
    const pupil = theClass.students[0]!
    const elsewhere = await come(pupil, lectureId, 'x', 'https://elsewhere.example')
    await expect.poll(elsewhere.refused, { timeout: 15_000 }).toBe(403)
    const outsider = await come(other.students[0]!, lectureId, 'x')
    await expect.poll(outsider.refused, { timeout: 15_000 }).toBe(404)
  })
})

test('of several relays a lecture has one, and most stay where they are when one is added', () => {
  const relays = ['http://a:1', 'http://b:1', 'http://c:1']
  const lessons = Array.from({ length: 300 }, () => newId())
  const placed = lessons.map((id) => relayAmong(relays, id))
  expect(lessons.map((id) => relayAmong([...relays].reverse(), id))).toEqual(placed)
  for (const relay of relays) expect(placed.filter((one) => one === relay).length).toBeGreaterThan(50)
  const more = [...relays, 'http://d:1']
  const moved = lessons.filter((id, index) => relayAmong(more, id) !== placed[index])
  expect(moved.every((id) => relayAmong(more, id) === 'http://d:1')).toBe(true)
  expect(relayAmong([], 'x')).toBeNull()
})

test('a password for a TURN server names its end and its owner, and is the one that coturn works out', () => {
  const [server] = iceServersFor({ turnUrls: ['turn:t:3478'], turnSecret: 'north' }, 'me', new Date(0))
  expect(server).toEqual({
    urls: ['turn:t:3478'],
    username: '43200:me',
    // echo -n 43200:me | openssl dgst -sha1 -hmac north -binary | base64
    credential: 'h3NfUBA1NqtJg8ykxYbBiGp0W9k=',
  })
  expect(iceServersFor({ turnUrls: [], turnSecret: 'north' }, 'me', new Date(0))).toEqual([])
})
