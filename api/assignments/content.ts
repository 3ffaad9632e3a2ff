import { assignmentChanged, assignmentDrafted, assignmentPublished } from '#domain/assignments/contract.ts'
import { type AssignmentField, type AssignmentFields, differingFields } from '#domain/assignments/edit.ts'
import { newId } from '#domain/ids.ts'
import { Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import type { Transaction } from '#platform/context.ts'
import { publishToStaff } from '../classes/audience.ts'
import { attachableFiles } from '../files/file.ts'
import { assignmentItems, setAssignmentItem } from '../grades/item.ts'
import type { AccessibleAssignment } from './access.ts'
import { factsOf, filesOf } from './view.ts'

/** What the facts of an assignment are made of. */
export const FACT_COLUMNS = ['id', 'classId', 'title', 'state', 'dueAt', 'publishedAt', 'createdAt'] as const

/** Puts these files on an assignment, in this order. */
export const attach = async (
  tx: Transaction,
  assignmentId: string,
  wanted: readonly string[],
): Promise<void> => {
  const kept = await tx.db
    .selectFrom('assignmentFile')
    .select('fileId')
    .where('assignmentId', '=', assignmentId)
    .execute()
  const files = await attachableFiles(
    tx,
    wanted,
    kept.map((row) => row.fileId),
  )
  await tx.db.deleteFrom('assignmentFile').where('assignmentId', '=', assignmentId).execute()
  if (files.length === 0) return
  await tx.db
    .insertInto('assignmentFile')
    .values(files.map((fileId, position) => ({ assignmentId, fileId, position })))
    .execute()
}

/** Tells whoever may know: the class of an open assignment, its staff of a draft. */
export const tell = async (
  tx: Transaction,
  assignmentId: string,
  event: typeof assignmentPublished | typeof assignmentChanged,
): Promise<void> => {
  const row = await tx.db
    .selectFrom('assignment')
    .select(FACT_COLUMNS)
    .where('id', '=', assignmentId)
    .executeTakeFirstOrThrow()
  const [facts] = await factsOf(tx.db, [row])
  if (!facts) return
  const { itemId: _, ...assignment } = facts
  if (row.state === 'open') tx.publish(topicOf('class', row.classId), event, { assignment })
  else await publishToStaff(tx, row.classId, assignmentDrafted, { classId: row.classId, assignmentId })
}

/** What somebody wanted to write would undo what another one, or an earlier try, has written: names the fields. */
export const refuseClashes = (fields: readonly AssignmentField[]): void => {
  if (fields.length === 0) return
  throw new Problem('conflict', {
    code: 'assignment-changed',
    errors: fields.map((path) => ({ path, code: 'changed' })),
  })
}

/** What can be changed as it is now, locked: two teachers changing different things both keep theirs. */
export const fieldsForUpdate = async (tx: Transaction, assignmentId: string): Promise<AssignmentFields> => {
  const row = await tx.db
    .selectFrom('assignment')
    .select(['title', 'body', 'dueAt'])
    .where('id', '=', assignmentId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const item = (await assignmentItems(tx.db, [assignmentId])).get(assignmentId)
  const files = (await filesOf(tx.db, 'assignmentFile', [assignmentId])).get(assignmentId) ?? []
  return {
    ...row,
    dueAt: row.dueAt?.toISOString() ?? null,
    points: item?.maxPoints ?? null,
    categoryId: item?.categoryId ?? null,
    files: files.map((file) => file.id),
  }
}

/** An assignment of this id is there: an earlier try that arrived. It is the same, and published now if that is wanted. */
export const findEarlierTry = async (
  tx: Transaction,
  found: AccessibleAssignment,
  input: AssignmentFields & { publish: boolean },
): Promise<void> => {
  refuseClashes(differingFields(await fieldsForUpdate(tx, found.id), input))
  if (input.publish) await open(tx, found)
}

/** Writes a change over what is there now, with the column of the gradebook. */
export const writeFields = async (
  tx: Transaction,
  found: AccessibleAssignment,
  change: Partial<AssignmentFields>,
  now: AssignmentFields,
): Promise<void> => {
  const next = { ...now, ...change }
  await tx.db
    .updateTable('assignment')
    .set({ title: next.title, body: next.body, dueAt: next.dueAt === null ? null : new Date(next.dueAt) })
    .where('id', '=', found.id)
    .execute()
  if (change.files !== undefined) await attach(tx, found.id, change.files)
  await setAssignmentItem(tx, newId(), {
    assignmentId: found.id,
    classId: found.classId,
    title: next.title,
    points: next.points,
    categoryId: next.categoryId,
    live: found.state === 'open',
  })
  await tell(tx, found.id, assignmentChanged)
  tx.audit(
    'assignment.changed',
    { kind: 'assignment', id: found.id },
    { fields: Object.keys(change).join(',') },
  )
}

/** Shows or hides the assignment's column together with the assignment. */
export const showItem = async (
  tx: Transaction,
  found: AccessibleAssignment,
  live: boolean,
): Promise<void> => {
  const item = (await assignmentItems(tx.db, [found.id])).get(found.id)
  if (!item) return
  await setAssignmentItem(tx, item.id, {
    assignmentId: found.id,
    classId: found.classId,
    title: found.title,
    points: item.maxPoints,
    categoryId: item.categoryId,
    live,
  })
}

/** Shows a draft to the class, with its column as it is in this transaction; nothing happens when it is shown already. */
export const open = async (tx: Transaction, found: AccessibleAssignment): Promise<void> => {
  const row = await tx.db
    .updateTable('assignment')
    .set({ state: 'open', publishedAt: tx.now() })
    .where('id', '=', found.id)
    .where('state', '=', 'draft')
    .returning('title')
    .executeTakeFirst()
  if (!row) return
  await showItem(tx, { ...found, title: row.title }, true)
  await tell(tx, found.id, assignmentPublished)
  tx.audit('assignment.published', { kind: 'assignment', id: found.id }, { classId: found.classId })
}
