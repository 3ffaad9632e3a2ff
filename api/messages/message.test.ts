import { beforeAll, describe, expect, test } from 'vitest'
import { removeMember, updateClass } from '#domain/classes/contract.ts'
import { filePath } from '#domain/files/contract.ts'
import { newId } from '#domain/ids.ts'
import {
  deleteMessage,
  editMessage,
  listMessages,
  markRead,
  sendMessage,
  updateChannel,
} from '#domain/messages/contract.ts'
import { MESSAGE_LIMIT } from '#domain/messages/message.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Context } from '#platform/context.ts'
import { Refused } from '../testing/client.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import { upload } from '../testing/upload.ts'
import { sendMessage as send } from './message.ts'
import { aChannel, channelOf, read, say } from './testing.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => 'allowed',
    (error: unknown) => (error instanceof Refused ? (error.body.code ?? error.body.type) : String(error)),
  )

describe('sending', () => {
  test('a message reaches everybody who listens to the channel, once and with its number', async () => {
    const { channelId, teacher, students } = await aChannel(school)
    const socket = await students[0]!.client.socket()
    await socket.subscribe(topicOf('channel', channelId))
    const sent = await say(teacher, channelId, 'Good **morning**')
    const event = await socket.event('message.sent')
    expect(event.payload).toEqual({ message: sent })
    expect(event.by).toBe(teacher.id)
    expect(sent).toMatchObject({
      no: 1,
      body: 'Good **morning**',
      author: { id: teacher.id, displayName: teacher.displayName, role: 'teacher' },
    })
    expect((await read(students[1]!, channelId)).messages).toEqual([sent])
  })

  test('fifty parallel sends with the same id make one message and one event', async () => {
    const { channelId, students } = await aChannel(school)
    const socket = await students[1]!.client.socket()
    await socket.subscribe(topicOf('channel', channelId))
    const id = newId()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => say(students[0]!, channelId, 'once', id)),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    const last = await say(students[1]!, channelId, 'after')
    expect(last.no).toBe(2)
    await socket.until((frame) => frame.t === 'event' && frame.no === 2)
    expect(socket.events(topicOf('channel', channelId))).toHaveLength(2)
    expect((await read(students[0]!, channelId)).messages).toHaveLength(2)
  })

  test('numbers are gapless and events come in their order, however many send at once', async () => {
    const { channelId, teacher, students } = await aChannel(school, { students: 5 })
    const topic = topicOf('channel', channelId)
    const socket = await teacher.client.socket()
    await socket.subscribe(topic)
    await Promise.all(
      students.flatMap((student) =>
        Array.from({ length: 12 }, (_, n) => say(student, channelId, `line ${n}`)),
      ),
    )
    await socket.until((frame) => frame.t === 'event' && frame.no === 60)
    const numbers = socket
      .events(topic)
      .map((event) => (event.payload as { message: { no: number } }).message.no)
    expect(numbers).toEqual(Array.from({ length: 60 }, (_, n) => n + 1))
    expect((await read(teacher, channelId, { limit: 100 })).messages.map((message) => message.no)).toEqual(
      numbers,
    )
  })

  test('own messages are read unless another lies before them, however many are sent at once', async () => {
    const { channelId, students } = await aChannel(school, { students: 4 })
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => say(students[(n * n) % 3]!, channelId, `line ${n}`)),
    )
    const { messages } = await read(students[3]!, channelId, { limit: 100 })
    for (const student of students) {
      let expected = 0
      for (const { no, author } of messages)
        if (author.id === student.id && expected === no - 1) expected = no
      expect((await read(student, channelId, {})).readNo).toBe(expected)
    }
    const last = messages.length
    await students[1]!.client.call(markRead, { channelId }, { no: last })
    await Promise.all([say(students[1]!, channelId, 'next'), say(students[1]!, channelId, 'and next')])
    expect((await read(students[1]!, channelId, {})).readNo).toBe(last + 2)
  })

  test("an id that is another person's, or of another channel, is a conflict and tells nothing", async () => {
    const first = await aChannel(school)
    const questions = await channelOf(first, 'questions')
    const mine = await say(first.students[0]!, first.channelId, 'mine')
    for (const [person, channelId] of [
      [first.students[1]!, first.channelId],
      [first.students[0]!, questions],
    ] as const) {
      expect(await codeOf(say(person, channelId, 'x', mine.id))).toBe('id-taken')
    }
    expect((await say(first.students[1]!, first.channelId, 'next')).no).toBe(2)
  })

  test('a text that shows nothing is refused, one over the limit too, and code keeps its indentation', async () => {
    const { channelId, students } = await aChannel(school)
    const [student] = students
    expect(
      await student!.client.status(sendMessage, { channelId }, { id: newId(), body: ' \n\u200b ' }),
    ).toBe(400)
    const long = 'x'.repeat(MESSAGE_LIMIT)
    expect(await student!.client.status(sendMessage, { channelId }, { id: newId(), body: `${long}x` })).toBe(
      400,
    )
    expect((await say(student!, channelId, long)).body).toHaveLength(MESSAGE_LIMIT)
    expect((await say(student!, channelId, '    if x:\n        y\n\n')).body).toBe('    if x:\n        y')
    for (const body of ['a\u0000b', 'half of a pair \ud83d'])
      expect(await student!.client.status(sendMessage, { channelId }, { id: newId(), body })).toBe(400)
  })

  test('a message longer than a notification can carry still arrives', async () => {
    const { channelId, students } = await aChannel(school)
    const socket = await students[1]!.client.socket()
    await socket.subscribe(topicOf('channel', channelId))
    await say(students[0]!, channelId, '汉'.repeat(MESSAGE_LIMIT))
    const event = await socket.event('message.sent')
    expect((event.payload as { message: { body: string } }).message.body).toHaveLength(MESSAGE_LIMIT)
  })

  test('a flood is stopped and told when to go on', async () => {
    const { channelId, students } = await aChannel(school)
    const statuses = await Promise.all(
      Array.from({ length: 75 }, (_, n) =>
        students[0]!.client.status(sendMessage, { channelId }, { id: newId(), body: `${n}` }),
      ),
    )
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(5)
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(60)
    expect(await students[1]!.client.status(sendMessage, { channelId }, { id: newId(), body: 'calm' })).toBe(
      200,
    )
  })

  test('markup stays the text it was', async () => {
    const { channelId, students } = await aChannel(school)
    const corpus = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '[x](javascript:alert(1))',
      "'; drop table message; --",
      '{"$gt":""}',
      '\u202etxt.exe',
      '=cmd|calc!A1',
      '../../etc/passwd',
      '%00%0d%0a',
      '{{7*7}}',
    ]
    for (const body of corpus) expect((await say(students[0]!, channelId, body)).body).toBe(body)
    expect((await read(students[1]!, channelId)).messages.map((message) => message.body)).toEqual(corpus)
  })

  test('carries own files, which the class then reads until it is deleted', async () => {
    const { channelId, students } = await aChannel(school)
    const [author, reader] = students
    const fileId = await upload(author!.client, 'plan.txt', Buffer.from('the plan'))
    const outsider = (await school.aClass()).students[0]!
    const load = async (person: Person) => (await person.client.fetch(filePath(fileId))).status
    expect(await load(reader!)).toBe(404)
    const send = (person: Person, fileIds: string[]) =>
      person.client.call(sendMessage, { channelId }, { id: newId(), body: '', fileIds })
    expect(await codeOf(send(reader!, [fileId]))).toBe('invalid')
    const sent = await send(author!, [fileId])
    expect(sent.files).toEqual([{ id: fileId, name: 'plan.txt', mediaType: 'text/plain', size: 8 }])
    expect((await read(reader!, channelId)).messages).toEqual([sent])
    expect([await load(reader!), await load(outsider)]).toEqual([200, 404])
    await author!.client.call(deleteMessage, { messageId: sent.id }, {})
    expect(await load(reader!)).toBe(404)
  })

  test('sending costs three statements inside, whatever the size of the class', async () => {
    const { channelId, students } = await aChannel(school)
    const ctx = await school.contextOf(students[0]!)
    let statements = 0
    const counted = school.services.connection.db.withPlugin({
      transformQuery: ({ node }) => {
        statements++
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const services = { ...ctx.services, connection: { ...ctx.services.connection, db: counted } }
    const counting: Context = { ...ctx, services, db: counted }
    await send(counting, channelId, { id: newId(), body: 'counted', fileIds: [] })
    // The channel with its class, number and message, event with its notification.
    expect(statements).toBe(3)
  })
})

describe('who may', () => {
  test('people of other classes, guardians, administrators and visitors neither read nor write', async () => {
    const { channelId, students } = await aChannel(school)
    const other = await school.aClass()
    const message = await say(students[0]!, channelId, 'ours')
    const strangers = [
      other.teacher,
      other.students[0]!,
      await school.guardianOf(students[0]!),
      await school.person('registrar'),
      await school.person('owner'),
    ]
    for (const { client, role } of strangers) {
      expect(await client.status(listMessages, { channelId }, {}), role).toBe(404)
      expect(await client.status(sendMessage, { channelId }, { id: newId(), body: 'x' }), role).toBe(404)
      expect(await client.status(editMessage, { messageId: message.id }, { body: 'x' }), role).toBe(404)
      const socket = await client.socket()
      expect(await socket.subscribe(topicOf('channel', channelId))).toMatchObject({
        t: 'refused',
        kind: 'not-found',
      })
      socket.close()
    }
    expect(await school.visitor().status(listMessages, { channelId }, {})).toBe(401)
    expect(await other.students[0]!.client.status(listMessages, { channelId: newId() }, {})).toBe(404)
  })

  test('only staff write announcements; everybody reads them', async () => {
    const { channelId, teacher, students } = await aChannel(school, { kind: 'announcements' })
    expect(await codeOf(say(students[0]!, channelId, 'x'))).toBe('staff-only-channel')
    await say(teacher, channelId, 'No school on Friday')
    expect((await read(students[0]!, channelId)).messages).toHaveLength(1)
  })

  test('a student who was removed neither reads nor writes, and hears nothing more', async () => {
    const { id, channelId, teacher, students } = await aChannel(school)
    const [student] = students
    const topic = topicOf('channel', channelId)
    const socket = await student!.client.socket()
    await socket.subscribe(topic)
    await teacher.client.call(removeMember, { classId: id, accountId: student!.id }, {})
    await socket.until((frame) => frame.t === 'withdrawn' && frame.topic === topic)
    await say(teacher, channelId, 'after')
    expect(await student!.client.status(listMessages, { channelId }, {})).toBe(404)
    expect(await codeOf(say(student!, channelId, 'x'))).toBe('not-found')
    expect(socket.events(topic)).toHaveLength(0)
  })

  test('an archived class and an archived channel are only read', async () => {
    const first = await aChannel(school, { kind: 'questions' })
    const message = await say(first.students[0]!, first.channelId, 'before')
    const { client } = first.teacher
    await client.call(updateChannel, { channelId: first.channelId }, { archived: true })
    expect(await codeOf(say(first.students[0]!, first.channelId, 'x'))).toBe('channel-archived')
    await client.call(updateChannel, { channelId: first.channelId }, { archived: false })
    await client.call(updateClass, { classId: first.id }, { archived: true })
    expect(await codeOf(say(first.teacher, first.channelId, 'x'))).toBe('class-archived')
    expect(
      await codeOf(first.students[0]!.client.call(editMessage, { messageId: message.id }, { body: 'x' })),
    ).toBe('class-archived')
    expect((await read(first.students[0]!, first.channelId)).messages).toEqual([message])
  })
})

describe('editing', () => {
  test('authors edit their own text, students for a quarter of an hour, and earlier texts are kept', async () => {
    const { channelId, teacher, students } = await aChannel(school)
    const [student] = students
    const message = await say(student!, channelId, 'frist')
    const edit = (body: string) => student!.client.call(editMessage, { messageId: message.id }, { body })
    expect((await edit('first')).editedAt).not.toBeNull()
    expect((await edit('First!')).body).toBe('First!')
    const versions = await school.services.connection.db
      .selectFrom('messageVersion')
      .select(['no', 'body'])
      .where('messageId', '=', message.id)
      .orderBy('no')
      .execute()
    expect(versions).toEqual([
      { no: 1, body: 'frist' },
      { no: 2, body: 'first' },
    ])
    expect(await codeOf(teacher.client.call(editMessage, { messageId: message.id }, { body: 'x' }))).toBe(
      'forbidden',
    )
    const old = await say(teacher, channelId, 'old')
    school.offsetMs = 16 * 60_000
    try {
      expect(await codeOf(edit('late'))).toBe('edit-window-over')
      expect((await teacher.client.call(editMessage, { messageId: old.id }, { body: 'mended' })).body).toBe(
        'mended',
      )
    } finally {
      school.offsetMs = 0
    }
  })

  test('the same text again is no edit', async () => {
    const { channelId, students } = await aChannel(school)
    const message = await say(students[0]!, channelId, 'same')
    expect(await students[0]!.client.call(editMessage, { messageId: message.id }, { body: 'same' })).toEqual(
      message,
    )
  })
})

describe('deleting', () => {
  test('students delete their own, staff any; the place stays and the text is given to nobody', async () => {
    const { channelId, teacher, students } = await aChannel(school)
    const [first, second] = students
    const topic = topicOf('channel', channelId)
    const secret = await say(first!, channelId, 'a SECRET thing')
    await first!.client.call(editMessage, { messageId: secret.id }, { body: 'a SECRET thing, again' })
    const other = await say(second!, channelId, 'rude')
    expect(await codeOf(first!.client.call(deleteMessage, { messageId: other.id }, {}))).toBe('forbidden')
    await first!.client.call(deleteMessage, { messageId: secret.id }, {})
    await first!.client.call(deleteMessage, { messageId: secret.id }, {})
    await teacher.client.call(deleteMessage, { messageId: other.id }, {})
    const { messages } = await read(second!, channelId)
    expect(messages.map(({ no, body, deletedAt }) => [no, body, deletedAt !== null])).toEqual([
      [1, null, true],
      [2, null, true],
    ])
    const socket = await second!.client.socket()
    await socket.subscribe(topic, 0)
    await socket.until((frame) => frame.t === 'event' && frame.name === 'message.deleted' && frame.no === 5)
    expect(socket.events(topic).map((event) => event.no)).toEqual([1, 2, 3, 4, 5])
    expect(JSON.stringify(socket.frames)).not.toMatch(/SECRET|rude/)
    expect(await codeOf(first!.client.call(editMessage, { messageId: secret.id }, { body: 'x' }))).toBe(
      'message-deleted',
    )
    const audits = await school.services.connection.db
      .selectFrom('auditEntry')
      .select(['actorId', 'targetId'])
      .where('action', '=', 'message.deleted')
      .where('targetId', 'in', [secret.id, other.id])
      .execute()
    expect(audits).toEqual([{ actorId: teacher.id, targetId: other.id }])
  })
})
