import {
  type AssignmentRow,
  type AssignmentView,
  assignmentDeleted,
  assignmentDrafted,
  assignmentPublished,
} from '#domain/assignments/contract.ts'
import { type AssignmentFields, clashesOf, wantedOf } from '#domain/assignments/edit.ts'
import { newId } from '#domain/ids.ts'
import { notFound } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { classFor } from '../classes/access.ts'
import { publishToStaff } from '../classes/audience.ts'
import { setAssignmentItem } from '../grades/item.ts'
import { type AccessibleAssignment, assignmentFor, isStaff, oversees, subjectOf } from './access.ts'
import {
  attach,
  FACT_COLUMNS,
  fieldsForUpdate,
  findEarlierTry,
  open,
  refuseClashes,
  showItem,
  tell,
  writeFields,
} from './content.ts'
import { noteSeen } from './seen.ts'
import { countsOf, factsOf, filesOf, ownWorkOf } from './view.ts'

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
    .select(FACT_COLUMNS)
    .where('classId', '=', classId)
    .where('deletedAt', 'is', null)
    .$if(!staff, (query) => query.where('state', '=', 'open'))
    .orderBy('dueAt', (order) => order.desc().nullsFirst())
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .execute()
  const facts = await factsOf(ctx.db, rows)
  const counts = oversees(ctx, found)
    ? await countsOf(
        ctx.db,
        rows.map((row) => row.id),
      )
    : null
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
  const counts = oversees(ctx, found.class) ? await countsOf(ctx.db, [found.id]) : null
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

/**
 * Makes an assignment with its column of the gradebook; a retry with the same id gives the same assignment. Throws
 * `conflict` with the fields when it says something else: an earlier try arrived, and was changed since.
 */
export const createAssignment = async (
  ctx: Context,
  classId: string,
  input: AssignmentFields & { id: string; publish: boolean },
): Promise<AssignmentView> => {
  await classFor(ctx, classId, 'assignment.manage')
  const { id, title, body, dueAt, points, categoryId, files, publish } = input
  const made = await inTransaction(ctx, async (tx) => {
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
    if (!row) return false
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
    return true
  })
  const found = await assignmentFor(ctx, id, 'assignment.manage')
  if (found.classId !== classId) throw notFound()
  if (made) return viewOf(ctx, found)
  await inTransaction(ctx, (tx) => findEarlierTry(tx, found, input))
  return getAssignment(ctx, id)
}

/**
 * Changes what is given and leaves the rest; with `publish` a draft is shown in the same transaction. Throws `conflict`
 * when points are taken from work that has grades, and, naming the fields, when somebody else has changed them since
 * `base`: nothing is written then.
 */
export const updateAssignment = async (
  ctx: Context,
  assignmentId: string,
  input: Partial<AssignmentFields> & { base?: Partial<AssignmentFields>; publish: boolean },
): Promise<AssignmentView> => {
  const found = await assignmentFor(ctx, assignmentId, 'assignment.manage')
  const { base = {}, publish, ...change } = input
  await inTransaction(ctx, async (tx) => {
    const now = await fieldsForUpdate(tx, assignmentId)
    refuseClashes(clashesOf(base, change, now))
    const wanted = wantedOf(base, change)
    if (Object.keys(wanted).length > 0) await writeFields(tx, found, wanted, now)
    if (publish) await open(tx, found)
  })
  return getAssignment(ctx, assignmentId)
}

/** Shows a draft to the class; publishing twice changes nothing. */
export const publishAssignment = async (ctx: Context, assignmentId: string): Promise<AssignmentView> => {
  const found = await assignmentFor(ctx, assignmentId, 'assignment.manage')
  await inTransaction(ctx, (tx) => open(tx, found))
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
