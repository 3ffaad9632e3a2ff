import { accountsFeature } from './accounts/routes.ts'
import { addressFeature } from './address/routes.ts'
import { assignmentsFeature } from './assignments/routes.ts'
import { attendanceFeature } from './attendance/routes.ts'
import { auditFeature } from './audit/routes.ts'
import { boardsFeature } from './boards/routes.ts'
import { classesFeature } from './classes/routes.ts'
import type { Feature } from './feature.ts'
import { filesFeature } from './files/routes.ts'
import { gradesFeature } from './grades/routes.ts'
import { jobsFeature } from './jobs/routes.ts'
import { lecturesFeature } from './lectures/routes.ts'
import { messagesFeature } from './messages/routes.ts'
import { peopleFeature } from './people/routes.ts'
import { reportsFeature } from './reports/routes.ts'
import { rostersFeature } from './rosters/routes.ts'
import { schoolFeature } from './school/routes.ts'
import { todayFeature } from './today/routes.ts'

/** Every feature of the product: what is not in this list has no door. */
export const features: Feature[] = [
  schoolFeature,
  addressFeature,
  accountsFeature,
  classesFeature,
  filesFeature,
  messagesFeature,
  boardsFeature,
  lecturesFeature,
  attendanceFeature,
  todayFeature,
  assignmentsFeature,
  gradesFeature,
  peopleFeature,
  rostersFeature,
  reportsFeature,
  jobsFeature,
  auditFeature,
]
