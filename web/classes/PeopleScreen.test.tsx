import { expect, test } from 'vitest'
import * as contract from '#domain/classes/contract.ts'
import { Problem } from '#domain/problem.ts'
import { offers, press, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import { flushToasts } from '../ui/toasts.ts'
import PeopleScreen from './PeopleScreen.tsx'

const aMember = (
  id: string,
  displayName: string,
  change: Partial<contract.Member> = {},
): contract.Member => ({
  id,
  displayName,
  role: 'student',
  username: id,
  studentNumber: null,
  ...change,
})
const everybody = () => [
  aMember('emma', 'Emma Li'),
  aMember('leo', 'Leo Wang', { studentNumber: '1007' }),
  aMember('chen', 'Chen Jing', { role: 'teacher' }),
]

const open = async (me: ReturnType<typeof somebody>, doors: readonly Door[] = []) => {
  become(me)
  const asked = serve([
    ...doors,
    door(contract.listMembers, () => ({ members: everybody() })),
    door(contract.setMember, () => ({ ok: true as const })),
    door(contract.removeMember, () => ({ ok: true as const })),
  ])
  const root = await drawScreen(PeopleScreen, '/c/:classId/people', '/c/algebra/people')
  await sees(root, 'Emma Li')
  return { root, changes: () => changesIn(asked) }
}
const teacher = () => somebody('chen', 'teacher', ['algebra'])

test('teachers stand above the students, who are counted; a student sees them and can change nothing', async () => {
  const { root } = await open(somebody('emma', 'student', ['algebra']))
  const [staff, students] = root.querySelectorAll('ul')
  expect(staff?.textContent).toContain('Chen Jing')
  expect(students?.textContent).toContain('Leo Wang')
  await sees(root, '2 students')
  expect(offers(root, 'Invite with a code')).toBe(false)
  expect(root.querySelector('[aria-label^="Manage"]')).toBeNull()
})

test('a teacher makes a student an assistant: shown at once, asked for once', async () => {
  const { root, changes } = await open(teacher())
  expect(offers(root, 'Manage Chen Jing')).toBe(false)
  await press(root, 'Manage Emma Li')
  await press(root, 'Make assistant')
  await sees(root, 'Assistant')
  expect(root.querySelectorAll('ul')[0]?.textContent).toContain('Emma Li')
  await until(() => expect(changes()).toHaveLength(1))
  expect(changes()[0]).toMatchObject({
    params: { classId: 'algebra', accountId: 'emma' },
    input: { role: 'assistant' },
  })
})

test('a refused change of role is said, and the list is as it was', async () => {
  const { root } = await open(teacher(), [
    door(contract.setMember, () => {
      throw new Problem('conflict', { code: 'class-archived' })
    }),
  ])
  await press(root, 'Manage Emma Li')
  await press(root, 'Make assistant')
  await sees(root, 'This class is archived.')
  expect(root.querySelectorAll('ul')[1]?.textContent).toContain('Emma Li')
})

test('somebody is removed when the word about it leaves; *Undo* before that asks the server nothing', async () => {
  const { root, changes } = await open(teacher())
  await press(root, 'Manage Emma Li')
  await press(root, 'Remove from class')
  await sees(root, 'Emma Li was removed from the class.', '1 student')
  expect(changes()).toEqual([])
  await press(root, 'Undo')
  await sees(root, '2 students')
  await press(root, 'Manage Leo Wang')
  await press(root, 'Remove from class')
  await sees(root, '1 student')
  flushToasts()
  await until(() => expect(changes()).toHaveLength(1))
  expect(changes()[0]).toMatchObject({ params: { accountId: 'leo' } })
})

test('who could not be removed is there again, with why', async () => {
  const { root } = await open(teacher(), [
    door(contract.removeMember, () => {
      throw new Problem('conflict', { code: 'last-teacher' })
    }),
  ])
  await press(root, 'Manage Emma Li')
  await press(root, 'Remove from class')
  await sees(root, '1 student')
  flushToasts()
  await sees(root, 'A class needs a teacher.', '2 students')
})

test('a forgotten password is given anew after a word of what it does, and shown once', async () => {
  const { root, changes } = await open(teacher(), [
    door(contract.givePassword, () => ({ username: 'emma', firstPassword: 'blue-river-42' })),
  ])
  await press(root, 'Manage Emma Li')
  await press(root, 'New password')
  await sees(root, 'New password for Emma Li', 'is signed out everywhere')
  expect(changes()).toEqual([])
  await press(root, 'Make a new password')
  await sees(root, 'blue-river-42', 'it is shown only once')
  await press(root, 'Done')
  await until(() => expect(root.textContent).not.toContain('blue-river-42'))
  expect(changes()).toHaveLength(1)
})

test('of a class of 300 the people in sight are drawn, the others as somebody scrolls, and all of them on paper', async () => {
  const many = Array.from({ length: 300 }, (_, n) => aMember(`s${n}`, `Pupil ${String(n).padStart(3, '0')}`))
  const members = [...everybody(), ...many]
  const { root } = await open(teacher(), [door(contract.listMembers, () => ({ members }))])
  const list = () => [...root.querySelectorAll('ul')].at(-1)
  const rows = () => list()?.children.length ?? 0
  await sees(root, '302 students')
  expect(root.textContent).not.toContain('Pupil 299')
  expect(root.querySelectorAll('*').length).toBeLessThan(3000)
  const before = rows()
  list()?.lastElementChild?.scrollIntoView()
  await until(() => expect(rows()).toBeGreaterThan(before))
  window.dispatchEvent(new Event('beforeprint'))
  await sees(root, 'Pupil 299')
})
