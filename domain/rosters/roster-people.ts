import { username as usernameSchema } from '../accounts/account.ts'
import { joinName } from '../accounts/name-parts.ts'
import { passwordFault, STAFF_PASSWORD_MIN } from '../accounts/password-fault.ts'
import type { SchoolRole } from '../permission.ts'
import {
  fold,
  type PlannedAccount,
  type PlannedGuardianship,
  type PlannedRow,
  type RowDraft,
} from './roster-plan.ts'
import type { ExistingAccount, ExistingSchool } from './roster-school.ts'

const ROLE_WORDS: Record<SchoolRole, string> = {
  owner: 'owner admin administrator 管理员 超级管理员 管理員',
  registrar: 'registrar office 教务 教务员 教务老师 教務',
  teacher:
    'teacher staff instructor editingteacher 教师 老师 任课教师 教師 老師 任課教師 教員 先生 교사 선생님 учитель преподаватель lehrer lehrerin enseignant professeur profesor professor',
  student:
    'student pupil learner 学生 學生 生徒 학생 ученик ученица студент schüler schülerin élève étudiant alumno alumna estudiante aluno uczeń žák',
  guardian:
    'guardian parent relative 家长 监护人 父母 家長 監護人 保護者 학부모 보호자 родитель eltern elternteil',
  guest: 'guest visitor observer 访客 旁听 訪客 旁聽',
}
const ROLE_BY_WORD = new Map(
  Object.entries(ROLE_WORDS).flatMap(([role, words]) =>
    words.split(' ').map((word) => [fold(word), role as SchoolRole]),
  ),
)

/** Whom each role may make or change by an import. Nobody makes an owner. */
const GRANTABLE: Partial<Record<SchoolRole, readonly SchoolRole[]>> = {
  owner: ['registrar', 'teacher', 'student', 'guardian', 'guest'],
  registrar: ['teacher', 'student', 'guardian', 'guest'],
}

const EMAIL = /^[^\s@<>"']{1,64}@[^\s@<>"']{1,190}$/
const NAME_MAX = 80
const NUMBER_MAX = 40
const PASSWORD_MIN = 8
const PASSWORD_MAX = 256

/** Everyone there will be: the accounts of the school and those the file adds, found by username or student number. */
export class People {
  readonly planned: PlannedAccount[] = []
  readonly guardianships: PlannedGuardianship[] = []
  private readonly existing = new Map<string, ExistingAccount>()
  private readonly usernames = new Map<string, PlannedAccount | ExistingAccount>()
  private readonly numbers = new Map<string, string>()
  private readonly emails = new Map<string, string>()
  private readonly seen = new Map<string, number>()
  private readonly school: ExistingSchool
  private readonly grantable: ReadonlySet<SchoolRole>
  private readonly roleOfRest: SchoolRole | undefined
  private readonly named = new Map<RowDraft, string>()
  /** How many people the file gives no role. */
  roleless = 0

  /** `roleOfRest`: what those become whom the file gives no role. */
  constructor(school: ExistingSchool, actorRole: SchoolRole, roleOfRest?: SchoolRole) {
    this.school = school
    this.roleOfRest = roleOfRest
    this.grantable = new Set(GRANTABLE[actorRole])
    for (const account of school.accounts) {
      this.existing.set(fold(account.username), account)
      this.remember(account)
    }
  }

  /** The person a cell names, by username first, then by student number, then by e-mail address. */
  find(text: string): PlannedAccount | ExistingAccount | undefined {
    const key = fold(text)
    const byNumber = this.usernames.get(key) ?? this.usernames.get(this.numbers.get(key) ?? '')
    return byNumber ?? this.usernames.get(this.emails.get(key) ?? '')
  }

  /** Plans one row of the accounts; guardians are linked by `linkWards` once everybody is known. */
  plan(draft: RowDraft): PlannedRow {
    const username = this.usernameOf(draft)
    const label = [nameOf(draft), username].filter((part) => part).join(' · ')
    if (username === null) return draft.finish('accounts', label, 'error')
    const before = this.existing.get(fold(username))
    const after = this.accountOf(draft, username, before)
    if (before) draft.changes.push(...changesBetween(before, after))
    const changed = draft.changes.length > 0
    if (before && changed && !this.grantable.has(before.role)) draft.error('username', 'account-protected')
    if (hasLeft(draft)) draft.error('username', 'has-left')
    if (before?.disabled) draft.problem('warning', 'username', 'account-disabled')
    if (!draft.failed) this.accept(after, before === undefined || changed)
    return draft.finish('accounts', label, before ? (changed ? 'update' : 'unchanged') : 'create')
  }

  /** Links a guardian's row to the students it names; a new link makes an unchanged row an update. */
  linkWards(draft: RowDraft, row: PlannedRow): void {
    const names = draft.list('guardianOf')
    const guardian = this.find(this.named.get(draft) ?? '')
    if (names.length === 0 || row.fate === 'error' || !guardian) return
    if (guardian.role !== 'guardian') {
      draft.problem('warning', 'guardianOf', 'not-a-guardian')
      return
    }
    const added = names.filter((name) => this.link(draft, guardian, name))
    if (added.length === 0) return
    row.changes.push('guardianOf')
    if (row.fate === 'unchanged') row.fate = 'update'
  }

  private link(draft: RowDraft, guardian: PlannedAccount | ExistingAccount, name: string): boolean {
    const student = this.find(name)
    if (!student) {
      draft.problem('warning', 'guardianOf', 'student-unknown', { value: name })
      return false
    }
    if (student.role !== 'student') {
      draft.problem('warning', 'guardianOf', 'not-a-student', { value: name })
      return false
    }
    if (guardian.id && student.id && this.school.guardianships.has(`${guardian.id} ${student.id}`))
      return false
    this.guardianships.push({ guardian: fold(guardian.username), student: fold(student.username) })
    return true
  }

  private remember(account: PlannedAccount | ExistingAccount): void {
    const key = fold(account.username)
    this.usernames.set(key, account)
    if (account.studentNumber !== null) this.numbers.set(fold(account.studentNumber), key)
    if (account.email !== null) this.emails.set(fold(account.email), key)
  }

  private accept(account: PlannedAccount, changed: boolean): void {
    this.remember(account)
    if (changed) this.planned.push(account)
  }

  private usernameOf(draft: RowDraft): string | null {
    const text = draft.get('username') || draft.get('studentNumber') || this.nameByEmail(draft.get('email'))
    if (text === '') return draft.error('username', 'required')
    const parsed = usernameSchema.safeParse(text)
    if (!parsed.success) return draft.error('username', 'username-invalid', { value: text.slice(0, 60) })
    const key = fold(parsed.data)
    const first = this.seen.get(key)
    if (first !== undefined) return draft.error('username', 'duplicate', { value: text, row: first })
    this.seen.set(key, draft.row)
    this.named.set(draft, key)
    if (this.school.takenUsernames.has(key)) return draft.error('username', 'username-taken', { value: text })
    return this.existing.get(key)?.username ?? parsed.data
  }

  /** Lists of Google have no usernames: whoever has the address, else what stands before its @. */
  private nameByEmail(email: string): string {
    return this.emails.get(fold(email)) ?? email.split('@')[0] ?? ''
  }

  private accountOf(draft: RowDraft, username: string, before: ExistingAccount | undefined): PlannedAccount {
    const name = nameOf(draft) || before?.name || ''
    if (name === '') draft.error('name', 'required')
    if (name.length > NAME_MAX) draft.error('name', 'too-long', { limit: NAME_MAX })
    const role = this.roleOf(draft, before) ?? 'guest'
    return {
      id: before?.id ?? null,
      username,
      name,
      role,
      email: this.emailOf(draft, username) ?? before?.email ?? null,
      studentNumber: this.numberOf(draft, username) ?? before?.studentNumber ?? null,
      password: before ? null : passwordOf(draft, username, role),
    }
  }

  private roleOf(draft: RowDraft, before: ExistingAccount | undefined): SchoolRole | null {
    const text = draft.get('role')
    if (text === '' && before) return before.role
    if (text === '') this.roleless += 1
    const role = text === '' ? this.roleOfRest : ROLE_BY_WORD.get(fold(text))
    if (text === '' && !role) return draft.error('role', 'required')
    if (!role) return draft.error('role', 'role-unknown', { value: text.slice(0, 60) })
    if (role !== before?.role && !this.grantable.has(role))
      return draft.error('role', 'role-not-allowed', { role })
    return role
  }

  private emailOf(draft: RowDraft, username: string): string | null {
    const text = draft.get('email')
    if (text === '') return null
    if (!EMAIL.test(text)) return draft.error('email', 'email-invalid', { value: text.slice(0, 60) })
    const owner = this.emails.get(fold(text))
    if (this.school.takenEmails.has(fold(text)) || (owner !== undefined && owner !== fold(username)))
      return draft.error('email', 'email-taken', { value: text, ...(owner && { username: owner }) })
    return text
  }

  private numberOf(draft: RowDraft, username: string): string | null {
    const text = draft.get('studentNumber')
    if (text === '') return null
    if (text.length > NUMBER_MAX) return draft.error('studentNumber', 'too-long', { limit: NUMBER_MAX })
    const owner = this.numbers.get(fold(text))
    if (owner === undefined || owner === fold(username)) return text
    return draft.error('studentNumber', 'student-number-taken', { value: text, username: owner })
  }
}

const nameOf = (draft: RowDraft): string =>
  draft.get('name') ||
  joinName({
    given: draft.get('givenName'),
    middle: draft.get('middleName'),
    family: draft.get('familyName'),
  })

const LEFT = new Set(
  'tobedeleted inactive deleted suspended left graduated 已离校 已退学 已毕业 离校 退学'.split(' '),
)

/** Whether the list says that this person has left: as OneRoster, Moodle and others write it. */
export const hasLeft = (draft: RowDraft): boolean =>
  LEFT.has(fold(draft.get('status')).replace(/\s/g, '')) ||
  /^(1|true|yes)$/i.test(draft.get('suspended')) ||
  /^(0|false|no)$/i.test(draft.get('enabled'))

const passwordOf = (draft: RowDraft, username: string, role: SchoolRole): string | null => {
  const text = draft.get('password')
  if (text === '') return null
  if (text.length < PASSWORD_MIN)
    return draft.error('password', 'password-too-short', { limit: PASSWORD_MIN })
  if (text.length > PASSWORD_MAX) return draft.error('password', 'too-long', { limit: PASSWORD_MAX })
  // Changed at the first sign-in, where the school's name counts too.
  const fault = passwordFault(text, { username, role, school: '' })
  if (fault === 'password-too-short-staff')
    return draft.error('password', 'password-too-short', { limit: STAFF_PASSWORD_MIN })
  return fault ? draft.error('password', fault) : text
}

const changesBetween = (before: ExistingAccount, after: PlannedAccount): string[] => {
  const changes: string[] = []
  if (after.name !== before.name) changes.push('name')
  if (after.role !== before.role) changes.push('role')
  if (fold(after.email ?? '') !== fold(before.email ?? '')) changes.push('email')
  if (after.studentNumber !== before.studentNumber) changes.push('studentNumber')
  return changes
}
