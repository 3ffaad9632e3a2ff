import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#domain/ids.ts'
import * as lectures from '#domain/lectures/contract.ts'
import * as hold from '#domain/lectures/hold/contract.ts'
import { FEEDBACK_LASTS_MS } from '#domain/lectures/hold/feedback.ts'
import { hasFloor } from '#domain/lectures/media/floor.ts'
import { applyToRoom } from '#domain/lectures/room.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Person, TestSchool } from '../../testing/school.ts'
import { addTalk } from '../talk.ts'
import { noteScreen } from './screen.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

/** A lesson of thirteen, in which the first two pupils are. */
const start = async () => {
  const theClass = await school.aClass({ students: 13 })
  const { id, teacher, students } = theClass
  const input = { id: newId(), title: 'Fractions', held: 'online' as const }
  const lesson = await teacher.client.call(lectures.startLessonNow, { classId: id }, input)
  const lectureId = lesson.lecture!.id
  const topic = topicOf('lecture', lectureId)
  const [ann, bo, away] = students as [Person, Person, Person]
  const [socket, other] = [await ann.client.socket(), await bo.client.socket()]
  await socket.subscribe(topic)
  await other.subscribe(topic)
  await socket.subscribe(topicOf('account', ann.id))
  const roomOf = (person: Person = teacher) =>
    person.client.call(lectures.joinLecture, { lessonId: lesson.id }, {})
  await expect.poll(async () => (await roomOf()).people.length).toBe(2)
  const told = (name: string) => socket.events(topic).filter((event) => event.name === name)
  const share = (person: Person, way: string, on: boolean) =>
    noteScreen(school.system, lectureId, person.id, way, on)
  const { people, hands, floor, hold: before } = await roomOf()
  /** What events alone have made of the room that was fetched at the beginning. */
  const followed = () =>
    socket.events(topic).reduce(applyToRoom, { people, hands, floor, hold: before, endedAt: null }).hold
  return {
    lessonId: lesson.id,
    teacher,
    ann,
    bo,
    away,
    lectureId,
    socket,
    topic,
    roomOf,
    told,
    share,
    followed,
  }
}

describe('what pupils say without a word', () => {
  test('is told to all, one thing at a time, and ends by its time or by the teacher', async () => {
    const { teacher, ann, bo, lectureId, roomOf, told, followed } = await start()
    const say = (person: Person, kind: 'yes' | 'slower' | null) =>
      person.client.call(hold.giveFeedback, { lectureId }, { kind })
    await say(ann, 'yes')
    await say(bo, 'slower')
    await say(ann, 'slower')
    const kinds = async () => (await roomOf()).hold.feedback.map(({ kind }) => kind)
    expect(await kinds()).toEqual(['slower', 'slower'])
    await expect.poll(() => told('feedback.changed').length).toBe(3)
    expect(followed().feedback).toEqual((await roomOf()).hold.feedback)
    await say(bo, null)
    expect(await kinds()).toEqual(['slower'])
    school.offsetMs += FEEDBACK_LASTS_MS.slower
    expect(await kinds()).toEqual([])
    await say(bo, 'yes')
    await teacher.client.call(hold.clearFeedback, { lectureId }, {})
    await teacher.client.call(hold.clearFeedback, { lectureId }, {})
    expect(await kinds()).toEqual([])
    await expect.poll(() => told('feedback.cleared').length).toBe(1)
    expect(followed().feedback).toEqual([])
  })

  test('is for who is in the room, and not over and over', async () => {
    const { ann, away, lectureId } = await start()
    const say = (person: Person) => person.client.status(hold.giveFeedback, { lectureId }, { kind: 'done' })
    expect(await say(away)).toBe(404)
    const answers: number[] = []
    for (let n = 0; n < 7; n++) answers.push(await say(ann))
    expect(answers.slice(0, 5)).toEqual([200, 200, 200, 200, 200])
    expect(answers.at(-1)).toBe(429)
  })
})

describe('a shared screen', () => {
  test('is in the log of the lesson from its start to its end; who comes late sees who shares', async () => {
    const { ann, bo, lectureId, teacher, roomOf, told, share, followed } = await start()
    await share(ann, 'a first connection', true)
    expect((await roomOf()).hold.screen.sharerId).toBe(ann.id)
    // Back with another connection: that the first one is closed ends nothing.
    await share(ann, 'a second connection', true)
    await share(ann, 'a first connection', false)
    expect((await roomOf()).hold.screen.sharerId).toBe(ann.id)
    await share(bo, 'of another', true)
    await share(ann, 'a second connection', false)
    expect((await roomOf()).hold.screen.sharerId).toBe(bo.id)
    await teacher.client.call(lectures.endLecture, { lectureId }, {})
    await expect.poll(() => told('screen.ended').length).toBe(2)
    const log = [...told('screen.shared'), ...told('screen.ended')].toSorted((a, b) => a.no - b.no)
    expect(log.map((event) => [event.name, (event.payload as { accountId: string }).accountId])).toEqual([
      ['screen.shared', ann.id],
      ['screen.ended', ann.id],
      ['screen.shared', bo.id],
      ['screen.ended', bo.id],
    ])
    expect(followed().screen).toEqual({ sharerId: null, askIds: [] })
  })

  test('is asked for by the next, and who shares or leads decides in one tap', async () => {
    const { ann, bo, teacher, lectureId, roomOf, socket, share, followed } = await start()
    const answer = (who: Person, accountId: string, yes: boolean) =>
      who.client.status(hold.answerAsk, { lectureId }, { accountId, yes })
    const asks = async () => (await roomOf()).hold.screen.askIds
    await ann.client.call(hold.askToShare, { lectureId }, {})
    expect(await asks()).toEqual([])
    await share(bo, 'a connection', true)
    await ann.client.call(hold.askToShare, { lectureId }, {})
    await ann.client.call(hold.askToShare, { lectureId }, {})
    expect(await asks()).toEqual([ann.id])
    expect(await answer(ann, ann.id, true)).toBe(403)
    expect(await answer(bo, ann.id, true)).toBe(200)
    expect(await asks()).toEqual([])
    // Who shares lets another take their place; the floor is the teacher's to give.
    const may = async () =>
      hasFloor((await roomOf()).floor, 'screen', { accountId: ann.id, moderator: false })
    expect(await may()).toBe(false)
    school.offsetMs += 60_000
    await ann.client.call(hold.askToShare, { lectureId }, {})
    expect(await answer(teacher, ann.id, true)).toBe(200)
    expect(await answer(teacher, ann.id, true)).toBe(200)
    expect(await may()).toBe(true)
    await socket.until((frame) => frame.t === 'event' && frame.name === 'screen.answered')
    await expect
      .poll(() => socket.events(topicOf('account', ann.id)).map(({ payload }) => payload))
      .toEqual([
        { lectureId, yes: true },
        { lectureId, yes: true },
      ])
    expect(followed().screen).toEqual((await roomOf()).hold.screen)
  })

  test('that ends tells everybody who asked that they may share', async () => {
    const { ann, bo, lectureId, socket, roomOf, share } = await start()
    await share(bo, 'a connection', true)
    await ann.client.call(hold.askToShare, { lectureId }, {})
    await share(bo, 'a connection', false)
    await socket.until((frame) => frame.t === 'event' && frame.name === 'screen.answered')
    expect((await roomOf()).hold.screen).toEqual({ sharerId: null, askIds: [] })
  })
})

describe('how long people talked', () => {
  test('adds up, most first with who was silent, and is for staff alone', async () => {
    const { ann, bo, teacher, lessonId, lectureId } = await start()
    expect((await teacher.client.call(hold.getTalkTime, { lessonId }, {})).people).toEqual([])
    for (const ms of [20_000, 12_500, 0]) await addTalk(school.system, lectureId, ann.id, ms)
    const { people } = await teacher.client.call(hold.getTalkTime, { lessonId }, {})
    expect(people.map(({ id, talkMs }) => [id, talkMs])).toEqual([
      [ann.id, 32_500],
      [bo.id, 0],
    ])
    expect(await ann.client.status(hold.getTalkTime, { lessonId }, {})).toBe(403)
  })

  test('decides whom chance picks: one who talked little', async () => {
    const { ann, bo, teacher, lectureId } = await start()
    for (let n = 0; n < 3; n++) await addTalk(school.system, lectureId, ann.id, 60_000)
    const { picked } = await teacher.client.call(hold.pickPerson, { lectureId }, {})
    expect(picked?.id).toBe(bo.id)
  })
})
