import { newId } from '#domain/ids.ts'
import type { ChannelKind } from '#domain/messages/channel.ts'
import { listChannels, listMessages, sendMessage } from '#domain/messages/contract.ts'
import type { Message } from '#domain/messages/message.ts'
import type { Person, TestClass, TestSchool } from '../testing/school.ts'

/** A class with one of its channels, for tests of messages. */
export const aChannel = async (
  school: TestSchool,
  options: { students?: number; kind?: ChannelKind } = {},
): Promise<TestClass & { channelId: string }> => {
  const aClass = await school.aClass({ students: options.students ?? 2 })
  const channelId = await channelOf(aClass, options.kind ?? 'general')
  return { ...aClass, channelId }
}

export const channelOf = async (aClass: TestClass, kind: ChannelKind): Promise<string> => {
  const { channels } = await aClass.teacher.client.call(listChannels, { classId: aClass.id }, {})
  const found = channels.find((channel) => channel.kind === kind)
  if (!found) throw new Error(`the class has no ${kind}`)
  return found.id
}

export const say = (person: Person, channelId: string, body: string, id = newId()): Promise<Message> =>
  person.client.call(sendMessage, { channelId }, { id, body })

export const read = (person: Person, channelId: string, input = {}) =>
  person.client.call(listMessages, { channelId }, input)

/** Writes many messages straight into the table, where sending each would be slow and is not what is tested. */
export const fill = async (
  school: TestSchool,
  channelId: string,
  author: Person,
  count: number,
): Promise<void> => {
  const { query } = school.services.connection
  await query(
    `insert into message (id, channel_id, no, author_id, body, created_at)
    select gen_random_uuid(), $1, n, $2, 'message ' || n, now() from generate_series(1, $3::int) n`,
    [channelId, author.id, count],
  )
  await query('update channel set last_message_no = $1 where id = $2', [count, channelId])
}
