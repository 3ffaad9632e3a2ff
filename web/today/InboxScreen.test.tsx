import { expect, test, vi } from 'vitest'
import type { InboxEntry } from '#domain/today/contract.ts'
import { draw } from '../ui/testing/draw.tsx'
import { InboxRow } from './InboxRow.tsx'

const where = { classId: 'c', className: 'Class', hue: 1, at: '2026-11-02T08:00:00.000Z' }
const work = { ...where, id: 's', assignmentId: 'a', title: 'Essay' }

const rowOf = async (entry: InboxEntry) => {
  const root = await draw(() => <InboxRow of={entry} />)
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
