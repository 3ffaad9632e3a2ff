/** How wide text is in a cell, counted in digits: Chinese, Japanese and Korean characters and full-width forms take two. */
export const textWidth = (text: string): number => {
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    width +=
      code >= 0x1100 && (code <= 0x115f || (code >= 0x2e80 && code <= 0xffe6)) ? 2 : code > 0xffff ? 2 : 1
  }
  return width
}

/** A column width that shows the widest line of these texts, between the two bounds. */
export const columnWidth = (texts: Iterable<string>, min = 8, max = 40): number => {
  let widest = min
  for (const text of texts)
    for (const line of text.split('\n')) widest = Math.max(widest, textWidth(line) + 2)
  return Math.min(max, widest)
}

const NAME_MAX = 31

/**
 * A name that every spreadsheet program takes for a sheet: without `[ ] : * ? / \` and quotes at its ends, at most 31
 * characters, not empty, not the reserved `History`, and different from those already `used`, which it joins.
 */
export const sheetName = (wanted: string, used: Set<string>): string => {
  const legal = wanted
    .replace(/[[\]:*?/\\\p{Cc}\p{Cs}\ufffe\uffff]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[' ]+|[' ]+$/g, '')
  const base = legal === '' || /^history$/i.test(legal) ? `Sheet ${legal}`.trim() : legal
  for (let n = 1; ; n += 1) {
    const ending = n === 1 ? '' : ` (${n})`
    const name = cut(base, NAME_MAX - ending.length).replace(/[' ]+$/, '') + ending
    if (used.has(name.toLowerCase())) continue
    used.add(name.toLowerCase())
    return name
  }
}

/** At most `length` UTF-16 units, never half a character. */
const cut = (text: string, length: number): string => {
  const end = /[\ud800-\udbff]/.test(text.charAt(length - 1)) ? length - 1 : length
  return text.length <= length ? text : text.slice(0, end)
}
