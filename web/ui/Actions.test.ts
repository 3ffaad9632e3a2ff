import { describe, expect, test } from 'vitest'

const files = import.meta.glob<string>('../**/*.tsx', { query: '?raw', import: 'default', eager: true })
const sources = Object.entries(files).filter(([name]) => !/\.test\.tsx$|\/testing\//.test(name))

/** What stands between an opening and its closing, wherever it occurs in a source. */
const between = (source: string, opening: string, closing: RegExp): string[] => {
  const found: string[] = []
  for (let at = source.indexOf(opening); at >= 0; at = source.indexOf(opening, at + 1)) {
    const rest = source.slice(at + opening.length)
    const end = rest.search(closing)
    found.push(end < 0 ? rest : rest.slice(0, end))
  }
  return found
}

/** Rows of buttons that end a form or a dialog: what stands in `Actions`, in a footer, or is handed to a form. */
const rowsOf = (source: string): string[] => [
  ...between(source, '<Actions>', /<\/Actions>/),
  ...between(source, 'footer={', /\n\s*}\n/),
  ...between(source, 'actions={', /\n\s*\)?}\n/),
]

const buttonsOf = (row: string): string[] => row.split(/<(?=Button\b)/).slice(1)
const isPrimary = (button: string) => /look="(primary|danger)"/.test(button.split(/^\s*<\/Button>/m)[0] ?? '')

describe('the buttons that end a form or a dialog', () => {
  test.each(sources)('%s: the primary one stands last', (_name, source) => {
    for (const row of rowsOf(source)) {
      const looks = buttonsOf(row).map(isPrimary)
      expect(looks.indexOf(true) < 0 || looks.lastIndexOf(false) < looks.indexOf(true), row).toBe(true)
    }
  })

  test.each(sources)('%s: none is sent from a row of its own', (name, source) => {
    if (ALONE.has(name)) return
    let rest = source
    for (const row of rowsOf(source)) rest = rest.replace(row, '')
    expect(rest).not.toMatch(/type="submit"/)
  })
})

/** Lines to write in, whose button stands beside the field, and the pages before signing in with their one wide button. */
const ALONE = new Set([
  '../accounts/JoinScreen.tsx',
  '../accounts/SignInScreen.tsx',
  '../school/SetupScreen.tsx',
  '../ui/Button.tsx',
  '../messages/Composer.tsx',
  '../messages/MessageEditor.tsx',
  '../messages/Reactions.tsx',
  '../assignments/MarkPanel.tsx',
])
