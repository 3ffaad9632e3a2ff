import { renderUnicodeCompact } from 'uqr'

const LIGHT_ON_DARK = '\u001b[97;40m'
const AS_BEFORE = '\u001b[0m'

/** A text as a QR code of two lines of dots a row; dark on light whatever the colours of the terminal are. */
export const qrRows = (text: string): string[] =>
  renderUnicodeCompact(text, { border: 2 })
    .split('\n')
    .map((row) => `${LIGHT_ON_DARK}${row}${AS_BEFORE}`)

/** How many columns such a row takes. */
export const widthOf = (rows: string[]): number =>
  (rows[0]?.length ?? 0) - LIGHT_ON_DARK.length - AS_BEFORE.length
