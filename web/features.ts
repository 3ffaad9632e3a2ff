import type { RouteDefinition } from '@solidjs/router'
import { accountsScreens } from './accounts/feature.ts'
import { addressScreens } from './address/feature.ts'
import { assignmentsScreens } from './assignments/feature.ts'
import { attendanceScreens } from './attendance/feature.ts'
import { auditScreens } from './audit/feature.ts'
import { boardsScreens } from './boards/feature.ts'
import { calendarScreens } from './calendar/feature.ts'
import { classesScreens } from './classes/feature.ts'
import type { Place, WebFeature } from './feature.ts'
import { gradesScreens } from './grades/feature.ts'
import { jobsScreens } from './jobs/feature.ts'
import { lecturesScreens } from './lectures/feature.ts'
import { messagesScreens } from './messages/feature.ts'
import { peopleScreens } from './people/feature.ts'
import { plannerScreens } from './planner/feature.ts'
import { reportsScreens } from './reports/feature.ts'
import { rostersScreens } from './rosters/feature.ts'
import { schoolScreens } from './school/feature.ts'
import { todayScreens } from './today/feature.ts'

/** Every feature that shows something, in the order in which their tabs stand in a class and in administration. */
export const features: WebFeature[] = [
  messagesScreens,
  assignmentsScreens,
  lecturesScreens,
  gradesScreens,
  attendanceScreens,
  boardsScreens,
  peopleScreens,
  rostersScreens,
  classesScreens,
  plannerScreens,
  reportsScreens,
  schoolScreens,
  addressScreens,
  jobsScreens,
  auditScreens,
  accountsScreens,
  todayScreens,
  calendarScreens,
]

/** The screens of a place. */
export const screensOf = (place: Place): RouteDefinition[] =>
  features.flatMap(({ screens }) => screens[place] ?? [])
