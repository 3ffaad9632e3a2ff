import { beforeAll, expect, test } from 'vitest'
import { deleteMessage, markRead } from '#domain/messages/contract.ts'
import { listInbox } from '#domain/today/contract.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import { aChannel, fill, say } from './testing.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const inboxOf = (person: Person, before?: string) =>
  person.client.call(listInbox, {}, before === undefined ? {} : { before })

test('the inbox says who wrote what where, until it is read or taken back; not to its author', async () => {
  const aClass = await aChannel(school)
  const { channelId, teacher, students } = aClass
  const first = await say(teacher, channelId, '**注意：**明天考试')
  const second = await say(teacher, channelId, 'second')
  await say(teacher, channelId, 'third')
  const [reader] = students as [Person]
  const { messages, next } = await inboxOf(reader)
  expect(messages.map((one) => one.excerpt)).toEqual(['third', 'second', '**注意：**明天考试'])
  expect(messages[0]).toMatchObject({ authorName: teacher.displayName, classId: aClass.id, channelId })
  expect(next).toBeNull()
  expect((await inboxOf(teacher)).messages).toEqual([])
  await teacher.client.call(deleteMessage, { messageId: second.id }, {})
  await reader.client.call(markRead, { channelId }, { no: first.no })
  expect((await inboxOf(reader)).messages.map((one) => one.excerpt)).toEqual(['third'])
})

test('its pages hold every message once', async () => {
  const { channelId, teacher, students } = await aChannel(school)
  await fill(school, channelId, teacher, 90)
  const seen: string[] = []
  let before: string | undefined
  do {
    const page = await inboxOf(students[0]!, before)
    seen.push(...page.messages.map((one) => one.messageId))
    before = page.next ?? undefined
  } while (before)
  expect(seen).toHaveLength(90)
  expect(new Set(seen).size).toBe(90)
  expect(await students[0]!.client.status(listInbox, {}, { before: 'x' })).toBe(400)
})
