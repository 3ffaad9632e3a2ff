import { accountsCases } from '../accounts/access.cases.ts'
import { addressCases } from '../address/access.cases.ts'
import { assignmentsCases } from '../assignments/access.cases.ts'
import { attendanceCases } from '../attendance/access.cases.ts'
import { auditCases } from '../audit/access.cases.ts'
import { boardsCases } from '../boards/access.cases.ts'
import { classesCases } from '../classes/access.cases.ts'
import { filesCases } from '../files/access.cases.ts'
import { gradesCases } from '../grades/access.cases.ts'
import { jobsCases } from '../jobs/access.cases.ts'
import { lecturesCases } from '../lectures/access.cases.ts'
import { messagesCases } from '../messages/access.cases.ts'
import { peopleCases } from '../people/access.cases.ts'
import { reportsCases } from '../reports/access.cases.ts'
import { rostersCases } from '../rosters/access.cases.ts'
import { schoolCases } from '../school/access.cases.ts'
import { todayCases } from '../today/access.cases.ts'
import type { AccessCase } from './access-case.ts'

/** Every door's case; a door without one fails the build. */
export const accessCases: AccessCase[] = [
  ...schoolCases,
  ...addressCases,
  ...accountsCases,
  ...classesCases,
  ...boardsCases,
  ...messagesCases,
  ...filesCases,
  ...lecturesCases,
  ...attendanceCases,
  ...todayCases,
  ...assignmentsCases,
  ...gradesCases,
  ...peopleCases,
  ...rostersCases,
  ...reportsCases,
  ...jobsCases,
  ...auditCases,
]
