import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ASSIGNMENT_FIELDS, changeOf, clashesOf, rebase, wantedOf } from './edit.ts'

const fields = fc.record({
  title: fc.constantFrom('Essay', 'Poem', 'Play'),
  body: fc.constantFrom('', 'Read', 'Write'),
  dueAt: fc.constantFrom(null, '2026-12-01T08:00:00.000Z', '2026-12-01T08:00:00Z'),
  points: fc.constantFrom(null, '10', '10.0', '20'),
  categoryId: fc.constantFrom(null, 'tests'),
  files: fc.constantFrom<string[][]>([], ['one'], ['two', 'one']),
})

test('what only one of two people changed is theirs, and what both changed differently is asked about', () => {
  fc.assert(
    fc.property(fields, fields, fields, (base, mine, now) => {
      const next = rebase(base, mine, now)
      const said = changeOf(base, mine)
      expect(clashesOf(said.base, said.change, now)).toEqual(next.clashes)
      for (const field of ASSIGNMENT_FIELDS) {
        const changed = field in said.change
        // Nothing that was typed is lost, and nothing that somebody else saved is gone over.
        expect(next.mine[field]).toEqual(changed ? mine[field] : now[field])
        if (!next.clashes.includes(field)) expect(next.base[field]).toEqual(now[field])
      }
    }),
  )
})

test('a change that arrives twice finds itself, and a field that is as it was says nothing', () => {
  fc.assert(
    fc.property(fields, fields, (base, mine) => {
      expect(clashesOf(base, mine, mine)).toEqual([])
      expect(wantedOf(base, mine)).toEqual(changeOf(base, mine).change)
      expect(wantedOf({}, mine)).toEqual(mine)
    }),
  )
})

test('points and instants are the same however they are written', () => {
  const base = { title: '', body: '', categoryId: null, files: [] }
  const [one, other] = [
    { ...base, points: '10', dueAt: '2026-12-01T08:00:00.000Z' },
    { ...base, points: '10.0', dueAt: '2026-12-01T08:00:00Z' },
  ]
  expect(changeOf(one, other).change).toEqual({})
})
