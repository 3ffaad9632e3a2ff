import { JITSI_EVENTS_SECRET } from '../lectures/access.cases.ts'
import type { World } from './access-case.ts'
import type { Person, TestSchool } from './school.ts'

/** What every door needs to be there. Eleven visitors try each: more messages in a minute than anybody may send. */
export const WORLD_ENV = {
  MESSAGES_PER_MINUTE: '100000',
  APP_KEY: Buffer.alloc(32, 7).toString('base64'),
  JITSI_URL: 'https://meet.test',
  JITSI_APP_ID: 'lectern',
  JITSI_APP_SECRET: 'told-to-the-deployment',
  JITSI_EVENTS_SECRET,
}

/** A class with somebody of every role, and people of another class. */
export const addPeople = async (school: TestSchool): Promise<World> => {
  const here = await school.aClass({ students: 2 })
  const other = await school.aClass({ students: 1 })
  const [student, outsider] = [here.students[0] as Person, other.students[0] as Person]
  const assistant = await school.person('student')
  await school.enroll(here.id, assistant, 'assistant')
  const guest = await school.person('guest')
  await school.enroll(here.id, guest, 'guest')
  const people = {
    owner: await school.person('owner'),
    registrar: await school.person('registrar'),
    teacher: here.teacher,
    assistant,
    student,
    guardian: await school.guardianOf(student),
    guest,
    'outside teacher': other.teacher,
    'outside student': outsider,
    'outside guardian': await school.guardianOf(outsider),
  }
  return { school, people, class: here, other }
}
