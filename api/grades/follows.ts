import { memberJoined, memberLeft } from '#domain/classes/contract.ts'
import { parseTopic } from '#domain/realtime.ts'
import type { Transaction } from '#platform/context.ts'
import { type Follower, type Happened, on } from '#platform/feed/follow.ts'
import { wantTotalsIfAny } from './wanted.ts'

/** Who comes or goes is in the totals of their class, or no longer. */
const totalsOfTheirClasses = async (tx: Transaction, happened: Happened[]): Promise<void> => {
  const classes = new Set(happened.flatMap(({ topic }) => parseTopic(topic)?.[1] ?? []))
  // In one order, so that two transactions never wait for each other's gradebook in a circle.
  for (const classId of [...classes].sort()) await wantTotalsIfAny(tx, classId)
}

export const gradesFollow: Follower[] = [
  on(memberJoined, totalsOfTheirClasses),
  on(memberLeft, totalsOfTheirClasses),
]
