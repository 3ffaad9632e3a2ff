/** Each connection keeps what it has prepared, so only so many texts are, and none of the long ones (bulk inserts). */
const TEXTS = 500
const LENGTH = 8_000

/**
 * Names the statements worth preparing, those met a second time, while there is room: else each is parsed and planned
 * anew. Behind a pooler that hands out a connection for each transaction, the pooler must know prepared statements
 * (PgBouncer 1.21 and later do).
 */
export const statementNames = (): ((text: string) => string | undefined) => {
  const names = new Map<string, string>()
  return (text) => {
    const name = names.get(text)
    if (name === undefined && text.length <= LENGTH && names.size < TEXTS) names.set(text, `s${names.size}`)
    return name
  }
}
