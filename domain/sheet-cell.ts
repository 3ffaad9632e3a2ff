/** What a cell of a file from outside may be besides its text. */

/**
 * Why the text of a cell is not what somebody wrote there.
 * - `error-value`: an error of a formula, such as `#N/A`
 * - `no-result`: a formula whose result is not in the file
 * - `digits-lost`: a number longer than a spreadsheet program keeps; its last digits are gone
 * - `date`: a spreadsheet program made a date of it
 * - `scientific`: a spreadsheet program made a number with an exponent of it
 * - `separated`: its number format writes signs between the digits, as a comma between thousands
 * - `unclosed-quote`: its quotation mark is never closed
 * - `not-decoded`: bytes that are no text in the encoding
 */
export const CELL_DOUBTS = [
  'error-value',
  'no-result',
  'digits-lost',
  'date',
  'scientific',
  'separated',
  'unclosed-quote',
  'not-decoded',
] as const
export type CellDoubt = (typeof CELL_DOUBTS)[number]

export interface DoubtfulCell {
  /** From 0. */
  column: number
  doubt: CellDoubt
  /** What a person sees in the cell. */
  shown: string
  /** Of `separated`: the digits without the signs between them, zeros included. */
  digits?: string
}
