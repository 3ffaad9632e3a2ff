import { insertAccount } from '#api/accounts/account.ts'
import { hashPassword } from '#api/accounts/password.ts'
import { saveGuardianships } from '#api/accounts/roster.ts'
import { insertClass } from '#api/classes/class.ts'
import { saveRosterMembers } from '#api/classes/roster.ts'
import { setUpSchool } from '#api/school/school.ts'
import { currentTermId } from '#api/school/term.ts'
import { DEMO_PASSWORD } from '#domain/accounts/password-fault.ts'
import { newId } from '#domain/ids.ts'
import type { ClassRole } from '#domain/permission.ts'
import { inTransaction, type Transaction } from '#platform/context.ts'
import { CLASSES, classesOf, type DemoClass } from './classes.ts'
import { openCourse, planNextTerm } from './course.ts'
import {
  type DemoPerson,
  OFFERED,
  OFFERED_WARDS,
  OTHER_GUARDIANS,
  OTHER_STUDENTS,
  OTHER_TEACHERS,
} from './people.ts'
import { minutesFrom, type Story, TIME_ZONE } from './story.ts'

/** A class of the story with who is in it. */
export interface FilledClass extends DemoClass {
  id: string
  /** Usernames. */
  students: readonly string[]
}

/** Weeks of the term that lie behind, and ahead. */
export const WEEKS_BEHIND = 8
export const WEEKS_AHEAD = 9

/** The term that is running. Years of school begin in August. */
const thisTerm = (story: Story) => {
  const startsOn = story.date(story.weekday(1, -WEEKS_BEHIND))
  const [year = 0, month = 0] = startsOn.split('-').map(Number)
  return {
    year: month >= 8 ? year : year - 1,
    half: month >= 8 || month === 1 ? 1 : 2,
    startsOn,
    endsOn: story.date(story.weekday(7, WEEKS_AHEAD)),
  }
}
/** The one after it and its holidays. */
const nextTerm = (story: Story) => {
  const { year, half } = thisTerm(story)
  return {
    year: half === 1 ? year : year + 1,
    half: 3 - half,
    startsOn: story.date(story.weekday(1, WEEKS_AHEAD + 3)),
    endsOn: story.date(story.weekday(7, WEEKS_AHEAD + 19)),
  }
}
const named = ({ year, half, ...days }: ReturnType<typeof nextTerm>) => ({
  name: `${year}–${year + 1}, term ${half}`,
  ...days,
})

/** When the owner set the school up: the Thursday before the term. */
const setUpAt = (story: Story): Date => story.at(`${story.weekday(4, -WEEKS_BEHIND - 1)} 09:00`)

const openSchool = async (story: Story): Promise<string> => {
  const ctx = story.system(setUpAt(story))
  const [owner] = OFFERED
  if (!owner) throw new Error('the school has no owner')
  const key = newId()
  const ownerId = await setUpSchool(
    ctx,
    {
      key,
      school: { name: 'Lantern School 明灯学校', locale: 'en', timeZone: TIME_ZONE },
      term: named(thisTerm(story)),
      administrator: { displayName: owner.name, username: owner.username, password: DEMO_PASSWORD },
    },
    key,
  )
  story.meet(owner.username, ownerId)
  return ownerId
}

const students = (): DemoPerson[] => [
  ...OFFERED.filter((person) => person.role === 'student'),
  ...OTHER_STUDENTS,
]

/** Everybody but the owner gets an account from the owner, all with the one hash of the one password. */
const addPeople = async (story: Story, schoolId: string): Promise<void> => {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  const numbers = new Map(students().map((person, n) => [person.username, n + 1]))
  const year = thisTerm(story).startsOn.slice(0, 4)
  const add = async (tx: Transaction, { username, name, role }: DemoPerson) => {
    const number = numbers.get(username)
    const studentNumber = number ? `${year}${String(number).padStart(3, '0')}` : null
    const account = { schoolId, username, displayName: name, role, passwordHash, studentNumber }
    story.meet(username, await insertAccount(tx, { ...account, mustChangePassword: false }))
  }
  for (const [n, person] of OFFERED.slice(1).entries()) {
    // Later by a minute each: the sign-in page offers them in this order.
    await inTransaction(await story.as('owner', minutesFrom(setUpAt(story), 10 + n)), (tx) => add(tx, person))
  }
  await inTransaction(await story.as('owner', minutesFrom(setUpAt(story), 30)), async (tx) => {
    for (const person of [...OTHER_TEACHERS, ...OTHER_GUARDIANS, ...OTHER_STUDENTS]) await add(tx, person)
  })
}

const addGuardianships = async (story: Story): Promise<void> => {
  const families = [{ username: 'guardian', wards: OFFERED_WARDS }, ...OTHER_GUARDIANS]
  const links = families.flatMap(({ username, wards }) =>
    wards.map((ward) => ({ guardianId: story.idOf(username), studentId: story.idOf(ward) })),
  )
  const ctx = await story.as('owner', minutesFrom(setUpAt(story), 40))
  await inTransaction(ctx, (tx) => saveGuardianships(tx, links))
}

const membersOf = (one: DemoClass): { username: string; role: ClassRole }[] => {
  const learners = students().filter(
    // Whoever helps in a class does not learn in it; who is offered is in all the others.
    ({ username }, n) =>
      !one.assistants.includes(username) &&
      (n < 2 || OFFERED_WARDS.includes(username) || classesOf(n).includes(one.key)),
  )
  return [
    ...one.teachers.map((username) => ({ username, role: 'teacher' as const })),
    ...one.assistants.map((username) => ({ username, role: 'assistant' as const })),
    ...learners.map(({ username }) => ({ username, role: 'student' as const })),
  ]
}

const addClasses = async (story: Story, schoolId: string): Promise<FilledClass[]> => {
  const ctx = await story.as('owner', minutesFrom(setUpAt(story), 60))
  const termId = await currentTermId({ ...ctx, now: () => story.now }, schoolId)
  const filled: FilledClass[] = []
  await inTransaction(ctx, async (tx) => {
    for (const one of CLASSES) {
      const { code, name, subject } = one
      const id = newId()
      await insertClass(tx, { id, schoolId, termId, code, name, subject })
      const members = membersOf(one)
      await saveRosterMembers(
        tx,
        members.map(({ username, role }) => ({
          classId: id,
          accountId: story.idOf(username),
          displayName: username,
          role,
          classIsNew: true,
          accountIsNew: true,
        })),
      )
      const learners = members.filter((member) => member.role === 'student')
      filled.push({ ...one, id, students: learners.map((member) => member.username) })
    }
  })
  return filled
}

/** Sets the school up as its owner would: the wizard, then people, then classes, one of which is a short course. */
export const buildSchool = async (story: Story): Promise<{ classes: FilledClass[]; courseId: string }> => {
  await openSchool(story)
  const { actor } = await story.as('owner', story.now)
  const schoolId = actor?.schoolId ?? ''
  await addPeople(story, schoolId)
  await addGuardianships(story)
  const classes = await addClasses(story, schoolId)
  const courseId = await openCourse(story, schoolId, minutesFrom(setUpAt(story), 80))
  await planNextTerm(story, named(nextTerm(story)))
  return { classes, courseId }
}
