import { describe, expect, test } from 'vitest'
import { abandonedAt } from './lecture.ts'

const at = (minute: number) => new Date(minute * 60_000)
const lecture = { startedAt: at(0), endsAt: at(45), lastSeenAt: at(40), empty: true }

describe('a lecture that nobody ended', () => {
  test('stays open before its planned end, even while the room is empty', () => {
    expect(abandonedAt({ ...lecture, lastSeenAt: at(5) }, at(44))).toBeNull()
  })

  test('counts as ended when the last person left, a quarter of an hour after the planned end', () => {
    expect(abandonedAt(lecture, at(59))).toBeNull()
    expect(abandonedAt(lecture, at(60))).toEqual(at(40))
  })

  test('stays open while people overrun, and for a quarter of an hour after they left', () => {
    expect(abandonedAt({ ...lecture, empty: false, lastSeenAt: at(70) }, at(70))).toBeNull()
    expect(abandonedAt({ ...lecture, lastSeenAt: at(70) }, at(80))).toBeNull()
    expect(abandonedAt({ ...lecture, lastSeenAt: at(70) }, at(85))).toEqual(at(70))
  })

  test('ends three hours after the plan though somebody forgot to leave', () => {
    expect(abandonedAt({ ...lecture, empty: false }, at(224))).toBeNull()
    expect(abandonedAt({ ...lecture, empty: false }, at(225))).toEqual(at(225))
  })

  test('ends where it began when nobody ever came', () => {
    expect(abandonedAt({ ...lecture, lastSeenAt: null }, at(60))).toEqual(at(0))
  })
})
