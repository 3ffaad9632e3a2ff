import { expect, test } from 'vitest'
import { type AttendanceEntry, type AttendancePage, listAttendance } from '#domain/attendance/contract.ts'
import { Problem } from '#domain/problem.ts'
import { address } from '../ui/testing/draw.tsx'
import { offers, press, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { door, serve, somebody } from '../ui/testing/server.ts'
import AttendanceScreen from './AttendanceScreen.tsx'

const anEntry = (lessonId: string, change: Partial<AttendanceEntry> = {}): AttendanceEntry => ({
  lessonId,
  classId: 'algebra',
  className: 'Algebra 8A',
  hue: 1,
  title: `Lesson ${lessonId}`,
  heldAt: '2026-11-26T08:00:00.000Z',
  status: 'present',
  minutes: 45,
  note: null,
  ...change,
})
const counts = { present: 12, late: 1, left_early: 0, absent: 0, excused: 2 }

const open = async (
  me: ReturnType<typeof somebody>,
  answer: (after: string | undefined, accountId: string) => AttendancePage,
  url = '/attendance',
) => {
  become(me)
  const asked = serve([door(listAttendance, ({ accountId }, { after }) => answer(after, accountId))])
  const root = await drawScreen(AttendanceScreen, '/attendance/:personId?', url)
  return { root, asked }
}
const student = () => somebody('emma', 'student', ['algebra'])
const guardian = () => ({
  ...somebody('liu', 'guardian', []),
  wards: [
    { id: 'leo', displayName: 'Leo', classIds: ['algebra'] },
    { id: 'mia', displayName: 'Mia', classIds: [] },
  ],
})

test('each lesson stands with its status and reason; the counts are of all, and of nothing there is no count', async () => {
  const { root, asked } = await open(student(), () => ({
    entries: [anEntry('a'), anEntry('b', { status: 'excused', note: 'Doctor' })],
    counts,
    next: null,
  }))
  await sees(root, 'My attendance', 'Lesson a', '12 present', '1 late', '2 excused', 'Doctor')
  expect(root.textContent).not.toContain('0 absent')
  expect(asked[0]?.params).toEqual({ accountId: 'emma' })
  expect(offers(root, 'Show earlier lessons')).toBe(false)
})

test('more of them come below those that are there, page by page', async () => {
  const { root, asked } = await open(student(), (after) =>
    after === undefined
      ? { entries: [anEntry('a')], counts, next: 'second' }
      : { entries: [anEntry('b')], counts, next: null },
  )
  await sees(root, 'Lesson a')
  await press(root, 'Show earlier lessons')
  await sees(root, 'Lesson a', 'Lesson b')
  expect(asked.map(({ input }) => input)).toEqual([{}, { after: 'second' }])
  await until(() => expect(offers(root, 'Show earlier lessons')).toBe(false))
})

test('a guardian reads that of one child, by name, and chooses the other', async () => {
  const { root, asked } = await open(guardian(), (_, accountId) => ({
    entries: [anEntry(accountId)],
    counts,
    next: null,
  }))
  await sees(root, 'Attendance of Leo', 'Lesson leo')
  root.querySelector<HTMLInputElement>('input[type=radio][value=mia]')?.click()
  await sees(root, 'Attendance of Mia', 'Lesson mia')
  expect(root.textContent).not.toContain('Lesson leo')
  expect(asked.map(({ params }) => params.accountId)).toEqual(['leo', 'mia'])
})

test('the address of one child leads to the other as well', async () => {
  const { root } = await open(
    guardian(),
    (_, accountId) => ({ entries: [anEntry(accountId)], counts, next: null }),
    '/attendance/mia',
  )
  await sees(root, 'Attendance of Mia')
  root.querySelector<HTMLInputElement>('input[type=radio][value=leo]')?.click()
  await until(() => expect(address()).toBe('/attendance?student=leo'))
})

test('before any register is confirmed it says what will stand here', async () => {
  const { root } = await open(student(), () => ({ entries: [], counts, next: null }))
  await sees(root, 'Nothing here yet', 'once the teacher has confirmed its register')
})

test('attendance that cannot be fetched is asked for again', async () => {
  let there = false
  const { root } = await open(student(), () => {
    if (!there) throw new Problem('unavailable')
    return { entries: [anEntry('a')], counts, next: null }
  })
  await until(() => expect(offers(root, 'Try again')).toBe(true))
  there = true
  await press(root, 'Try again')
  await sees(root, 'Lesson a')
})
