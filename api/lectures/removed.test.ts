import { beforeAll, describe, expect, test } from 'vitest'
import { getBoard, handBoard } from '#domain/boards/contract.ts'
import { removeMember, setMember } from '#domain/classes/contract.ts'
import { newId } from '#domain/ids.ts'
import * as lectures from '#domain/lectures/contract.ts'
import { applyToRoom } from '#domain/lectures/room.ts'
import { setPersonDisabled } from '#domain/people/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'
import { beatPresence } from './presence-keeper.ts'

let school: TestSchool
let owner: Person
beforeAll(async () => {
  school = await TestSchool.start()
  owner = await school.person('owner')
})

const roomOf = ({ teacher }: TestClass, lessonId: string) =>
  teacher.client.call(lectures.joinLecture, { lessonId }, {})

/** A student in a live lesson with the hand up and the board in hand. */
const busyStudent = async () => {
  const theClass = await school.aClass({ students: 2 })
  const [student, other] = theClass.students as [Person, Person]
  const { teacher } = theClass
  const lesson = await teacher.client.call(
    lectures.startLessonNow,
    { classId: theClass.id },
    { id: newId(), title: 'Fractions' },
  )
  const { id: lectureId, boardId } = lesson.lecture!
  const socket = await student.client.socket()
  await socket.subscribe(topicOf('lecture', lectureId))
  await expect.poll(async () => (await roomOf(theClass, lesson.id)).people.length).toBe(1)
  for (const person of [student, other])
    await person.client.call(lectures.raiseHand, { lectureId }, { id: newId() })
  await teacher.client.call(handBoard, { boardId, accountId: student.id }, { presents: true })
  return { theClass, student, other, lessonId: lesson.id, lectureId, boardId }
}

const remove = (theClass: TestClass, student: Person) =>
  theClass.teacher.client.call(removeMember, { classId: theClass.id, accountId: student.id }, {})
const disable = (_: TestClass, student: Person) =>
  owner.client.call(setPersonDisabled, { accountId: student.id }, { disabled: true })

describe.each([
  ['taken out of the class', remove],
  ['whose account is stopped', disable],
])('somebody %s', (_, act) => {
  test('has no hand up, is not in the room and holds no board, at once and for every screen', async () => {
    const { theClass, student, other, lessonId, lectureId, boardId } = await busyStudent()
    const watcher = await theClass.teacher.client.socket()
    await watcher.subscribe(topicOf('lecture', lectureId))
    const { no, ...before } = await roomOf(theClass, lessonId)
    await act(theClass, student)
    const after = await roomOf(theClass, lessonId)
    expect(after.hands.map((hand) => hand.accountId)).toEqual([other.id])
    expect(after.people.map((person) => person.id)).not.toContain(student.id)
    await watcher.until((frame) => frame.t === 'event' && frame.name === 'lecture.left')
    const events = watcher.events(topicOf('lecture', lectureId)).filter((event) => event.no > no)
    const room = events.reduce(applyToRoom, {
      people: before.people,
      hands: before.hands,
      floor: before.floor,
      hold: before.hold,
      endedAt: null,
    })
    expect(room.hands).toEqual(after.hands)
    const rows = await school.services.connection.db
      .selectFrom('boardPresenter')
      .select('accountId')
      .where('boardId', '=', boardId)
      .execute()
    expect(rows).toEqual([])
    // A process that still holds the socket does not bring them back.
    await beatPresence(school.services)
    expect((await roomOf(theClass, lessonId)).people.map((person) => person.id)).not.toContain(student.id)
  })
})

test('who comes back to the class is not handed the board again', async () => {
  const { theClass, student, boardId } = await busyStudent()
  await remove(theClass, student)
  const person = { classId: theClass.id, accountId: student.id }
  await theClass.teacher.client.call(setMember, person, { role: 'student' })
  expect((await student.client.call(getBoard, { boardId }, {})).role).toBe('editor')
})

test('who becomes a guest keeps no board', async () => {
  const { theClass, student, boardId } = await busyStudent()
  const person = { classId: theClass.id, accountId: student.id }
  await theClass.teacher.client.call(setMember, person, { role: 'guest' })
  expect((await student.client.call(getBoard, { boardId }, {})).role).toBe('viewer')
})
