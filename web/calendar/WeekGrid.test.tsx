import { createSignal } from 'solid-js'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { newId } from '#domain/ids.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { setSchoolZone } from '../i18n/zone.ts'
import type { DraftTime } from '../lectures/lesson-draft.ts'
import { daysOf } from '../lectures/week.ts'
import { draw } from '../ui/testing/draw.tsx'
import { daysFrom } from './calendar-day.ts'
import { WeekGrid } from './WeekGrid.tsx'

const aLesson = (title: string, startsAt: string, endsAt: string, room: string | null = null): Lesson => ({
  id: newId(),
  classId: newId(),
  className: 'Mathematics 8A',
  subject: 'Mathematics',
  hue: 0,
  title,
  startsAt,
  endsAt,
  state: 'planned',
  held: 'online',
  room,
  seriesId: null,
  lecture: null,
})

beforeEach(() => setSchoolZone('Asia/Shanghai'))

const drawWeek = (lessons: Lesson[]) =>
  draw(() => (
    <WeekGrid days={daysFrom(daysOf('2026-11-23'), lessons, [])} now={new Date('2026-11-24T02:00:00Z')} />
  ))

test('a lesson stands on its day and hour at the school, whatever the clock of the device', async () => {
  const root = await drawWeek([aLesson('Fractions', '2026-11-23T00:00:00Z', '2026-11-23T00:45:00Z')])
  const monday = root.querySelector('ul[aria-label="Monday"]')
  expect(monday?.textContent).toContain('Fractions')
  expect(monday?.textContent).toContain('08:00')
})

test('the weekend is there only when something is on it', async () => {
  expect((await drawWeek([])).querySelectorAll('ul')).toHaveLength(5)
  const saturday = aLesson('Chess', '2026-11-28T02:00:00Z', '2026-11-28T03:00:00Z')
  const days = [...(await drawWeek([saturday])).querySelectorAll('ul')].map((day) => day.ariaLabel)
  expect(days).toEqual(['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'])
})

test('a lesson says its room', async () => {
  const root = await drawWeek([aLesson('Optics', '2026-11-23T00:00:00Z', '2026-11-23T00:45:00Z', 'Lab 2')])
  expect(root.querySelector('ul a')?.textContent).toContain('Lab 2')
})

test('who plans is told the way to a day of the weekend that is not shown', async () => {
  const planned = (lessons: Lesson[]) =>
    draw(() => (
      <WeekGrid
        days={daysFrom(daysOf('2026-11-23'), lessons, [])}
        now={new Date('2026-11-24T02:00:00Z')}
        planning={{ open: false, onChoose: () => {} }}
      />
    ))
  expect((await planned([])).textContent).toContain('For a day that is not shown')
  const sunday = aLesson('Chess', '2026-11-29T02:00:00Z', '2026-11-29T03:00:00Z')
  const saturday = aLesson('Judo', '2026-11-28T02:00:00Z', '2026-11-28T03:00:00Z')
  expect((await planned([saturday, sunday])).textContent).not.toContain('For a day that is not shown')
})

describe('free time', () => {
  /** A week with one lesson, drawn for who plans: the times that were chosen, and pointers by day and hour. */
  const drawFree = async () => {
    const [open, setOpen] = createSignal(false)
    const chosen: DraftTime[] = []
    const onChoose = (time: DraftTime) => {
      chosen.push(time)
      setOpen(true)
    }
    const lesson = aLesson('Fractions', '2026-11-23T00:00:00Z', '2026-11-23T00:45:00Z')
    const root = await draw(() => (
      <WeekGrid
        days={daysFrom(daysOf('2026-11-23'), [lesson], [])}
        now={new Date('2026-11-24T02:00:00Z')}
        planning={{ open: open(), onChoose }}
      />
    ))
    const slot = () => root.querySelector<HTMLButtonElement>('button')!
    /** At an hour of a day of the week, as the grid from 8 to 17 draws it. */
    const point = (type: string, day: number, hour: number, how: PointerEventInit = {}) => {
      const column = root.querySelectorAll<HTMLElement>('[data-day]')[day]!
      const { left, top, width, height } = column.getBoundingClientRect()
      const at = { clientX: left + width / 2, clientY: top + (height * (hour - 8)) / 9 }
      const hit = document.elementFromPoint(at.clientX, at.clientY) ?? column
      hit.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          cancelable: true,
          isPrimary: true,
          pointerType: 'mouse',
          ...at,
          ...how,
        }),
      )
    }
    return { root, slot, point, chosen }
  }

  test('that is clicked is chosen from its quarter on for a lesson of the usual length, and stays marked', async () => {
    const { slot, point, chosen } = await drawFree()
    point('pointerdown', 2, 10.3)
    point('pointerup', 2, 10.3)
    expect(chosen).toEqual([{ day: '2026-11-25', starts: '10:15', ends: '11:00' }])
    await vi.waitFor(() => expect(slot().textContent).toBe('10:15–11:00'))
    expect(getComputedStyle(slot()).opacity).toBe('1')
  })

  test('that is dragged over is chosen as far as the drag went; Escape gives it up', async () => {
    const { root, point, chosen } = await drawFree()
    point('pointerdown', 1, 9.1)
    point('pointermove', 1, 10)
    point('pointermove', 1, 10.5)
    point('pointerup', 1, 10.5)
    expect(chosen).toEqual([{ day: '2026-11-24', starts: '09:00', ends: '10:30' }])
    point('pointerdown', 1, 12)
    point('pointermove', 1, 13)
    root.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    point('pointerup', 1, 13)
    expect(chosen).toHaveLength(1)
  })

  test('is not a lesson that stands there, and not what another button presses', async () => {
    const { point, chosen } = await drawFree()
    point('pointerdown', 0, 8.3)
    point('pointerup', 0, 8.3)
    point('pointerdown', 2, 12, { button: 2 })
    point('pointerup', 2, 12, { button: 2 })
    expect(chosen).toEqual([])
  })

  test('is chosen by a finger that rests on it, and not by one that scrolls', async () => {
    const { slot, point, chosen } = await drawFree()
    const finger = { pointerType: 'touch' }
    point('pointerdown', 3, 9, finger)
    point('pointermove', 3, 10, finger)
    point('pointerup', 3, 10, finger)
    expect(getComputedStyle(slot()).opacity).toBe('0')
    point('pointerdown', 3, 9, finger)
    await vi.waitFor(() => expect(getComputedStyle(slot()).opacity).toBe('1'))
    point('pointermove', 3, 10, finger)
    point('pointerup', 3, 10, finger)
    expect(chosen).toEqual([{ day: '2026-11-26', starts: '09:00', ends: '10:00' }])
  })

  test('is chosen by keys: the arrows go by quarters and days, with Shift to another end', async () => {
    const { slot, chosen } = await drawFree()
    slot().focus()
    // The hour after 10:00 of Tuesday, which is now at the school.
    expect(slot().textContent).toBe('11:00–11:45')
    await userEvent.keyboard('{ArrowRight}{ArrowDown}{ArrowDown}{Shift>}{ArrowDown}{/Shift}{Enter}')
    expect(chosen).toEqual([{ day: '2026-11-25', starts: '11:30', ends: '12:30' }])
  })

  test('is nothing to choose for who plans no lessons', async () => {
    const root = await drawWeek([])
    expect(root.querySelector('button')).toBeNull()
  })
})
