import { beforeAll, describe, expect, test } from 'vitest'
import {
  deleteMessage,
  editMessage,
  listPins,
  pinMessage,
  unpinMessage,
  updateChannel,
} from '#domain/messages/contract.ts'
import type { Message } from '#domain/messages/message.ts'
import { PIN_LIMIT } from '#domain/messages/pin.ts'
import { applyPinEvent } from '#domain/messages/pins.ts'
import { topicOf } from '#domain/realtime.ts'
import { Refused } from '../testing/client.ts'
import { sameState } from '../testing/same-state.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import { aChannel, fill, say } from './testing.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const pin = (person: Person, messageId: string) => person.client.call(pinMessage, { messageId }, {})
const unpin = (person: Person, messageId: string) => person.client.call(unpinMessage, { messageId }, {})
const pinsOf = (person: Person, channelId: string) => person.client.call(listPins, { channelId }, {})
const bodiesOf = async (person: Person, channelId: string) =>
  (await pinsOf(person, channelId)).pins.map(({ message }) => message.body)
const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => 'allowed',
    (error: unknown) => (error instanceof Refused ? (error.body.code ?? error.body.type) : String(error)),
  )

describe('pinning', () => {
  test('the staff of a class pins any message, the newest pin stands first, and everybody is told', async () => {
    const { channelId, teacher, students } = await aChannel(school)
    const [student] = students as [Person, ...Person[]]
    const socket = await student.client.socket()
    await socket.subscribe(topicOf('channel', channelId))
    const first = await say(student, channelId, 'the rules')
    const second = await say(teacher, channelId, 'the dates')
    await pin(teacher, second.id)
    await pin(teacher, first.id)
    const { pins } = await pinsOf(student, channelId)
    expect(pins.map(({ message }) => message)).toEqual([first, second])
    expect(pins[0]?.pinnedBy).toEqual({ id: teacher.id, displayName: teacher.displayName })
    expect((await socket.event('message.pinned')).payload).toEqual({ messageId: second.id, no: 2 })
    await unpin(teacher, second.id)
    expect((await socket.event('message.unpinned')).payload).toEqual({ messageId: second.id, no: 2 })
    expect(await bodiesOf(student, channelId)).toEqual(['the rules'])
    expect(await codeOf(pin(student, second.id))).toBe('forbidden')
    expect(await codeOf(unpin(student, first.id))).toBe('forbidden')
  })

  test('ten at once pin once, and taking out what is not pinned tells nobody', async () => {
    const { channelId, teacher } = await aChannel(school)
    const socket = await teacher.client.socket()
    const topic = topicOf('channel', channelId)
    await socket.subscribe(topic)
    const { id } = await say(teacher, channelId, 'once')
    await unpin(teacher, id)
    await Promise.all(Array.from({ length: 10 }, () => pin(teacher, id)))
    await say(teacher, channelId, 'after')
    await socket.until((frame) => frame.t === 'event' && frame.no === 3)
    expect(socket.events(topic).map((event) => event.name)).toEqual([
      'message.sent',
      'message.pinned',
      'message.sent',
    ])
    expect(await bodiesOf(teacher, channelId)).toEqual(['once'])
  })

  test('a message that is taken back is not pinned any more, and cannot be', async () => {
    const { channelId, teacher, students } = await aChannel(school)
    const { id } = await say(students[0]!, channelId, 'a secret')
    await pin(teacher, id)
    await students[0]!.client.call(deleteMessage, { messageId: id }, {})
    expect(await bodiesOf(teacher, channelId)).toEqual([])
    expect(await codeOf(pin(teacher, id))).toBe('message-deleted')
    const rows = await school.services.connection.query('select 1 from message_pin where message_id = $1', [
      id,
    ])
    expect(rows).toEqual([])
  })

  test('a channel keeps so many pins and refuses one more, however many come at once', async () => {
    const { channelId, teacher } = await aChannel(school)
    await fill(school, channelId, teacher, PIN_LIMIT + 3)
    const rows = await school.services.connection.query<{ id: string }>(
      'select id from message where channel_id = $1',
      [channelId],
    )
    const answers = await Promise.all(rows.map(({ id }) => codeOf(pin(teacher, id))))
    expect(answers.filter((answer) => answer === 'too-many-pins')).toHaveLength(3)
    expect((await pinsOf(teacher, channelId)).pins).toHaveLength(PIN_LIMIT)
  })

  test('in an archived channel pins are read and not changed', async () => {
    const { channelId, teacher, students } = await aChannel(school, { kind: 'questions' })
    const { id } = await say(teacher, channelId, 'stays')
    await pin(teacher, id)
    await teacher.client.call(updateChannel, { channelId }, { archived: true })
    expect(await bodiesOf(students[0]!, channelId)).toEqual(['stays'])
    expect(await codeOf(unpin(teacher, id))).toBe('channel-archived')
  })

  test('whoever listens knows after each event what whoever asks is told, but for a new pin, which is fetched', async () => {
    const { channelId, teacher } = await aChannel(school)
    const messages: Message[] = []
    for (const body of ['a', 'b', 'c']) messages.push(await say(teacher, channelId, body))
    for (const { id } of messages) await pin(teacher, id)
    const [a, b, c] = messages.map(({ id }) => id) as [string, string, string]
    const watched = {
      client: teacher.client,
      topics: [topicOf('channel', channelId)],
      fetch: async () => ({ pins: (await pinsOf(teacher, channelId)).pins }),
      apply: applyPinEvent,
    }
    const { applied, fetched } = await sameState(watched, async () => {
      await teacher.client.call(editMessage, { messageId: a }, { body: 'a, mended' })
      await unpin(teacher, b)
      await teacher.client.call(deleteMessage, { messageId: c }, {})
    })
    expect(applied).toEqual(fetched)
    expect(fetched.pins.map(({ message }) => message.body)).toEqual(['a, mended'])
  })
})
