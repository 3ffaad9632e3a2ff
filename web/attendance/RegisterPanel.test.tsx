import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RegisterRow } from '#domain/attendance/attendance.ts'
import type { Register } from '#domain/attendance/contract.ts'
import { newId } from '#domain/ids.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { setSchoolZone } from '../i18n/zone.ts'
import { type FakeServer, fakeServer } from '../realtime/testing.ts'
import { Toaster } from '../ui/Toast.tsx'
import { draw } from '../ui/testing/draw.tsx'
import { RegisterPanel } from './RegisterPanel.tsx'

const [lessonId, classId, liNa, omar] = [newId(), newId(), newId(), newId()]

const rowOf = (row: Partial<RegisterRow>): RegisterRow => ({
  accountId: liNa,
  displayName: 'Li Na',
  studentNumber: 'S1001',
  username: null,
  status: 'absent',
  minutes: 0,
  source: 'presence',
  note: null,
  arrivedAt: null,
  leftAt: null,
  awayMinutes: 0,
  ...row,
})
const registerOf = (change: Partial<Register> = {}): Register => ({
  lessonId,
  held: 'online',
  startedAt: '2026-09-01T06:00:00Z',
  endedAt: '2026-09-01T06:45:00Z',
  minutes: 45,
  confirmedAt: null,
  confirmedBy: null,
  rows: [rowOf({}), rowOf({ accountId: omar, displayName: 'Omar', studentNumber: null })],
  ...change,
})
const lesson: Lesson = {
  id: lessonId,
  classId,
  className: 'Mathematics 8A',
  subject: 'Mathematics',
  hue: 0,
  title: 'Fractions',
  startsAt: '2026-09-01T06:00:00Z',
  endsAt: '2026-09-01T06:45:00Z',
  state: 'ended',
  held: 'online',
  room: null,
  seriesId: null,
  lecture: null,
}

let server: FakeServer
beforeEach(() => {
  setSchoolZone('Asia/Shanghai')
  server = fakeServer()
})
afterEach(() => server.stop())

const drawPanel = async (register: Register, readOnly = false) => {
  const asked = server.next()
  const root = await draw(() => (
    <>
      <RegisterPanel lesson={lesson} readOnly={readOnly} />
      <Toaster />
    </>
  ))
  ;(await asked).answer(register)
  await expect.poll(() => root.querySelectorAll('li').length).toBe(register.rows.length)
  return root
}

const button = (root: HTMLElement, words: string) =>
  [...root.querySelectorAll<HTMLButtonElement>('button')].find((one) => one.textContent?.includes(words))
const choose = async (root: HTMLElement, from: string, to: string) => {
  button(root, from)!.click()
  const item = () =>
    [...root.querySelectorAll<HTMLElement>('[role=menuitemradio]')].find((one) => one.textContent === to)
  await expect.poll(item).toBeTruthy()
  item()!.click()
}

test('two of one name are told apart, who has no number too', async () => {
  const row = rowOf({ displayName: 'Li Na', accountId: omar, studentNumber: null, username: 'li.na2' })
  const root = await drawPanel(registerOf({ rows: [rowOf({}), row] }))
  const names = [...root.querySelectorAll('li')].map((line) => line.textContent)
  expect(names[0]).toContain('S1001')
  expect(names[1]).toContain('li.na2')
})

test('a tap on a status sends the mark at once, shows it, and asks for its reason', async () => {
  const root = await drawPanel(registerOf())
  expect(root.querySelector('input')).toBeNull()
  const sending = server.next()
  await choose(root, 'Absent', 'Excused')
  const sent = await sending
  expect(sent.path).toContain(`/api/lessons/${lessonId}/register/marks`)
  await expect.poll(() => root.querySelector('li')?.textContent).toContain('Excused')
  expect(root.querySelector('input')).not.toBeNull()
  const marked = rowOf({ status: 'excused', source: 'teacher' })
  sent.answer(registerOf({ rows: [marked, registerOf().rows[1]!] }))
  await expect.poll(() => button(root, 'All others present')).toBeTruthy()
  // The reason goes when its field is left, in a request of its own.
  const input = root.querySelector('input')!
  const saving = server.next()
  input.value = 'Dentist'
  input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  input.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))
  expect((await saving).path).toContain('/register/marks')
})

test('a refused mark goes back to what the server has, and says why', async () => {
  const root = await drawPanel(registerOf())
  const sending = server.next()
  await choose(root, 'Absent', 'Present')
  ;(await sending).answer({ type: 'forbidden', title: 'forbidden', status: 403, instance: '1' }, 403)
  await expect.poll(() => root.querySelector('li')?.textContent).toContain('Absent')
  await expect.poll(() => root.querySelector('[popover=manual]')?.textContent).not.toBe('')
})

test('*all present* is one request, and one more undoes it', async () => {
  const root = await drawPanel(registerOf())
  const marking = server.next()
  button(root, 'All present')!.click()
  const asked = await marking
  expect(asked.path).toContain('/register/all-present')
  const rows = registerOf().rows.map((row) => ({
    ...row,
    status: 'present' as const,
    source: 'teacher' as const,
  }))
  asked.answer({ register: registerOf({ rows }), marked: [liNa, omar] })
  await expect.poll(() => root.textContent).toContain('2 marked present.')
  expect(button(root, 'All present')).toBeUndefined()
  const undoing = server.next()
  button(root, 'Undo')!.click()
  const undo = await undoing
  expect(undo.path).toContain('/register/marks')
  undo.answer(registerOf())
  await expect.poll(() => root.textContent).toContain('2 absent')
  expect(server.asked).toHaveLength(3)
})

test('a register is confirmed once everybody is marked, and says who is not', async () => {
  const rows = [rowOf({ status: null }), rowOf({ accountId: omar, displayName: 'Omar', status: 'present' })]
  const root = await drawPanel(registerOf({ held: 'room', rows }))
  expect(button(root, 'Confirm register')!.disabled).toBe(true)
  expect(root.textContent).toContain('1 is not marked yet')
  // In the classroom nobody is expected online.
  expect(root.textContent).not.toContain('not online')
})

test('while the lesson runs there is nothing to confirm', async () => {
  const rows = [rowOf({ status: null, arrivedAt: '2026-09-01T06:01:00Z', minutes: 9 })]
  const root = await drawPanel(registerOf({ endedAt: null, minutes: 10, rows }))
  expect(button(root, 'Confirm register')).toBeUndefined()
  expect(root.textContent).toContain('9 of 10\u00a0min · came 14:01')
})

test('says when somebody left only if they left before the end, and how long they were away', async () => {
  const came = { arrivedAt: '2026-09-01T06:00:00Z', status: 'present' as const }
  const rows = [
    rowOf({ ...came, minutes: 33, awayMinutes: 12 }),
    rowOf({ ...came, accountId: omar, minutes: 20, status: 'left_early', leftAt: '2026-09-01T06:20:00Z' }),
  ]
  const [first, second] = [...(await drawPanel(registerOf({ rows }))).querySelectorAll('li')]
  expect(first?.textContent).toContain('33 of 45\u00a0min · came 14:00 · away 12\u00a0min in between')
  expect(first?.textContent).not.toContain('left')
  expect(second?.textContent).toContain('20 of 45\u00a0min · came 14:00 · left 14:20')
})

test('who may only read sees statuses and nothing that promises a tap', async () => {
  const root = await drawPanel(registerOf(), true)
  expect(root.querySelectorAll('[aria-haspopup=menu]')).toHaveLength(0)
  expect(root.textContent).toContain('Absent')
  expect(root.textContent).not.toContain('Tap')
})
