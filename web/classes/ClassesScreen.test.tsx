import { afterEach, expect, test } from 'vitest'
import { getMe } from '#domain/accounts/contract.ts'
import { type ClassView, createClass, listClasses } from '#domain/classes/contract.ts'
import { Problem } from '#domain/problem.ts'
import { enter, forget } from '../accounts/session.ts'
import { address, draw } from '../ui/testing/draw.tsx'
import { fill, hrefOf, labelled, offers, press, sees, until } from '../ui/testing/person.ts'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import ClassesScreen from './ClassesScreen.tsx'

const aClass = (id: string, change: Partial<ClassView> = {}): ClassView => ({
  id,
  code: `${id}-8A`,
  name: `Class ${id}`,
  subject: 'Mathematics',
  hue: 1,
  termId: 'term',
  termName: '2026/27',
  archived: false,
  studentCount: 28,
  teachers: [{ id: 'brown', displayName: 'Ms Brown' }],
  role: 'teacher',
  ...change,
})

const open = async (
  me: ReturnType<typeof somebody>,
  classes: ClassView[],
  doors: readonly Door[] = [],
  url = '/classes',
) => {
  enter(me)
  const asked = serve([...doors, door(listClasses, () => ({ classes }))])
  const root = await draw(() => <ClassesScreen />, 'en', { path: '*', url })
  return { root, asked }
}

afterEach(forget)

test('each class is told with its subject, its teachers and how many are in it; what is over stands apart', async () => {
  const { root } = await open(somebody('chen', 'teacher', ['a']), [
    aClass('a'),
    aClass('old', { archived: true, studentCount: 1 }),
  ])
  await sees(root, 'Class a', 'Mathematics · Ms Brown · 28 students', 'Archived', '1 student')
  expect(hrefOf(root, 'Class a')).toBe('/c/a')
  const [running, past] = root.querySelectorAll('ul')
  expect(running?.textContent).not.toContain('Class old')
  expect(past?.textContent).toContain('Class old')
})

test('who has no class is told what to do about it, each by what they are', async () => {
  const student = await open(somebody('emma', 'student', []), [])
  await until(() => expect(hrefOf(student.root, 'Join with a code')).toBe('/join'))
  expect(offers(student.root, 'New class')).toBe(false)
  const words = student.root.textContent
  forget()
  const guardian = await open(somebody('liu', 'guardian', []), [])
  await until(() => expect(guardian.root.querySelector('p')).not.toBeNull())
  expect(hrefOf(guardian.root, 'Join with a code')).toBeNull()
  expect(guardian.root.textContent).not.toBe(words)
})

test('a guardian sees the classes of the child that is chosen, and each leads to that child', async () => {
  const me = {
    ...somebody('liu', 'guardian', []),
    wards: [
      { id: 'leo', displayName: 'Leo', classIds: ['a'] },
      { id: 'mia', displayName: 'Mia', classIds: ['b'] },
    ],
  }
  const { root } = await open(me, [aClass('a'), aClass('b')])
  await until(() => expect(hrefOf(root, 'Class a')).toBe('/c/a?student=leo'))
  expect(hrefOf(root, 'Class b')).toBeNull()
  root.querySelector<HTMLInputElement>('input[type=radio][value=mia]')?.click()
  await until(() => expect(hrefOf(root, 'Class b')).toBe('/c/b?student=mia'))
  expect(hrefOf(root, 'Class a')).toBeNull()
})

test('a teacher makes a class and is in it; a lost answer makes no second one', async () => {
  let tries = 0
  const { root, asked } = await open(
    somebody('chen', 'teacher', []),
    [],
    [
      door(createClass, (_, { id }) => {
        tries += 1
        if (tries === 1) throw new Problem('unavailable')
        return aClass(id)
      }),
      door(getMe, () => somebody('chen', 'teacher', ['a'])),
    ],
  )
  await press(root, 'New class')
  await until(() => expect(root.querySelector('dialog[open]')).not.toBeNull())
  fill(root, 'Name', 'Algebra 8A')
  await press(root, 'Make class')
  await until(() => expect(changesIn(asked)).toHaveLength(1))
  await until(() => expect(root.querySelector('dialog [role=alert]')).not.toBeNull())
  expect(labelled(root, 'Name').value).toBe('Algebra 8A')
  await press(root, 'Make class')
  await until(() => expect(changesIn(asked)).toHaveLength(2))
  const [first, second] = changesIn(asked).map(({ input }) => input as { id: string; name: string })
  expect(second).toEqual(first)
  expect(first?.name).toBe('Algebra 8A')
  await until(() => expect(address()).toBe(`/c/${first?.id}`))
})

test('classes that cannot be fetched are asked for again', async () => {
  let there = false
  const { root } = await open(
    somebody('chen', 'teacher', ['a']),
    [],
    [
      door(listClasses, () => {
        if (!there) throw new Problem('internal')
        return { classes: [aClass('a')] }
      }),
    ],
  )
  await until(() => expect(offers(root, 'Try again')).toBe(true))
  there = true
  await press(root, 'Try again')
  await sees(root, 'Class a')
})
