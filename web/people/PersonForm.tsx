import { createStore } from 'solid-js/store'
import type { PersonView } from '#domain/people/contract.ts'
import { SCHOOL_ROLES, type SchoolRole } from '#domain/permission.ts'
import { t } from '../i18n/translate.ts'
import { TextField } from '../ui/Field.tsx'
import { SelectField } from '../ui/SelectField.tsx'

export interface PersonDraft {
  username: string
  displayName: string
  role: SchoolRole
  email: string
  studentNumber: string
}

/** A person as the form has them; nobody yet for a new one. */
export const draftOf = (person?: PersonView): PersonDraft => ({
  username: person?.username ?? '',
  displayName: person?.displayName ?? '',
  role: person?.role ?? 'student',
  email: person?.email ?? '',
  studentNumber: person?.studentNumber ?? '',
})

export const createPersonDraft = (person?: PersonView) => createStore<PersonDraft>(draftOf(person))

/** What the school records, from a form: an empty line is nothing. */
export const recordsOf = (draft: PersonDraft) => ({
  displayName: draft.displayName,
  role: draft.role,
  email: draft.email.trim() || null,
  studentNumber: draft.studentNumber.trim() || null,
})

/** The fields of a person that an administrator fills in. */
export const PersonFields = (props: {
  draft: PersonDraft
  set: (field: keyof PersonDraft, value: string) => void
  /** The own role cannot be changed. */
  ownRole?: boolean
  autofocus?: boolean
}) => (
  <>
    <TextField
      label={t('people.name')}
      name="displayName"
      value={props.draft.displayName}
      onInput={(value) => props.set('displayName', value)}
      autofocus={props.autofocus}
    />
    <SelectField
      label={t('people.role')}
      name="role"
      value={props.draft.role}
      disabled={props.ownRole}
      options={SCHOOL_ROLES.map((role) => ({ value: role, label: t(`accounts.roles.${role}`) }))}
      onChange={(role) => props.set('role', role)}
    />
    <TextField
      label={t('people.email')}
      name="email"
      type="email"
      optional={t('common.optional')}
      value={props.draft.email}
      onInput={(value) => props.set('email', value)}
    />
    <TextField
      label={t('people.number')}
      name="studentNumber"
      optional={t('common.optional')}
      value={props.draft.studentNumber}
      onInput={(value) => props.set('studentNumber', value)}
    />
  </>
)

/** The name somebody signs in with. */
export const UsernameField = (props: {
  draft: PersonDraft
  set: (field: 'username', value: string) => void
  hint?: string
}) => (
  <TextField
    label={t('people.username')}
    name="username"
    hint={props.hint}
    value={props.draft.username}
    onInput={(value) => props.set('username', value)}
    autocapitalize="none"
    spellcheck={false}
    mono
  />
)
