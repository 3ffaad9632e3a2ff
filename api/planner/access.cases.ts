import { newId } from '#domain/ids.ts'
import * as contract from '#domain/planner/contract.ts'
import { type AccessCase, accessCase, SCHOOL_STAFF, type World } from '../testing/access-case.ts'

const nothing = () => ({ params: {}, input: {} })

/** A draft with nothing in it. */
const aTimetable = async (world: World) => {
  const timetableId = newId()
  await world.school.services.connection.db
    .insertInto('timetable')
    .values({
      id: timetableId,
      schoolId: world.school.id,
      termId: world.school.termId,
      name: 'Draft',
      state: 'ready',
      seed: 1,
      seconds: 1,
      hard: 0,
      soft: 0,
      madeFrom: JSON.stringify({
        instance: {
          name: '',
          days: 0,
          periods: 0,
          rooms: [],
          teachers: [],
          groups: [],
          courses: [],
          rules: [],
        },
        week: [],
        taught: [],
      }),
      createdBy: world.people.owner.id,
      createdAt: new Date(),
    })
    .execute()
  return { timetableId }
}
const from = '2090-01-02'
let days = 0
/** Each publication begins on a day of its own. */
const aDay = () => new Date(Date.UTC(2090, 0, 1 + days++)).toISOString().slice(0, 10)

export const cases: AccessCase[] = [
  accessCase(contract.getPlannerFacts, SCHOOL_STAFF, nothing),
  accessCase(contract.changePlannerFacts, SCHOOL_STAFF, nothing),
  accessCase(contract.listTimetables, SCHOOL_STAFF, nothing),
  accessCase(contract.createTimetable, SCHOOL_STAFF, async (world) => ({
    params: {},
    input: { id: newId(), name: 'Copy', from: (await aTimetable(world)).timetableId },
  })),
  accessCase(contract.getTimetable, SCHOOL_STAFF, async (world) => ({
    params: await aTimetable(world),
    input: {},
  })),
  accessCase(contract.renameTimetable, SCHOOL_STAFF, async (world) => ({
    params: await aTimetable(world),
    input: { name: 'Mine' },
  })),
  accessCase(contract.deleteTimetable, SCHOOL_STAFF, async (world) => ({
    params: await aTimetable(world),
    input: {},
  })),
  // Only one search of a school at a time: the door is passed, the second is told to wait.
  accessCase(contract.searchOn, SCHOOL_STAFF, async (world) => ({
    params: await aTimetable(world),
    input: { seconds: 1 },
  })),
  accessCase(contract.stopSearch, SCHOOL_STAFF, async (world) => ({
    params: await aTimetable(world),
    input: {},
  })),
  accessCase(contract.moveLessons, SCHOOL_STAFF, async (world) => ({
    params: await aTimetable(world),
    input: {
      version: 1,
      moves: [{ teachingId: newId(), index: 0, day: 0, period: 0, roomId: null, locked: false }],
    },
  })),
  accessCase(contract.previewPublication, SCHOOL_STAFF, async (world) => ({
    params: await aTimetable(world),
    input: { from },
  })),
  accessCase(contract.publishTimetable, SCHOOL_STAFF, async (world) => ({
    params: await aTimetable(world),
    input: { from: aDay() },
  })),
  accessCase(contract.takeBackTimetable, SCHOOL_STAFF, async (world) => ({
    params: await aTimetable(world),
    input: {},
  })),
]
