import { Problem } from '#domain/problem.ts'

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

/** The parts of a cursor that `encodeCursor` made; throws `invalid` on anything else. */
export const decodeCursor = (cursor: string, length: number): string[] => {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parts) && parts.length === length && parts.every((part) => typeof part === 'string'))
      return parts
  } catch {
    // Falls through to the same answer.
  }
  throw new Problem('invalid', { errors: [{ path: 'after', code: 'cursor' }] })
}
