import { expect, test } from 'vitest'
import { type AssignmentRow, listAssignments } from '#domain/assignments/contract.ts'
import { Problem } from '#domain/problem.ts'
import { hrefOf, press, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { type Door, door, serve, somebody } from '../ui/testing/server.ts'
import { anAssignment, inHours, ownWork } from './testing.ts'
import WorkScreen from './WorkScreen.tsx'

const open = async (
  me: ReturnType<typeof somebody>,
  assignments: AssignmentRow[],
  doors: readonly Door[] = [],
) => {
  become(me)
  const asked = serve([...doors, door(listAssignments, () => ({ assignments }))])
  const root = await drawScreen(WorkScreen, '/c/:classId/work', '/c/class/work')
  return { root, asked }
}

const teacher = () => somebody('chen', 'teacher', ['class'])
const student = () => somebody('emma', 'student', ['class'])
const parts = (root: Element) => [...root.querySelectorAll('ul[aria-label]')].map((list) => list.ariaLabel)

test('a teacher sees drafts apart from what is set, and with each how many handed in and wait', async () => {
  const counts = { students: 28, handedIn: 12, toMark: 5, returned: 7 }
  const { root } = await open(teacher(), [
    anAssignment({ counts }),
    anAssignment({ id: 'idea', title: 'An idea', state: 'draft', points: null, counts }),
  ])
  await sees(root, '12 of 28 handed in', '5 to mark', 'Not graded')
  expect(parts(root)).toEqual(['Drafts', 'Assignments'])
  expect(root.querySelector('ul[aria-label=Drafts]')?.textContent).toContain('An idea')
  expect(hrefOf(root, 'Essay')).toBe('/c/class/work/essay')
  expect(hrefOf(root, 'New assignment')).toBe('/c/class/work/new')
})

test('of work on paper it is told how many came back, for nobody hands it in here', async () => {
  const { root } = await open(teacher(), [
    anAssignment({ counts: { students: 28, handedIn: 0, toMark: 0, returned: 3 } }),
  ])
  await sees(root, '3 of 28 returned')
  expect(root.textContent).not.toContain('to mark')
})

test('a student sees what is to do, the soonest first, apart from what is handed in', async () => {
  const { root } = await open(student(), [
    anAssignment({ id: 'c', title: 'Poster', own: ownWork() }),
    anAssignment({ id: 'b', title: 'Later', dueAt: inHours(72), own: ownWork({ state: 'working' }) }),
    anAssignment({ id: 'a', title: 'Sooner', dueAt: inHours(24), own: ownWork() }),
    anAssignment({ id: 'd', title: 'Poem', own: ownWork({ state: 'submitted', attempts: 1 }) }),
  ])
  await sees(root, 'Poem', 'Started')
  expect(parts(root)).toEqual(['To do', 'Handed in'])
  const toDo = [...root.querySelectorAll('ul[aria-label="To do"] a')].map((one) => one.textContent)
  expect(toDo).toEqual(['Sooner', 'Later', 'Poster'])
  expect(hrefOf(root, 'New assignment')).toBeNull()
})

test('what is over and was not handed in is missing; what came back shows its score; excused is no score', async () => {
  const mark = { score: '8', excused: false, comment: '', attemptNo: 1, recordedAt: inHours(-1) }
  const { root } = await open(student(), [
    anAssignment({ id: 'a', title: 'Forgotten', dueAt: inHours(-24), own: ownWork() }),
    anAssignment({ id: 'b', title: 'Poem', own: ownWork({ state: 'returned', attempts: 1, mark }) }),
    anAssignment({
      id: 'c',
      title: 'Sport',
      own: ownWork({ state: 'returned', mark: { ...mark, score: null, excused: true } }),
    }),
    anAssignment({
      id: 'd',
      title: 'Slow',
      dueAt: inHours(-24),
      own: ownWork({ state: 'submitted', attempts: 1, late: true }),
    }),
  ])
  await sees(root, 'Missing', '8 of 10', 'Excused', 'Late')
  const toDo = root.querySelector('ul[aria-label="To do"]')?.textContent
  expect(toDo).toContain('Forgotten')
  expect(toDo).not.toContain('Poem')
})

test('a student with everything done is told so, and one without work what will stand here', async () => {
  const done = await open(student(), [anAssignment({ own: ownWork({ state: 'submitted', attempts: 1 }) })])
  await sees(done.root, 'All done. Nothing is waiting for you.')
  await sees((await open(student(), [])).root, 'No work yet')
})

test('a teacher without work is led to setting some; one who may not set it is not', async () => {
  const { root } = await open(teacher(), [])
  await sees(root, 'No work has been set yet', 'Set the first assignment')
  expect(hrefOf(root, 'New assignment')).toBe('/c/class/work/new')
})

test('a guardian sees the work of the child that is chosen', async () => {
  const me = {
    ...somebody('liu', 'guardian', []),
    wards: [
      { id: 'leo', displayName: 'Leo', classIds: ['class'] },
      { id: 'mia', displayName: 'Mia', classIds: ['class'] },
      { id: 'tom', displayName: 'Tom', classIds: ['other'] },
    ],
  }
  const { root, asked } = await open(me, [anAssignment({ own: ownWork() })])
  await sees(root, 'Essay', 'Leo', 'Mia')
  expect(root.textContent).not.toContain('Tom')
  expect(asked[0]?.input).toEqual({ studentId: 'leo' })
  root.querySelector<HTMLInputElement>('input[type=radio][value=mia]')?.click()
  await until(() => expect(asked.at(-1)?.input).toEqual({ studentId: 'mia' }))
})

test('work that cannot be fetched is asked for again', async () => {
  let there = false
  const { root } = await open(
    student(),
    [],
    [
      door(listAssignments, () => {
        if (!there) throw new Problem('unavailable')
        return { assignments: [anAssignment({ own: ownWork() })] }
      }),
    ],
  )
  await until(() => expect(root.querySelector('[role=alert]')).not.toBeNull())
  there = true
  await press(root, 'Try again')
  await sees(root, 'Essay')
})
