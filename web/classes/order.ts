import type { Member } from '#domain/classes/contract.ts'
import { CLASS_ROLES } from '#domain/permission.ts'
import { byName } from '../i18n/format.ts'

/** The people of a class as they are listed: teachers, assistants, students, guests, each by name. */
export const inOrder = <One extends Pick<Member, 'role' | 'displayName'>>(members: readonly One[]): One[] =>
  [...members].sort(
    (left, right) =>
      CLASS_ROLES.indexOf(left.role) - CLASS_ROLES.indexOf(right.role) ||
      byName(left.displayName, right.displayName),
  )
