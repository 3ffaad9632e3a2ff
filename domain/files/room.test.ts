import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNearlyFull, noRoomFor, personLimit, RESERVE, type Room } from './room.ts'

const GB = 1024 ** 3
const room = (more: Partial<Room> = {}): Room => ({
  disk: { free: 100 * GB, promised: 0 },
  person: { kept: 0, promised: 0, limit: 10 * GB },
  school: { kept: 0, promised: 0, limit: null },
  ...more,
})

describe('room for an upload', () => {
  it('is what the disk has beside its reserve and what others were promised', () => {
    expect(noRoomFor(GB, room({ disk: { free: 2 * GB + RESERVE, promised: 0 } }), null)).toBeNull()
    expect(noRoomFor(GB, room({ disk: { free: 2 * GB + RESERVE, promised: 1 } }), null)).toBe('disk')
  })

  it('is what a person may keep, with what their other uploads announced', () => {
    const person = { kept: 6 * GB, promised: 3 * GB, limit: 10 * GB }
    expect(noRoomFor(GB, room({ person }), null)).toBeNull()
    expect(noRoomFor(GB + 1, room({ person }), null)).toBe('person')
  })

  it('never refuses work on time for a share that is full, and keeps even that within bounds', () => {
    const full = { kept: 10 * GB, promised: 0, limit: 10 * GB }
    expect(noRoomFor(GB, room({ person: full, school: full }), { extra: 5 * GB })).toBeNull()
    expect(noRoomFor(6 * GB, room({ person: full }), { extra: 5 * GB })).toBe('person')
  })

  it('is never promised twice, whatever is asked for in which order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: GB }), { maxLength: 300 }), (sizes) => {
        const free = 20 * GB
        let promised = 0
        for (const size of sizes) {
          const person = { kept: 0, promised, limit: null }
          if (noRoomFor(size, room({ disk: { free, promised }, person }), null) === null) promised += size
        }
        expect(2 * promised + RESERVE).toBeLessThanOrEqual(free)
      }),
    )
  })

  it('is said to be short from nine tenths on, and staff keep ten times as much', () => {
    expect([isNearlyFull(8, 10), isNearlyFull(9, 10), isNearlyFull(9, null)]).toEqual([false, true, false])
    expect([personLimit(5, false), personLimit(5, true)]).toEqual([5, 50])
  })
})
