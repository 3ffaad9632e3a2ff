import { beforeAll, expect, test } from 'vitest'
import { newId } from '#domain/ids.ts'
import * as lectures from '#domain/lectures/contract.ts'
import * as hold from '#domain/lectures/hold/contract.ts'
import { leftOf } from '#domain/lectures/hold/timer.ts'
import { hasFloor } from '#domain/lectures/media/floor.ts'
import { topicOf } from '#domain/realtime.ts'
import { TestSchool } from '../../testing/school.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

/** A lesson of thirteen, in which the first pupil is. */
const start = async () => {
  const theClass = await school.aClass({ students: 13 })
  const { id, teacher, students } = theClass
  const input = { id: newId(), title: 'Fractions', held: 'online' as const }
  const lesson = await teacher.client.call(lectures.startLessonNow, { classId: id }, input)
  const lectureId = lesson.lecture!.id
  const topic = topicOf('lecture', lectureId)
  const [pupil, late] = [students[0]!, students[1]!]
  const socket = await pupil.client.socket()
  await socket.subscribe(topic)
  const roomOf = (person = pupil) => person.client.call(lectures.joinLecture, { lessonId: lesson.id }, {})
  await expect.poll(async () => (await roomOf()).people.length).toBe(1)
  return { client: teacher.client, pupil, late, lectureId, topic, socket, roomOf }
}

test('a spotlight, and how all are to look, is told to all and stands for who comes late, until it is ended; only who is here is in it', async () => {
  const { client, pupil, late, lectureId, socket, topic, roomOf } = await start()
  expect(await client.status(hold.setFocus, { lectureId }, { spotlightId: late.id })).toBe(404)
  await client.call(hold.setFocus, { lectureId }, { spotlightId: pupil.id })
  await client.call(hold.setFocus, { lectureId }, { spotlightId: pupil.id })
  await client.call(hold.setFocus, { lectureId }, { look: true, layout: 'gallery' })
  expect((await roomOf(late)).hold.focus).toEqual({ spotlightId: pupil.id, look: true, layout: 'gallery' })
  await client.call(hold.setFocus, { lectureId }, { spotlightId: null, look: false })
  await socket.until((frame) => frame.t === 'event' && JSON.stringify(frame.payload).includes('null'))
  const told = socket.events(topic).filter((event) => event.name === 'focus.changed')
  expect(told.map(({ payload }) => payload)).toEqual([
    { focus: { spotlightId: pupil.id, look: false, layout: 'stage' } },
    { focus: { spotlightId: pupil.id, look: true, layout: 'gallery' } },
    { focus: { spotlightId: null, look: false, layout: 'gallery' } },
  ])
})

test('a countdown goes by the clock of the school: who comes late sees what is left', async () => {
  const { client, late, lectureId, roomOf } = await start()
  await client.call(hold.setTimer, { lectureId }, { what: 'start', seconds: 300 })
  school.offsetMs += 60_000
  const room = await roomOf(late)
  const left = leftOf(room.hold.timer!, new Date(room.at))
  expect(Math.round(left / 10_000)).toBe(24)
  await client.call(hold.setTimer, { lectureId }, { what: 'pause' })
  await client.call(hold.setTimer, { lectureId }, { what: 'add', seconds: 60 })
  expect(Math.round((await roomOf(late)).hold.timer!.leftMs! / 10_000)).toBe(30)
  await client.call(hold.setTimer, { lectureId }, { what: 'end' })
  expect((await roomOf(late)).hold.timer).toBeNull()
})

test('asking to unmute tells that person alone and lets them, and is not done over and over', async () => {
  const { client, pupil, late, lectureId, socket, roomOf } = await start()
  const own = topicOf('account', pupil.id)
  await socket.subscribe(own)
  const ask = (accountId: string) => client.status(hold.askToUnmute, { lectureId }, { accountId })
  expect(await ask(late.id)).toBe(404)
  expect(await ask(pupil.id)).toBe(200)
  await socket.until((frame) => frame.t === 'event' && frame.name === 'unmute.asked')
  expect(socket.events(own).map(({ payload }) => payload)).toEqual([{ lectureId }])
  const { floor } = await roomOf()
  expect(hasFloor(floor, 'microphone', { accountId: pupil.id, moderator: false })).toBe(true)
  expect([await ask(pupil.id), await ask(pupil.id), await ask(pupil.id)]).toEqual([200, 200, 429])
})

test('chance picks each pupil who is here once before anybody again, and who comes late sees whom', async () => {
  const { client, pupil, late, lectureId, topic, roomOf } = await start()
  await (await late.client.socket()).subscribe(topic)
  await expect.poll(async () => (await roomOf()).people.length).toBe(2)
  const picks: (string | undefined)[] = []
  for (let round = 0; round < 6; round++)
    picks.push((await client.call(hold.pickPerson, { lectureId }, {})).picked?.id)
  for (const at of [0, 2, 4])
    expect(picks.slice(at, at + 2).toSorted()).toEqual([pupil.id, late.id].toSorted())
  expect((await roomOf()).hold.picked?.id).toBe(picks[5])
  await client.call(hold.clearPick, { lectureId }, {})
  expect((await roomOf()).hold.picked).toBeNull()
})
