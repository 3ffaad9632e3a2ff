import {
  type AssignmentRow,
  type AssignmentView,
  assignmentChanged,
  assignmentDeleted,
  assignmentDrafted,
  assignmentPublished,
} from '#domain/assignments/contract.ts'
import { newId } from '#domain/ids.ts'
import { notFound } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { classFor } from '../classes/access.ts'
import { publishToStaff } from '../classes/audience.ts'
import { attachableFiles } from '../files/file.ts'
import { assignmentItems, setAssignmentItem } from '../grades/item.ts'
import { type AccessibleAssignment, assignmentFor, isStaff, oversees, subjectOf } from './access.ts'
import { noteSeen } from './seen.ts'
import { countsOf, factsOf, filesOf, ownWorkOf } from './view.ts'

export interface AssignmentFields {
  title: string
  body: string
  dueAt: string | null
  points: string | null
  categoryId: string | null
  files: string[]
}

const COLUMNS = ['id', 'classId', 'title', 'state', 'dueAt', 'publishedAt', 'createdAt'] as const

/** The assignments of a class, newest due first: staff with drafts and counts, others with the state of the work. */
export const listAssignments = async (
  ctx: Context,
  classId: string,
  studentId?: string,
): Promise<AssignmentRow[]> => {
  const found = await classFor(ctx, classId, 'assignment.read')
  const staff = isStaff(ctx, found)
  const subject = subjectOf(ctx, found, studentId)
  if (subject !== null) await noteSeen(ctx, subject, { classId })
  const rows = await ctx.db
    .selectFrom('assignment')
    .select(COLUMNS)
    .where('classId', '=', classId)
    .where('deletedAt', 'is', null)
    .$if(!staff, (query) => query.where('state', '=', 'open'))
    .orderBy('dueAt', (order) => order.desc().nullsFirst())
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute()
  const facts = await factsOf(ctx.db, rows)
  const counts = oversees(ctx, found) ? await countsOf(ctx.db, [classId]) : null
  const own = subject === null ? null : await ownWorkOf(ctx.db, subject, facts)
  return facts.map(({ itemId: _, ...row }) => ({
    ...row,
    counts: counts?.get(row.id) ?? null,
    own: own?.get(row.id) ?? null,
  }))
}

const viewOf = async (
  ctx: Context,
  found: AccessibleAssignment,
  studentId?: string,
): Promise<AssignmentView> => {
  const [facts] = await factsOf(ctx.db, [found])
  if (!facts) throw notFound()
  const subject = subjectOf(ctx, found.class, studentId)
  if (subject !== null) await noteSeen(ctx, subject, { classId: found.classId, assignmentId: found.id })
  const counts = oversees(ctx, found.class) ? await countsOf(ctx.db, [found.classId]) : null
  const own = subject === null ? null : await ownWorkOf(ctx.db, subject, [facts])
  return {
    ...facts,
    body: found.body,
    files: (await filesOf(ctx.db, 'assignmentFile', [found.id])).get(found.id) ?? [],
    counts: counts?.get(found.id) ?? null,
    own: own?.get(found.id) ?? null,
  }
}

export const getAssignment = async (
  ctx: Context,
  assignmentId: string,
  studentId?: string,
): Promise<AssignmentView> =>
  viewOf(ctx, await assignmentFor(ctx, assignmentId, 'assignment.read'), studentId)

const attach = async (tx: Transaction, assignmentId: string, wanted: readonly string[]): Promise<void> => {
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
const tell = async (
  tx: Transaction,
  assignmentId: string,
  event: typeof assignmentPublished | typeof assignmentChanged,
): Promise<void> => {
  const row = await tx.db
    .selectFrom('assignment')
    .select(COLUMNS)
    .where('id', '=', assignmentId)
    .executeTakeFirstOrThrow()
  const [facts] = await factsOf(tx.db, [row])
  if (!facts) return
  const { itemId: _, ...assignment } = facts
  if (row.state === 'open') tx.publish(topicOf('class', row.classId), event, { assignment })
  else await publishToStaff(tx, row.classId, assignmentDrafted, { classId: row.classId, assignmentId })
}

/** Makes an assignment with its column of the gradebook; a retry with the same id gives the same assignment. */
export const createAssignment = async (
  ctx: Context,
  classId: string,
  input: AssignmentFields & { id: string; publish: boolean },
): Promise<AssignmentView> => {
  await classFor(ctx, classId, 'assignment.manage')
  const { id, title, body, dueAt, points, categoryId, files, publish } = input
  await inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .insertInto('assignment')
      .values({
        id,
        classId,
        title,
        body,
        dueAt: dueAt === null ? null : new Date(dueAt),
        state: publish ? 'open' : 'draft',
        createdBy: actorOf(tx).id,
        createdAt: tx.now(),
        publishedAt: publish ? tx.now() : null,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!row) return
    await attach(tx, id, files)
    await setAssignmentItem(tx, newId(), {
      assignmentId: id,
      classId,
      title,
      points,
      categoryId,
      live: publish,
    })
    await tell(tx, id, assignmentPublished)
    tx.audit('assignment.created', { kind: 'assignment', id }, { classId, published: publish })
  })
  const found = await assignmentFor(ctx, id, 'assignment.manage')
  if (found.classId !== classId) throw notFound()
  return viewOf(ctx, found)
}

/** What can be changed as it is now, locked: two teachers changing different things both keep theirs. */
const fieldsForUpdate = async (
  tx: Transaction,
  assignmentId: string,
): Promise<Omit<AssignmentFields, 'files'>> => {
  const row = await tx.db
    .selectFrom('assignment')
    .select(['title', 'body', 'dueAt'])
    .where('id', '=', assignmentId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const item = (await assignmentItems(tx.db, [assignmentId])).get(assignmentId)
  return {
    ...row,
    dueAt: row.dueAt?.toISOString() ?? null,
    points: item?.maxPoints ?? null,
    categoryId: item?.categoryId ?? null,
  }
}

/** Changes what is given and leaves the rest. Throws `conflict` when points are taken from work that has grades. */
export const updateAssignment = async (
  ctx: Context,
  assignmentId: string,
  change: Partial<AssignmentFields>,
): Promise<AssignmentView> => {
  const found = await assignmentFor(ctx, assignmentId, 'assignment.manage')
  await inTransaction(ctx, async (tx) => {
    const next = { ...(await fieldsForUpdate(tx, assignmentId)), ...change }
    await tx.db
      .updateTable('assignment')
      .set({ title: next.title, body: next.body, dueAt: next.dueAt === null ? null : new Date(next.dueAt) })
      .where('id', '=', assignmentId)
      .execute()
    if (change.files !== undefined) await attach(tx, assignmentId, change.files)
    await setAssignmentItem(tx, newId(), {
      assignmentId,
      classId: found.classId,
      title: next.title,
      points: next.points,
      categoryId: next.categoryId,
      live: found.state === 'open',
    })
    await tell(tx, assignmentId, assignmentChanged)
    tx.audit(
      'assignment.changed',
      { kind: 'assignment', id: assignmentId },
      { fields: Object.keys(change).join(',') },
    )
  })
  return getAssignment(ctx, assignmentId)
}

/** Shows or hides the assignment's column together with the assignment. */
const showItem = async (tx: Transaction, found: AccessibleAssignment, live: boolean): Promise<void> => {
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

/** Shows a draft to the class; publishing twice changes nothing. */
export const publishAssignment = async (ctx: Context, assignmentId: string): Promise<AssignmentView> => {
  const found = await assignmentFor(ctx, assignmentId, 'assignment.manage')
  await inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .updateTable('assignment')
      .set({ state: 'open', publishedAt: tx.now() })
      .where('id', '=', assignmentId)
      .where('state', '=', 'draft')
      .returning('id')
      .executeTakeFirst()
    if (!row) return
    await showItem(tx, found, true)
    await tell(tx, assignmentId, assignmentPublished)
    tx.audit('assignment.published', { kind: 'assignment', id: assignmentId }, { classId: found.classId })
  })
  return getAssignment(ctx, assignmentId)
}

/** Takes an assignment away with its column; work and grades are kept. */
export const deleteAssignment = async (ctx: Context, assignmentId: string): Promise<void> => {
  const found = await assignmentFor(ctx, assignmentId, 'assignment.manage')
  await inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .updateTable('assignment')
      .set({ deletedAt: tx.now() })
      .where('id', '=', assignmentId)
      .where('deletedAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) return
    await showItem(tx, found, false)
    if (found.state === 'open')
      tx.publish(topicOf('class', found.classId), assignmentDeleted, { assignmentId })
    else await publishToStaff(tx, found.classId, assignmentDrafted, { classId: found.classId, assignmentId })
    tx.audit('assignment.deleted', { kind: 'assignment', id: assignmentId }, { classId: found.classId })
  })
}

/** Brings a deleted assignment back with its work and grades. */
export const restoreAssignment = async (ctx: Context, assignmentId: string): Promise<AssignmentView> => {
  const found = await assignmentFor(ctx, assignmentId, 'assignment.manage', { deleted: true })
  await inTransaction(ctx, async (tx) => {
    const row = await tx.db
      .updateTable('assignment')
      .set({ deletedAt: null })
      .where('id', '=', assignmentId)
      .where('deletedAt', 'is not', null)
      .returning('id')
      .executeTakeFirst()
    if (!row) return
    await showItem(tx, found, found.state === 'open')
    await tell(tx, assignmentId, assignmentPublished)
    tx.audit('assignment.restored', { kind: 'assignment', id: assignmentId }, { classId: found.classId })
  })
  return getAssignment(ctx, assignmentId)
}
