import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#domain/ids.ts'
import * as lectures from '#domain/lectures/contract.ts'
import { changeFloor, joinMedia, muteInLecture } from '#domain/lectures/media/contract.ts'
import { hasFloor } from '#domain/lectures/media/floor.ts'
import { topicOf } from '#domain/realtime.ts'
import { type TestClass, TestSchool } from '../testing/school.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const start = async ({ id, teacher }: TestClass) => {
  const input = { id: newId(), title: 'Fractions', held: 'online' as const }
  const lesson = await teacher.client.call(lectures.startLessonNow, { classId: id }, input)
  return { lessonId: lesson.id, lectureId: lesson.lecture!.id, topic: topicOf('lecture', lesson.lecture!.id) }
}

describe('the floor of a lesson', () => {
  test('is open to a small class and the teacher alone has it in a large one', async () => {
    for (const [students, open] of [
      [2, true],
      [13, false],
    ] as const) {
      const theClass = await school.aClass({ students })
      const { lessonId } = await start(theClass)
      const room = await theClass.students[0]!.client.call(lectures.joinLecture, { lessonId }, {})
      expect(room.floor.microphone.open).toBe(open)
      expect(room.floor.screen.open).toBe(false)
    }
  })

  test('several acts of one tap are one event, and an act that changes nothing is none', async () => {
    const theClass = await school.aClass({ students: 2 })
    const { lectureId, topic } = await start(theClass)
    const [a] = theClass.students
    const socket = await a!.client.socket()
    await socket.subscribe(topic)
    const { client } = theClass.teacher
    const changes = [
      { what: 'close' as const, floor: 'microphone' as const },
      { what: 'give' as const, floor: 'microphone' as const, accountId: a!.id },
    ]
    const floor = await client.call(changeFloor, { lectureId }, { changes })
    expect(await client.call(changeFloor, { lectureId }, { changes })).toEqual(floor)
    await client.call(lectures.raiseHand, { lectureId }, { id: newId() })
    await socket.until((frame) => frame.t === 'event' && frame.name === 'hand.raised')
    const told = socket.events(topic).filter((event) => event.name === 'floor.changed')
    expect(told.map((event) => event.payload)).toEqual([{ floor }])
  })

  test('a mute that may be undone keeps the floor; one that may not holds for whoever comes later', async () => {
    const theClass = await school.aClass({ students: 2 })
    const { lectureId, lessonId } = await start(theClass)
    const { client } = theClass.teacher
    const student = theClass.students[1]!
    const may = async () => {
      const { floor } = await student.client.call(lectures.joinLecture, { lessonId }, {})
      return hasFloor(floor, 'microphone', { accountId: student.id, moderator: false })
    }
    await client.call(muteInLecture, { lectureId }, { floor: 'microphone', mayUnmute: true })
    expect(await may()).toBe(true)
    await client.call(muteInLecture, { lectureId }, { floor: 'microphone', mayUnmute: false })
    expect(await may()).toBe(false)
  })

  test('goes with the call on a raised hand, to the next one, and back when the hand goes down', async () => {
    const theClass = await school.aClass({ students: 13 })
    const { lectureId, lessonId } = await start(theClass)
    const { client } = theClass.teacher
    const [a, b] = theClass.students
    const raise = (person: typeof a) =>
      person!.client.call(lectures.raiseHand, { lectureId }, { id: newId() })
    const [first, second] = [await raise(a), await raise(b)]
    const state = async () => {
      const { floor, hands } = await client.call(lectures.joinLecture, { lessonId }, {})
      return {
        may: floor.microphone.except,
        hands: hands.map((hand) => [hand.accountId, hand.calledAt !== null]),
      }
    }
    const call = (handId: string) => client.call(lectures.callOnHand, { lectureId, handId }, {})
    await call(first.id)
    expect(await state()).toEqual({
      may: [a!.id],
      hands: [
        [a!.id, true],
        [b!.id, false],
      ],
    })
    await Promise.all([call(second.id), call(second.id)])
    expect(await state()).toEqual({ may: [b!.id], hands: [[b!.id, true]] })
    await b!.client.call(lectures.lowerHand, { lectureId, handId: second.id }, {})
    expect(await state()).toEqual({ may: [], hands: [] })
  })

  test('that somebody had before they were called on stays when their hand goes down', async () => {
    const theClass = await school.aClass({ students: 13 })
    const { lectureId, lessonId } = await start(theClass)
    const { client } = theClass.teacher
    const student = theClass.students[0]!
    const give = { what: 'give' as const, floor: 'microphone' as const, accountId: student.id }
    await client.call(changeFloor, { lectureId }, { changes: [give] })
    const hand = await student.client.call(lectures.raiseHand, { lectureId }, { id: newId() })
    await client.call(lectures.callOnHand, { lectureId, handId: hand.id }, {})
    await client.call(lectures.lowerAllHands, { lectureId }, {})
    const { floor } = await client.call(lectures.joinLecture, { lessonId }, {})
    expect(floor.microphone.except).toEqual([student.id])
  })

  test('is not changed after the end, nor is there anything to connect to', async () => {
    const theClass = await school.aClass({ students: 1 })
    const { lectureId } = await start(theClass)
    const { client } = theClass.teacher
    await client.call(lectures.endLecture, { lectureId }, {})
    const changes = [{ what: 'open' as const, floor: 'camera' as const }]
    expect(await client.status(changeFloor, { lectureId }, { changes })).toBe(410)
    expect(await client.status(joinMedia, { lectureId }, {})).toBe(410)
  })
})
