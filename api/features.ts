import { accountsFeature } from './accounts/routes.ts'
import { assignmentsFeature } from './assignments/routes.ts'
import { classesFeature } from './classes/routes.ts'
import type { Feature } from './feature.ts'
import { filesFeature } from './files/routes.ts'
import { gradesFeature } from './grades/routes.ts'
import { schoolFeature } from './school/routes.ts'

/** Every feature of the product: what is not in this list has no door. */
export const features: Feature[] = [
  schoolFeature,
  accountsFeature,
  classesFeature,
  filesFeature,
  assignmentsFeature,
  gradesFeature,
]
