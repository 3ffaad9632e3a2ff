import { beforeEach, expect, test } from 'vitest'
import { newId } from '#domain/ids.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { setSchoolZone } from '../i18n/zone.ts'
import { daysOf } from '../lectures/week.ts'
import { draw } from '../ui/testing/draw.tsx'
import { daysFrom } from './calendar-day.ts'
import { WeekGrid } from './WeekGrid.tsx'

const aLesson = (title: string, startsAt: string, endsAt: string): Lesson => ({
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
  room: null,
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
