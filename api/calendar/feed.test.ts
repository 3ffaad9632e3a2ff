import ICAL from 'ical.js'
import { beforeAll, expect, test } from 'vitest'
import {
  closeCalendarAddress,
  listCalendarAddresses,
  openCalendarAddress,
} from '#domain/calendar/contract.ts'
import { newId } from '#domain/ids.ts'
import { cancelLesson, updateLesson } from '#domain/lectures/contract.ts'
import { removeMember } from '../classes/enrollment.ts'
import { aLesson } from '../testing/lessons.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import { anAssignment } from '../testing/work.ts'
import { pathOf } from './address.ts'

let school: TestSchool

beforeAll(async () => {
  school = await TestSchool.start({ env: { APP_KEY: Buffer.alloc(32, 7).toString('base64') } })
})

const open = (person: Person, classId: string | null = null) =>
  person.client.call(openCalendarAddress, {}, { id: newId(), classId })

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${school.url}${path}`, { headers })

/** What a calendar program finds there, by summary. */
const read = async (path: string) => {
  const answer = await get(path)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()))
  return calendar.getAllSubcomponents('vevent').map((one) => {
    const event = new ICAL.Event(one)
    return {
      uid: event.uid,
      sequence: event.sequence,
      summary: event.summary,
      at: event.startDate.toJSDate().toISOString(),
      status: one.getFirstPropertyValue('status'),
      url: String(one.getFirstPropertyValue('url')),
    }
  })
}

test('a program reads the lessons and what is due of all classes, without a session', async () => {
  const room = await school.aClass()
  const [student] = room.students
  if (!student) throw new Error('no student')
  const lesson = await aLesson(school, room)
  const work = await anAssignment(room.teacher.client, room.id, {
    dueAt: new Date(Date.now() + 86_400_000).toISOString(),
  })
  const elsewhere = await school.aClass()
  await aLesson(school, elsewhere, { title: 'Not theirs' })
  const { path } = await open(student)
  const events = await read(path)
  expect(events.map(({ summary }) => summary).sort()).toEqual(
    [`${lesson.className}: Fractions`, `Due: ${lesson.className}: ${work.title}`].sort(),
  )
  const found = events.find(({ uid }) => uid === `${lesson.id}@lectern`)
  expect(found).toMatchObject({ sequence: 0, status: 'CONFIRMED' })
  // The format knows whole seconds.
  expect(found?.at.slice(0, 19)).toBe(lesson.startsAt.slice(0, 19))
  expect(found?.url).toBe(`${school.url}/c/${room.id}/lessons/${lesson.id}`)
  expect(events.some(({ uid }) => uid === `${work.id}@lectern`)).toBe(true)
})

test('a lesson that is moved or cancelled stays the same event with a higher number', async () => {
  const room = await school.aClass()
  const lesson = await aLesson(school, room)
  const { path } = await open(room.teacher, room.id)
  const endsAt = new Date(Date.parse(lesson.endsAt) + 600_000).toISOString()
  await room.teacher.client.call(updateLesson, { lessonId: lesson.id }, { endsAt })
  expect(await read(path)).toMatchObject([{ uid: `${lesson.id}@lectern`, sequence: 1, status: 'CONFIRMED' }])
  await room.teacher.client.call(cancelLesson, { lessonId: lesson.id }, {})
  expect(await read(path)).toMatchObject([{ uid: `${lesson.id}@lectern`, sequence: 2, status: 'CANCELLED' }])
})

test('who has read what there is is told that nothing changed', async () => {
  const room = await school.aClass()
  const { path } = await open(room.teacher)
  const first = await get(path)
  const etag = first.headers.get('etag') ?? ''
  expect((await get(path, { 'if-none-match': etag })).status).toBe(304)
  await aLesson(school, room)
  expect((await get(path, { 'if-none-match': etag })).status).toBe(200)
})

test('opening twice is one address; closed it is gone, and the next one is another', async () => {
  const room = await school.aClass()
  const first = await open(room.teacher)
  expect((await open(room.teacher)).path).toBe(first.path)
  await read(first.path)
  const { addresses } = await room.teacher.client.call(listCalendarAddresses, {}, {})
  expect(addresses).toMatchObject([{ id: first.id, classId: null, lastReadAt: expect.any(String) }])
  await room.teacher.client.call(closeCalendarAddress, { addressId: first.id }, {})
  expect((await get(first.path)).status).toBe(404)
  expect((await open(room.teacher)).path).not.toBe(first.path)
})

test('behind an address are the rights its person has now', async () => {
  const room = await school.aClass()
  const [student] = room.students
  if (!student) throw new Error('no student')
  await aLesson(school, room)
  const [all, one] = [await open(student), await open(student, room.id)]
  await removeMember(await school.contextOf(room.teacher), room.id, student.id)
  expect(await read(all.path)).toEqual([])
  expect((await get(one.path)).status).toBe(404)
})

test('an id with another secret, cut or made up opens nothing', async () => {
  const { path, id } = await open(await school.person('teacher'))
  const token = path.slice('/api/calendar/'.length, -'.ics'.length)
  const wrong = [
    `${token.slice(0, 40)}${'A'.repeat(14)}`,
    token.slice(0, -1),
    'x'.repeat(54),
    pathOf(school.services, newId()).slice('/api/calendar/'.length, -'.ics'.length),
    id,
  ]
  for (const one of wrong) expect((await get(`/api/calendar/${one}.ics`)).status, one).toBe(404)
})
