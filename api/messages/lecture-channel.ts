import type { Transaction } from '#platform/context.ts'

/** Makes the chat of a lecture, in the transaction that starts it. It stands apart from the channels of the class. */
export const createLectureChannel = async (
  tx: Transaction,
  { classId, ...channel }: { id: string; classId: string; name: string },
): Promise<void> => {
  await tx.db
    .insertInto('channel')
    .values({ ...channel, audienceId: classId, kind: 'lecture', createdAt: tx.now() })
    .execute()
}
