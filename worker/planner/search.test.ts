import { beforeAll, describe, expect, it } from 'vitest'
import { type Person, type TestClass, TestSchool } from '#api/testing/school.ts'
import { newId } from '#domain/ids.ts'
import { cancelLesson, listLessons, scheduleLesson, updateLesson } from '#domain/lectures/contract.ts'
import * as planner from '#domain/planner/contract.ts'
import type { FactChanges } from '#domain/planner/facts.ts'
import { mondayOf } from '#domain/planner/publish.ts'
import { jobs } from '../features.ts'

let school: TestSchool
let registrar: Person
let first: TestClass
let second: TestClass
const teachings = [newId(), newId()] as const

const WEEK = 7 * 86_400_000
/** The Monday after next in the school's calendar, near enough for any zone. */
const nextMonday = mondayOf(new Date(Date.now() + 2 * WEEK).toISOString().slice(0, 10))
const bells = {
  id: newId(),
  name: 'Usual',
  weekdays: [1, 2, 3],
  periods: [
    { starts: '08:00', ends: '08:45' },
    { starts: '08:55', ends: '09:40' },
  ],
}
const aTeaching = (id: string, classId: string, lengths: number[]) => ({
  id,
  classId,
  subject: 'Physics',
  teacherIds: [],
  lengths,
  days: null,
  roomKind: '',
  features: [],
  roomId: null,
  parallel: '',
})
const change = (changes: FactChanges) => registrar.client.call(planner.changePlannerFacts, {}, changes)
const refusal = async (changes: FactChanges) =>
  registrar.client.call(planner.changePlannerFacts, {}, changes).then(
    () => null,
    (problem: { body?: { code?: string } }) => problem.body?.code,
  )
const get = (timetableId: string) => registrar.client.call(planner.getTimetable, { timetableId }, {})
const lessonsOf = async ({ id }: TestClass) => {
  const span = {
    from: `${nextMonday}T00:00:00.000Z`,
    to: new Date(Date.parse(nextMonday) + WEEK).toISOString(),
  }
  return (await registrar.client.call(listLessons, { classId: id }, span)).lessons
}
const make = async (more: { from?: string; keep?: number } = {}) => {
  const id = newId()
  await registrar.client.call(
    planner.createTimetable,
    {},
    { id, name: 'Autumn', seconds: 1, seed: 1, ...more },
  )
  await school.runJobs(jobs)
  return id
}

beforeAll(async () => {
  school = await TestSchool.start()
  registrar = await school.person('registrar')
  first = await school.aClass()
  second = await school.aClass()
  const { db } = school.services.connection
  // A term that ends soon, so that it has few lessons.
  await db
    .updateTable('term')
    .set({ endsOn: new Date(Date.parse(nextMonday) + WEEK).toISOString().slice(0, 10) })
    .where('id', '=', school.termId)
    .execute()
})

describe('the facts of a school', () => {
  it('are written whole or not at all, and refused with a reason', async () => {
    const room = { id: newId(), name: 'R1', kind: '', features: [], seats: 30, building: '' }
    await change({
      bells: { rows: [bells], removed: [] },
      rooms: { rows: [room], removed: [] },
      teachings: {
        rows: [aTeaching(teachings[0], first.id, [1, 1]), aTeaching(teachings[1], second.id, [2])],
        removed: [],
      },
      times: [{ accountId: first.teacher.id, times: [{ weekday: 1, period: 0, level: 'away' }] }],
    })
    const facts = await registrar.client.call(planner.getPlannerFacts, {}, {})
    expect(facts.rooms).toEqual([room])
    expect(facts.teachings.map(({ id }) => id).sort()).toEqual([...teachings].sort())
    expect(facts.together.length).toBeGreaterThanOrEqual(2)
    const twin = { ...room, id: newId(), name: 'ｒ1' }
    expect(await refusal({ rooms: { rows: [twin], removed: [] } })).toBe('room-name-taken')
    const overlapping = { ...bells, periods: [...bells.periods].reverse() }
    expect(await refusal({ bells: { rows: [overlapping], removed: [] } })).toBe('bell-periods-overlap')
    expect(await refusal({ bells: { rows: [{ ...bells, id: newId() }], removed: [] } })).toBe(
      'bell-day-doubled',
    )
    const gone = { ...aTeaching(newId(), first.id, [1]), teacherIds: [newId()] }
    expect(await refusal({ teachings: { rows: [gone], removed: [] } })).toBe('planned-teacher-gone')
    expect((await registrar.client.call(planner.getPlannerFacts, {}, {})).bells).toEqual([bells])
  })

  it('let rooms exchange their names in one act', async () => {
    const { rooms } = await registrar.client.call(planner.getPlannerFacts, {}, {})
    const other = { id: newId(), name: 'R2', kind: '', features: ['gas'], seats: 0, building: '' }
    await change({ rooms: { rows: [other], removed: [] } })
    const [one] = rooms
    if (!one) throw new Error('a room was made')
    await change({
      rooms: {
        rows: [
          { ...one, name: 'R2' },
          { ...other, name: 'R1' },
        ],
        removed: [],
      },
    })
    const after = await registrar.client.call(planner.getPlannerFacts, {}, {})
    expect(after.rooms.map(({ id, name }) => [name, id])).toEqual([
      ['R1', other.id],
      ['R2', one.id],
    ])
  })
})

describe('a timetable', () => {
  it('is searched, moved in, published, changed by hand, published anew and taken back', async () => {
    const id = await make()
    const found = await get(id)
    expect(found.timetable).toMatchObject({ state: 'ready', hard: 0, percent: 100, status: 'draft' })
    expect(found.slots).toHaveLength(3)
    // Noether is away on Monday's first period.
    expect(
      found.slots.some(
        ({ teachingId, day, period }) => teachingId === teachings[0] && day === 0 && period === 0,
      ),
    ).toBe(false)

    // Two planners: the second one's look was at an older version.
    const slot = found.slots.find(({ teachingId }) => teachingId === teachings[1])
    if (!slot) throw new Error('three slots were found')
    const moves = [{ ...slot, day: 2, period: 0, locked: true }]
    const { version } = found.timetable
    const moved = await registrar.client.call(planner.moveLessons, { timetableId: id }, { version, moves })
    expect(moved.timetable.version).toBe(version + 1)
    await registrar.client.call(planner.moveLessons, { timetableId: id }, { version, moves })
    const late = [{ ...slot, day: 1, period: 0 }]
    expect(
      await registrar.client.status(planner.moveLessons, { timetableId: id }, { version, moves: late }),
    ).toBe(409)

    // Better, please: the locked lesson stays.
    await registrar.client.call(planner.searchOn, { timetableId: id }, { seconds: 1 })
    await school.runJobs(jobs)
    const better = await get(id)
    expect(better.timetable).toMatchObject({ state: 'ready', hard: 0 })
    expect(better.slots).toContainEqual(moves[0])

    const preview = await registrar.client.call(
      planner.previewPublication,
      { timetableId: id },
      { from: nextMonday },
    )
    const published = await registrar.client.call(
      planner.publishTimetable,
      { timetableId: id },
      { from: nextMonday },
    )
    expect(published).toEqual(preview)
    expect(published).toMatchObject({ move: 0, vanish: 0, kept: 0 })
    const lessons = await lessonsOf(first)
    expect(lessons).toHaveLength(2)
    expect(lessons[0]).toMatchObject({ title: 'Physics', state: 'planned', lecture: null })
    expect(new Set(lessons.map(({ seriesId }) => seriesId)).size).toBe(2)
    const again = await registrar.client.call(
      planner.publishTimetable,
      { timetableId: id },
      { from: nextMonday },
    )
    expect(again).toMatchObject({ appear: 0, move: 0, vanish: 0, kept: 0 })

    // By hand: one cancelled, one renamed. They stay when the timetable goes.
    const [one, two] = lessons
    if (!one || !two) throw new Error('two lessons')
    await first.teacher.client.call(cancelLesson, { lessonId: one.id }, {})
    await first.teacher.client.call(updateLesson, { lessonId: two.id }, { title: 'Light' })
    const other = newId()
    await registrar.client.call(planner.createTimetable, {}, { id: other, name: 'Copy', from: id })
    const copy = await get(other)
    expect(copy.slots).toEqual(better.slots)
    expect(
      await registrar.client.status(planner.publishTimetable, { timetableId: other }, { from: nextMonday }),
    ).toBe(409)
    const back = await registrar.client.call(planner.takeBackTimetable, { timetableId: id }, {})
    expect(back).toMatchObject({ appear: 0, move: 0, kept: 2 })
    expect((await lessonsOf(first)).map((lesson) => [lesson.title, lesson.state]).sort()).toEqual([
      ['Light', 'planned'],
      ['Physics', 'cancelled'],
    ])
    expect(await lessonsOf(second)).toEqual([])
    expect(await registrar.client.call(planner.takeBackTimetable, { timetableId: id }, {})).toMatchObject({
      vanish: 0,
    })
    await registrar.client.call(planner.deleteTimetable, { timetableId: other }, {})
    expect(await registrar.client.status(planner.deleteTimetable, { timetableId: id }, {})).toBe(409)
  })

  it('moves lessons that stand, and keeps their ids, when another one holds', async () => {
    const id = await make()
    await registrar.client.call(planner.publishTimetable, { timetableId: id }, { from: nextMonday })
    const before = await lessonsOf(second)
    expect(before).toHaveLength(1)
    const next = newId()
    await registrar.client.call(planner.createTimetable, {}, { id: next, name: 'Next', from: id })
    const { slots, timetable } = await get(next)
    const slot = slots.find(({ teachingId }) => teachingId === teachings[1])
    if (!slot) throw new Error('it was copied')
    // Two single lessons cannot be in both rooms on both of the other days.
    const { rooms } = await registrar.client.call(planner.getPlannerFacts, {}, {})
    const places = [1, 2].flatMap((later) =>
      rooms.map((room) => ({ ...slot, day: (slot.day + later) % 3, roomId: room.id })),
    )
    const moves = places
      .filter(({ day, roomId }) => !slots.some((one) => one.day === day && one.roomId === roomId))
      .slice(0, 1)
    await registrar.client.call(
      planner.moveLessons,
      { timetableId: next },
      { version: timetable.version, moves },
    )
    await registrar.client.call(planner.takeBackTimetable, { timetableId: id }, {})
    await registrar.client.call(planner.publishTimetable, { timetableId: id }, { from: nextMonday })
    const restored = await lessonsOf(second)
    expect(restored.map(({ startsAt }) => startsAt)).toEqual(before.map(({ startsAt }) => startsAt))
    const dayAfter = new Date(Date.parse(nextMonday) - 86_400_000).toISOString().slice(0, 10)
    await registrar.client.call(planner.publishTimetable, { timetableId: next }, { from: dayAfter })
    // The one that begins later holds in that week.
    expect((await lessonsOf(second)).map((one) => one.id)).toEqual(restored.map((one) => one.id))
    const back = await registrar.client.call(planner.takeBackTimetable, { timetableId: id }, {})
    expect(back.move).toBeGreaterThan(0)
    const after = await lessonsOf(second)
    expect(after.map((one) => one.id)).toEqual(restored.map((one) => one.id))
    expect(after[0]?.startsAt).not.toBe(restored[0]?.startsAt)
    await registrar.client.call(planner.takeBackTimetable, { timetableId: next }, {})

    // By hand at the same time: the preview names it, and it stays beside the new one.
    const [{ startsAt, endsAt } = { startsAt: '', endsAt: '' }] = after
    const byHand = { id: newId(), title: 'Trip', startsAt, endsAt }
    await second.teacher.client.call(scheduleLesson, { classId: second.id }, byHand)
    const beside = { inTheWay: 1, inTheWayFirst: [{ lessonId: byHand.id, title: 'Trip', startsAt }] }
    const published = { timetableId: next }
    expect(
      await registrar.client.call(planner.previewPublication, published, { from: nextMonday }),
    ).toMatchObject(beside)
    await registrar.client.call(planner.publishTimetable, published, { from: nextMonday })
    expect((await lessonsOf(second)).map(({ title }) => title).sort()).toEqual(['Physics', 'Trip'])
    await registrar.client.call(planner.takeBackTimetable, published, {})
    expect((await lessonsOf(second)).map(({ title }) => title)).toEqual(['Trip'])
  })

  it('is said to be impossible, with names, before anything is searched', async () => {
    await change({ teachings: { rows: [aTeaching(teachings[1], second.id, [2, 2, 2, 2])], removed: [] } })
    const { timetable, facts } = await get(await make())
    expect(timetable.state).toBe('impossible')
    expect(facts[0]).toMatchObject({ needed: 8, available: 6 })
    await change({ teachings: { rows: [aTeaching(teachings[1], second.id, [2])], removed: [] } })
  })

  it('is searched one at a time, and stopped with the best so far', async () => {
    // A double period is never in the first period alone: the search cannot end by having found all.
    const rule = {
      id: newId(),
      kind: 'day-part',
      level: 'soft',
      weight: 1,
      off: false,
      about: 'subject',
    } as const
    await change({
      rules: { rows: [{ ...rule, whom: 'Physics', numbers: { from: 1, to: 1 } }], removed: [] },
    })
    const id = newId()
    const wish = { id, name: 'Long', seconds: 600 }
    await registrar.client.call(planner.createTimetable, {}, wish)
    await registrar.client.call(planner.createTimetable, {}, wish)
    expect(await registrar.client.status(planner.createTimetable, {}, { ...wish, id: newId() })).toBe(409)
    expect(await registrar.client.status(planner.deleteTimetable, { timetableId: id }, {})).toBe(409)
    await registrar.client.call(planner.stopSearch, { timetableId: id }, {})
    await school.runJobs(jobs)
    expect((await get(id)).timetable).toMatchObject({ state: 'ready', hard: 0 })
  })
})
