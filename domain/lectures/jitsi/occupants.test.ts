import { expect, test } from 'vitest'
import { intervalsOfStays, occupantEvent, staysIn } from './occupants.ts'

const SAM = '019a0000-0000-7000-8000-000000000001'
const at = (second: number) => new Date(second * 1_000)
const lecture = { from: at(100), to: at(1_000) }

test('a stay is told by coming, going and the end of the room, and a person without a token is nobody', () => {
  const place = { room_name: 'lec-1' }
  const occupant = { occupant_jid: 'a@x/1', id: SAM, joined_at: 150 }
  const read = (event: unknown) => staysIn(occupantEvent.parse(event))
  const stay = { occupant: ' a@x/1', accountId: SAM, joinedAt: at(150) }
  expect(read({ event_name: 'muc-room-created', ...place })).toEqual([])
  expect(read({ event_name: 'muc-occupant-joined', ...place, occupant })).toEqual([{ ...stay, leftAt: null }])
  expect(
    read({ event_name: 'muc-occupant-left', ...place, occupant: { ...occupant, left_at: 120 } }),
  ).toEqual([{ ...stay, leftAt: at(150) }])
  const stranger = { occupant_jid: 'b@x/1', joined_at: 160 }
  expect(
    read({
      event_name: 'muc-room-destroyed',
      ...place,
      destroyed_at: 400,
      all_occupants: [occupant, occupant, stranger, { ...stranger, id: 'somebody' }],
    }),
  ).toEqual([{ ...stay, leftAt: at(400) }])
})

test('a breakout room is a stay of its own', () => {
  const occupant = { occupant_jid: 'a@x/1', id: SAM, joined_at: 150 }
  const event = { event_name: 'muc-occupant-joined', room_name: 'lec-1', is_breakout: true, occupant }
  const [stay] = staysIn(occupantEvent.parse({ ...event, breakout_room_id: 'room-2' }))
  expect(stay?.occupant).toBe('room-2 a@x/1')
})

test('a stay counts within the lecture; one without an end as long as we saw the person ourselves', () => {
  const stay = (joinedAt: number, leftAt: number | null) => ({
    accountId: SAM,
    joinedAt: at(joinedAt),
    leftAt: leftAt === null ? null : at(leftAt),
  })
  const own = [{ accountId: SAM, joinedAt: at(120), leftAt: at(300) }]
  const times = (stays: ReturnType<typeof stay>[], seen = own) =>
    intervalsOfStays(stays, seen, lecture).map(({ joinedAt, leftAt }) => [joinedAt, leftAt])
  expect(times([stay(50, 2_000)])).toEqual([[at(100), at(1_000)]])
  expect(times([stay(150, null)])).toEqual([[at(150), at(300)]])
  expect(times([stay(150, null)], [])).toEqual([])
  expect(times([stay(1_100, 1_200), stay(10, 90)])).toEqual([])
})
