import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DueWork } from '#domain/today/contract.ts'
import { datedWork } from './calendar-day.ts'

const work = fc.record({
  assignmentId: fc.constantFrom('essay', 'map', 'poem'),
  classId: fc.constant('class'),
  className: fc.constant('7 (1)'),
  hue: fc.constant(1),
  title: fc.constant('Work'),
  dueAt: fc.constant('2026-11-23T10:00:00Z'),
})
const due: fc.Arbitrary<DueWork[]> = fc
  .uniqueArray(fc.tuple(work, fc.constantFrom('Emma', 'Leo')), {
    selector: ([{ assignmentId }, name]) => `${assignmentId} ${name}`,
  })
  .map((pairs) => pairs.map(([row, name]) => ({ ...row, student: { id: name, displayName: name } })))

test('work that two children have to hand in stands in the calendar once, with both', () => {
  fc.assert(
    fc.property(due, (rows) => {
      const shown = datedWork(rows, [])
      expect(new Set(shown.map((one) => one.assignmentId)).size).toBe(shown.length)
      for (const row of rows) {
        const one = shown.find(({ assignmentId }) => assignmentId === row.assignmentId)
        expect(one?.students).toContainEqual(row.student)
      }
      expect(shown.flatMap((one) => one.students)).toHaveLength(rows.length)
    }),
  )
})
