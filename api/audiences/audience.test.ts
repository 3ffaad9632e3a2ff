import { beforeAll, describe, expect, test } from 'vitest'
import { getMe } from '#domain/accounts/contract.ts'
import {
  addAudienceMember,
  createGroup,
  getAudience,
  removeAudienceMember,
  startConversation,
} from '#domain/audiences/contract.ts'
import { removeMember, setMember } from '#domain/classes/contract.ts'
import { newId } from '#domain/ids.ts'
import { unreadOf } from '#domain/messages/channel.ts'
import {
  createChannelFor,
  getChannel,
  listChannels,
  listMessages,
  listOtherChannels,
  markRead,
  sendMessage,
  updateChannel,
} from '#domain/messages/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { read, say } from '../messages/testing.ts'
import { earlierDatabase } from '../testing/database.ts'
import { type Person, TestSchool } from '../testing/school.ts'

let school: TestSchool
let owner: Person

beforeAll(async () => {
  school = await TestSchool.start()
  owner = await school.person('owner')
})

const channelFor = async (maker: Person, audienceId: string, posting: 'everyone' | 'staff' = 'everyone') =>
  (await maker.client.call(createChannelFor, {}, { id: newId(), audienceId, name: 'Talk', posting })).id

/** A group in a class with its first student, made by the teacher, and a channel of it. */
const aGroup = async () => {
  const aClass = await school.aClass({ students: 2 })
  const [inside, outside] = aClass.students as [Person, Person]
  const group = await aClass.teacher.client.call(
    createGroup,
    {},
    { id: newId(), name: 'Poster', classId: aClass.id, accountIds: [inside.id] },
  )
  return {
    ...aClass,
    inside,
    outside,
    groupId: group.id,
    channelId: await channelFor(aClass.teacher, group.id),
  }
}

const unreadIn = async (person: Person, channelId: string) => {
  const { channels } = await person.client.call(listOtherChannels, {}, { limit: 100 })
  const found = channels.find(({ id }) => id === channelId)
  return found && unreadOf(found)
}

const post = (person: Person, channelId: string) =>
  person.client.status(sendMessage, { channelId }, { id: newId(), body: 'x' })
const reads = (person: Person, channelId: string) => person.client.status(listMessages, { channelId }, {})

describe('a channel of the whole school', () => {
  test('is read by everybody of the school but guests, and is unread until it is read', async () => {
    const channelId = await channelFor(owner, school.id)
    const { teacher, students } = await school.aClass()
    const student = students[0]!
    const [guardian, guest] = [await school.guardianOf(student), await school.person('guest')]
    await say(owner, channelId, 'tomorrow is free')
    for (const person of [teacher, student, guardian]) {
      expect((await read(person, channelId)).messages.map(({ body }) => body)).toEqual(['tomorrow is free'])
      expect(await unreadIn(person, channelId)).toBe(1)
    }
    expect([await reads(guest, channelId), await unreadIn(guest, channelId)]).toEqual([404, undefined])
    await student.client.call(markRead, { channelId }, { no: 1 })
    expect([await unreadIn(student, channelId), await unreadIn(owner, channelId)]).toEqual([0, 0])
    // Who comes later begins with what is written from then on.
    expect(await unreadIn(await school.person('student'), channelId)).toBe(0)
  })

  test('is written in by all but guardians, or by staff alone, and belongs to administration', async () => {
    const [open, news] = [
      await channelFor(owner, school.id),
      await channelFor(owner, school.id, 'staff'),
    ] as const
    const [teacher, student] = [await school.person('teacher'), await school.person('student')]
    const guardian = await school.guardianOf(student)
    expect([await post(teacher, open), await post(student, open), await post(guardian, open)]).toEqual([
      200, 200, 403,
    ])
    expect([await post(teacher, news), await post(student, news)]).toEqual([200, 403])
    expect(await teacher.client.status(updateChannel, { channelId: open }, { name: 'Mine' })).toBe(403)
    const listed = await student.client.call(getChannel, { channelId: news }, {})
    expect([listed.classId, listed.audience.kind]).toEqual([null, 'school'])
  })

  test('tells whoever listens to the school of a new channel, and to the channel of each message', async () => {
    const student = await school.person('student')
    const socket = await student.client.socket()
    const topic = topicOf('audience', school.id)
    expect((await socket.subscribe(topic)).t).toBe('subscribed')
    const channelId = await channelFor(owner, school.id)
    expect((await socket.event('channel.created')).payload).toMatchObject({ channel: { id: channelId } })
    expect((await socket.subscribe(topicOf('channel', channelId))).t).toBe('subscribed')
    await say(owner, channelId, 'hello')
    expect((await socket.event('message.sent')).topic).toBe(topicOf('channel', channelId))
    const guest = await (await school.person('guest')).client.socket()
    expect((await guest.subscribe(topic)).t).toBe('refused')
    expect((await guest.subscribe(topicOf('channel', channelId))).t).toBe('refused')
  })
})

describe('a group', () => {
  test('of a class is read by who is in it and by the staff of the class; to the others it does not exist', async () => {
    const { id: classId, teacher, inside, outside, groupId, channelId } = await aGroup()
    await say(inside, channelId, 'our poster')
    expect([await reads(teacher, channelId), await reads(inside, channelId)]).toEqual([200, 200])
    for (const person of [outside, owner, await school.guardianOf(inside)])
      expect([await reads(person, channelId), await post(person, channelId)]).toEqual([404, 404])
    expect(await outside.client.status(getAudience, { audienceId: groupId }, {})).toBe(404)
    const { members } = await inside.client.call(getAudience, { audienceId: groupId }, {})
    expect(members.map(({ id }) => id)).toEqual([inside.id])
    expect([await unreadIn(teacher, channelId), await unreadIn(outside, channelId)]).toEqual([1, undefined])
    // The channels of the class are as they were.
    const { channels } = await outside.client.call(listChannels, { classId }, {})
    expect(channels.map(({ kind }) => kind)).toEqual(['announcements', 'general', 'questions'])
    expect((await outside.client.call(getMe, {}, {})).classes[0]?.unread).toBe(0)
  })

  test('hears at once who was put in, with nothing unread, and no longer who was taken out, open socket included', async () => {
    const { teacher, outside, groupId, channelId } = await aGroup()
    await say(teacher, channelId, 'before')
    const params = { audienceId: groupId, accountId: outside.id }
    await teacher.client.call(addAudienceMember, params, {})
    await teacher.client.call(addAudienceMember, params, {})
    expect(await unreadIn(outside, channelId)).toBe(0)
    expect((await outside.client.call(getMe, {}, {})).audiences).toEqual([groupId])
    const socket = await outside.client.socket()
    const topic = topicOf('channel', channelId)
    await socket.subscribe(topic)
    await socket.subscribe(topicOf('audience', groupId))
    await say(teacher, channelId, 'while in it')
    await socket.event('message.sent')
    await teacher.client.call(removeAudienceMember, params, {})
    await socket.until((frame) => frame.t === 'withdrawn' && frame.topic === topicOf('audience', groupId))
    await say(teacher, channelId, 'after')
    expect(await reads(outside, channelId)).toBe(404)
    expect((await socket.subscribe(topic)).t).toBe('refused')
    expect(socket.events(topic).map(({ payload }) => payload)).toHaveLength(1)
    expect(await teacher.client.status(removeAudienceMember, params, {})).toBe(404)
  })

  test('of a class takes in nobody from outside it, and leaving the class is leaving its groups for good', async () => {
    const { id: classId, teacher, inside, groupId, channelId } = await aGroup()
    const stranger = await school.person('student')
    const member = { audienceId: groupId, accountId: stranger.id }
    expect(await teacher.client.status(addAudienceMember, member, {})).toBe(404)
    const own = { classId, accountId: inside.id }
    await teacher.client.call(removeMember, own, {})
    await teacher.client.call(setMember, own, { role: 'student' })
    expect([await reads(inside, channelId), await post(inside, channelId)]).toEqual([404, 404])
    const rows = await school.services.connection.query<{ ended: boolean }>(
      'select ended_at is not null as ended from audience_member where audience_id = $1',
      [groupId],
    )
    expect(rows).toEqual([{ ended: true }])
  })

  test('of the school, such as a staff room, is made by administration, and read by nobody who is not in it', async () => {
    const [teacher, other] = [await school.person('teacher'), await school.person('teacher')]
    const input = { id: newId(), name: 'Staff room', accountIds: [owner.id, teacher.id] }
    expect(await teacher.client.status(createGroup, {}, input)).toBe(403)
    const made = await owner.client.call(createGroup, {}, input)
    expect(await owner.client.call(createGroup, {}, input)).toEqual(made)
    const channelId = await channelFor(teacher, made.id)
    expect([
      await post(owner, channelId),
      await post(teacher, channelId),
      await post(other, channelId),
    ]).toEqual([200, 200, 404])
    expect(await other.client.status(createGroup, {}, { ...input, classId: made.id })).toBe(404)
  })
})

describe('a conversation', () => {
  test('is among the people named, and not even administration reads it', async () => {
    const [one, two, three] = [
      await school.person('teacher'),
      await school.person('teacher'),
      await school.person('teacher'),
    ]
    const { id } = await one.client.call(startConversation, {}, { id: newId(), accountIds: [two.id] })
    const channelId = await channelFor(one, id)
    await say(one, channelId, 'between us')
    expect([await reads(two, channelId), await unreadIn(two, channelId)]).toEqual([200, 1])
    for (const person of [owner, three]) {
      expect([await reads(person, channelId), await unreadIn(person, channelId)]).toEqual([404, undefined])
      expect((await (await person.client.socket()).subscribe(topicOf('channel', channelId))).t).toBe(
        'refused',
      )
      const member = { audienceId: id, accountId: person.id }
      expect(await person.client.status(addAudienceMember, member, {})).toBe(404)
    }
    await two.client.call(removeAudienceMember, { audienceId: id, accountId: two.id }, {})
    expect(await reads(two, channelId)).toBe(404)
  })

  test('is begun by staff with staff until the rule for the young is there', async () => {
    const [teacher, student] = [await school.person('teacher'), await school.person('student')]
    const begin = (by: Person, to: Person) =>
      by.client.status(startConversation, {}, { id: newId(), accountIds: [to.id] })
    expect([await begin(teacher, student), await begin(student, teacher)]).toEqual([404, 403])
  })
})

test('the database holds nothing for two audiences, for none, or for people of another school', async () => {
  const { query } = school.services.connection
  const other = newId()
  await query(
    `insert into school (id, name, locale, time_zone, created_at) values ($1, 'Other', 'en', 'UTC', now())`,
    [other],
  )
  const { id: classId } = await school.aClass()
  const refused = (statement: string, values: unknown[]) =>
    query(statement, values).then(
      () => 'written',
      (error: { code: string }) => error.code,
    )
  const audience = `insert into audience (id, school_id, kind, class_id, name, created_at) values ($1, $2, $3, $4, $5, now())`
  const [check, key, missing] = ['23514', '23503', '23502']
  expect(await refused(audience, [newId(), school.id, 'class', classId, null])).toBe(check)
  expect(await refused(audience, [newId(), school.id, 'school', null, null])).toBe(check)
  expect(await refused(audience, [newId(), school.id, 'group', classId, null])).toBe(check)
  expect(await refused(audience, [newId(), school.id, 'people', classId, null])).toBe(check)
  expect(await refused(audience, [newId(), other, 'group', classId, 'G'])).toBe(key)
  const channel = `insert into channel (id, audience_id, name, kind, created_at) values ($1, $2, 'C', 'custom', now())`
  expect(await refused(channel, [newId(), null])).toBe(missing)
  expect(await refused(channel, [newId(), newId()])).toBe(key)
  expect(
    await refused(
      `insert into audience_member (audience_id, account_id, school_id, started_at) values ($1, $2, $3, now())`,
      [other, owner.id, other],
    ),
  ).toBe(key)
})

test('a database of the release before keeps every channel, file and unread message, each for its class', async () => {
  const { connection, update } = await earlierDatabase('20261130T1020_audience')
  const [schoolId, account, term, classId, channel, file] = [
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
  ]
  const write = connection.query
  await write(
    `insert into school (id, name, locale, time_zone, created_at) values ($1, 'S', 'en', 'UTC', now())`,
    [schoolId],
  )
  await write(
    `insert into account (id, school_id, username, username_key, display_name, role, created_at)
     values ($1, $2, 'bo', 'bo', 'Bo', 'student', now())`,
    [account, schoolId],
  )
  await write(
    `insert into term (id, school_id, name, starts_on, ends_on) values ($1, $2, 'T', '2026-01-01', '2026-12-31')`,
    [term, schoolId],
  )
  await write(
    `insert into class (id, school_id, term_id, code, code_key, name, hue, created_at)
     values ($1, $2, $3, 'C', 'c', 'C', 0, now())`,
    [classId, schoolId, term],
  )
  await write(
    `insert into channel (id, class_id, name, kind, last_message_no, created_at) values ($1, $2, 'G', 'general', 7, now())`,
    [channel, classId],
  )
  await write(
    `insert into read_state (channel_id, account_id, read_no, updated_at) values ($1, $2, 4, now())`,
    [channel, account],
  )
  await write(
    `insert into file (id, school_id, class_id, owner_id, name, media_type, size, sha256, blob_key, created_at)
     values ($1, $2, $3, $4, 'a', 'text/plain', 1, 'x', 'x', now()), ($5, $2, null, $4, 'b', 'text/plain', 1, 'y', 'y', now())`,
    [file, schoolId, classId, account, newId()],
  )
  await update()
  expect(
    await write(
      `select a.kind, a.class_id, a.school_id, c.last_message_no - r.read_no as unread
       from channel c join audience a on a.id = c.audience_id join read_state r on r.channel_id = c.id`,
    ),
  ).toEqual([{ kind: 'class', class_id: classId, school_id: schoolId, unread: 3 }])
  expect(await write(`select name, audience_id from file order by name`)).toEqual([
    { name: 'a', audience_id: classId },
    { name: 'b', audience_id: null },
  ])
  expect(await write(`select kind from audience order by kind`)).toEqual([
    { kind: 'class' },
    { kind: 'school' },
  ])
})
