import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Column,
  clickedSlot,
  clockOf,
  draggedSlot,
  momentAt,
  QUARTER,
  type Slot,
  STEP,
  steppedSlot,
} from './slot.ts'

const DAYS = [
  '2026-03-23',
  '2026-03-24',
  '2026-03-25',
  '2026-03-26',
  '2026-03-27',
  '2026-03-28',
  '2026-03-29',
]
const monday = '2026-03-23'
const day = fc.constantFrom(...DAYS)
const moment = fc.record({ day, minute: fc.double({ min: 0, max: 1440, noNaN: true }) })
const slot: fc.Arbitrary<Slot> = fc.oneof(
  moment.map((at) => clickedSlot(at, 45)),
  fc.tuple(moment, moment).map(([from, to]) => draggedSlot(from, to)),
)
const hours = fc
  .tuple(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 1, max: 24 }))
  .map(([from, length]) => ({ from, to: Math.min(24, from + length) }))
/** Columns beside each other somewhere on a screen, scrolled or zoomed however. */
const columns: fc.Arbitrary<Column[]> = fc
  .record({
    left: fc.integer({ min: -500, max: 500 }),
    top: fc.integer({ min: -2000, max: 900 }),
    width: fc.integer({ min: 20, max: 400 }),
    height: fc.integer({ min: 100, max: 3000 }),
  })
  .map(({ left, top, width, height }) =>
    DAYS.map((name, n) => ({
      day: name,
      left: left + n * width,
      right: left + (n + 1) * width,
      top,
      bottom: top + height,
    })),
  )

/** The form can say it: a beginning and a later end on one day, at most twelve hours. */
const expectSayable = ({ day: on, from, to }: Slot) => {
  expect(DAYS).toContain(on)
  for (const minute of [from, to]) expect(clockOf(minute)).toMatch(/^([01]\d|2[0-3]):[0-5][05]$/)
  expect(to - from).toBeGreaterThanOrEqual(QUARTER)
  expect(to - from).toBeLessThanOrEqual(720)
}

describe('a point of the screen', () => {
  test('is the moment that is drawn there', () => {
    fc.assert(
      fc.property(
        columns,
        hours,
        fc.nat(6),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, shown, n, share) => {
          const column = all[n]!
          const point = {
            x: (column.left + column.right) / 2,
            y: column.top + share * (column.bottom - column.top),
          }
          const found = momentAt(point, all, shown)!
          expect(found.day).toBe(column.day)
          expect(found.minute).toBeCloseTo(60 * (shown.from + share * (shown.to - shown.from)), 6)
        },
      ),
    )
  })

  test('beside the grid is the nearest moment of it', () => {
    const anywhere = fc.record({
      x: fc.integer({ min: -9999, max: 9999 }),
      y: fc.integer({ min: -9999, max: 9999 }),
    })
    fc.assert(
      fc.property(columns, hours, anywhere, (all, shown, point) => {
        const { day: on, minute } = momentAt(point, all, shown)!
        expect(minute).toBeGreaterThanOrEqual(shown.from * 60)
        expect(minute).toBeLessThanOrEqual(shown.to * 60)
        const inside = all.find(({ left, right }) => left < point.x && point.x < right)
        if (inside) expect(on).toBe(inside.day)
        else if (point.x < all[0]!.left) expect(on).toBe(DAYS[0])
        else if (point.x > all[6]!.right) expect(on).toBe(DAYS[6])
      }),
    )
  })
})

describe('free time', () => {
  test('that is clicked gives a lesson of the usual length from the quarter that was clicked', () => {
    expect(clickedSlot({ day: monday, minute: 614 }, 45)).toEqual({ day: monday, from: 600, to: 645 })
    fc.assert(
      fc.property(moment, (at) => {
        const found = clickedSlot(at, 45)
        expectSayable(found)
        expect(found.to - found.from).toBe(45)
        if (at.minute < 1380) expect(at.minute - found.from).toBeLessThan(QUARTER)
      }),
    )
  })

  test('that is dragged over, down or up, gives what was covered, on the day on which it began', () => {
    const at = (minute: number, on = monday) => ({ day: on, minute })
    expect(draggedSlot(at(482), at(524, DAYS[3]))).toEqual({ day: monday, from: 480, to: 525 })
    expect(draggedSlot(at(524), at(481))).toEqual({ day: monday, from: 480, to: 525 })
    fc.assert(
      fc.property(moment, moment, (anchor, end) => {
        const found = draggedSlot(anchor, end)
        expectSayable(found)
        expect(found.day).toBe(anchor.day)
        const covered = found.from <= anchor.minute && anchor.minute <= found.to
        if (anchor.minute <= 1435) expect(covered).toBe(true)
        const far = Math.abs(end.minute - anchor.minute) > 700 || end.minute > 1435
        const edge = Math.min(Math.abs(end.minute - found.from), Math.abs(end.minute - found.to))
        if (!far && Math.abs(end.minute - anchor.minute) > 2 * QUARTER)
          expect(edge).toBeLessThanOrEqual(STEP / 2)
      }),
    )
  })

  test('that goes by arrows comes back by the opposite ones, unless an edge was in the way', () => {
    const opposite = {
      ArrowUp: 'ArrowDown',
      ArrowDown: 'ArrowUp',
      ArrowLeft: 'ArrowRight',
      ArrowRight: 'ArrowLeft',
    }
    const arrow = fc.constantFrom(...(Object.keys(opposite) as (keyof typeof opposite)[]))
    fc.assert(
      fc.property(slot, arrow, fc.boolean(), (before, key, longer) => {
        const after = steppedSlot(before, key, { days: DAYS, longer })!
        expectSayable(after)
        if (!longer) expect(after.to - after.from).toBe(before.to - before.from)
        const inside = before.from >= 15 && before.to <= 1420 && DAYS.slice(1, -1).includes(before.day)
        if (inside && !longer) expect(steppedSlot(after, opposite[key], { days: DAYS })).toEqual(before)
      }),
    )
    const first = clickedSlot({ day: monday, minute: 480 }, 45)
    expect(steppedSlot(first, 'ArrowDown', { days: DAYS, longer: true })?.to).toBe(540)
    expect(steppedSlot(first, 'Enter', { days: DAYS })).toBeNull()
  })
})
