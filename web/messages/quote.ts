/** A message's text as a quotation, exactly as it was typed, with an empty line after it to write below. */
export const quoteOf = (body: string): string =>
  `${body
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')}\n\n`
