import { sql } from 'kysely'
import type { AuditAction } from '#domain/audit.ts'
import { type GradeItemView, gradebookChanged } from '#domain/grades/contract.ts'
import { invalidField, notFound, Problem } from '#domain/problem.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { classFor } from '../classes/access.ts'
import { publishToStaff } from '../classes/audience.ts'
import { itemFor } from './access.ts'
import { checkCategory, plainDecimal } from './category.ts'
import { noteRowsOfItem } from './row.ts'
import { wantTotals } from './wanted.ts'

type ItemRow = GradeItemView

/** The columns of a gradebook in their order, deleted ones and those of drafts left out. No access check. */
export const itemsOf = async (db: Database, classId: string): Promise<ItemRow[]> => {
  const rows = await db
    .selectFrom('gradeItem')
    .select(['id', 'title', 'maxPoints', 'categoryId', 'assignmentId'])
    .where('classId', '=', classId)
    .where('deletedAt', 'is', null)
    .orderBy('position')
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, maxPoints: plainDecimal(row.maxPoints) }))
}

/** The columns of some assignments, also those that are not shown yet. No access check. */
export const assignmentItems = async (
  db: Database,
  assignmentIds: readonly string[],
): Promise<Map<string, ItemRow>> => {
  if (assignmentIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('gradeItem')
    .select(['id', 'title', 'maxPoints', 'categoryId', 'assignmentId'])
    .where('assignmentId', 'in', [...assignmentIds])
    .execute()
  return new Map(rows.map((row) => [row.assignmentId ?? '', viewOf(row)]))
}

const viewOf = (row: ItemRow): GradeItemView => ({ ...row, maxPoints: plainDecimal(row.maxPoints) })

const nextPosition = (classId: string) =>
  sql<number>`(select coalesce(max(position), -1) + 1 from grade_item where class_id = ${classId})`

const changed = async (
  tx: Transaction,
  classId: string,
  action: AuditAction,
  itemId: string,
): Promise<void> => {
  await publishToStaff(tx, classId, gradebookChanged, { classId })
  tx.audit(action, { kind: 'grade-item', id: itemId }, { classId })
}

const loadItem = async (ctx: Context, itemId: string): Promise<GradeItemView> =>
  viewOf(
    await ctx.db
      .selectFrom('gradeItem')
      .select(['id', 'title', 'maxPoints', 'categoryId', 'assignmentId'])
      .where('id', '=', itemId)
      .executeTakeFirstOrThrow(),
  )

/** Adds a column that belongs to no assignment; a retry with the same id changes nothing. */
export const createGradeItem = async (
  ctx: Context,
  classId: string,
  input: { id: string; title: string; maxPoints: string; categoryId: string | null },
): Promise<GradeItemView> => {
  await classFor(ctx, classId, 'gradebook.manage')
  await inTransaction(ctx, async (tx) => {
    await wantTotals(tx, classId)
    await checkCategory(tx, classId, input.categoryId)
    const row = await tx.db
      .insertInto('gradeItem')
      .values({ ...input, classId, position: nextPosition(classId), createdAt: tx.now() })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (row) await changed(tx, classId, 'grade-item.created', input.id)
    else if ((await itemFor(tx, input.id, 'gradebook.manage')).classId !== classId) throw notFound()
  })
  return loadItem(ctx, input.id)
}

/** Changes a column that belongs to no assignment. */
export const updateGradeItem = async (
  ctx: Context,
  itemId: string,
  change: { title?: string; maxPoints?: string; categoryId?: string | null },
): Promise<GradeItemView> => {
  const item = await itemFor(ctx, itemId, 'gradebook.manage')
  if (item.assignmentId !== null && (change.title !== undefined || change.maxPoints !== undefined))
    throw new Problem('conflict', { code: 'return-instead' })
  await inTransaction(ctx, async (tx) => {
    await wantTotals(tx, item.classId)
    if (change.categoryId !== undefined) await checkCategory(tx, item.classId, change.categoryId)
    if (Object.keys(change).length === 0) return
    await tx.db.updateTable('gradeItem').set(change).where('id', '=', itemId).execute()
    await changed(tx, item.classId, 'grade-item.changed', itemId)
  })
  return loadItem(ctx, itemId)
}

const setDeleted = async (ctx: Context, itemId: string, deleted: boolean): Promise<void> => {
  const item = await itemFor(ctx, itemId, 'gradebook.manage', { deleted: true })
  if (item.assignmentId !== null) throw new Problem('conflict', { code: 'return-instead' })
  if (item.deleted === deleted) return
  await inTransaction(ctx, async (tx) => {
    await wantTotals(tx, item.classId)
    await tx.db
      .updateTable('gradeItem')
      .set({ deletedAt: deleted ? tx.now() : null })
      .where('id', '=', itemId)
      .execute()
    if (!deleted) await noteRowsOfItem(tx, item.classId, itemId)
    await changed(tx, item.classId, deleted ? 'grade-item.deleted' : 'grade-item.restored', itemId)
  })
}

/** Takes a column away; its grades stay and come back with it. */
export const deleteGradeItem = (ctx: Context, itemId: string): Promise<void> => setDeleted(ctx, itemId, true)

export const restoreGradeItem = async (ctx: Context, itemId: string): Promise<GradeItemView> => {
  await setDeleted(ctx, itemId, false)
  return loadItem(ctx, itemId)
}

export interface AssignmentItem {
  assignmentId: string
  classId: string
  title: string
  /** Null when the assignment is not graded. */
  points: string | null
  categoryId: string | null
  /** Shown in the gradebook: the assignment is open and not deleted. */
  live: boolean
}

/**
 * Makes, changes or removes the column of an assignment, in the transaction that changes the assignment. A column that
 * is not live is kept out of sight with its grades. Throws `conflict` when points are taken from work that has grades.
 */
export const setAssignmentItem = async (
  tx: Transaction,
  newItemId: string,
  wanted: AssignmentItem,
): Promise<void> => {
  const { assignmentId, classId, title, points, categoryId, live } = wanted
  await wantTotals(tx, classId)
  await checkCategory(tx, classId, categoryId)
  if (points === null) return removeAssignmentItem(tx, assignmentId)
  const deletedAt = live ? null : tx.now()
  const { id } = await tx.db
    .insertInto('gradeItem')
    .values({
      id: newItemId,
      assignmentId,
      classId,
      title,
      categoryId,
      deletedAt,
      maxPoints: points,
      position: nextPosition(classId),
      createdAt: tx.now(),
    })
    .onConflict((conflict) =>
      conflict.column('assignmentId').doUpdateSet({ title, maxPoints: points, categoryId, deletedAt }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  if (!live) return
  await noteRowsOfItem(tx, classId, id)
  await publishToStaff(tx, classId, gradebookChanged, { classId })
}

const removeAssignmentItem = async (tx: Transaction, assignmentId: string): Promise<void> => {
  const graded = await tx.db
    .selectFrom('gradeItem')
    .innerJoin('gradeEntry', 'gradeEntry.itemId', 'gradeItem.id')
    .select('gradeItem.id')
    .where('gradeItem.assignmentId', '=', assignmentId)
    .limit(1)
    .executeTakeFirst()
  if (graded) throw invalidField('points', 'has-grades')
  await tx.db.deleteFrom('gradeItem').where('assignmentId', '=', assignmentId).execute()
}
