import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readClipboard } from './clipboard.ts'

describe('the clipboard', () => {
  test.each([
    ['91\r\n\r\n9O\r\n\r\n９５\r\n', [['91'], [''], ['9O'], [''], ['９５']]],
    [
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a\rb', [['a'], ['b']]],
    ['85', [['85']]],
    ['', [['']]],
    ['a\t', [['a', '']]],
    ['"two\nlines"\t5', [['two\nlines', '5']]],
    ['"say ""yes"""\t5\r\n', [['say "yes"', '5']]],
    [
      '"not closed\t5\nnext\t6',
      [
        ['"not closed', '5'],
        ['next', '6'],
      ],
    ],
    ['5" nail\t7', [['5" nail', '7']]],
  ])('%j', (text, lines) => expect(readClipboard(text)).toEqual(lines))

  test('gives back every block that a spreadsheet writes', () => {
    const written = (cell: string) => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
    const cell = fc.string({ unit: fc.constantFrom('a', '5', ' ', '"', '\t', '\n', '\r\n') })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }).chain((columns) =>
          fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
            minLength: 1,
            maxLength: 5,
          }),
        ),
        (lines) => {
          const text = lines.map((line) => line.map(written).join('\t')).join('\r\n')
          expect(readClipboard(`${text}\r\n`)).toEqual(lines)
        },
      ),
    )
  })
})
