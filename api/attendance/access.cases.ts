import * as attendance from '#domain/attendance/contract.ts'
import {
  type AccessCase,
  accessCase,
  CLASS_STAFF,
  MEMBERS,
  SCHOOL_STAFF,
  type World,
} from '../testing/access-case.ts'
import { aLiveLesson, anEndedLesson } from '../testing/lessons.ts'
import { confirmAttendance } from './mark.ts'

const ended = async (world: World) => ({
  params: { lessonId: (await anEndedLesson(world.school, world.class)).id },
  input: {},
})

const live = async (world: World) => ({
  params: { lessonId: (await aLiveLesson(world.school, world.class)).id },
  input: {},
})

export const cases: AccessCase[] = [
  // Who reads what of it is the register's own test.
  accessCase(attendance.getRegister, [...SCHOOL_STAFF, ...MEMBERS, 'guardian'], ended),
  accessCase(attendance.markAttendance, CLASS_STAFF, async (world) => ({
    ...(await live(world)),
    input: { marks: [{ accountId: world.people.student.id, status: 'present' as const }] },
  })),
  accessCase(attendance.markAllPresent, CLASS_STAFF, live),
  accessCase(attendance.confirmAttendance, CLASS_STAFF, async (world) => ({
    ...(await ended(world)),
    input: { corrections: [] },
  })),
  accessCase(
    attendance.listAttendance,
    [...SCHOOL_STAFF, ...CLASS_STAFF, 'student', 'guardian'],
    async (world) => {
      const { id } = await anEndedLesson(world.school, world.class)
      await confirmAttendance(await world.school.contextOf(world.class.teacher), id, [])
      return { params: { accountId: world.people.student.id }, input: {} }
    },
  ),
]
