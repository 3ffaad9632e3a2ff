import { expect, test, vi } from 'vitest'
import { listMembers } from '#domain/classes/contract.ts'
import { type InboxEntry, listInbox } from '#domain/today/contract.ts'
import { createNames } from '../accounts/namesakes.ts'
import { enter } from '../accounts/session.ts'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve, somebody } from '../ui/testing/server.ts'
import { InboxRow } from './InboxRow.tsx'
import InboxScreen from './InboxScreen.tsx'

const where = { classId: 'c', className: 'Class', hue: 1, at: '2026-11-02T08:00:00.000Z' }
const work = { ...where, id: 's', assignmentId: 'a', title: 'Essay' }

const rowOf = async (entry: InboxEntry) => {
  const root = await draw(() => <InboxRow of={entry} names={createNames(() => [])} />)
  // What reads marked text is loaded with the first message.
  await vi.waitFor(() => expect(root.textContent).not.toContain('**'))
  return { href: root.querySelector('a')?.getAttribute('href'), words: root.textContent ?? '' }
}

test('a message leads to the very message, said with who wrote it and where', async () => {
  const { href, words } = await rowOf({
    ...where,
    kind: 'message',
    messageId: 'm',
    no: 17,
    channelId: 'ch',
    channelKind: 'general',
    channelName: '',
    authorId: 'brown',
    authorName: 'Ms Brown',
    excerpt: '**Bring** a ruler',
  })
  expect(href).toBe('/c/c/chat/ch?message=17')
  for (const part of ['Bring a ruler', 'Ms Brown', 'Class']) expect(words).toContain(part)
})

test('work that came back leads to the work, with score and comment; for a guardian with whose it is', async () => {
  const returned: InboxEntry = {
    ...work,
    kind: 'returned',
    byName: 'Ms Brown',
    student: null,
    mark: { score: '8', points: '10', excused: false },
    comment: 'Well argued.',
  }
  const own = await rowOf(returned)
  expect(own.href).toBe('/c/c/work/a')
  for (const part of ['Essay', '8', '10', 'Well argued.', 'Ms Brown']) expect(own.words).toContain(part)
  const child = await rowOf({ ...returned, student: { id: 'kid', displayName: 'Leo' } })
  expect(child.href).toBe('/c/c/work/a?student=kid')
  expect(child.words).toContain('Leo')
})

test('work handed in again leads its marker to that student', async () => {
  const { href, words } = await rowOf({ ...work, kind: 'again', student: { id: 'kid', displayName: 'Leo' } })
  expect(href).toBe('/c/c/work/a/mark/kid')
  expect(words).toContain('Leo')
})

test('two of one name are told apart, each by the roster of their class', async () => {
  const again = (id: string, classId: string): InboxEntry => ({
    ...where,
    classId,
    kind: 'again',
    id,
    assignmentId: 'essay',
    title: 'Essay',
    at: `2026-11-23T10:00:0${id.length}Z`,
    student: { id, displayName: 'Li Wei' },
  })
  const asked = serve([
    door(listInbox, () => ({ entries: [again('a', 'c1'), again('bb', 'c2')], next: null })),
    door(listMembers, ({ classId }) => ({
      members: [
        {
          id: classId === 'c1' ? 'a' : 'bb',
          displayName: 'Li Wei',
          studentNumber: classId === 'c1' ? '101' : '202',
          username: null,
          role: 'student' as const,
        },
      ],
    })),
  ])
  enter(somebody('teacher', 'teacher', ['c1', 'c2']))
  const root = await draw(() => <InboxScreen />)
  await vi.waitFor(() => {
    expect(root.textContent).toContain('Li Wei (101)')
    expect(root.textContent).toContain('Li Wei (202)')
  })
  expect(asked.filter(({ name }) => name === `GET ${listMembers.path}`)).toHaveLength(2)
})
