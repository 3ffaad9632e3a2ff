import { beforeAll, describe, expect, test } from 'vitest'
import { getMe } from '#domain/accounts/contract.ts'
import { newId } from '#domain/ids.ts'
import { unreadOf } from '#domain/messages/channel.ts'
import { channelListAfter } from '#domain/messages/channel-list.ts'
import {
  addReaction,
  createChannel,
  deleteMessage,
  editMessage,
  listChannels,
  listMessages,
  markRead,
  markUnread,
  removeReaction,
  updateChannel,
} from '#domain/messages/contract.ts'
import { applyEvent, joined } from '#domain/messages/history.ts'
import { topicOf } from '#domain/realtime.ts'
import { sameState } from '../testing/same-state.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'
import { aChannel, fill, read, say } from './testing.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const numbers = (page: { messages: { no: number }[] }) => page.messages.map((message) => message.no)
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, n) => first + n)

describe('history', () => {
  test('pages both ways and around a message, and says where it begins and ends', async () => {
    const { channelId, teacher, students } = await aChannel(school)
    await fill(school, channelId, teacher, 230)
    const page = (input: object) => read(students[0]!, channelId, input)
    const newest = await page({})
    expect(numbers(newest)).toEqual(range(181, 230))
    expect(newest).toMatchObject({ atStart: false, atEnd: true, lastMessageNo: 230 })
    const older = await page({ before: 181, limit: 100 })
    expect(numbers(older)).toEqual(range(81, 180))
    expect(older).toMatchObject({ atStart: false, atEnd: false })
    expect(await page({ before: 81, limit: 100 })).toMatchObject({ atStart: true, atEnd: false })
    expect(numbers(await page({ after: 180, limit: 20 }))).toEqual(range(181, 200))
    expect(await page({ after: 200, limit: 30 })).toMatchObject({ atEnd: true })
    const around = await page({ around: 100, limit: 20 })
    expect(numbers(around)).toEqual(range(90, 109))
    expect(numbers(joined(older, newest)!)).toEqual(range(81, 230))
    expect(joined(around, newest)).toBeNull()
  })

  test('an empty channel begins and ends at once', async () => {
    const { channelId, students } = await aChannel(school)
    expect(await read(students[0]!, channelId)).toMatchObject({ messages: [], atStart: true, atEnd: true })
  })

  test('wrong pages are refused', async () => {
    const { channelId, students } = await aChannel(school)
    for (const input of [{ limit: 101 }, { limit: 0 }, { before: 2, after: 3 }, { before: -1 }]) {
      expect(await students[0]!.client.status(listMessages, { channelId }, input)).toBe(400)
    }
  })

  test('who comes back gets what was missed, from the number its page named', async () => {
    const { channelId, teacher, students } = await aChannel(school)
    const topic = topicOf('channel', channelId)
    await say(teacher, channelId, 'one')
    const page = await read(students[0]!, channelId)
    const two = await say(teacher, channelId, 'two')
    await teacher.client.call(addReaction, { messageId: two.id }, { emoji: '🎉' })
    const socket = await students[0]!.client.socket()
    await socket.subscribe(topic, page.eventNo)
    await socket.event('reaction.added')
    const state = socket.events(topic).reduce(applyEvent, page)
    const fetched = await read(students[0]!, channelId)
    expect(state.messages).toEqual(fetched.messages)
  })
})

/** The messages of a channel as one person sees them. */
const watchChannel = (person: Person, channelId: string) => ({
  client: person.client,
  topics: [topicOf('channel', channelId)],
  fetch: async () => {
    const { messages, atStart, atEnd, lastMessageNo } = await read(person, channelId, { limit: 100 })
    return { messages, atStart, atEnd, lastMessageNo }
  },
  apply: applyEvent,
})

/** The list of a class's channels as one person sees it. */
const watchList = async (person: Person, aClass: TestClass) => {
  const fetch = async () => (await person.client.call(listChannels, { classId: aClass.id }, {})).channels
  return {
    client: person.client,
    topics: [
      ...(await fetch()).map((channel) => topicOf('channel', channel.id)),
      topicOf('class', aClass.id),
      topicOf('account', person.id),
    ],
    fetch,
    apply: channelListAfter(person.id),
  }
}

describe('the old state with the event equals the new state', () => {
  test('for every event of a channel', async () => {
    const { channelId, teacher, students } = await aChannel(school)
    const [first, second] = students
    const target = await say(first!, channelId, 'hello')
    const on = { messageId: target.id }
    const operations: [string, () => Promise<unknown>][] = [
      ['message.sent', () => say(teacher, channelId, 'welcome')],
      ['message.edited', () => first!.client.call(editMessage, on, { body: 'hello!' })],
      ['reaction.added', () => teacher.client.call(addReaction, on, { emoji: '✅' })],
      ['reaction.added', () => second!.client.call(addReaction, on, { emoji: '👍' })],
      ['reaction.added', () => first!.client.call(addReaction, on, { emoji: '👍' })],
      ['reaction.removed', () => second!.client.call(removeReaction, on, { emoji: '👍' })],
      ['reaction.removed', () => teacher.client.call(removeReaction, on, { emoji: '✅' })],
      ['message.deleted', () => first!.client.call(deleteMessage, on, {})],
    ]
    for (const [name, operation] of operations) {
      const { applied, fetched, events } = await sameState(watchChannel(second!, channelId), operation)
      expect(applied, name).toEqual(fetched)
      expect(events.map((event) => event.name)).toEqual([name])
    }
  })

  test('for every event of the channel list', async () => {
    const aClass = await aChannel(school)
    const { id: classId, channelId, teacher, students } = aClass
    const [student] = students
    await say(teacher, channelId, 'one')
    await say(teacher, channelId, 'two')
    const channelParams = { channelId }
    const newChannelId = newId()
    const operations: [string, () => Promise<unknown>][] = [
      ['message.sent', () => say(teacher, channelId, 'three')],
      ['message.sent', () => say(student!, channelId, 'unread lies before my own')],
      ['read.moved', () => student!.client.call(markRead, channelParams, { no: 4 })],
      ['message.sent', () => say(student!, channelId, 'nothing unread before it')],
      ['read.moved', () => student!.client.call(markUnread, channelParams, { no: 2 })],
      [
        'channel.created',
        () => teacher.client.call(createChannel, { classId }, { id: newChannelId, name: 'Projects' }),
      ],
      [
        'channel.changed',
        () =>
          teacher.client.call(
            updateChannel,
            { channelId: newChannelId },
            { name: 'Project A', archived: true },
          ),
      ],
    ]
    for (const [name, operation] of operations) {
      const { applied, fetched, events } = await sameState(await watchList(student!, aClass), operation)
      expect(applied, name).toEqual(fetched)
      expect(events.map((event) => event.name)).toEqual([name])
    }
  })
})

describe('read state', () => {
  test('two devices agree on what is unread, and reading never moves back', async () => {
    const aClass = await aChannel(school)
    const { channelId, teacher, students } = aClass
    const { client } = students[0]!
    for (const body of ['one', 'two', 'three']) await say(teacher, channelId, body)
    const unread = async () => {
      const { channels } = await client.call(listChannels, { classId: aClass.id }, {})
      return unreadOf(channels.find((channel) => channel.id === channelId)!)
    }
    expect(await unread()).toBe(3)
    const phone = await client.socket()
    await phone.subscribe(topicOf('account', students[0]!.id))
    expect(await client.call(markRead, { channelId }, { no: 2 })).toEqual({ readNo: 2 })
    const event = await phone.event('read.moved')
    expect(event.payload).toEqual({
      classId: aClass.id,
      channelId,
      readNo: 2,
      takenBack: 0,
      lastMessageNo: 3,
    })
    expect(await client.call(markRead, { channelId }, { no: 1 })).toEqual({ readNo: 2 })
    expect(await unread()).toBe(1)
    expect(await client.call(markRead, { channelId }, { no: 99 })).toEqual({ readNo: 3 })
    expect(await client.call(markUnread, { channelId }, { no: 2 })).toEqual({ readNo: 1 })
    expect(await unread()).toBe(2)
    expect((await read(teacher, channelId)).readNo).toBe(3)
  })

  test('what was taken back is not unread, on no screen and for no one who listens', async () => {
    const aClass = await aChannel(school)
    const { channelId, teacher, students } = aClass
    const { client, id: me } = students[0]!
    const sent = []
    for (const body of ['one', 'two', 'three', 'four']) sent.push(await say(teacher, channelId, body))
    const list = async () => (await client.call(listChannels, { classId: aClass.id }, {})).channels
    const mine = async () => (await list()).find((channel) => channel.id === channelId)!
    await client.call(markRead, { channelId }, { no: 1 })
    const before = await list()
    const socket = await client.socket()
    await socket.subscribe(topicOf('channel', channelId))
    // One that was read, and one that was not: the second alone was waited for.
    for (const message of [sent[0]!, sent[2]!])
      await teacher.client.call(deleteMessage, { messageId: message.id }, {})
    await socket.until((frame) => frame.t === 'event' && (frame.payload as { no: number }).no === 3)
    expect(unreadOf(await mine())).toBe(2)
    const live = socket.events(topicOf('channel', channelId)).reduce(channelListAfter(me), before)
    expect(live).toEqual(await list())
    expect((await client.call(getMe, {}, {})).classes.find((one) => one.id === aClass.id)?.unread).toBe(2)
    await client.call(markRead, { channelId }, { no: 2 })
    expect(unreadOf(await mine())).toBe(1)
    await client.call(markRead, { channelId }, { no: 4 })
    expect(unreadOf(await mine())).toBe(0)
  })

  test('parallel devices end at the furthest', async () => {
    const { channelId, teacher, students } = await aChannel(school)
    await fill(school, channelId, teacher, 40)
    await Promise.all(range(1, 40).map((no) => students[0]!.client.call(markRead, { channelId }, { no })))
    expect((await read(students[0]!, channelId)).readNo).toBe(40)
  })
})
