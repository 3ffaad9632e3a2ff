import { describe, expect, it } from 'vitest'
import { costOf } from './cost.ts'
import { factsOf } from './facts.ts'
import { movesBudget, solve } from './search.ts'
import { aSchoolOf40 } from './testing.ts'

describe('a school of 40 classes with 35 lessons a week', () => {
  it('gets a timetable that breaks no hard rule', { timeout: 120_000 }, () => {
    const school = aSchoolOf40(1)
    for (const { id } of school.groups) {
      const own = school.courses.filter(({ groups }) => groups.includes(id))
      // The two language sets are parallel: one of them is a pupil's lesson.
      const periods = own
        .filter(({ subject }) => subject !== 'German')
        .flatMap(({ lessons }) => lessons)
        .reduce((sum, length) => sum + length, 0)
      expect(periods).toBe(35)
    }
    expect(factsOf(school)).toEqual([])
    const { timetable, hard } = solve(school, { seed: 1, budget: movesBudget(1_000_000) })
    expect(hard).toBe(0)
    expect(costOf(school, timetable).hard).toBe(0)
  })
})
