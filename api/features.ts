import { accountsFeature } from './accounts/routes.ts'
import { boardsFeature } from './boards/routes.ts'
import { classesFeature } from './classes/routes.ts'
import type { Feature } from './feature.ts'
import { messagesFeature } from './messages/routes.ts'
import { schoolFeature } from './school/routes.ts'

/** Every feature of the product: what is not in this list has no door. */
export const features: Feature[] = [schoolFeature, accountsFeature, classesFeature, messagesFeature, boardsFeature]
import { filesFeature } from './files/routes.ts'
export const features: Feature[] = [schoolFeature, accountsFeature, classesFeature, filesFeature]
import { attendanceFeature } from './attendance/routes.ts'
import { lecturesFeature } from './lectures/routes.ts'
export const features: Feature[] = [
  schoolFeature,
  accountsFeature,
  classesFeature,
  lecturesFeature,
  attendanceFeature,
]
