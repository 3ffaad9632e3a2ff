import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { getRegister } from '#domain/attendance/contract.ts'
import { newId } from '#domain/ids.ts'
import * as lectures from '#domain/lectures/contract.ts'
import { CONFIG_KEYS } from '#domain/lectures/jitsi/contract.ts'
import { JITSI_TOKEN_SECONDS } from '#domain/lectures/jitsi/token.ts'
import { checkJitsi, joinMedia } from '#domain/lectures/media/contract.ts'
import { loadConfig } from '#platform/config.ts'
import { jitsiServerOf } from '#platform/jitsi.ts'
import { jwtOf } from '#platform/jwt.ts'
import { verdictOf } from '../../e2e/support/jitsi-token.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'
import { jitsiPathOf, jitsiToken } from './engines/jitsi.ts'
import { jitsiRoomOf, lectureOfRoom } from './engines/jitsi-room.ts'

const SECRET = 'told-to-the-deployment-alone'
const EVENTS_SECRET = 'told-by-the-deployment'
const KEY = Buffer.alloc(32, 7).toString('base64')
const ENV = {
  APP_KEY: KEY,
  JITSI_URL: 'https://meet.test:8443',
  JITSI_APP_ID: 'lectern',
  JITSI_APP_SECRET: SECRET,
  JITSI_EVENTS_SECRET: EVENTS_SECRET,
}
const believes = { appId: 'lectern', secret: SECRET }
const seconds = () => Math.floor(Date.now() / 1_000)
const claimsIn = (jwt: string, part = 1) =>
  JSON.parse(Buffer.from(jwt.split('.')[part] ?? '', 'base64url').toString())

const server = jitsiServerOf(loadConfig(ENV))!
const room = 'lec-1'
const guest = { id: newId(), displayName: '小明 Sam', moderator: false }
const minted = (more: Partial<typeof guest> = {}) =>
  jitsiToken(server, room, { ...guest, ...more }, new Date()).jwt

describe('a token for Jitsi', () => {
  it('makes a student a participant, and only who leads a moderator', () => {
    expect(verdictOf(minted(), room, believes, seconds())).toEqual({
      id: guest.id,
      name: '小明 Sam',
      affiliation: 'member',
      role: 'participant',
    })
    expect(verdictOf(minted({ moderator: true }), room, believes, seconds())).toMatchObject({
      role: 'moderator',
    })
  })

  it('names one audience as text, one room in lower case, and nothing that the person did not need to tell', () => {
    const claims = claimsIn(minted())
    expect(claims).toMatchObject({ aud: 'jitsi', iss: 'lectern', sub: 'meet.test', room })
    expect(Object.keys(claims.context.user).sort()).toEqual(['affiliation', 'id', 'moderator', 'name'])
    expect(claims.context.features).toMatchObject({ recording: false, livestreaming: false })
    expect(() => jitsiToken(server, 'Lec-1', guest, new Date())).toThrow('lower case')
    expect(() => jitsiToken(server, '*', guest, new Date())).toThrow('lower case')
  })

  it('lets somebody in for at most ten minutes', () => {
    const jwt = minted()
    const { nbf, exp } = claimsIn(jwt)
    expect(exp - nbf).toBeLessThanOrEqual(600)
    expect(verdictOf(jwt, room, believes, seconds() + JITSI_TOKEN_SECONDS + 1)).toEqual({
      refused: 'Not acceptable by exp',
    })
  })

  const signed = (change: Record<string, unknown>) =>
    jwtOf({ ...claimsIn(minted()), ...change }, server.signer)
  test.each([
    ['another room', signed({ room: 'lec-2' }), 'Room does not match the room from token'],
    ['an audience that is a list', signed({ aud: ['jitsi'] }), "invalid 'aud' claim"],
    ['another issuer', signed({ iss: 'somebody' }), "invalid 'iss' claim"],
    ['no subject', signed({ sub: undefined }), "'sub' claim is missing"],
    ['an end that is past', signed({ exp: 1 }), 'Not acceptable by exp'],
    ['a beginning to come', signed({ nbf: seconds() + 900 }), 'Not acceptable by nbf'],
    ['another secret', jwtOf(claimsIn(minted()), { alg: 'HS256', secret: 'x' }), 'Invalid signature'],
    ['nothing', '', 'Invalid token'],
  ])('is refused with %s by the rules that a deployment was seen to keep', (_what, jwt, refused) => {
    expect(verdictOf(jwt, room, believes, seconds())).toEqual({ refused })
  })

  it('is signed by a key where 8x8 hosts, in its folder and with its words', () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    const hosted = jitsiServerOf(
      loadConfig({
        JITSI_URL: 'https://8x8.vc',
        JITSI_APP_ID: 'vpaas-magic-cookie-1',
        JITSI_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        JITSI_KEY_ID: 'k1',
      }),
    )!
    const { jwt } = jitsiToken(hosted, room, { ...guest, moderator: true }, new Date())
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const verdict = verdictOf(jwt, room, { appId: 'chat', publicKey: pem }, seconds())
    expect(verdict).toMatchObject({ role: 'moderator' })
    expect(claimsIn(jwt, 0)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'vpaas-magic-cookie-1/k1' })
    expect(claimsIn(jwt)).toMatchObject({
      sub: 'vpaas-magic-cookie-1',
      context: { user: { moderator: 'true' }, features: { recording: 'false' } },
    })
    expect(jitsiPathOf(hosted, room)).toBe('vpaas-magic-cookie-1/lec-1')
  })
})

describe('the room of a lecture', () => {
  it('is always the same, in lower case, and names its lecture to us alone', () => {
    const lectureId = newId()
    const named = jitsiRoomOf(KEY, lectureId)
    expect(named).toBe(jitsiRoomOf(KEY, lectureId))
    expect(named).toMatch(/^lec-[0-9a-f-]+$/)
    expect(lectureOfRoom(KEY, named)).toBe(lectureId)
    expect(jitsiRoomOf('another key', lectureId)).not.toBe(named)
  })

  it('that somebody guessed from a lecture’s id is none', () => {
    const named = jitsiRoomOf(KEY, newId())
    const last = named.endsWith('0') ? '1' : '0'
    for (const other of [named.slice(0, -1) + last, named.slice(0, -1), `${named}0`, 'lec-1', ''])
      expect(lectureOfRoom(KEY, other)).toBeNull()
  })
})

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start({ env: ENV })
})

const startIn = async ({ id, teacher }: TestClass) => {
  const input = { id: newId(), title: 'Fractions', held: 'online' as const }
  return teacher.client.call(lectures.startLessonNow, { classId: id }, input)
}
const joinOf = async (person: Person, lectureId: string) => {
  const joined = await person.client.call(joinMedia, { lectureId }, {})
  if (joined.kind !== 'jitsi') throw new Error(joined.kind)
  return joined
}

describe('a lesson on Jitsi', () => {
  it('is what a new one becomes where a deployment is named, and roles come from the enrollment', async () => {
    const here = await school.aClass({ students: 1 })
    const lectureId = (await startIn(here)).lecture!.id
    const [teacher, student] = [
      await joinOf(here.teacher, lectureId),
      await joinOf(here.students[0]!, lectureId),
    ]
    expect(teacher).toMatchObject({ origin: ENV.JITSI_URL, domain: 'meet.test:8443' })
    expect(student.room).toBe(teacher.room)
    expect(verdictOf(teacher.jwt, teacher.room, believes, seconds())).toMatchObject({
      id: here.teacher.id,
      role: 'moderator',
    })
    expect(verdictOf(student.jwt, student.room, believes, seconds())).toMatchObject({
      id: here.students[0]!.id,
      role: 'participant',
    })
    expect(new Date(student.expiresAt).getTime()).toBeGreaterThan(Date.now())
  })

  it('sets nothing that a deployment does not let an address change, and switches off what is ours', async () => {
    const here = await school.aClass({ students: 1 })
    const { config } = await joinOf(here.students[0]!, (await startIn(here)).lecture!.id)
    const known: readonly string[] = CONFIG_KEYS
    expect(Object.keys(config).filter((key) => !known.includes(key))).toEqual([])
    expect(config).toMatchObject({
      disableDeepLinking: true,
      'deeplinking.disabled': true,
      disableChat: true,
      disablePolls: true,
      'whiteboard.enabled': false,
      participantsPane: { enabled: false },
      startWithAudioMuted: true,
    })
    for (const button of ['chat', 'raisehand', 'whiteboard', 'participants-pane', 'mute-everyone', 'hangup'])
      expect(config.toolbarButtons).not.toContain(button)
  })

  it('that began without Jitsi goes on without', async () => {
    const here = await school.aClass({ students: 1 })
    const lectureId = (await startIn(here)).lecture!.id
    const { db } = school.services.connection
    await db.updateTable('lecture').set({ engine: 'none' }).where('id', '=', lectureId).execute()
    const joined = await here.teacher.client.call(joinMedia, { lectureId }, {})
    expect(joined.kind).toBe('none')
  })
})

test('pages name exactly the deployment, and only where there is one', async () => {
  const policyOf = async (of: TestSchool) => {
    const { headers } = await of.visitor().fetch('/api/health')
    return { csp: headers.get('content-security-policy'), use: headers.get('permissions-policy') }
  }
  const named = await policyOf(school)
  expect(named.csp).toContain('frame-src https://meet.test:8443;')
  // Its script never runs in our origin.
  expect(named.csp).toContain("script-src 'self';")
  expect(named.csp?.match(/meet\.test/g)).toHaveLength(1)
  expect(named.use).toContain('camera=(self "https://meet.test:8443")')
  expect(named.use).toContain('geolocation=()')
  const none = await policyOf(await TestSchool.start())
  expect(none.csp).toContain("frame-src 'none'")
  expect(none.use).toContain('camera=(self),')
})

/** As `event_sync` sends it; bodies as a Prosody was seen to send them. */
const tell = async (body: unknown, bearer = EVENTS_SECRET, of = school) => {
  const answer = await of.visitor().fetch('/api/jitsi/events/occupant/joined', {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return answer.status
}
const lessonOnJitsi = async () => {
  const here = await school.aClass({ students: 2 })
  const lesson = await startIn(here)
  const lectureId = lesson.lecture!.id
  const [student] = here.students as [Person]
  const place = {
    room_name: jitsiRoomOf(KEY, lectureId),
    room_jid: `${jitsiRoomOf(KEY, lectureId)}@muc.meet.jitsi`,
    is_breakout: false,
  }
  const begun = Math.floor(new Date(lesson.lecture!.startedAt).getTime() / 1_000)
  const occupant = (from: number, to?: number, connection = 'a') => ({
    occupant_jid: `${connection}@meet.jitsi/x`,
    id: student.id,
    name: 'Sam',
    email: 'sam@x',
    affiliation: 'member',
    joined_at: begun + from,
    ...(to === undefined ? {} : { left_at: begun + to }),
  })
  const joined = (from: number, connection?: string) => ({
    event_name: 'muc-occupant-joined',
    ...place,
    active_occupants_count: 1,
    occupant: occupant(from, undefined, connection),
  })
  const left = (from: number, to: number, connection?: string) => ({
    event_name: 'muc-occupant-left',
    ...place,
    occupant: occupant(from, to, connection),
  })
  const destroyed = (to: number, all: unknown[]) => ({
    event_name: 'muc-room-destroyed',
    ...place,
    created_at: begun,
    destroyed_at: begun + to,
    all_occupants: all,
  })
  const stays = async () => {
    const rows = await school.services.connection.db
      .selectFrom('enginePresence')
      .select(['joinedAt', 'leftAt'])
      .where('lectureId', '=', lectureId)
      .orderBy('joinedAt')
      .execute()
    return rows.map((row) =>
      [row.joinedAt, row.leftAt].map((at) => at && Math.round(at.getTime() / 1_000 - begun)),
    )
  }
  return { here, lesson, lectureId, student, place, occupant, joined, left, destroyed, stays }
}

describe('what a deployment tells of comings and goings', () => {
  it('is kept once, in whatever order and however often it is told', async () => {
    const { joined, left, destroyed, occupant, place, stays } = await lessonOnJitsi()
    const events = [
      left(10, 100),
      joined(10),
      { event_name: 'muc-room-created', ...place, created_at: 1 },
      joined(10),
      left(10, 100),
      joined(200, 'b'),
      // The second going was lost: the end of the room tells it.
      destroyed(400, [occupant(10, 100), occupant(200, undefined, 'b')]),
      joined(200, 'b'),
    ]
    for (const event of events) expect(await tell(event)).toBe(204)
    expect(await stays()).toEqual([
      [10, 100],
      [200, 400],
    ])
  })

  it('counts in the register of somebody whom our own page never saw, and no further than the lesson', async () => {
    const { here, lesson, lectureId, student, joined, left } = await lessonOnJitsi()
    expect(await tell(joined(0))).toBe(204)
    expect(await tell(left(0, 9_000))).toBe(204)
    school.offsetMs = 45 * 60_000
    try {
      await here.teacher.client.call(lectures.endLecture, { lectureId }, {})
    } finally {
      school.offsetMs = 0
    }
    const register = await here.teacher.client.call(getRegister, { lessonId: lesson.id }, {})
    const minutesOf = (person: Person) =>
      register.rows.find(({ accountId }) => accountId === person.id)?.minutes
    expect(minutesOf(student)).toBeGreaterThanOrEqual(44)
    expect(minutesOf(student)).toBeLessThanOrEqual(45)
    expect(minutesOf(here.students[1]!)).toBe(0)
  })

  it('is believed with the right bearer alone, and not at all where none was agreed', async () => {
    const { joined, stays } = await lessonOnJitsi()
    for (const bearer of ['', 'x', `${EVENTS_SECRET}x`, EVENTS_SECRET.slice(1)])
      expect(await tell(joined(5), bearer)).toBe(401)
    expect(await stays()).toEqual([])
    expect(await tell(joined(5), 'undefined', await TestSchool.start())).toBe(401)
  })

  it('of rooms and people that are none of ours is passed over; what is no event, or too large, is refused', async () => {
    const { joined, stays } = await lessonOnJitsi()
    const strange = joined(5)
    expect(await tell({ ...strange, room_name: 'catchup' })).toBe(204)
    expect(await tell({ ...strange, room_name: `lec-${'0'.repeat(32)}-${'0'.repeat(24)}` })).toBe(204)
    expect(await tell({ ...strange, occupant: { ...strange.occupant, id: newId() } })).toBe(204)
    expect(await stays()).toEqual([])
    expect(await tell('{')).toBe(400)
    expect(await tell({ ...strange, event_name: 'another' })).toBe(400)
    expect(await tell(' '.repeat(600_000))).toBe(413)
  })
})

test('an administrator’s check says what the deployment is, with a member’s token for a room of its own', async () => {
  const owner = await school.person('owner')
  const { deployment } = await owner.client.call(checkJitsi, {}, {})
  // Nothing is called meet.test.
  expect(deployment).toMatchObject({ answers: null, events: true })
  const { jwt, room: tried } = deployment!.join
  expect(tried).toMatch(/^check-[0-9a-f]{24}$/)
  expect(verdictOf(jwt, tried, believes, seconds())).toMatchObject({ role: 'participant' })
  const none = await TestSchool.start()
  const other = await none.person('owner')
  expect(await other.client.call(checkJitsi, {}, {})).toEqual({ deployment: null })
})
