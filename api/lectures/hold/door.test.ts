import { beforeAll, describe, expect, test } from 'vitest'
import { getBoard } from '#domain/boards/contract.ts'
import type { InputOf } from '#domain/contract.ts'
import { newId } from '#domain/ids.ts'
import * as lectures from '#domain/lectures/contract.ts'
import * as hold from '#domain/lectures/hold/contract.ts'
import { joinMedia } from '#domain/lectures/media/contract.ts'
import { applyToRoom } from '#domain/lectures/room.ts'
import { listMessages, sendMessage } from '#domain/messages/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { Refused } from '../../testing/client.ts'
import { type Person, type TestClass, TestSchool } from '../../testing/school.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const start = async (students: number) => {
  const theClass = await school.aClass({ students })
  const { id, teacher } = theClass
  const input = { id: newId(), title: 'Fractions', held: 'online' as const }
  const lesson = await teacher.client.call(lectures.startLessonNow, { classId: id }, input)
  const { id: lectureId, boardId, channelId } = lesson.lecture!
  const topic = topicOf('lecture', lectureId)
  return { theClass, teacher, lessonId: lesson.id, lectureId, boardId, channelId, topic }
}
type Live = Awaited<ReturnType<typeof start>>

const codeOf = (person: Person, { lessonId }: Live) =>
  person.client.call(lectures.joinLecture, { lessonId }, {}).then(
    () => 'in',
    (error: unknown) => (error instanceof Refused ? error.body.code : error),
  )
const room = ({ teacher, lessonId }: Live) => teacher.client.call(lectures.joinLecture, { lessonId }, {})
const setDoor = ({ teacher, lectureId }: Live, change: InputOf<typeof hold.setDoor>) =>
  teacher.client.call(hold.setDoor, { lectureId }, change)
const waiting = async ({ teacher, lectureId }: Live) => {
  const { waiting: list } = await teacher.client.call(hold.listAtDoor, { lectureId }, {})
  return list.map((person) => person.id)
}
const aGuest = async ({ id }: TestClass): Promise<Person> => {
  const guest = await school.person('guest')
  await school.enroll(id, guest, 'guest')
  return guest
}

/** What of a lesson somebody gets to: its sound, its board, its chat and what happens in it. */
const reaches = async (person: Person, { lectureId, boardId, channelId, topic }: Live) => {
  const message = { id: newId(), body: 'Hello' }
  const socket = await person.client.socket()
  const hears = async (of: string) => ((await socket.subscribe(of)).t === 'subscribed' ? 200 : 403)
  const found = [
    await person.client.status(joinMedia, { lectureId }, {}),
    await person.client.status(lectures.raiseHand, { lectureId }, { id: newId() }),
    await person.client.status(getBoard, { boardId }, {}),
    await person.client.status(listMessages, { channelId }, {}),
    await person.client.status(sendMessage, { channelId }, message),
    await hears(topic),
    await hears(topicOf('board', boardId)),
    await hears(topicOf('channel', channelId)),
  ]
  socket.close()
  return [...new Set(found)]
}

describe('a waiting room', () => {
  test('is off: everyone of the class comes in, guests too', async () => {
    const live = await start(1)
    expect(await codeOf(live.theClass.students[0]!, live)).toBe('in')
    expect(await codeOf(await aGuest(live.theClass), live)).toBe('in')
    expect((await room(live)).hold.door).toEqual({ waitingRoom: 'off', locked: false, waiting: 0 })
  })

  test('for guests lets pupils in; for all lets in nobody who does not lead', async () => {
    const live = await start(2)
    const guest = await aGuest(live.theClass)
    const [a, b] = live.theClass.students as [Person, Person]
    await setDoor(live, { waitingRoom: 'guests' })
    expect([await codeOf(a, live), await codeOf(guest, live)]).toEqual(['in', 'waits-at-door'])
    await setDoor(live, { waitingRoom: 'all' })
    expect([await codeOf(b, live), await codeOf(live.teacher, live)]).toEqual(['waits-at-door', 'in'])
    expect(await waiting(live)).toEqual(expect.arrayContaining([guest.id, b.id]))
  })

  test('gives who waits no sound, no board, no chat and no place in the room, and all of it once let in', async () => {
    const live = await start(1)
    const pupil = live.theClass.students[0]!
    await setDoor(live, { waitingRoom: 'all' })
    expect(await codeOf(pupil, live)).toBe('waits-at-door')
    expect(await reaches(pupil, live)).toEqual([403])
    expect((await room(live)).people).toEqual([])
    const rows = await school.services.connection.db
      .selectFrom('presenceInterval')
      .select('id')
      .where('lectureId', '=', live.lectureId)
      .execute()
    expect(rows).toEqual([])
    await live.teacher.client.call(hold.admit, { lectureId: live.lectureId }, { accountId: pupil.id })
    expect(await codeOf(pupil, live)).toBe('in')
    expect(await reaches(pupil, live)).toEqual([200])
  })

  test('tells who leads that somebody came, and who waits that they are let in, each once', async () => {
    const live = await start(2)
    const [a, b] = live.theClass.students as [Person, Person]
    await setDoor(live, { waitingRoom: 'all' })
    const { hold: before, no, ...others } = await room(live)
    const watcher = await live.teacher.client.socket()
    await watcher.subscribe(live.topic)
    const socket = await a.client.socket()
    await socket.subscribe(topicOf('account', a.id))
    for (const person of [a, a, b]) await codeOf(person, live)
    expect(await waiting(live)).toEqual([a.id, b.id])
    await live.teacher.client.call(hold.admit, { lectureId: live.lectureId }, {})
    await live.teacher.client.call(hold.admit, { lectureId: live.lectureId }, {})
    await socket.until((frame) => frame.t === 'event' && frame.name === 'entry.changed')
    const told = { lessonId: live.lessonId, lectureId: live.lectureId, in: true }
    expect(socket.events(topicOf('account', a.id)).map(({ payload }) => payload)).toEqual([told])
    await setDoor(live, { locked: true })
    await watcher.until((frame) => frame.t === 'event' && JSON.stringify(frame.payload).includes('true'))
    const events = watcher
      .events(live.topic)
      .filter((event) => event.no > no && event.name === 'door.changed')
    const { people, hands, floor } = others
    const state = events.reduce(applyToRoom, { people, hands, floor, hold: before, endedAt: null })
    expect(state.hold).toEqual((await room(live)).hold)
    const counts = events.map(({ payload }) => (payload as { door: { waiting: number } }).door.waiting)
    expect(counts).toEqual([1, 2, 0, 0])
  })

  test('that is switched off lets in everybody who waits, by themselves', async () => {
    const live = await start(1)
    const guest = await aGuest(live.theClass)
    const pupil = live.theClass.students[0]!
    await setDoor(live, { waitingRoom: 'all' })
    for (const person of [pupil, guest]) await codeOf(person, live)
    expect((await setDoor(live, { waitingRoom: 'guests' })).waiting).toBe(1)
    expect(await waiting(live)).toEqual([guest.id])
    expect((await setDoor(live, { waitingRoom: 'off' })).waiting).toBe(0)
    expect(await reaches(guest, live)).toContain(200)
  })

  test('is left by who waits no longer', async () => {
    const live = await start(1)
    const pupil = live.theClass.students[0]!
    await setDoor(live, { waitingRoom: 'all' })
    await codeOf(pupil, live)
    await pupil.client.call(hold.stopWaiting, { lectureId: live.lectureId }, {})
    expect(await waiting(live)).toEqual([])
  })
})

test('a locked room takes back whoever was in, and nobody else', async () => {
  const live = await start(2)
  const [inside, late] = live.theClass.students as [Person, Person]
  const socket = await inside.client.socket()
  await socket.subscribe(live.topic)
  await expect.poll(async () => (await room(live)).people.length).toBe(1)
  await setDoor(live, { locked: true })
  socket.close()
  expect([await codeOf(inside, live), await codeOf(late, live)]).toEqual(['in', 'waits-at-door'])
  expect(await reaches(inside, live)).toEqual([200])
  await setDoor(live, { locked: false })
  expect(await codeOf(late, live)).toBe('in')
})

describe('somebody who is sent out', () => {
  test('is out at once, hears nothing more, and comes in again only when let in', async () => {
    const live = await start(1)
    const pupil = live.theClass.students[0]!
    const socket = await pupil.client.socket()
    await socket.subscribe(live.topic)
    await socket.subscribe(topicOf('board', live.boardId))
    await socket.subscribe(topicOf('channel', live.channelId))
    await expect.poll(async () => (await room(live)).people.length).toBe(1)
    await live.teacher.client.call(hold.sendOut, { lectureId: live.lectureId }, { accountId: pupil.id })
    const withdrawn = () => socket.frames.filter((frame) => frame.t === 'withdrawn').map(({ topic }) => topic)
    await expect
      .poll(() => withdrawn().toSorted())
      .toEqual([live.topic, topicOf('board', live.boardId), topicOf('channel', live.channelId)].toSorted())
    expect((await room(live)).people).toEqual([])
    expect(await codeOf(pupil, live)).toBe('sent-out')
    expect(await reaches(pupil, live)).toEqual([403])
    const { out, waiting: wait } = await live.teacher.client.call(
      hold.listAtDoor,
      { lectureId: live.lectureId },
      {},
    )
    expect([out.map(({ id }) => id), wait]).toEqual([[pupil.id], []])
    await live.teacher.client.call(hold.admit, { lectureId: live.lectureId }, { accountId: pupil.id })
    expect(await codeOf(pupil, live)).toBe('in')
  })

  test('is not let in with those who wait', async () => {
    const live = await start(2)
    const [away, waits] = live.theClass.students as [Person, Person]
    await setDoor(live, { waitingRoom: 'all' })
    for (const person of [away, waits]) await codeOf(person, live)
    await live.teacher.client.call(hold.sendOut, { lectureId: live.lectureId }, { accountId: away.id })
    await live.teacher.client.call(hold.admit, { lectureId: live.lectureId }, {})
    expect([await codeOf(away, live), await codeOf(waits, live)]).toEqual(['sent-out', 'in'])
  })

  test('is never who leads, nor somebody of another class', async () => {
    const live = await start(1)
    const other = await school.aClass({ students: 1 })
    const out = (accountId: string) =>
      live.teacher.client.status(hold.sendOut, { lectureId: live.lectureId }, { accountId })
    expect([await out(live.teacher.id), await out(other.students[0]!.id)]).toEqual([403, 404])
  })

  test('reads what was written and drawn once the lesson is over', async () => {
    const live = await start(1)
    const pupil = live.theClass.students[0]!
    await live.teacher.client.call(hold.sendOut, { lectureId: live.lectureId }, { accountId: pupil.id })
    await live.teacher.client.call(lectures.endLecture, { lectureId: live.lectureId }, {})
    expect(await pupil.client.status(getBoard, { boardId: live.boardId }, {})).toBe(200)
  })
})
