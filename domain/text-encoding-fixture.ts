import type { Encoding } from './encodings.ts'

/** Writes text in any encoding, for tests. Not for the product. */

const tables = new Map<Encoding, Map<string, number[]>>()

/** What each character is in an encoding of one or two bytes: found by reading all of them. */
const tableOf = (encoding: Encoding): Map<string, number[]> => {
  const known = tables.get(encoding)
  if (known) return known
  const decoder = new TextDecoder(encoding)
  const table = new Map<string, number[]>()
  const add = (...bytes: number[]) => {
    const text = decoder.decode(Uint8Array.from(bytes))
    if ([...text].length === 1 && text !== '\uFFFD' && !table.has(text)) table.set(text, bytes)
  }
  for (let byte = 0; byte < 256; byte += 1) add(byte)
  for (let lead = 0x81; lead < 0xff; lead += 1)
    for (let trail = 0x40; trail < 0xff; trail += 1) add(lead, trail)
  tables.set(encoding, table)
  return table
}

const wide = (text: string, encoding: 'utf-16le' | 'utf-16be'): Buffer => {
  const bytes = Buffer.from(text, 'utf16le')
  return encoding === 'utf-16le' ? bytes : bytes.swap16()
}

/** The bytes of a text in an encoding. Throws for a character that it does not have. */
export const encodeIn = (text: string, encoding: Encoding): Buffer => {
  if (encoding === 'utf-8') return Buffer.from(text)
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return wide(text, encoding)
  const table = tableOf(encoding)
  const bytes = [...text].flatMap((character) => {
    const found = table.get(character)
    if (!found) throw new Error(`${character} is not in ${encoding}`)
    return found
  })
  return Buffer.from(bytes)
}
