import { sql } from 'kysely'
import { lookUpKey } from '#domain/accounts/canonical.ts'
import { meChanged } from '#domain/accounts/contract.ts'
import { type ClassView, classChanged } from '#domain/classes/contract.ts'
import { can } from '#domain/permission.ts'
import { invalidField, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { actorOf } from '../accounts/account.ts'
import { nameOrder } from '../accounts/name-order.ts'
import { renewActor } from '../accounts/session.ts'
import { createFirstChannels } from '../messages/first-channels.ts'
import { currentTermId } from '../school/term.ts'
import { classFor, visibleClasses } from './access.ts'
import { guardiansOf } from './audience.ts'

const HUES = 12

const selectClasses = (ctx: Context) =>
  ctx.db
    .selectFrom('class')
    .innerJoin('term', 'term.id', 'class.termId')
    .select((eb) => [
      'class.id',
      'class.code',
      'class.name',
      'class.subject',
      'class.hue',
      'class.termId',
      'term.name as termName',
      'class.archivedAt',
      eb
        .selectFrom('enrollment')
        .select(sql<number>`count(*)::int`.as('n'))
        .whereRef('enrollment.classId', '=', 'class.id')
        .where('enrollment.role', '=', 'student')
        .where('enrollment.endedAt', 'is', null)
        .as('studentCount'),
      sql<
        ClassView['teachers']
      >`coalesce((select json_agg(json_build_object('id', a.id, 'displayName', a.display_name) order by ${nameOrder('a.displayName')})
        from enrollment e join account a on a.id = e.account_id
        where e.class_id = class.id and e.role = 'teacher' and e.ended_at is null), '[]')`.as('teachers'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof selectClasses>['executeTakeFirstOrThrow']>>

const viewOf = (ctx: Context, { archivedAt, studentCount, ...row }: Row): ClassView => ({
  ...row,
  studentCount: studentCount ?? 0,
  archived: archivedAt !== null,
  role: ctx.actor?.classes.get(row.id) ?? null,
})

/** The classes the caller may see, archived ones last. */
export const listClasses = async (ctx: Context): Promise<ClassView[]> => {
  const rows = await selectClasses(ctx)
    .where(visibleClasses(actorOf(ctx), 'class.read'))
    .orderBy(sql`class.archived_at is not null`)
    .orderBy('class.name')
    .orderBy('class.id')
    .execute()
  return rows.map((row) => viewOf(ctx, row))
}

export const getClass = async (ctx: Context, classId: string): Promise<ClassView> => {
  await classFor(ctx, classId, 'class.read')
  return viewOf(ctx, await selectClasses(ctx).where('class.id', '=', classId).executeTakeFirstOrThrow())
}

export interface NewClass {
  id: string
  schoolId: string
  termId: string
  code: string
  name: string
  subject: string
}

/** Inserts a class with its channels, for the import and for people; a retry with the same id changes nothing. */
export const insertClass = async (tx: Transaction, input: NewClass): Promise<boolean> => {
  const inserted = await tx.db
    .insertInto('class')
    .values({
      ...input,
      codeKey: lookUpKey(input.code),
      hue: sql<number>`(select count(*) from class where school_id = ${input.schoolId}) % ${HUES}`,
      createdAt: tx.now(),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!inserted) return false
  await createFirstChannels(tx, input.id)
  tx.audit('class.created', { kind: 'class', id: input.id }, {}, input.schoolId)
  return true
}

const enrollCreator = async (tx: Transaction, classId: string, accountId: string): Promise<void> => {
  await tx.db
    .insertInto('enrollment')
    .values({ classId, accountId, role: 'teacher', startedAt: tx.now() })
    .execute()
  tx.publish(topicOf('account', accountId), meChanged, {})
}

/** Makes a class; the teacher who makes it teaches it, an administrator with `teach`. Retrying with the same id gives the same class. */
export const createClass = async (
  ctx: Context,
  input: { id: string; name: string; subject: string; code?: string; termId?: string; teach?: boolean },
): Promise<ClassView> => {
  const actor = actorOf(ctx)
  if (!can(actor, 'class.create', { schoolId: actor.schoolId })) throw new Problem('forbidden')
  await inTransaction(ctx, async (tx) => {
    const termId = input.termId ?? (await currentTermId(tx, actor.schoolId))
    const term = await tx.db
      .selectFrom('term')
      .select('id')
      .where('id', '=', termId)
      .where('schoolId', '=', actor.schoolId)
      .executeTakeFirst()
    if (!term) throw invalidField('termId', 'unknown')
    const code = input.code ?? input.id.slice(-6)
    const taken = await tx.db
      .selectFrom('class')
      .select('id')
      .where('schoolId', '=', actor.schoolId)
      .where('termId', '=', termId)
      .where('codeKey', '=', lookUpKey(code))
      .where('id', '!=', input.id)
      .executeTakeFirst()
    if (taken) throw invalidField('code', 'code-taken')
    const isNew = await insertClass(tx, {
      id: input.id,
      schoolId: actor.schoolId,
      termId,
      code,
      name: input.name,
      subject: input.subject,
    })
    if (isNew && (actor.role === 'teacher' || input.teach)) await enrollCreator(tx, input.id, actor.id)
  })
  // The caller's rights have grown by this class: look with those.
  return getClass({ ...ctx, actor: await renewActor(ctx.services, actor) }, input.id)
}

/** Everybody whose own list of classes shows this one: its people, and the guardians of its students. */
const tellMembers = async (tx: Transaction, classId: string): Promise<void> => {
  const rows = await tx.db
    .selectFrom('enrollment')
    .select(['accountId', 'role'])
    .where('classId', '=', classId)
    .where('endedAt', 'is', null)
    .execute()
  const students = rows.filter((row) => row.role === 'student').map((row) => row.accountId)
  const guardians = [...(await guardiansOf(tx.db, students)).values()].flat()
  for (const id of new Set([...rows.map((row) => row.accountId), ...guardians]))
    tx.publish(topicOf('account', id), meChanged, {})
}

const isInLesson = async (tx: Transaction, classId: string): Promise<boolean> => {
  const open = tx.db
    .selectFrom('lecture')
    .select('id')
    .where('classId', '=', classId)
    .where('state', '=', 'open')
  return (await open.executeTakeFirst()) !== undefined
}

/** Another code as it is kept and looked up; refused when another class of the term has it. The same one is no change. */
const codeSet = async (tx: Transaction, classId: string, code: string | undefined) => {
  if (code === undefined) return {}
  const codeKey = lookUpKey(code)
  const now = await tx.db.selectFrom('class').select('code').where('id', '=', classId).executeTakeFirst()
  if (now?.code === code) return {}
  const taken = await tx.db
    .selectFrom('class as other')
    .innerJoin('class', 'class.termId', 'other.termId')
    .select('other.id')
    .where('class.id', '=', classId)
    .where('other.id', '!=', classId)
    .where('other.codeKey', '=', codeKey)
    .executeTakeFirst()
  if (taken) throw invalidField('code', 'code-taken')
  return { code, codeKey }
}

/**
 * Changes a class: its teachers and administrators, the code only these. An archived class is only brought back (`class-archived`); one whose
 * lesson is running cannot be archived (`class-in-lesson`).
 */
export const updateClass = async (
  ctx: Context,
  classId: string,
  change: { name?: string; subject?: string; hue?: number; archived?: boolean; code?: string },
): Promise<ClassView> => {
  const found = await classFor(ctx, classId, 'class.read')
  const actor = actorOf(ctx)
  if (!can(actor, 'class.manage', { schoolId: found.schoolId, classId })) throw new Problem('forbidden')
  // A code is the school's record, by which lists and reports find the class.
  if (change.code !== undefined && !can(actor, 'class.manage', { schoolId: found.schoolId }))
    throw new Problem('forbidden')
  const { archived, code, ...fields } = change
  await inTransaction(ctx, async (tx) => {
    const set = {
      ...fields,
      ...(await codeSet(tx, classId, code)),
      ...(archived === undefined ? {} : { archivedAt: archived ? tx.now() : null }),
    }
    if (Object.keys(set).length === 0) return
    if (archived && (await isInLesson(tx, classId)))
      throw new Problem('conflict', { code: 'class-in-lesson' })
    const update = tx.db.updateTable('class').set(set).where('id', '=', classId)
    const row = await (archived === undefined ? update.where('archivedAt', 'is', null) : update)
      .returning(['id', 'name', 'subject', 'hue', 'archivedAt'])
      .executeTakeFirst()
    if (!row) throw new Problem('forbidden', { code: 'class-archived' })
    const { archivedAt, ...view } = row
    const payload = { class: { ...view, archived: archivedAt !== null } }
    tx.publish(topicOf('class', classId), classChanged, payload)
    tx.publish(topicOf('school', found.schoolId), classChanged, payload)
    await tellMembers(tx, classId)
    tx.audit('class.changed', { kind: 'class', id: classId }, { fields: Object.keys(set).join(',') })
  })
  return getClass(ctx, classId)
}

/** The names of classes by their ids; what is not known is left out. No access check. */
export const classNames = async (db: Database, ids: readonly string[]): Promise<[string, string][]> => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('class')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return rows.map((row) => [row.id, row.name])
}
