import { expect, it } from 'vitest'
import { openTerminal, type Readers, readersOf } from './terminal.ts'

const LINK = 'http://192.168.1.5:3000/setup?key=one-time'

/** What a start with a set-up link leaves on standard output and on standard error. */
const printedFor = (readers: Readers) => {
  let out = ''
  let err = ''
  const terminal = openTerminal(readers, {
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  terminal.line('  Data folder /srv/school')
  terminal.line()
  terminal.box(['Lectern answers at http://localhost:3000', `Set up the school: ${LINK} (works once)`])
  return { out, err }
}

it('ends for people with a box whose links stand on a line of their own', () => {
  const { out, err } = printedFor('people')
  expect(out.split('\n').slice(-4, -1)).toEqual([
    '  Lectern answers at http://localhost:3000',
    `  Set up the school: ${LINK} (works once)`,
    '─'.repeat(64),
  ])
  expect(err).toBe('')
})

it('gives programs nothing that is not a JSON line', () => {
  const { out, err } = printedFor('programs')
  const texts = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).text)
  expect(texts).toEqual([
    'Data folder /srv/school',
    'Lectern answers at http://localhost:3000',
    `Set up the school: ${LINK} (works once)`,
  ])
  expect(err).toBe('')
})

it('shows the box beside the JSON lines where nobody said who reads', () => {
  const { out, err } = printedFor('both')
  expect(out.split('\n').every((line) => line === '' || line.startsWith('{'))).toBe(true)
  expect(err).toContain(LINK)
})

it('takes a terminal for people and everything else for programs, unless told otherwise', () => {
  expect([readersOf(null, true), readersOf(null, false)]).toEqual(['people', 'both'])
  expect([readersOf('json', true), readersOf('text', false)]).toEqual(['programs', 'people'])
})
