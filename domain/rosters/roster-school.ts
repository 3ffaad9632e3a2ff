import type { ClassRole, SchoolRole } from '../permission.ts'

/** What a roster import must know of the school it goes into. */

export interface ExistingAccount {
  id: string
  username: string
  name: string
  role: SchoolRole
  email: string | null
  studentNumber: string | null
  disabled: boolean
}

export interface ExistingClass {
  id: string
  termId: string
  code: string
  name: string
  subject: string
  archived: boolean
}

/** The school before the import. */
export interface ExistingSchool {
  accounts: readonly ExistingAccount[]
  /** In use elsewhere in the installation, folded. */
  takenUsernames: ReadonlySet<string>
  takenEmails: ReadonlySet<string>
  /** `GUARDIAN STUDENT`, ids. */
  guardianships: ReadonlySet<string>
  terms: readonly { id: string; name: string }[]
  /** Where classes go whose row names no term. */
  currentTermId: string | null
  classes: readonly ExistingClass[]
  /** `CLASS ACCOUNT`, ids → role, for those enrolled now. */
  enrollments: ReadonlyMap<string, ClassRole>
}
