import { parseDecimal } from '../decimal.ts'

/** What of an assignment can be changed. */
export interface AssignmentFields {
  title: string
  body: string
  dueAt: string | null
  points: string | null
  categoryId: string | null
  files: string[]
}
export type AssignmentField = keyof AssignmentFields

export const ASSIGNMENT_FIELDS = [
  'title',
  'body',
  'files',
  'dueAt',
  'points',
  'categoryId',
] as const satisfies readonly AssignmentField[]

type Value = AssignmentFields[AssignmentField]

const sameText = (field: AssignmentField, one: string, other: string): boolean => {
  if (field === 'dueAt') return Date.parse(one) === Date.parse(other)
  const [points, others] = field === 'points' ? [parseDecimal(one), parseDecimal(other)] : [null, null]
  return points !== null && points === others
}

/** Whether both say the same: `10` and `10.0` points do, and one instant written in two ways. */
const isSame = (field: AssignmentField, one: Value, other: Value): boolean => {
  if (one === other) return true
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((id, at) => id === other[at])
  return typeof one === 'string' && typeof other === 'string' && sameText(field, one, other)
}

/** The fields in which two states of an assignment differ. */
export const differingFields = (one: AssignmentFields, other: AssignmentFields): AssignmentField[] =>
  ASSIGNMENT_FIELDS.filter((field) => !isSame(field, one[field], other[field]))

const pick = <F extends AssignmentField>(
  from: AssignmentFields,
  fields: readonly F[],
): Pick<AssignmentFields, F> =>
  Object.fromEntries(fields.map((field) => [field, from[field]])) as Pick<AssignmentFields, F>

/** What somebody changed of what they were shown, with how it was: what the server is told. */
export const changeOf = (
  shown: AssignmentFields,
  mine: AssignmentFields,
): { change: Partial<AssignmentFields>; base: Partial<AssignmentFields> } => {
  const changed = differingFields(shown, mine)
  return { change: pick(mine, changed), base: pick(shown, changed) }
}

/**
 * The fields that two people gave different values: changed by one, and meanwhile by the other. What both changed to the
 * same is none, nor what one of them left as it was: a change sent twice finds itself.
 */
export const clashesOf = (
  base: Partial<AssignmentFields>,
  mine: Partial<AssignmentFields>,
  now: AssignmentFields,
): AssignmentField[] =>
  ASSIGNMENT_FIELDS.filter((field) => {
    const [was, wanted] = [base[field], mine[field]]
    if (was === undefined || wanted === undefined) return false
    return (
      !isSame(field, was, wanted) && !isSame(field, was, now[field]) && !isSame(field, wanted, now[field])
    )
  })

/** The fields of a change that say something new against its base; without a base all of them do. */
export const wantedOf = (
  base: Partial<AssignmentFields>,
  change: Partial<AssignmentFields>,
): Partial<AssignmentFields> =>
  Object.fromEntries(
    ASSIGNMENT_FIELDS.filter((field) => {
      const [was, wanted] = [base[field], change[field]]
      return wanted !== undefined && (was === undefined || !isSame(field, was, wanted))
    }).map((field) => [field, change[field]]),
  )

/** What somebody has in hand, on the state another one has saved meanwhile: what only one of them changed is that one's. */
export const rebase = (
  base: AssignmentFields,
  mine: AssignmentFields,
  now: AssignmentFields,
): { base: AssignmentFields; mine: AssignmentFields; clashes: AssignmentField[] } => {
  const clashes = clashesOf(base, mine, now)
  const own = differingFields(base, mine)
  const followed = ASSIGNMENT_FIELDS.filter((field) => !own.includes(field))
  const settled = ASSIGNMENT_FIELDS.filter((field) => !clashes.includes(field))
  return {
    base: { ...base, ...pick(now, settled) },
    mine: { ...mine, ...pick(now, followed) },
    clashes,
  }
}
