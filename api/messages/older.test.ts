import { beforeAll, expect, test } from 'vitest'
import { newId } from '#domain/ids.ts'
import { channelCreated, createChannel } from '#domain/messages/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { TestSchool } from '../testing/school.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

test('a channel that was made before channels had an audience is replayed as one of its class', async () => {
  const { id: classId, teacher, students } = await school.aClass()
  const topic = topicOf('class', classId)
  const { client } = students[0]!
  const channel = await teacher.client.call(createChannel, { classId }, { id: newId(), name: 'Choir' })
  const { db } = school.services.connection
  const stored = await db
    .selectFrom('event')
    .select(['no', 'version', 'payload'])
    .where('topic', '=', topic)
    .where('name', '=', channelCreated.name)
    .orderBy('no', 'desc')
    .executeTakeFirstOrThrow()
  expect(stored).toMatchObject({ version: 2, payload: { channel } })

  const { audience, ...before } = channel
  await db
    .updateTable('event')
    .set({ version: 1, payload: JSON.stringify({ channel: before }) })
    .where('topic', '=', topic)
    .where('no', '=', stored.no)
    .execute()

  const socket = await client.socket()
  await socket.subscribe(topic, Number(stored.no) - 1)
  const [replayed] = socket.events(topic)
  expect(replayed).toMatchObject({ name: channelCreated.name, payload: { channel } })
  expect(audience).toEqual({ id: classId, kind: 'class', name: null })
})
