import { describe, expect, it } from 'vitest'
import type { Instance } from '#domain/timetable/instance.ts'
import { movesBudget, type Progress, solve } from '#domain/timetable/search.ts'
import { searchInThreads } from './portfolio.ts'

const instance: Instance = {
  name: 'three courses of one class',
  days: 2,
  periods: 5,
  rooms: [{ id: 'a', name: 'Room A', capacity: 20 }],
  teachers: [],
  groups: [{ id: '7A', name: '7A' }],
  courses: ['maths', 'music', 'sport'].map((id) => ({
    id,
    name: id,
    subject: id,
    lessons: [1, 1, 1],
    teachers: [],
    groups: ['7A'],
    students: 25,
    room: {},
  })),
  rules: [
    { kind: 'room-capacity', level: 'soft', weight: 1, courses: 'all' },
    { kind: 'distinct-days', level: 'soft', weight: 2, courses: 'all', together: 'course' },
  ],
}

describe('a search in threads', () => {
  it('gives what the search gives, and of several threads the best', async () => {
    const moves = 20_000
    const alone = await searchInThreads(instance, { seed: 3, limit: { moves } })
    const { timetable, hard, soft } = solve(instance, { seed: 3, budget: movesBudget(moves) })
    expect(alone).toMatchObject({ timetable, hard, soft })
    const both = await searchInThreads(instance, { seed: 3, limit: { moves }, threads: 2 })
    expect(both.soft).toBeLessThanOrEqual(alone.soft)
    expect(both.moves).toBe(2 * alone.moves)
  })

  it('tells how far it is, and called off answers with the best so far', async () => {
    const stop = new AbortController()
    const told: Progress[] = []
    const result = await searchInThreads(instance, {
      seed: 1,
      limit: { moves: 1e9 },
      signal: stop.signal,
      onProgress: (progress) => {
        told.push(progress)
        stop.abort()
      },
    })
    expect(result).toMatchObject({ hard: 0 })
    expect(result.moves).toBeLessThan(1e9)
    expect(told[0]).toMatchObject({ hard: 0 })
  })
})
