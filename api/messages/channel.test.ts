import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#domain/ids.ts'
import {
  addReaction,
  createChannel,
  getChannel,
  listChannels,
  removeReaction,
  typing,
  updateChannel,
} from '#domain/messages/contract.ts'
import { REACTION_KINDS } from '#domain/messages/reaction.ts'
import { topicOf } from '#domain/realtime.ts'
import { TestSchool } from '../testing/school.ts'
import { aChannel, channelOf, read, say } from './testing.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const kindsOf = async (person: { client: import('../testing/client.ts').Client }, classId: string) =>
  (await person.client.call(listChannels, { classId }, {})).channels.map((channel) => channel.kind)

describe('channels', () => {
  test('a class is born with three; those of its lectures are not in the list, and are opened one by one', async () => {
    const { id, teacher, students } = await school.aClass()
    const lessonChat = newId()
    await school.services.connection.db
      .insertInto('channel')
      .values({ id: lessonChat, audienceId: id, name: 'Lesson', kind: 'lecture', createdAt: new Date() })
      .execute()
    expect(await kindsOf(students[0]!, id)).toEqual(['announcements', 'general', 'questions'])
    expect(await kindsOf(teacher, id)).toHaveLength(3)
    expect(await students[0]!.client.call(getChannel, { channelId: lessonChat }, {})).toMatchObject({
      kind: 'lecture',
      lastMessageNo: 0,
    })
    const { teacher: stranger } = await school.aClass()
    expect(await stranger.client.status(getChannel, { channelId: lessonChat }, {})).toBe(404)
  })

  test('teachers add, rename, close and archive; a retry makes no second channel', async () => {
    const { id: classId, teacher, students } = await school.aClass()
    const input = { id: newId(), name: 'Projects' }
    const first = await teacher.client.call(createChannel, { classId }, input)
    expect(await teacher.client.call(createChannel, { classId }, input)).toEqual(first)
    expect(await students[0]!.client.status(createChannel, { classId }, { ...input, id: newId() })).toBe(403)
    const change = (change: object) => teacher.client.call(updateChannel, { channelId: first.id }, change)
    expect((await change({ name: 'Group work', posting: 'staff' })).name).toBe('Group work')
    expect(await students[0]!.client.status(updateChannel, { channelId: first.id }, { name: 'x' })).toBe(403)
    await change({ archived: true })
    expect(await kindsOf(teacher, classId)).toEqual(['announcements', 'general', 'questions', 'custom'])
    expect((await change({ archived: false })).archived).toBe(false)
  })

  test('another class’s id cannot be taken over', async () => {
    const mine = await school.aClass()
    const other = await aChannel(school)
    expect(
      await mine.teacher.client.status(
        createChannel,
        { classId: mine.id },
        { id: other.channelId, name: 'x' },
      ),
    ).toBe(409)
    expect(
      await mine.teacher.client.status(updateChannel, { channelId: other.channelId }, { name: 'x' }),
    ).toBe(404)
    expect(await mine.teacher.client.status(listChannels, { classId: other.id }, {})).toBe(404)
  })

  test('general and announcements stay as they are', async () => {
    const aClass = await school.aClass()
    const { client } = aClass.teacher
    const general = { channelId: await channelOf(aClass, 'general') }
    const announcements = { channelId: await channelOf(aClass, 'announcements') }
    expect(await client.status(updateChannel, general, { name: 'x' })).toBe(400)
    expect(await client.status(updateChannel, general, { archived: true })).toBe(400)
    expect(await client.status(updateChannel, announcements, { posting: 'everyone' })).toBe(400)
    expect(await client.status(updateChannel, general, { posting: 'staff' })).toBe(200)
  })
})

describe('reactions', () => {
  test('reacting twice counts once, and only the own reaction is taken back', async () => {
    const { channelId, students } = await aChannel(school)
    const [first, second] = students
    const { id: messageId } = await say(first!, channelId, 'hi')
    for (let n = 0; n < 2; n++) await second!.client.call(addReaction, { messageId }, { emoji: '👍' })
    await first!.client.call(removeReaction, { messageId }, { emoji: '👍' })
    expect((await read(first!, channelId)).messages[0]?.reactions).toEqual([
      { emoji: '👍', people: [{ id: second!.id, displayName: second!.displayName }] },
    ])
    await second!.client.call(removeReaction, { messageId }, { emoji: '👍' })
    expect((await read(first!, channelId)).messages[0]?.reactions).toEqual([])
  })

  test('a message carries at most twenty kinds, even when they come at once', async () => {
    const { channelId, students } = await aChannel(school, { students: 1 })
    const { id: messageId } = await say(students[0]!, channelId, 'hi')
    const many = Array.from({ length: REACTION_KINDS + 5 }, (_, n) => String.fromCodePoint(0x1f600 + n))
    const statuses = await Promise.all(
      many.map((emoji) => students[0]!.client.status(addReaction, { messageId }, { emoji })),
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(REACTION_KINDS)
    expect(statuses.filter((status) => status === 409)).toHaveLength(5)
  })

  test('an emoji with and without its variation selector is one reaction, given and taken back', async () => {
    const { channelId, students } = await aChannel(school)
    const [first, second] = students
    const { id: messageId } = await say(first!, channelId, 'hi')
    await first!.client.call(addReaction, { messageId }, { emoji: '1️⃣' })
    await second!.client.call(addReaction, { messageId }, { emoji: '1⃣' })
    const reactions = async () => (await read(first!, channelId)).messages[0]?.reactions
    expect((await reactions())?.map((one) => [one.emoji, one.people.length])).toEqual([['1️⃣', 2]])
    await first!.client.call(removeReaction, { messageId }, { emoji: '1⃣' })
    await second!.client.call(removeReaction, { messageId }, { emoji: '1️⃣' })
    expect(await reactions()).toEqual([])
  })

  test('what is not one emoji is refused', async () => {
    const { channelId, students } = await aChannel(school)
    const { id: messageId } = await say(students[0]!, channelId, 'hi')
    for (const emoji of ['x', '', '<b>', '👍👍', 'a👍', '1', '™', '🇨']) {
      expect(await students[0]!.client.status(addReaction, { messageId }, { emoji }), emoji).toBe(400)
    }
    for (const emoji of ['❤️', '👩‍🏫', '👍🏽', '🇨🇳', '🏴󠁧󠁢󠁥󠁮󠁧󠁿']) {
      expect(await students[0]!.client.status(addReaction, { messageId }, { emoji }), emoji).toBe(200)
    }
  })

  test('students may react to an announcement', async () => {
    const { channelId, teacher, students } = await aChannel(school, { kind: 'announcements' })
    const { id: messageId } = await say(teacher, channelId, 'Trip on Friday')
    expect(await students[0]!.client.status(addReaction, { messageId }, { emoji: '🎉' })).toBe(200)
  })
})

describe('typing', () => {
  test('is passed on with the name, at most every three seconds, and never stored', async () => {
    const { channelId, teacher, students } = await aChannel(school)
    const topic = topicOf('channel', channelId)
    const listener = await teacher.client.socket()
    await listener.subscribe(topic)
    const typist = await students[0]!.client.socket()
    await typist.subscribe(topic)
    for (let n = 0; n < 5; n++) await typist.ask(topic, typing.name, {})
    const frame = await listener.until((one) => one.t === 'signal')
    expect(frame).toMatchObject({
      name: 'channel.typing',
      by: students[0]!.id,
      payload: { displayName: students[0]!.displayName },
    })
    expect(listener.frames.filter((one) => one.t === 'signal')).toHaveLength(1)
    expect((await read(teacher, channelId)).eventNo).toBe(0)
  })

  test('of who may not write is not passed on', async () => {
    const { channelId, teacher, students } = await aChannel(school, { kind: 'announcements' })
    const topic = topicOf('channel', channelId)
    const listener = await teacher.client.socket()
    await listener.subscribe(topic)
    const typist = await students[0]!.client.socket()
    await typist.subscribe(topic)
    expect(await typist.ask(topic, typing.name, {})).toMatchObject({ t: 'refused', kind: 'forbidden' })
    expect(listener.frames.filter((one) => one.t === 'signal')).toHaveLength(0)
  })
})
