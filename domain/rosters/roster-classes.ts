import type { ClassRole } from '../permission.ts'
import { hasLeft, type People } from './roster-people.ts'
import {
  classKey,
  fold,
  type PlannedClass,
  type PlannedEnrollment,
  type PlannedRow,
  type RowDraft,
} from './roster-plan.ts'
import type { ExistingClass, ExistingSchool } from './roster-school.ts'

const CLASS_ROLE_WORDS: Record<ClassRole, string> = {
  teacher: 'teacher instructor coteacher 教师 老师 任课教师',
  assistant: 'assistant ta teachingassistant aide 助教',
  student: 'student pupil learner 学生',
  guest: 'guest visitor observer 访客 旁听',
}
const ROLE_BY_WORD = new Map(
  Object.entries(CLASS_ROLE_WORDS).flatMap(([role, words]) =>
    words.split(' ').map((word) => [word, role as ClassRole]),
  ),
)

/** As for classes made by hand. */
const CODE_MAX = 20
const NAME_MAX = 80
const SUBJECT_MAX = 60
/** Who may teach a class; a student may only assist. */
const TEACHING: ReadonlySet<string> = new Set(['owner', 'teacher'])

type Person = NonNullable<ReturnType<People['find']>>

/** The classes there will be, and who will be in them. */
export class Classes {
  readonly planned: PlannedClass[] = []
  readonly enrollments: PlannedEnrollment[] = []
  private readonly known = new Map<string, PlannedClass | ExistingClass>()
  private readonly existing = new Map<string, ExistingClass>()
  private readonly seen = new Map<string, number>()
  private readonly wanted = new Map<string, ClassRole>()
  private readonly school: ExistingSchool
  private readonly people: People

  constructor(school: ExistingSchool, people: People) {
    this.school = school
    this.people = people
    for (const one of school.classes) {
      this.existing.set(classKey(one.termId, one.code), one)
      this.known.set(classKey(one.termId, one.code), one)
    }
  }

  /** Plans one row of the classes, its teachers included. */
  planClass(draft: RowDraft): PlannedRow {
    const code = draft.get('code')
    const label = [code, draft.get('name')].filter((part) => part).join(' · ')
    const termId = this.termOf(draft)
    checkCode(draft, code)
    if (termId === null || draft.failed) return draft.finish('classes', label, 'error')
    const key = classKey(termId, code)
    const first = this.seen.get(key)
    if (first !== undefined) draft.error('code', 'duplicate', { value: code, row: first })
    else this.seen.set(key, draft.row)
    const before = this.existing.get(key)
    const after = classOf(draft, termId, before)
    if (before?.archived) draft.error('code', 'class-archived', { value: code })
    if (draft.failed) return draft.finish('classes', label, 'error')
    this.known.set(key, after)
    if (before === undefined || draft.changes.length > 0) this.planned.push(after)
    if (this.enrollTeachers(draft, key) && before) draft.changes.push('teachers')
    return draft.finish(
      'classes',
      label,
      before ? (draft.changes.length > 0 ? 'update' : 'unchanged') : 'create',
    )
  }

  /** Plans one row of the enrollments. */
  planEnrollment(draft: RowDraft): PlannedRow {
    const [code, who] = [draft.get('code'), draft.get('username')]
    const label = [code, who].filter((part) => part).join(' · ')
    const fate = this.enrollmentFate(draft, code, who)
    return draft.finish('enrollments', label, fate ?? 'error')
  }

  private enrollmentFate(draft: RowDraft, code: string, who: string): PlannedRow['fate'] | null {
    if (code === '') draft.error('code', 'required')
    if (who === '') draft.error('username', 'required')
    if (hasLeft(draft)) draft.error('status', 'taken-out')
    const termId = draft.failed ? null : this.termOf(draft)
    if (termId === null) return null
    const key = classKey(termId, code)
    const found = this.known.get(key)
    if (!found) return draft.error('code', 'class-unknown', { value: code })
    if ('archived' in found && found.archived) return draft.error('code', 'class-archived', { value: code })
    const person = this.people.find(who)
    if (!person) return draft.error('username', 'person-unknown', { value: who })
    if (person.role === 'guardian') return draft.error('username', 'guardian-cannot-join', { value: who })
    const role = this.classRoleOf(draft, person, key)
    if (role === null) return null
    const fate = this.enroll(key, person, role)
    if (fate === 'conflict') return draft.error('role', 'conflict-in-file', { role })
    if (fate === 'update') draft.changes.push('role')
    return fate
  }

  private classRoleOf(
    draft: RowDraft,
    person: { id: string | null; role: string },
    key: string,
  ): ClassRole | null {
    const text = draft.get('role')
    if (text === '') return this.currentRole(key, person.id) ?? defaultRole(person.role)
    const role = ROLE_BY_WORD.get(fold(text).replace(/[\s-]/g, ''))
    if (!role) return draft.error('role', 'role-unknown', { value: text.slice(0, 60) })
    if (role === 'teacher' && !TEACHING.has(person.role)) return draft.error('role', 'not-a-teacher')
    return role
  }

  private currentRole(key: string, accountId: string | null): ClassRole | undefined {
    const classId = this.known.get(key)?.id
    return classId && accountId ? this.school.enrollments.get(`${classId} ${accountId}`) : undefined
  }

  private enroll(
    key: string,
    person: Person,
    role: ClassRole,
  ): 'create' | 'update' | 'unchanged' | 'conflict' {
    const member = `${key} ${fold(person.username)}`
    const wanted = this.wanted.get(member)
    if (wanted !== undefined) return wanted === role ? 'unchanged' : 'conflict'
    this.wanted.set(member, role)
    const current = this.currentRole(key, person.id)
    if (current === role) return 'unchanged'
    this.enrollments.push({ classKey: key, username: fold(person.username), role })
    return current ? 'update' : 'create'
  }

  /** Enrolls the teachers a class row names; those it cannot are left out with a warning. Whether anything changed. */
  private enrollTeachers(draft: RowDraft, key: string): boolean {
    let changed = false
    for (const name of draft.list('teachers')) {
      const person = this.people.find(name)
      if (!person) draft.problem('warning', 'teachers', 'person-unknown', { value: name })
      else if (!TEACHING.has(person.role))
        draft.problem('warning', 'teachers', 'not-a-teacher', { value: name })
      else changed = this.enroll(key, person, 'teacher') !== 'unchanged' || changed
    }
    return changed
  }

  private termOf(draft: RowDraft): string | null {
    const text = draft.get('term')
    if (text === '') return this.school.currentTermId ?? draft.error('term', 'no-term')
    const term = this.school.terms.find((one) => fold(one.name) === fold(text))
    return term?.id ?? draft.error('term', 'term-unknown', { value: text.slice(0, 60) })
  }
}

/** Whether a class can be known by its code, and whether the list still has it. */
const checkCode = (draft: RowDraft, code: string): void => {
  if (code === '') draft.error('code', 'required')
  if (code.length > CODE_MAX) draft.error('code', 'too-long', { limit: CODE_MAX })
  if (hasLeft(draft)) draft.error('status', 'taken-out')
}

const defaultRole = (role: string): ClassRole => {
  if (TEACHING.has(role)) return 'teacher'
  return role === 'student' ? 'student' : 'guest'
}

const classOf = (draft: RowDraft, termId: string, before: ExistingClass | undefined): PlannedClass => {
  const name = draft.get('name') || before?.name || ''
  const subject = draft.get('subject') || before?.subject || ''
  if (name === '') draft.error('name', 'required')
  if (name.length > NAME_MAX) draft.error('name', 'too-long', { limit: NAME_MAX })
  if (subject.length > SUBJECT_MAX) draft.error('subject', 'too-long', { limit: SUBJECT_MAX })
  if (before && name !== before.name) draft.changes.push('name')
  if (before && subject !== before.subject) draft.changes.push('subject')
  return { id: before?.id ?? null, termId, code: before?.code ?? draft.get('code'), name, subject }
}
