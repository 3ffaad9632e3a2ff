import type { Follower } from '#platform/feed/follow.ts'
import { accountsFeature } from './accounts/routes.ts'
import { addressFeature } from './address/routes.ts'
import { assignmentsFeature } from './assignments/routes.ts'
import { attendanceFeature } from './attendance/routes.ts'
import { auditFeature } from './audit/routes.ts'
import { boardsFeature } from './boards/routes.ts'
import { calendarFeature } from './calendar/routes.ts'
import { classesFeature } from './classes/routes.ts'
import type { Feature } from './feature.ts'
import { filesFeature } from './files/routes.ts'
import { gradesFeature } from './grades/routes.ts'
import { jobsFeature } from './jobs/routes.ts'
import { lecturesFeature } from './lectures/routes.ts'
import { messagesFeature } from './messages/routes.ts'
import { peopleFeature } from './people/routes.ts'
import { plannerFeature } from './planner/routes.ts'
import { reportsFeature } from './reports/routes.ts'
import { rostersFeature } from './rosters/routes.ts'
import { schoolFeature } from './school/routes.ts'
import { todayFeature } from './today/routes.ts'

/** What stands for itself, in the order in which the reference lists it. */
const offering: Feature[] = [
  schoolFeature,
  addressFeature,
  accountsFeature,
  classesFeature,
  messagesFeature,
  boardsFeature,
  lecturesFeature,
  calendarFeature,
  attendanceFeature,
  assignmentsFeature,
  gradesFeature,
  peopleFeature,
  rostersFeature,
  plannerFeature,
  reportsFeature,
  jobsFeature,
  auditFeature,
]

/** Every feature of the product: what is not in this list has no door. Some are made of what the others offer them. */
export const features: Feature[] = [...offering, filesFeature(offering), todayFeature(offering)]

/** What features do when other features' events happen, in the API; the worker has them from its own list. */
export const followers: Follower[] = features.flatMap((feature) => feature.follows ?? [])
