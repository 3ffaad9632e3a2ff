import { sql } from 'kysely'
import { decimalOf, formatDecimal } from '#domain/decimal.ts'
import { type CategoryView, gradebookChanged } from '#domain/grades/contract.ts'
import { invalidField } from '#domain/problem.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { classFor } from '../classes/access.ts'
import { publishToStaff } from '../classes/audience.ts'
import { wantTotals } from './wanted.ts'

/** A score or weight as short as it can be written: the database keeps four places. */
export const plainDecimal = (value: string): string => formatDecimal(decimalOf(value))

/** The categories of a class in their order. No access check. */
export const categoriesOf = async (db: Database, classId: string): Promise<CategoryView[]> => {
  const rows = await db
    .selectFrom('gradeCategory')
    .select(['id', 'name', 'weight'])
    .where('classId', '=', classId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, weight: row.weight === null ? null : plainDecimal(row.weight) }))
}

/** Proves that a category is of this class; throws `invalid` on `categoryId`. */
export const checkCategory = async (
  tx: Transaction,
  classId: string,
  categoryId: string | null,
): Promise<void> => {
  if (categoryId === null) return
  const row = await tx.db
    .selectFrom('gradeCategory')
    .select('id')
    .where('id', '=', categoryId)
    .where('classId', '=', classId)
    .executeTakeFirst()
  if (!row) throw invalidField('categoryId', 'unknown')
}

/** The categories for whoever may see the assignments they group. */
export const listCategories = async (ctx: Context, classId: string): Promise<CategoryView[]> => {
  await classFor(ctx, classId, 'assignment.read')
  return categoriesOf(ctx.db, classId)
}

const changed = async (tx: Transaction, classId: string, count: number): Promise<void> => {
  await publishToStaff(tx, classId, gradebookChanged, { classId })
  tx.audit('gradebook.categories-set', { kind: 'class', id: classId }, { count })
}

/** Adds one category at the end; a retry with the same id changes nothing. */
export const createCategory = async (
  ctx: Context,
  classId: string,
  input: CategoryView,
): Promise<CategoryView> => {
  await classFor(ctx, classId, 'gradebook.manage')
  await inTransaction(ctx, async (tx) => {
    await wantTotals(tx, classId)
    const row = await tx.db
      .insertInto('gradeCategory')
      .values({
        ...input,
        classId,
        position: sql<number>`(select coalesce(max(position), -1) + 1 from grade_category where class_id = ${classId})`,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (row) await changed(tx, classId, 1)
    else await checkCategory(tx, classId, input.id)
  })
  return input
}

/**
 * Sets all categories of a class in order. Columns of a category that is left out belong to none afterwards; an id of
 * another class is refused.
 */
export const setCategories = async (
  ctx: Context,
  classId: string,
  categories: readonly CategoryView[],
): Promise<CategoryView[]> => {
  await classFor(ctx, classId, 'gradebook.manage')
  const ids = categories.map((category) => category.id)
  if (new Set(ids).size !== ids.length) throw invalidField('categories', 'taken')
  await inTransaction(ctx, async (tx) => {
    await wantTotals(tx, classId)
    await removeOthers(tx, classId, ids)
    if (categories.length > 0) {
      const rows = await tx.db
        .insertInto('gradeCategory')
        .values(categories.map((category, position) => ({ ...category, classId, position })))
        .onConflict((conflict) =>
          conflict
            .column('id')
            .doUpdateSet((row) => ({
              name: row.ref('excluded.name'),
              weight: row.ref('excluded.weight'),
              position: row.ref('excluded.position'),
            }))
            .where('gradeCategory.classId', '=', classId),
        )
        .returning('id')
        .execute()
      if (rows.length !== categories.length) throw invalidField('categories', 'unknown')
    }
    await changed(tx, classId, categories.length)
  })
  return categoriesOf(ctx.db, classId)
}

const removeOthers = async (tx: Transaction, classId: string, ids: readonly string[]): Promise<void> => {
  const others = sql<boolean>`category_id is not null and not (category_id = any(${sql.val([...ids])}::uuid[]))`
  await tx.db
    .updateTable('gradeItem')
    .set({ categoryId: null })
    .where('classId', '=', classId)
    .where(others)
    .execute()
  await tx.db
    .deleteFrom('gradeCategory')
    .where('classId', '=', classId)
    .where(sql<boolean>`not (id = any(${sql.val([...ids])}::uuid[]))`)
    .execute()
}
