import { accountsFeature } from './accounts/routes.ts'
import { adminFeature } from './admin/routes.ts'
import { assignmentsFeature } from './assignments/routes.ts'
import { attendanceFeature } from './attendance/routes.ts'
import { boardsFeature } from './boards/routes.ts'
import { classesFeature } from './classes/routes.ts'
import type { Feature } from './feature.ts'
import { filesFeature } from './files/routes.ts'
import { gradesFeature } from './grades/routes.ts'
import { lecturesFeature } from './lectures/routes.ts'
import { messagesFeature } from './messages/routes.ts'
import { schoolFeature } from './school/routes.ts'
import { todayFeature } from './today/routes.ts'

/** Every feature of the product: what is not in this list has no door. */
export const features: Feature[] = [
  schoolFeature,
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
  adminFeature,
]
