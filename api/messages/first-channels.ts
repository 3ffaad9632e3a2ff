import { newId } from '#domain/ids.ts'
import type { Transaction } from '#platform/context.ts'

/** The channels every class is born with; names are translated by the client by their kind. */
const FIRST_CHANNELS = [
  { kind: 'announcements', name: 'Announcements', posting: 'staff' },
  { kind: 'general', name: 'General', posting: 'everyone' },
  { kind: 'questions', name: 'Questions', posting: 'everyone' },
] as const

/** Gives a new class its channels, in the transaction that makes the class. */
export const createFirstChannels = async (tx: Transaction, classId: string): Promise<void> => {
  await tx.db
    .insertInto('channel')
    .values(
      FIRST_CHANNELS.map((channel, position) => ({
        ...channel,
        id: newId(),
        audienceId: classId,
        position,
        createdAt: tx.now(),
      })),
    )
    .execute()
}
