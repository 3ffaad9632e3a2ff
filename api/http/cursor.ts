import { isId } from '#domain/ids.ts'
import { Problem } from '#domain/problem.ts'
import { unstorable } from './body.ts'

/** Where a page ends, for the next one to start: opaque to callers. */
export const encodeCursor = (...parts: string[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url')

/** The page that was asked for, of rows that were asked for with one more, and where the next begins: null at the end. */
export const pageOf = <Row>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => string[],
): { page: Row[]; next: string | null } => {
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { page, next: last ? encodeCursor(...placeOf(last)) : null }
}

/** What a part of a cursor is: nothing else reaches the database. */
const PARTS = {
  instant: (part: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(part) && !Number.isNaN(Date.parse(part)),
  id: isId,
  text: (part: string) => unstorable(part) === null,
}

/** The parts of a cursor that `encodeCursor` made, each of its kind; throws `invalid` on anything else. */
export const decodeCursor = (cursor: string, ...kinds: (keyof typeof PARTS)[]): string[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const fits = (part: unknown, n: number) => {
      const kind = kinds[n]
      return typeof part === 'string' && kind !== undefined && PARTS[kind](part)
    }
    if (Array.isArray(parts) && parts.length === kinds.length && parts.every(fits)) return parts
  } catch {
    // Falls through to the same answer.
  }
  throw new Problem('invalid', { errors: [{ path: 'after', code: 'cursor' }] })
}
