import { type Attempt, type SubmissionView, submissionChanged } from '#domain/assignments/contract.ts'
import { isLate, mayTakeBack, type SubmissionState } from '#domain/assignments/submission.ts'
import { newId } from '#domain/ids.ts'
import { invalidField, notFound, Problem } from '#domain/problem.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Context, inTransaction, type Transaction } from '#platform/context.ts'
import type { Database } from '#platform/db/connect.ts'
import { actorOf } from '../accounts/account.ts'
import { guardiansOf, publishToStaff } from '../classes/audience.ts'
import { attachableFiles } from '../files/file.ts'
import { entriesOfItem } from '../grades/entry.ts'
import { assignmentItems } from '../grades/item.ts'
import { type AccessibleAssignment, assignmentFor, subjectOf } from './access.ts'
import { noteRead, noteSeen } from './seen.ts'
import { filesOf, markOf, selectWork, stateOf } from './view.ts'

export interface Content {
  body: string
  files: string[]
}

/** Every attempt of a submission, the newest first. No access check. */
export const attemptsOf = async (db: Database, submissionId: string | undefined): Promise<Attempt[]> => {
  if (submissionId === undefined) return []
  const rows = await db
    .selectFrom('attempt')
    .select(['id', 'no', 'body', 'late', 'handedInAt'])
    .where('submissionId', '=', submissionId)
    .orderBy('no', 'desc')
    .execute()
  const files = await filesOf(
    db,
    'attemptFile',
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({
    ...row,
    handedInAt: row.handedInAt.toISOString(),
    files: files.get(row.id) ?? [],
  }))
}

/** The work of one student as the student sees it: the mark only as it was returned. No access check. */
const viewOf = async (
  ctx: Context,
  found: AccessibleAssignment,
  studentId: string,
): Promise<SubmissionView> => {
  await noteSeen(ctx, studentId, { classId: found.classId, assignmentId: found.id })
  await noteRead(ctx, studentId, found)
  const row = await selectWork(ctx.db)
    .where('submission.assignmentId', '=', found.id)
    .where('submission.studentId', '=', studentId)
    .executeTakeFirst()
  const item = (await assignmentItems(ctx.db, [found.id])).get(found.id)
  const marks = item ? await entriesOfItem(ctx.db, item.id, 'released', studentId) : null
  const own = ctx.actor?.id === studentId
  const draftFiles = row && own ? await filesOf(ctx.db, 'submissionFile', [row.id]) : null
  return {
    ...stateOf(row),
    mark: markOf(marks?.get(studentId)),
    draft: {
      body: own ? (row?.draft ?? '') : '',
      files: (row && draftFiles?.get(row.id)) ?? [],
      savedAt: own ? (row?.updatedAt.toISOString() ?? null) : null,
    },
    attemptList: await attemptsOf(ctx.db, row?.id),
    mayTakeBack: own && row !== undefined && mayTakeBack(row.state, found.dueAt, ctx.now()),
  }
}

/** The caller's own work, or a ward's without what is not handed in. */
export const getSubmission = async (
  ctx: Context,
  assignmentId: string,
  studentId?: string,
): Promise<SubmissionView> => {
  const found = await assignmentFor(ctx, assignmentId, 'assignment.read')
  const subject = subjectOf(ctx, found.class, studentId)
  if (subject === null) throw notFound()
  return viewOf(ctx, found, subject)
}

/** The caller's submission with its row locked, made if there is none: one per student and assignment. */
const lockSubmission = async (tx: Transaction, assignmentId: string) => {
  const studentId = actorOf(tx).id
  await tx.db
    .insertInto('submission')
    .values({ id: newId(), assignmentId, studentId, state: 'working', updatedAt: tx.now() })
    .onConflict((conflict) => conflict.columns(['assignmentId', 'studentId']).doNothing())
    .execute()
  return tx.db
    .selectFrom('submission')
    .select(['id', 'state', 'lastAttemptNo', 'draft'])
    .where('assignmentId', '=', assignmentId)
    .where('studentId', '=', studentId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

const setDraftFiles = async (tx: Transaction, submissionId: string, wanted: readonly string[]) => {
  const files = await attachableFiles(tx, wanted)
  await tx.db.deleteFrom('submissionFile').where('submissionId', '=', submissionId).execute()
  if (files.length === 0) return
  await tx.db
    .insertInto('submissionFile')
    .values(files.map((fileId, position) => ({ submissionId, fileId, position })))
    .execute()
}

/**
 * Keeps what the student has so far. It is no event: nobody else may know of it. A draft of work that was handed in
 * meanwhile (it was on its way, or stood on another device) is a *conflict*: taking back gives what was handed in.
 */
export const saveDraft = async (
  ctx: Context,
  assignmentId: string,
  content: Content & { after?: number },
): Promise<string> => {
  await assignmentFor(ctx, assignmentId, 'submission.create')
  await inTransaction(ctx, async (tx) => {
    const submission = await lockSubmission(tx, assignmentId)
    if (content.after !== undefined && content.after !== submission.lastAttemptNo)
      throw new Problem('conflict', { code: 'attempt-stale' })
    await setDraftFiles(tx, submission.id, content.files)
    await tx.db
      .updateTable('submission')
      .set({ draft: content.body, updatedAt: tx.now() })
      .where('id', '=', submission.id)
      .execute()
  })
  return ctx.now().toISOString()
}

/** Tells the student's own devices, the guardians and the staff; never the class. */
export const tellSubmission = async (
  tx: Transaction,
  found: { id: string; classId: string },
  studentId: string,
  state: SubmissionState,
  attempts: number,
): Promise<void> => {
  const payload = { classId: found.classId, assignmentId: found.id, studentId, state, attempts }
  const guardians = (await guardiansOf(tx.db, [studentId])).get(studentId) ?? []
  for (const accountId of [studentId, ...guardians])
    tx.publish(topicOf('account', accountId), submissionChanged, payload)
  await publishToStaff(tx, found.classId, submissionChanged, payload)
}

/**
 * Writes one attempt of the caller's and tells whom it concerns. The same id again finds its own attempt and changes
 * nothing. Throws as `handIn`. No access check.
 */
export const addAttempt = (
  ctx: Context,
  found: Pick<AccessibleAssignment, 'id' | 'classId' | 'dueAt'>,
  input: Content & { id: string; after: number },
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const submission = await lockSubmission(tx, found.id)
    // Who goes on with work that came back has had it: the return stands.
    await noteSeen(tx, actorOf(tx).id, { classId: found.classId, assignmentId: found.id })
    const known = await tx.db
      .selectFrom('attempt')
      .select('submissionId')
      .where('id', '=', input.id)
      .executeTakeFirst()
    if (known?.submissionId === submission.id) return
    if (known || submission.lastAttemptNo !== input.after)
      throw new Problem('conflict', { code: 'attempt-stale' })
    const no = input.after + 1
    await insertAttempt(tx, submission.id, no, input, found.dueAt)
    await setDraftFiles(tx, submission.id, [])
    await tx.db
      .updateTable('submission')
      .set({ state: 'submitted', lastAttemptNo: no, draft: '', updatedAt: tx.now() })
      .where('id', '=', submission.id)
      .execute()
    await tellSubmission(tx, found, actorOf(tx).id, 'submitted', no)
  })

/**
 * Hands in one attempt; earlier ones stay. The same id again (a double click, a lost answer) finds its own attempt and
 * changes nothing. `after` is the number of the last attempt the student knew of: of many parallel tries with different
 * ids one succeeds and the rest are a *conflict*. Whether it is late is decided by the server's clock.
 */
export const handIn = async (
  ctx: Context,
  assignmentId: string,
  input: Content & { id: string; after: number },
): Promise<SubmissionView> => {
  const found = await assignmentFor(ctx, assignmentId, 'submission.create')
  if (input.body.trim() === '' && input.files.length === 0) throw invalidField('body', 'required')
  await addAttempt(ctx, found, input)
  return viewOf(ctx, found, actorOf(ctx).id)
}

const insertAttempt = async (
  tx: Transaction,
  submissionId: string,
  no: number,
  input: Content & { id: string },
  dueAt: Date | null,
): Promise<void> => {
  const handedInAt = tx.now()
  const late = isLate(handedInAt, dueAt)
  const files = await attachableFiles(tx, input.files)
  await tx.db
    .insertInto('attempt')
    .values({ id: input.id, submissionId, no, body: input.body, late, handedInAt })
    .execute()
  if (files.length === 0) return
  await tx.db
    .insertInto('attemptFile')
    .values(files.map((fileId, position) => ({ attemptId: input.id, fileId, position })))
    .execute()
}

/**
 * Takes handed-in work back to go on with it, until it is due: its text and files become the draft again. The attempt
 * stays in the history. Taking back twice changes nothing.
 */
export const takeBack = async (ctx: Context, assignmentId: string): Promise<SubmissionView> => {
  const found = await assignmentFor(ctx, assignmentId, 'submission.create')
  const studentId = actorOf(ctx).id
  await inTransaction(ctx, async (tx) => {
    const submission = await lockSubmission(tx, assignmentId)
    const state = submission.state
    if (state === 'working') return
    if (!mayTakeBack(state, found.dueAt, tx.now())) throw new Problem('conflict', { code: 'not-due-back' })
    const [last] = await attemptsOf(tx.db, submission.id)
    if (submission.draft === '' && last) {
      await setDraftFiles(
        tx,
        submission.id,
        last.files.map((file) => file.id),
      )
    }
    await tx.db
      .updateTable('submission')
      .set({ state: 'working', draft: submission.draft || (last?.body ?? ''), updatedAt: tx.now() })
      .where('id', '=', submission.id)
      .execute()
    await tellSubmission(tx, found, studentId, 'working', submission.lastAttemptNo)
  })
  return viewOf(ctx, found, studentId)
}
