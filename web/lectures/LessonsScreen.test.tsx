import { expect, test } from 'vitest'
import { listLessons, startLessonNow } from '#domain/lectures/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { Problem } from '#domain/problem.ts'
import { address } from '../ui/testing/draw.tsx'
import { hrefOf, offers, press, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import LessonsScreen from './LessonsScreen.tsx'
import { aLesson, endedLesson, liveLesson } from './testing.ts'

const teacher = () => somebody('chen', 'teacher', ['algebra'])
const student = () => somebody('emma', 'student', ['algebra'])

/** The week of this Thursday, whatever day it is. */
const thursday = (hour: string): Partial<Lesson> => ({
  startsAt: `2026-11-26T${hour}:00:00.000Z`,
  endsAt: `2026-11-26T${hour}:45:00.000Z`,
})

const open = async (
  me: ReturnType<typeof somebody>,
  lessons: Lesson[],
  doors: readonly Door[] = [],
  week = '2026-11-23',
) => {
  become(me)
  const asked = serve([...doors, door(listLessons, () => ({ lessons }))])
  const root = await drawScreen(LessonsScreen, '/c/:classId/lessons', `/c/algebra/lessons?week=${week}`)
  return { root, asked }
}

test('a week is asked for from Monday to Monday by the clock of the school, and the weeks beside it by a press', async () => {
  const { root, asked } = await open(student(), [])
  await sees(root, 'No lessons this week')
  expect(asked[0]?.input).toEqual({ from: '2026-11-22T23:00:00.000Z', to: '2026-11-29T23:00:00.000Z' })
  await press(root, 'Earlier weeks')
  await until(() =>
    expect(asked.at(-1)?.input).toEqual({ from: '2026-11-15T23:00:00.000Z', to: '2026-11-22T23:00:00.000Z' }),
  )
  await press(root, 'Later weeks')
  await press(root, 'Later weeks')
  await until(() => expect(asked.at(-1)?.input).toMatchObject({ from: '2026-11-29T23:00:00.000Z' }))
  expect(address()).toBe('/c/algebra/lessons?week=2026-11-30')
})

test('another week has a way back to this one; this week needs none', async () => {
  const { root } = await open(student(), [], [], '2020-01-06')
  await press(root, 'This week')
  await until(() => expect(address()).toBe('/c/algebra/lessons'))
  await until(() => expect(offers(root, 'This week')).toBe(false))
})

test('lessons stand on their days; one that is live is joined from here, a cancelled one says so', async () => {
  const { root } = await open(student(), [
    aLesson('cancelled', 0, { ...thursday('08'), state: 'cancelled' }),
    liveLesson('live', thursday('10')),
    aLesson('friday', 0, { startsAt: '2026-11-27T08:00:00Z', endsAt: '2026-11-27T08:45:00Z' }),
  ])
  await sees(root, 'Lesson cancelled', 'Cancelled', 'Live now')
  expect(hrefOf(root, 'Join')).toBe('/lesson/live')
  expect(root.querySelectorAll('h2')).toHaveLength(2)
  expect(hrefOf(root, 'Lesson friday')).toBe('/c/algebra/lessons/friday')
})

test('a register that waits is a word to the teacher; the student reads that it is over', async () => {
  const lessons = [endedLesson('over', thursday('08'))]
  await sees((await open(teacher(), lessons)).root, 'Register to confirm')
  const { root } = await open(student(), lessons)
  await sees(root, 'Ended')
  expect(root.textContent).not.toContain('Register to confirm')
})

test('a teacher starts a lesson at once; two presses start one, and a lost answer tries the same one again', async () => {
  let tries = 0
  const { root, asked } = await open(
    teacher(),
    [],
    [
      door(startLessonNow, async (_, { id }) => {
        tries += 1
        if (tries === 1) throw new Problem('unavailable')
        return liveLesson(id)
      }),
    ],
  )
  await press(root, 'Start a lesson now')
  await press(root, 'Start a lesson now')
  await until(() => expect(tries).toBe(1))
  await until(() => expect(root.querySelector('button[aria-busy]')).toBeNull())
  await press(root, 'Start a lesson now')
  await until(() => expect(tries).toBe(2))
  const [first, second] = changesIn(asked).map(({ input }) => input as { id: string })
  expect(second?.id).toBe(first?.id)
  await until(() => expect(address()).toBe(`/lesson/${first?.id}`))
})

test('a student can neither plan nor start, and finds the way to their attendance', async () => {
  const { root } = await open(student(), [])
  await until(() => expect(hrefOf(root, 'My attendance')).toBe('/attendance'))
  expect(offers(root, 'Plan a lesson')).toBe(false)
  expect(offers(root, 'Start a lesson now')).toBe(false)
})

test('lessons that cannot be fetched are asked for again', async () => {
  let there = false
  const { root } = await open(
    student(),
    [],
    [
      door(listLessons, () => {
        if (!there) throw new Problem('unavailable')
        return { lessons: [aLesson('one', 0, thursday('08'))] }
      }),
    ],
  )
  await press(root, 'Try again')
  there = true
  await press(root, 'Try again')
  await sees(root, 'Lesson one')
})
