import { afterEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import {
  closeCalendarAddress,
  listCalendarAddresses,
  openCalendarAddress,
} from '#domain/calendar/contract.ts'
import { listMyLessons } from '#domain/lectures/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { Problem } from '#domain/problem.ts'
import { getAddress } from '#domain/school/contract.ts'
import { getToday, type Today } from '#domain/today/contract.ts'
import { aLesson } from '../lectures/testing.ts'
import { address } from '../ui/testing/draw.tsx'
import { offers, press, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { type Door, door, serve, somebody } from '../ui/testing/server.ts'
import CalendarScreen from './CalendarScreen.tsx'

const quiet: Today = {
  lessons: [],
  registers: [],
  due: [],
  toMark: [],
  announcements: [],
  unread: [],
  school: null,
  more: { lessons: 0, registers: 0, due: 0, toMark: 0, announcements: 0 },
}
const thursday: Partial<Lesson> = {
  startsAt: '2026-11-26T08:00:00.000Z',
  endsAt: '2026-11-26T08:45:00.000Z',
}
const essay = {
  assignmentId: 'essay',
  classId: 'algebra',
  className: 'Algebra 8A',
  hue: 2,
  title: 'Essay',
  dueAt: '2026-11-25T10:00:00.000Z',
  student: null,
}

const open = async (
  me: ReturnType<typeof somebody>,
  lessons: Lesson[],
  doors: readonly Door[] = [],
  today: Partial<Today> = {},
) => {
  become(me)
  const asked = serve([
    ...doors,
    door(listMyLessons, () => ({ lessons })),
    door(getToday, () => ({ ...quiet, ...today })),
  ])
  const root = await drawScreen(CalendarScreen, '/calendar', '/calendar?week=2026-11-23')
  const spans = () => asked.filter(({ name }) => name === 'GET /api/lessons').map(({ input }) => input)
  return { root, asked, spans }
}

const student = () => somebody('emma', 'student', ['algebra'])

afterEach(() => page.viewport(1024, 768))

test('the week shows lessons and what is due on their days, and goes on by a press', async () => {
  const { root, spans, asked } = await open(student(), [aLesson('one', 0, thursday)], [], { due: [essay] })
  await sees(root, 'Lesson one', 'Essay')
  const day = (name: string) => root.querySelector(`ul[aria-label="${name}"]`)?.textContent
  expect(day('Thursday')).toContain('Lesson one')
  expect(day('Thursday')).toContain('09:00')
  expect(day('Wednesday')).not.toContain('Lesson one')
  expect(asked.find(({ name }) => name === 'GET /api/today')?.input).toEqual({ whole: 'true' })
  expect(spans()).toEqual([{ from: '2026-11-22T23:00:00.000Z', to: '2026-11-29T23:00:00.000Z' }])
  await press(root, 'Week after')
  await until(() => expect(spans().at(-1)).toMatchObject({ from: '2026-11-29T23:00:00.000Z' }))
  await press(root, 'Week before')
  await until(() => expect(address()).toBe('/calendar?week=2026-11-23'))
  await press(root, 'Today')
  await until(() => expect(address()).toBe('/calendar'))
})

test('on a phone the days that hold something stand below each other', async () => {
  await page.viewport(390, 800)
  const { root } = await open(student(), [aLesson('one', 0, thursday)], [], { due: [essay] })
  await sees(root, 'Lesson one', 'Essay')
  expect(root.querySelectorAll('h2')).toHaveLength(2)
  expect(root.querySelector('ul[aria-label=Thursday]')).toBeNull()
  const { root: empty } = await open(student(), [])
  await sees(empty, 'No lessons this week')
})

test('who plans lessons is offered to; a student is not', async () => {
  const teacher = await open(somebody('chen', 'teacher', ['algebra']), [])
  await press(teacher.root, 'Plan a lesson')
  await until(() => expect(teacher.root.querySelector('dialog[open]')).not.toBeNull())
  const { root } = await open(student(), [aLesson('one', 0, thursday)])
  await sees(root, 'Lesson one')
  expect(offers(root, 'Plan a lesson')).toBe(false)
})

test('a guardian sees the week of the child that is chosen', async () => {
  const me = {
    ...somebody('liu', 'guardian', []),
    wards: [
      { id: 'leo', displayName: 'Leo', classIds: ['algebra'] },
      { id: 'mia', displayName: 'Mia', classIds: [] },
    ],
  }
  const { root, spans } = await open(me, [])
  await until(() => expect(spans()[0]).toMatchObject({ studentId: 'leo' }))
  await until(() => expect(root.querySelector('input[value=mia]')).not.toBeNull())
  root.querySelector<HTMLInputElement>('input[type=radio][value=mia]')?.click()
  await until(() => expect(spans().at(-1)).toMatchObject({ studentId: 'mia' }))
})

test('a week that cannot be fetched is asked for again', async () => {
  let there = false
  const { root } = await open(
    student(),
    [],
    [
      door(listMyLessons, () => {
        if (!there) throw new Problem('unavailable')
        return { lessons: [aLesson('one', 0, thursday)] }
      }),
    ],
  )
  await until(() => expect(offers(root, 'Try again')).toBe(true))
  there = true
  await press(root, 'Try again')
  await sees(root, 'Lesson one')
})

test('an address for other programs is opened, copied and closed', async () => {
  const address = {
    id: 'address',
    classId: null,
    className: null,
    path: '/api/calendar/secret.ics',
    createdAt: '2026-11-26T08:00:00.000Z',
    lastReadAt: null,
  }
  const { root, asked } = await open(
    student(),
    [],
    [
      door(listCalendarAddresses, () => ({ addresses: [] })),
      door(openCalendarAddress, () => address),
      door(closeCalendarAddress, () => ({ ok: true as const })),
      door(getAddress, () => ({ address: 'https://school.example' })),
    ],
  )
  await press(root, 'Subscribe')
  await press(document.body, 'Open an address')
  await sees(document.body, 'No program has looked yet')
  const add = () => document.querySelector('a[href="webcal://school.example/api/calendar/secret.ics"]')
  expect(add()).not.toBeNull()
  await press(document.body, 'Close the address')
  await until(() => expect(add()).toBeNull())
  expect(asked.some(({ name }) => name === 'DELETE /api/me/calendar-addresses/:addressId')).toBe(true)
})
