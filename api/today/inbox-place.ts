import { type Expression, type RawBuilder, sql } from 'kysely'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'

/** Where a page of the inbox ended: the moment and the row, as all its sources are ordered. */
export interface InboxPlace {
  at: Date
  id: string
}

export const readPlace = (cursor: string): InboxPlace => {
  const [at = '', id = ''] = decodeCursor(cursor, 'instant', 'id')
  return { at: new Date(at), id }
}

export const writePlace = ({ at, id }: { at: string; id: string }): string => encodeCursor(at, id)

/** A moment as fine as a cursor's: the clock of the rows is finer, and within a millisecond the id decides. */
export const momentOf = (column: Expression<Date | null>): RawBuilder<Date> =>
  sql<Date>`date_trunc('milliseconds', ${column})`

/** Whether a row stands after the place in the list, which is older. */
export const isAfter = (
  place: InboxPlace | null,
  at: Expression<Date | null>,
  id: Expression<string>,
): RawBuilder<boolean> =>
  place === null
    ? sql<boolean>`true`
    : sql<boolean>`(${momentOf(at)}, ${id}) < (${place.at}, ${place.id}::uuid)`
