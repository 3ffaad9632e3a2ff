import type { Transaction } from '#platform/context.ts'

/** Makes an empty board for a class, in the transaction of what needs it. */
export const createBoard = async (
  tx: Transaction,
  board: { id: string; classId: string; name: string },
): Promise<void> => {
  await tx.db
    .insertInto('board')
    .values({ ...board, createdAt: tx.now() })
    .execute()
}
