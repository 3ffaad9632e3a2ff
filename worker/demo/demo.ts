import { offerDemoAccounts } from '#api/accounts/demo-offer.ts'
import { demoAccounts } from '#api/school/demo-accounts.ts'
import { firstSchool } from '#api/school/school.ts'
import { DEMO_PASSWORD } from '#domain/accounts/password-fault.ts'
import { type Services, systemContext } from '#platform/context.ts'
import { wantJobsFrom } from '#platform/queue/outbox.ts'
import { joinClassmates } from './classmates.ts'
import { endCourse } from './course.ts'
import { holdLessons } from './lessons.ts'
import { holdToday } from './live.ts'
import { OFFERED } from './people.ts'
import { buildSchool } from './school.ts'
import { Story } from './story.ts'
import { holdTalk } from './talk.ts'
import { planTimetable } from './timetable.ts'
import { doWork } from './work.ts'

/** The demo school is made in an empty database only. */
export class NotEmpty extends Error {
  override name = 'NotEmpty'
}

/** What the story asked of the worker weeks ago is asked for today: nobody was there to do it. */
const askForJobsNow = ({ connection, now }: Services): Promise<void> => wantJobsFrom(connection.db, now())

/**
 * Fills an empty database with the demo school, by the product's own operations. Throws `NotEmpty` when there is a school,
 * whichever it is. What has to be computed is left to the worker as jobs.
 */
export const seedDemo = async (services: Services): Promise<void> => {
  if (await firstSchool(systemContext(services))) throw new NotEmpty('The database holds a school already.')
  const story = new Story(services)
  const { classes, courseId } = await buildSchool(story)
  await Promise.all(
    classes.map(async (one) => {
      await Promise.all([holdLessons(story, one), holdTalk(story, one), doWork(story, one)])
      await holdToday(story, one)
    }),
  )
  await endCourse(story, courseId)
  await planTimetable(story, classes)
  await askForJobsNow(services)
  await offerDemoAccounts(
    systemContext(services),
    OFFERED.map((person) => story.idOf(person.username)),
  )
}

const accountLines = (): string[] => [
  '',
  `Sign in with one of these; the password is ${DEMO_PASSWORD} for all:`,
  ...OFFERED.map(({ username, name }) => `  ${username.padEnd(10)} ${name}`),
]

/** What keeps the demo school alive while the worker runs. */
export interface RunningDemo {
  /** Lines to print under the address. */
  notes: string[]
  stop(): Promise<void>
}

/** Makes the demo school if there is none, and lets its pupils into the live lesson. */
export const startDemo = async (services: Services): Promise<RunningDemo> => {
  const system = systemContext(services)
  if (!(await firstSchool(system))) await seedDemo(services)
  const school = await firstSchool(system)
  if (!school || (await demoAccounts(system)).length === 0) {
    const sentence = 'This database holds a school that is not a finished demo: nothing was added to it.'
    return { notes: [`${sentence} For a fresh demo, choose an empty DATA_DIR.`], stop: async () => {} }
  }
  return { notes: accountLines(), stop: await joinClassmates(services, school.id) }
}
