import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getMe } from '#domain/accounts/contract.ts'
import * as assignments from '#domain/assignments/contract.ts'
import { deleteMessage, markRead } from '#domain/messages/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { listInbox } from '#domain/today/contract.ts'
import { aChannel, fill, say } from '../messages/testing.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'
import { anAssignment, handInText } from '../testing/work.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const inboxOf = (person: Person, before?: string) =>
  person.client.call(listInbox, {}, before === undefined ? {} : { before })
const newsOf = async (person: Person) => (await person.client.call(getMe, {}, {})).workNews
const excerptsOf = async (person: Person) =>
  (await inboxOf(person)).entries.map((one) => one.kind === 'message' && one.excerpt)

describe('messages in the inbox', () => {
  it('say who wrote what where, until they are read or taken back; not to their author', async () => {
    const aClass = await aChannel(school)
    const { channelId, teacher, students } = aClass
    const first = await say(teacher, channelId, '**注意：**明天考试')
    const second = await say(teacher, channelId, 'second')
    const third = await say(teacher, channelId, 'third')
    const [reader] = students as [Person]
    expect(await excerptsOf(reader)).toEqual(['third', 'second', '**注意：**明天考试'])
    const { entries, next } = await inboxOf(reader)
    expect(entries[0]).toMatchObject({
      kind: 'message',
      authorName: teacher.displayName,
      classId: aClass.id,
      channelId,
      no: third.no,
    })
    expect(next).toBeNull()
    expect((await inboxOf(teacher)).entries).toEqual([])
    await teacher.client.call(deleteMessage, { messageId: second.id }, {})
    await reader.client.call(markRead, { channelId }, { no: first.no })
    expect(await excerptsOf(reader)).toEqual(['third'])
  })

  it('come by pages that hold every one once', async () => {
    const { channelId, teacher, students } = await aChannel(school)
    await fill(school, channelId, teacher, 90)
    const seen: string[] = []
    let before: string | undefined
    do {
      const page = await inboxOf(students[0]!, before)
      seen.push(...page.entries.map((one) => (one.kind === 'message' ? one.messageId : one.id)))
      before = page.next ?? undefined
    } while (before)
    expect(seen).toHaveLength(90)
    expect(new Set(seen).size).toBe(90)
    expect(await students[0]!.client.status(listInbox, {}, { before: 'x' })).toBe(400)
  })
})

describe('work in the inbox', () => {
  let room: TestClass
  let student: Person
  let assignmentId: string
  beforeEach(async () => {
    room = await school.aClass({ students: 2 })
    student = room.students[0]!
    assignmentId = (await anAssignment(room.teacher.client, room.id)).id
  })

  const giveBack = (attempts: number, score = '8') =>
    room.teacher.client.call(
      assignments.returnWork,
      { assignmentId },
      {
        students: [student.id],
        desk: [
          {
            studentId: student.id,
            attempts,
            mark: { score, excused: false, comment: 'Good.', extra: false },
          },
        ],
      },
    )
  const open = (person: Person) =>
    person.client.call(assignments.getSubmission, { assignmentId }, { studentId: student.id })

  it('that came back is new with score and comment to the student and to each guardian, until each opens it', async () => {
    const guardian = await school.guardianOf(student)
    await handInText(student.client, assignmentId)
    await giveBack(1)
    const entry = {
      kind: 'returned',
      assignmentId,
      classId: room.id,
      title: 'Essay',
      byName: room.teacher.displayName,
      mark: { score: '8', points: '10', excused: false },
      comment: 'Good.',
    }
    expect((await inboxOf(student)).entries).toMatchObject([{ ...entry, student: null }])
    expect((await inboxOf(guardian)).entries).toMatchObject([{ ...entry, student: { id: student.id } }])
    expect((await inboxOf(room.students[1]!)).entries).toEqual([])
    expect([await newsOf(student), await newsOf(guardian)]).toEqual([1, 1])
    await open(guardian)
    expect([await newsOf(student), await newsOf(guardian)]).toEqual([1, 0])
    await open(student)
    await open(student)
    expect((await inboxOf(student)).entries).toEqual([])
    const told = await school.services.connection.db
      .selectFrom('event')
      .select('payload')
      .where('topic', '=', topicOf('account', student.id))
      .where('name', '=', assignments.returnRead.name)
      .execute()
    expect(told).toEqual([{ payload: { classId: room.id, assignmentId, studentId: student.id } }])
  })

  it('shows no mark that was undone with its return, and is new again when it comes back again', async () => {
    await handInText(student.client, assignmentId)
    const { returnId } = await giveBack(1)
    await room.teacher.client.call(assignments.undoReturn, { assignmentId, returnId: returnId! }, {})
    expect((await inboxOf(student)).entries).toEqual([])
    await giveBack(1, '9')
    await open(student)
    expect((await inboxOf(student)).entries).toEqual([])
    await giveBack(1, '7')
    expect((await inboxOf(student)).entries).toMatchObject([{ mark: { score: '7' } }])
  })

  it('handed in again waits for those who mark until it is returned; a first attempt is no news', async () => {
    await handInText(student.client, assignmentId)
    expect((await inboxOf(room.teacher)).entries).toEqual([])
    await giveBack(1)
    await handInText(student.client, assignmentId, 'Better', 1)
    expect((await inboxOf(room.teacher)).entries).toMatchObject([
      { kind: 'again', assignmentId, student: { id: student.id, displayName: student.displayName } },
    ])
    expect(await newsOf(room.teacher)).toBe(1)
    expect((await inboxOf(student)).entries).toEqual([])
    await giveBack(2, '9')
    expect((await inboxOf(room.teacher)).entries).toEqual([])
  })
})
