import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALL_KINDS, arbitraryInstance } from '../arbitrary.ts'
import { costOf } from '../cost.ts'
import { movesBudget, solve } from '../search.ts'
import { moveCosts, openTimetable } from './move-costs.ts'

describe('the places of a lesson', () => {
  it('cost exactly what the timetable costs more with the lesson there, rule by rule', () => {
    fc.assert(
      fc.property(arbitraryInstance(ALL_KINDS), fc.nat(1000), (instance, seed) => {
        const { timetable } = solve(instance, { seed, budget: movesBudget(1) })
        const before = costOf(instance, timetable)
        const lesson = seed % timetable.length
        const on = instance.rules.flatMap((rule, at) => (rule.off ? [] : [at]))
        for (const place of moveCosts(openTimetable(instance, timetable), lesson)) {
          const { day, period, room } = place
          const after = costOf(instance, timetable.with(lesson, { day, period, room }))
          const change = { hard: after.hard - before.hard, soft: after.soft - before.soft }
          expect({ hard: place.hard, soft: place.soft }).toEqual(change)
          for (const reason of place.reasons.filter(({ rule }) => rule !== null)) {
            // The lines of the always true rules come first.
            const line = 4 + on.indexOf(reason.rule!)
            const more = after.rules[line]!.amount - before.rules[line]!.amount
            const { level, weight, kind } = after.rules[line]!
            expect(reason).toMatchObject({ kind, [level]: level === 'hard' ? more : more * weight })
          }
        }
      }),
      { numRuns: 25 },
    )
  })

  it('say who has the room', () => {
    const instance = {
      name: 'two lessons',
      days: 1,
      periods: 2,
      rooms: [{ id: 'hall', name: 'Hall', capacity: 30 }],
      teachers: [],
      groups: [],
      courses: ['maths', 'music'].map((id) => ({
        id,
        name: id,
        subject: id,
        lessons: [1],
        teachers: [],
        groups: [],
        students: 10,
        room: {},
      })),
      rules: [],
    }
    const timetable = [
      { day: 0, period: 0, room: 'hall' },
      { day: 0, period: 1, room: 'hall' },
    ]
    expect(moveCosts(openTimetable(instance, timetable), 0)).toEqual([
      { day: 0, period: 0, room: 'hall', hard: 0, soft: 0, reasons: [], takenBy: null },
      {
        day: 0,
        period: 1,
        room: 'hall',
        hard: 1,
        soft: 0,
        reasons: [{ kind: 'room-taken', rule: null, hard: 1, soft: 0 }],
        takenBy: 1,
      },
    ])
  })
})
