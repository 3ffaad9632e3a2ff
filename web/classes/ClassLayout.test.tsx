import { expect, test } from 'vitest'
import { getMe } from '#domain/accounts/contract.ts'
import { getClass, updateClass } from '#domain/classes/contract.ts'
import { Problem } from '#domain/problem.ts'
import { address } from '../ui/testing/draw.tsx'
import { hrefOf, offers, press, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import { ClassHome, ClassLayout } from './ClassLayout.tsx'

const Layout = () => (
  <ClassLayout params={{}} location={{} as never} data={undefined}>
    <p>Inside</p>
  </ClassLayout>
)

const seen = {
  id: 'algebra',
  code: '8A',
  name: 'Algebra 8A',
  subject: 'Mathematics',
  hue: 1,
  termId: 'term',
  termName: '2026/27',
  archived: false,
  studentCount: 28,
  teachers: [],
  role: null,
}

const open = async (me: ReturnType<typeof somebody>, doors: readonly Door[] = [], classId = 'algebra') => {
  become(me)
  const asked = serve(doors)
  const root = await drawScreen(Layout, '/c/:classId/*', `/c/${classId}/people`)
  return { root, changes: () => changesIn(asked) }
}
const tabs = (root: Element) => [...root.querySelectorAll('nav a')].map((one) => one.getAttribute('href'))

test('the parts of a class stand in one order, with what is unread at the chat', async () => {
  const me = somebody('emma', 'student', ['algebra'])
  const { root } = await open({ ...me, classes: me.classes.map((one) => ({ ...one, unread: 3 })) })
  await sees(root, 'Inside')
  expect(tabs(root)).toEqual(
    ['chat', 'work', 'lessons', 'grades', 'people'].map((place) => `/c/algebra/${place}`),
  )
  expect(root.querySelector('nav a')?.textContent).toContain('3')
  expect(offers(root, 'This class')).toBe(false)
})

test('a guardian is shown the parts that are open to them, and no chat', async () => {
  const me = {
    ...somebody('liu', 'guardian', []),
    wards: [{ id: 'leo', displayName: 'Leo', classIds: ['algebra'] }],
  }
  const { root } = await open(me, [door(getClass, () => seen)])
  await sees(root, 'Algebra 8A', 'Inside')
  expect(tabs(root)).toContain('/c/algebra/work')
  expect(tabs(root)).not.toContain('/c/algebra/chat')
})

test('a class that is not there, or not for this person, is a page that does not exist', async () => {
  const { root } = await open(somebody('emma', 'student', []), [
    door(getClass, () => {
      throw new Problem('not-found')
    }),
  ])
  await sees(root, 'This page does not exist')
  expect(hrefOf(root, 'Go to Today')).toBe('/today')
  expect(root.textContent).not.toContain('Inside')
})

test('an archived class says so; its teacher brings it back, and *Undo* archives it again', async () => {
  const me = somebody('chen', 'teacher', ['algebra'])
  const archived = { ...me, classes: me.classes.map((one) => ({ ...one, archived: true })) }
  let stored = archived
  const { root, changes } = await open(archived, [
    door(updateClass, (_, { archived: next }) => {
      stored = { ...me, classes: me.classes.map((one) => ({ ...one, archived: next ?? false })) }
      return seen
    }),
    door(getMe, () => stored),
  ])
  await sees(root, 'This class is archived. Everything can be read, nothing written.')
  await press(root, 'Bring the class back')
  await sees(root, 'algebra is back.')
  await until(() => expect(root.textContent).not.toContain('This class is archived.'))
  await press(root, 'Undo')
  await sees(root, 'This class is archived.')
  expect(changes().map(({ input }) => input)).toEqual([{ archived: false }, { archived: true }])
})

test('the address of a class alone leads on: to its channel, or to what is open', async () => {
  const home = async (me: ReturnType<typeof somebody>) => {
    become(me)
    return drawScreen(ClassHome, '/c/:classId', '/c/algebra')
  }
  const me = somebody('emma', 'student', ['algebra'])
  await home({ ...me, classes: me.classes.map((one) => ({ ...one, mainChannelId: 'general' })) })
  await until(() => expect(address()).toBe('/c/algebra/chat/general'))
})

test('a member of a class without a channel is told that there is none', async () => {
  become(somebody('emma', 'student', ['algebra']))
  const root = await drawScreen(ClassHome, '/c/:classId', '/c/algebra')
  await sees(root, 'This class has no channel yet')
})

test('a guardian comes to the work of the class, who runs the school to its people', async () => {
  become({
    ...somebody('liu', 'guardian', []),
    wards: [{ id: 'leo', displayName: 'Leo', classIds: ['algebra'] }],
  })
  await drawScreen(ClassHome, '/c/:classId', '/c/algebra')
  await until(() => expect(address()).toBe('/c/algebra/work'))
})
