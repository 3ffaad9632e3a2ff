import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteOf } from '../quote.ts'
import { parse } from './parse.ts'

const typed = fc
  .array(
    fc.constantFrom(
      '10. a',
      '9. b',
      '第3~5页',
      '2*3*4',
      '',
      '```',
      '  x',
      '> y',
      '- [ ] z',
      '**注意：**明天',
      '#',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((lines) => lines.join('\n'))
  .filter((body) => body.trim() !== '')

test('a quotation holds what was typed and nothing else, and what follows stands outside of it', () => {
  fc.assert(
    fc.property(typed, (body) => {
      expect(parse(`${quoteOf(body)}mine`)).toEqual([
        { kind: 'quote', blocks: parse(body) },
        ...parse('mine'),
      ])
    }),
  )
})
