import { beforeAll, expect, test } from 'vitest'
import { newId } from '#domain/ids.ts'
import { cancelLesson, listClashes, scheduleLesson } from '#domain/lectures/contract.ts'
import { type Person, TestSchool } from '../testing/school.ts'

let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})

const at = (hours: number) => new Date(Date.UTC(2090, 0, 9, 8) + hours * 3_600_000).toISOString()
const plan = async (teacher: Person, classId: string, from: number, to: number) => {
  const id = newId()
  const input = { id, title: 'L', startsAt: at(from), endsAt: at(to) }
  await teacher.client.call(scheduleLesson, { classId }, input)
  return id
}

test('a lesson clashes with those of its class and of its teachers at that time, and with no others', async () => {
  const mine = await school.aClass({ students: 1 })
  const second = await school.aClass({ students: 1 })
  const stranger = await school.aClass({ students: 1 })
  await school.enroll(second.id, mine.teacher, 'teacher')
  const own = await plan(mine.teacher, mine.id, 0, 1)
  const elsewhere = await plan(second.teacher, second.id, 0.5, 1.5)
  await plan(stranger.teacher, stranger.id, 0, 1)

  const clashes = async (from: number, to: number, except?: string) => {
    const input = { startsAt: at(from), endsAt: at(to), except }
    return (await mine.teacher.client.call(listClashes, { classId: mine.id }, input)).clashes
  }
  expect(await clashes(0, 1)).toMatchObject([
    { lessonId: own, sameClass: true, teachers: [] },
    { lessonId: elsewhere, sameClass: false, teachers: [mine.teacher.displayName] },
  ])
  expect(await clashes(0, 1, own)).toMatchObject([{ lessonId: elsewhere }])
  // One that begins when the other ends is in nobody's way.
  expect(await clashes(1.5, 2)).toEqual([])
  await second.teacher.client.call(cancelLesson, { lessonId: elsewhere }, {})
  expect(await clashes(1, 1.5)).toEqual([])
})

test('a room is taken, however it is written, and only for as long as the lesson in it lasts', async () => {
  const mine = await school.aClass()
  const other = await school.aClass()
  const input = { id: newId(), title: 'L', startsAt: at(48), endsAt: at(49), room: ' Ｌab‑２ ' }
  await other.teacher.client.call(scheduleLesson, { classId: other.id }, input)
  const taken = async (room: string | undefined, from: number, to: number) => {
    const asked = { startsAt: at(from), endsAt: at(to), room }
    const { clashes } = await mine.teacher.client.call(listClashes, { classId: mine.id }, asked)
    return clashes.map((clash) => [clash.sameClass, clash.teachers, clash.room])
  }
  expect(await taken('lab-2', 48, 49)).toEqual([[false, [], 'Ｌab‑２']])
  expect(await taken('lab-2', 49, 50)).toEqual([])
  expect(await taken('lab-3', 48, 49)).toEqual([])
  expect(await taken(undefined, 48, 49)).toEqual([])
})

test('of many lessons in the way the first are named and the others counted', async () => {
  const mine = await school.aClass()
  for (let n = 0; n < 8; n += 1) await plan(mine.teacher, mine.id, 96, 97 + n / 10)
  const asked = { startsAt: at(96), endsAt: at(97) }
  const { clashes, more } = await mine.teacher.client.call(listClashes, { classId: mine.id }, asked)
  expect([clashes.length, more]).toEqual([5, 3])
})
