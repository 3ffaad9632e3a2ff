import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '../ids.ts'
import { overlapping, type Term, termNotes } from './term.ts'

const term = (startsOn: string, endsOn: string): Term => ({ id: newId(), name: startsOn, startsOn, endsOn })

test('terms that follow each other need no word; a gap and an overlap are named by their days', () => {
  const [autumn, spring] = [term('2026-09-01', '2027-01-31'), term('2027-02-01', '2027-07-15')]
  expect(termNotes([spring, autumn])).toEqual([])
  const summer = term('2027-07-10', '2027-07-31')
  const next = term('2027-09-01', '2028-01-31')
  expect(termNotes([next, autumn, summer, spring]).map(({ kind, from, to }) => [kind, from, to])).toEqual([
    ['overlap', '2027-07-10', '2027-07-15'],
    ['gap', '2027-08-01', '2027-08-31'],
  ])
})

test('every day is in one term, in two with an overlap, or in none with a gap', () => {
  const on = (offset: number) => new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10)
  const arbitrary = fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }))
    .map(([from, length]) => term(on(from), on(from + length)))
  fc.assert(
    fc.property(fc.array(arbitrary, { minLength: 1, maxLength: 6 }), (terms) => {
      const notes = termNotes(terms)
      const inside = (day: string, span: { from: string; to: string }) => span.from <= day && day <= span.to
      const first = terms.map((one) => one.startsOn).sort()[0] ?? ''
      const last =
        terms
          .map((one) => one.endsOn)
          .sort()
          .at(-1) ?? ''
      for (let offset = 0; offset <= 90; offset += 1) {
        const day = on(offset)
        if (day < first || day > last) continue
        const holding = terms.filter((one) => one.startsOn <= day && day <= one.endsOn).length
        const said = (kind: string) => notes.some((note) => note.kind === kind && inside(day, note))
        expect(said('gap')).toBe(holding === 0)
        expect(said('overlap')).toBe(holding > 1)
      }
    }),
  )
})

test('a term never overlaps itself', () => {
  const autumn = term('2026-09-01', '2027-01-31')
  expect(overlapping([autumn], { ...autumn, endsOn: '2027-02-10' })).toBeUndefined()
  expect(overlapping([autumn], term('2027-01-31', '2027-02-10'))).toBe(autumn)
})
