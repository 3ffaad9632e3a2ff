import { afterEach, expect, test } from 'vitest'
import { startLesson } from '#domain/lectures/contract.ts'
import { Problem } from '#domain/problem.ts'
import { getToday, type Today } from '#domain/today/contract.ts'
import { enter, forget } from '../accounts/session.ts'
import { aLesson, inMinutes, liveLesson } from '../lectures/testing.ts'
import { address, draw } from '../ui/testing/draw.tsx'
import { hrefOf, offers, press, sees, until } from '../ui/testing/person.ts'
import { type Door, door, serve, somebody } from '../ui/testing/server.ts'
import TodayScreen from './TodayScreen.tsx'

const ofClass = { classId: 'algebra', className: 'Algebra 8A', hue: 2 }

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

const open = async (
  who: 'owner' | 'teacher' | 'student' | 'guardian',
  today: Partial<Today>,
  doors: readonly Door[] = [],
) => {
  const asked = serve([...doors, door(getToday, () => ({ ...quiet, ...today }))])
  enter({
    ...somebody(who, who, who === 'owner' || who === 'guardian' ? [] : ['algebra']),
    ...(who === 'guardian' && {
      wards: [
        { id: 'leo', displayName: 'Leo', classIds: ['algebra'] },
        { id: 'mia', displayName: 'Mia', classIds: [] },
      ],
    }),
  })
  const root = await draw(() => <TodayScreen />)
  return { root, asked }
}

afterEach(forget)

test('a student is told what goes on now and joins it with one press; the rest of the day comes below', async () => {
  const { root } = await open('student', {
    lessons: [liveLesson('now'), aLesson('later', 120), aLesson('last', 240)],
  })
  await sees(root, 'Lesson now', '2.14', 'Coming up', 'Lesson later', 'Lesson last')
  expect(hrefOf(root, 'Join')).toBe('/lesson/now')
  expect(hrefOf(root, 'Lesson later')).toBe('/c/algebra/lessons/later')
  expect(root.textContent).not.toContain('Next lesson')
})

test('without one that runs, the next lesson is counted down, and is not told a second time below', async () => {
  const { root } = await open('student', { lessons: [aLesson('soon', 12), aLesson('later', 120)] })
  await sees(root, 'Next lesson', 'in 12 minutes')
  expect(root.textContent?.split('Lesson soon')).toHaveLength(2)
  expect(hrefOf(root, 'Join')).toBe('/lesson/soon')
  const { root: far } = await open('student', { lessons: [aLesson('far', 31)] })
  await sees(far, 'Lesson far')
  expect(far.textContent).not.toContain('in 31 minutes')
  expect(hrefOf(far, 'Join')).toBeNull()
})

test('a teacher opens the room of the next lesson from here', async () => {
  const { root, asked } = await open('teacher', { lessons: [aLesson('soon', 5)] }, [
    door(startLesson, ({ lessonId }) => aLesson(lessonId, 5, { state: 'live' })),
  ])
  await sees(root, 'Lesson soon')
  await press(root, 'Start lesson')
  await until(() => expect(address()).toBe('/lesson/soon'))
  expect(asked.filter(({ name }) => name.startsWith('POST'))).toHaveLength(1)
})

test('a student sees what to hand in, what is overdue, and that nothing is left where nothing is', async () => {
  const due = { ...ofClass, assignmentId: 'essay', title: 'Essay', student: null }
  const { root } = await open('student', {
    due: [
      { ...due, dueAt: inMinutes(-60) },
      { ...due, assignmentId: 'free', title: 'Free reading', dueAt: null },
    ],
  })
  await sees(root, 'Essay', 'Overdue', 'Free reading', 'no due date')
  expect(root.textContent?.split('Overdue')).toHaveLength(2)
  expect(hrefOf(root, 'Essay')).toBe('/c/algebra/work/essay')
  await sees((await open('student', {})).root, 'Nothing to hand in', 'Enjoy the quiet.')
})

test('a teacher sees what waits to be marked and which registers to confirm; the rest of a list comes on request', async () => {
  const work = { ...ofClass, assignmentId: 'essay', title: 'Essay', dueAt: null, waiting: 3 }
  const { root, asked } = await open('teacher', {
    toMark: [work],
    registers: [aLesson('past', -90, { state: 'ended' })],
    more: { ...quiet.more, toMark: 7 },
  })
  await sees(root, 'To mark', '3 waiting', 'Registers to confirm', 'Lesson past')
  expect(hrefOf(root, 'Essay')).toBe('/c/algebra/work/essay/mark')
  expect(hrefOf(root, 'Confirm')).toBe('/c/algebra/lessons/past')
  await press(root, '7 more')
  await until(() => expect(asked.at(-1)?.input).toEqual({ whole: 'true' }))
})

test('an announcement stands in one line of plain words and leads to the very message', async () => {
  const { root } = await open('student', {
    announcements: [
      {
        ...ofClass,
        messageId: 'm',
        no: 4,
        channelId: 'ch',
        authorId: 'brown',
        authorName: 'Ms Brown',
        excerpt: '**Trip**\non Friday',
        at: inMinutes(-3),
      },
    ],
    more: { ...quiet.more, announcements: 2 },
  })
  await until(() => expect(hrefOf(root, 'Trip on Friday')).toBe('/c/algebra/chat/ch?message=4'))
  await sees(root, 'Ms Brown · Algebra 8A')
  expect(hrefOf(root, '2 more')).toBe('/inbox')
})

test('who runs the school sees its figures; what failed leads to the jobs, and is not shown to whom it is not for', async () => {
  const school = { students: 812, teachers: 64, classes: 40, liveLessons: 3, runningJobs: 1, failedJobs: 2 }
  const { root } = await open('owner', { school })
  await sees(root, 'The school at a glance', '812', 'Failed jobs')
  expect(hrefOf(root, '2Failed jobs')).toBe('/admin/jobs')
  const registrar = await open('owner', { school: { ...school, failedJobs: null } })
  await sees(registrar.root, '812')
  expect(registrar.root.textContent).not.toContain('Failed jobs')
  const empty = await open('owner', { school: { ...school, students: 0, classes: 0 } })
  await sees(empty.root, 'Begin with your people')
})

test('a guardian of two chooses whose day it is, and finds the way to what belongs to no day', async () => {
  const { root, asked } = await open('guardian', {})
  await sees(root, 'Leo', 'Mia', 'Classes, work and grades')
  expect(asked[0]?.input).toEqual({ studentId: 'leo' })
  expect(hrefOf(root, 'Attendance')).toBe('/attendance?student=leo')
  root.querySelector<HTMLInputElement>('input[type=radio][value=mia]')?.click()
  await until(() => expect(asked.at(-1)?.input).toEqual({ studentId: 'mia' }))
  await until(() => expect(hrefOf(root, 'Attendance')).toBe('/attendance?student=mia'))
})

test('a day that cannot be fetched is said, and is there once it can be', async () => {
  let there = false
  const { root } = await open('student', {}, [
    door(getToday, () => {
      if (there) return { ...quiet, lessons: [aLesson('soon', 12)] }
      throw new Problem('unavailable')
    }),
  ])
  await until(() => expect(offers(root, 'Try again')).toBe(true))
  there = true
  await press(root, 'Try again')
  await sees(root, 'Lesson soon')
  expect(offers(root, 'Try again')).toBe(false)
})
