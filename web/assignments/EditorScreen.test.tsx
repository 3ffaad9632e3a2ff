import { beforeEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import * as contract from '#domain/assignments/contract.ts'
import { listCategories } from '#domain/grades/contract.ts'
import { Problem } from '#domain/problem.ts'
import { enter } from '../accounts/session.ts'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve, somebody } from '../ui/testing/server.ts'
import EditorScreen from './EditorScreen.tsx'

const essay: contract.AssignmentView = {
  id: 'essay',
  classId: 'class',
  title: 'Essay',
  state: 'draft',
  dueAt: null,
  points: '10',
  categoryId: null,
  publishedAt: null,
  createdAt: '2026-11-01T08:00:00.000Z',
  counts: null,
  own: null,
  body: 'Write.',
  files: [],
  itemId: 'item',
}

/** The page that changes the essay, as the server has it in `now`; `refuse` makes the next save a clash. */
const openEditor = async (now: contract.AssignmentView = essay, refuse?: contract.AssignmentView) => {
  let stored = now
  let clash = refuse
  const asked = serve([
    door(contract.getAssignment, () => stored),
    door(listCategories, () => ({ categories: [] })),
    door(contract.updateAssignment, () => {
      if (!clash) return stored
      stored = clash
      clash = undefined
      throw new Problem('conflict', {
        code: 'assignment-changed',
        errors: [{ path: 'title', code: 'changed' }],
      })
    }),
  ])
  enter(somebody('teacher', 'teacher', ['class']))
  const root = await draw(() => <EditorScreen />, 'en', {
    path: '/c/:classId/work/:assignmentId/edit',
    url: '/c/class/work/essay/edit',
  })
  await vi.waitFor(() => expect(root.querySelector('input[name=title]')).not.toBeNull())
  const button = (name: string) =>
    [...root.querySelectorAll('button')].find((one) => one.textContent?.trim() === name)
  return {
    root,
    button,
    title: () => root.querySelector<HTMLInputElement>('input[name=title]')!,
    changes: () => asked.filter((one) => !one.name.startsWith('GET')),
  }
}

beforeEach(() => localStorage.clear())

test('saving and publishing a draft is one request, with what was changed and how it was', async () => {
  const screen = await openEditor()
  await userEvent.fill(screen.title(), 'Poem')
  screen.button('Publish')!.click()
  await vi.waitFor(() => expect(screen.changes()).toHaveLength(1))
  expect(screen.changes()[0]).toMatchObject({
    name: 'PATCH /api/assignments/:assignmentId',
    input: { title: 'Poem', base: { title: 'Essay' }, publish: true },
  })
  await vi.waitFor(() => expect(JSON.stringify({ ...localStorage })).not.toContain('Poem'))
  expect(screen.changes()).toHaveLength(1)
})

test('what was changed and not saved is there again, until it is discarded', async () => {
  const first = await openEditor()
  await userEvent.fill(first.title(), 'Poem')
  const again = await openEditor({ ...essay, body: 'Theirs.' })
  expect(again.title().value).toBe('Poem')
  expect(again.root.querySelector('textarea')?.value).toBe('Theirs.')
  again.button('Discard it')!.click()
  await vi.waitFor(() => expect(again.title().value).toBe('Essay'))
  expect(again.root.textContent).not.toContain('did not save')
  expect((await openEditor()).title().value).toBe('Essay')
})

test('where somebody else changed the same field, both are shown and the person chooses', async () => {
  const screen = await openEditor(essay, { ...essay, title: 'Play', points: '20' })
  await userEvent.fill(screen.title(), 'Poem')
  screen.button('Save as draft')!.click()
  await vi.waitFor(() => expect(screen.root.querySelector('[role=alert]')?.textContent).toContain('Play'))
  expect(screen.title().value).toBe('Poem')
  // What only they changed is taken.
  expect(screen.root.querySelector<HTMLInputElement>('input[name=points]')?.value).toBe('20')
  screen.button('Keep mine')!.click()
  await vi.waitFor(() => expect(screen.root.querySelector('[role=alert]')).toBeNull())
  screen.button('Save as draft')!.click()
  await vi.waitFor(() => expect(screen.changes()).toHaveLength(2))
  expect(screen.changes()[1]?.input).toEqual({ title: 'Poem', base: { title: 'Play' }, publish: false })
})
