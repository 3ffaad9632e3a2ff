import * as classes from '#domain/classes/contract.ts'
import { newId } from '#domain/ids.ts'
import {
  type AccessCase,
  accessCase,
  EVERYBODY,
  MEMBERS,
  SCHOOL_STAFF,
  VISITORS,
  type World,
} from '../testing/access-case.ts'

const here = (world: World) => ({ params: { classId: world.class.id }, input: {} })
const MANAGERS = ['owner', 'teacher'] as const

export const cases: AccessCase[] = [
  accessCase(classes.listClasses, EVERYBODY, () => ({ params: {}, input: {} })),
  accessCase(classes.createClass, ['owner', 'teacher', 'outside teacher'], () => ({
    params: {},
    input: { id: newId(), name: 'New', subject: '' },
  })),
  accessCase(classes.getClass, [...SCHOOL_STAFF, ...MEMBERS, 'guardian'], here),
  accessCase(classes.updateClass, MANAGERS, (world) => ({
    params: { classId: world.class.id },
    input: { name: 'Renamed' },
  })),
  accessCase(classes.listMembers, [...SCHOOL_STAFF, 'teacher', 'assistant', 'student'], here),
  accessCase(classes.setMember, MANAGERS, async (world) => ({
    params: { classId: world.class.id, accountId: (await world.school.person('student')).id },
    input: { role: 'student' as const },
  })),
  accessCase(classes.removeMember, MANAGERS, async (world) => {
    const person = await world.school.person('student')
    await world.school.enroll(world.class.id, person, 'student')
    return { params: { classId: world.class.id, accountId: person.id }, input: {} }
  }),
  accessCase(classes.findMembers, ['owner'], (world) => ({
    params: { classId: world.class.id },
    input: { text: 'Somebody', role: 'student' as const },
  })),
  accessCase(classes.addMembers, MANAGERS, async (world) => ({
    params: { classId: world.class.id },
    input: { accountIds: [(await world.school.person('student')).id], role: 'student' as const },
  })),
  accessCase(classes.removeMembers, MANAGERS, async (world) => ({
    params: { classId: world.class.id },
    input: { accountIds: [(await world.school.person('student')).id] },
  })),
  accessCase(classes.givePassword, MANAGERS, async (world) => {
    const person = await world.school.person('student')
    await world.school.enroll(world.class.id, person, 'student')
    return { params: { classId: world.class.id, accountId: person.id }, input: {} }
  }),
  accessCase(classes.getJoinCode, MANAGERS, here),
  accessCase(classes.createJoinCode, MANAGERS, (world) => ({
    params: { classId: world.class.id },
    input: { uses: 5, days: 1 },
  })),
  accessCase(classes.deleteJoinCode, MANAGERS, here),
  accessCase(classes.previewJoinCode, VISITORS, () => ({ params: { code: 'NOSUCH' }, input: {} })),
  accessCase(classes.joinClass, EVERYBODY, () => ({ params: { code: 'NOSUCH' }, input: {} })),
]
