import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const WEB = join(import.meta.dirname, '../web')
const SOURCES = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^dist\/|^ui\/composing\.ts$/.test(file),
)

/** Every place where code begins to listen for a key, or for what a browser makes of Enter and Escape. */
const LISTENERS = [
  /\bon:?key(?:down|up|press)=\{\s*/gi,
  /<form\s[\s\S]*?\bonSubmit=\{\s*/g,
  /<dialog\s[\s\S]*?\bonCancel=\{\s*/g,
  /\bonkey(?:down|up|press):(?!\s*\([^)]*\) => void)\s*/gi,
  /\.onkey(?:down|up|press)\s*=\s*/gi,
  /addEventListener\(\s*['"`]key(?:down|up|press)['"`],\s*/g,
]

/** What is given there: a wrapped function, or the name of one that is wrapped in the same file. */
const isWrapped = (source: string, at: number): boolean => {
  const given = source.slice(at)
  if (/^(?:whenNotComposing|actInstead)\(/.test(given)) return true
  const name = /^[\w$]+(?=[},)\s])/.exec(given)?.[0]
  return name !== undefined && new RegExp(`\\b${name.replace('$', '\\$')} = whenNotComposing\\(`).test(source)
}

const deafless = (source: string): string[] =>
  LISTENERS.flatMap((listener) =>
    [...source.matchAll(listener)]
      .filter((found) => !isWrapped(source, found.index + found[0].length))
      .map((found) => {
        const line = source.slice(0, found.index + found[0].trimEnd().length).split('\n').length
        return `${line}: ${source.split('\n')[line - 1]?.trim()}`
      }),
  )

test('no handler of a key acts while an input method composes', () => {
  const found = SOURCES.flatMap((file) =>
    deafless(readFileSync(join(WEB, file), 'utf8')).map((place) => `web/${file}:${place}`),
  )
  // Wrap the handler: onKeyDown={whenNotComposing((event) => …)} of web/ui/composing.ts.
  expect(found).toEqual([])
})

test('the search finds handlers however they are given', () => {
  const bare = [
    '<input onKeyDown={press} />',
    '<input onKeyUp={(event) => press(event)} />',
    '<input on:keydown={press} />',
    "document.addEventListener('keydown', press)",
    'createElement(X, { onKeyDown: press })',
    'field.onkeydown = press',
    '<dialog\n  onCancel={(event) => close()}',
    '<form onSubmit={save}>',
  ]
  for (const source of bare) expect(deafless(source), source).toHaveLength(1)
  const good = [
    '<input onKeyDown={whenNotComposing(press)} />',
    'const press = whenNotComposing((event) => {})\n<input onKeyDown={press} />',
    "const press = whenNotComposing(act)\nwindow.addEventListener('keydown', press)",
    'onKeyDown: (event: KeyboardEvent) => void',
    'onKeyDown?: (event: KeyboardEvent) => void',
  ]
  for (const source of good) expect(deafless(source), source).toEqual([])
})
