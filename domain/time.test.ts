import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, test } from 'vitest'
import { instantOf, instantsOf, wallOf } from './time.ts'

it('a wall time is an instant in the zone of the school, and back', () => {
  const due = instantOf({ on: '2026-11-24', at: '08:00' }, 'Asia/Shanghai')
  expect(due.toISOString()).toBe('2026-11-24T00:00:00.000Z')
  expect(wallOf(due, 'Asia/Shanghai')).toEqual({ on: '2026-11-24', at: '08:00' })
  expect(wallOf(due, 'Europe/Berlin')).toEqual({ on: '2026-11-24', at: '01:00' })
})

describe('when the clocks change', () => {
  test.each([
    // The hour that is jumped over, also the one after midnight.
    ['America/Santiago', '2026-09-06', '00:00', 0, '2026-09-06T04:00:00.000Z'],
    ['America/Havana', '2027-03-14', '00:30', 0, '2027-03-14T05:30:00.000Z'],
    ['America/New_York', '2027-03-14', '02:30', 0, '2027-03-14T07:30:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '02:30', 0, '2026-03-29T01:30:00.000Z'],
    ['Asia/Beirut', '2027-03-28', '00:00', 0, '2027-03-27T22:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', 0, '2026-10-03T15:45:00.000Z'],
    ['Pacific/Apia', '2011-12-30', '12:00', 0, '2011-12-30T22:00:00.000Z'],
    // The hour that comes twice.
    ['Europe/Berlin', '2027-10-31', '02:30', 2, '2027-10-31T00:30:00.000Z'],
    ['America/New_York', '2026-11-01', '01:30', 2, '2026-11-01T05:30:00.000Z'],
    ['America/Havana', '2026-11-01', '00:30', 2, '2026-11-01T04:30:00.000Z'],
    ['Australia/Sydney', '2027-04-04', '02:30', 2, '2027-04-03T15:30:00.000Z'],
    // Beside them.
    ['Australia/Sydney', '2026-10-04', '03:00', 1, '2026-10-03T16:00:00.000Z'],
    ['America/New_York', '2027-03-14', '12:30', 1, '2027-03-14T16:30:00.000Z'],
  ])('%s %s %s happens %i times and means one instant', (zone, on, at, times, instant) => {
    expect(instantsOf({ on, at }, zone)).toHaveLength(times)
    expect(instantOf({ on, at }, zone).toISOString()).toBe(instant)
  })

  const minute = fc
    .integer({ min: Date.UTC(1980, 0), max: Date.UTC(2060, 0) })
    .map((epoch) => new Date(epoch).toISOString().slice(0, 16))
  // Near a change of clocks, where it matters: the transitions of the zone, some hours to either side.
  const nearChange = (zone: string) =>
    fc
      .tuple(fc.integer({ min: 1980, max: 2036 }), fc.integer({ min: -180, max: 180 }))
      .map(([year, away]) => {
        const start = Temporal.Instant.from(`${year}-01-01T00:00Z`).toZonedDateTimeISO(zone)
        const change = start.getTimeZoneTransition('next') ?? start
        return change.toPlainDateTime().add({ minutes: away }).toString({ smallestUnit: 'minute' })
      })
  const zoned = fc
    .constantFrom(...Intl.supportedValuesOf('timeZone'))
    .chain((zone) => fc.tuple(fc.constant(zone), fc.oneof(minute, nearChange(zone))))

  test('every zone and minute means what Temporal calls compatible', () => {
    fc.assert(
      fc.property(zoned, ([zone, local]) => {
        const wanted = Temporal.PlainDateTime.from(local).toZonedDateTime(zone, {
          disambiguation: 'compatible',
        })
        const found = instantOf({ on: local.slice(0, 10), at: local.slice(11) }, zone)
        expect(`${zone} ${local} ${found.toISOString()}`).toBe(
          `${zone} ${local} ${new Date(wanted.epochMilliseconds).toISOString()}`,
        )
        expect(wallOf(found, zone)).toEqual({
          on: wanted.toPlainDate().toString(),
          at: wanted.toPlainTime().toString({ smallestUnit: 'minute' }),
        })
      }),
      { numRuns: 600 },
    )
  })
})
