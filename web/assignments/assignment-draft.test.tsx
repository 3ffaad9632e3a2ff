import { createRoot } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AssignmentView } from '#domain/assignments/contract.ts'
import type { FileView } from '#domain/files/contract.ts'
import { enter, forget } from '../accounts/session.ts'
import { serve, somebody } from '../ui/testing/server.ts'
import { type AssignmentDraft, createAssignmentDraft } from './assignment-draft.ts'
import { anAssignmentView } from './testing.ts'

const aFile = (id: string): FileView =>
  ({ id, name: `${id}.pdf`, size: 1, mediaType: 'application/pdf' }) as FileView
const ends: (() => void)[] = []

/** The draft as its form has it when it is opened; what it keeps is kept for the one after. */
const open = (known?: AssignmentView): AssignmentDraft =>
  createRoot((end) => {
    ends.push(end)
    return createAssignmentDraft('algebra', known)
  })
/** What is typed is kept in the next step of the page. */
const settle = () => new Promise((resolve) => setTimeout(resolve))
const kept = () => Object.keys(localStorage).filter((key) => key.includes('.assignment'))

beforeEach(() => {
  serve([])
  enter(somebody('chen', 'teacher', ['algebra']))
})
afterEach(() => {
  for (const end of ends.splice(0)) end()
  forget()
  localStorage.clear()
})

describe('a new assignment', () => {
  test('begins with a hundred points and nothing kept; empty points mean that it is not graded', () => {
    const draft = open()
    expect(draft.mine()).toMatchObject({ title: '', points: '100', dueAt: null, files: [] })
    expect(draft.restored()).toBe(false)
    expect(kept()).toEqual([])
    draft.setFields({ points: '  ' })
    expect(draft.mine().points).toBeNull()
    draft.setFields({ points: '１２,5' })
    expect(draft.mine().points).toBe('12.5')
  })

  test('that was not saved is there again under the same id, for its writer alone', async () => {
    const first = open()
    first.setFields({ title: 'Essay' })
    await settle()
    const again = open()
    expect(again.restored()).toBe(true)
    expect([again.fields.title, again.id]).toEqual(['Essay', first.id])
    forget()
    enter(somebody('brown', 'teacher', ['algebra']))
    expect(open().restored()).toBe(false)
  })

  test('that is given up is empty, and nothing of it is kept', async () => {
    const draft = open()
    draft.setFields({ title: 'Essay' })
    await settle()
    expect(kept()).toHaveLength(1)
    draft.discard()
    await settle()
    expect(draft.fields.title).toBe('')
    expect(open().fields.title).toBe('')
  })

  test('that is saved leaves nothing', async () => {
    const draft = open()
    draft.setFields({ title: 'Essay' })
    await settle()
    draft.saved()
    expect(kept()).toEqual([])
  })

  test('of which an earlier try arrived asks about each difference', () => {
    const draft = open()
    draft.setFields({ title: 'Essay', body: 'Long' })
    draft.meet(anAssignmentView({ id: draft.id, title: 'Essay', body: 'Short', points: '100' }))
    expect(draft.clashes()).toEqual(['body'])
    draft.choose('body', 'theirs')
    expect([draft.fields.body, draft.clashes()]).toEqual(['Short', []])
  })

  test('whose kept text is of another version, or broken, begins empty', () => {
    localStorage.setItem('lectern.draft.chen.assignment.algebra', '{"title":"old"}')
    expect(open().restored()).toBe(false)
    localStorage.setItem('lectern.draft.chen.assignment.algebra', 'broken{')
    expect(open().restored()).toBe(false)
  })
})

describe('an assignment that is changed', () => {
  const known = anAssignmentView({ title: 'Essay', body: 'Write.', points: '10', files: [aFile('a')] })

  test('is shown as it is saved, and kept only while it is another', async () => {
    const draft = open(known)
    expect(draft.mine()).toMatchObject({ title: 'Essay', points: '10', files: ['a'] })
    draft.setFields({ title: 'Poem' })
    await settle()
    expect(kept()).toHaveLength(1)
    draft.setFields({ title: 'Essay' })
    await settle()
    expect(kept()).toEqual([])
  })

  test('takes what somebody else changed elsewhere, and asks where both did', () => {
    const draft = open(known)
    draft.setFields({ title: 'Poem' })
    draft.meet({ ...known, title: 'Play', points: '20', files: [aFile('b')] })
    expect(draft.clashes()).toEqual(['title'])
    expect(draft.mine()).toMatchObject({ title: 'Poem', points: '20', files: ['b'] })
    draft.choose('title', 'mine')
    expect([draft.fields.title, draft.clashes(), draft.base()?.title]).toEqual(['Poem', [], 'Play'])
  })

  test('is as the other one saved it where that is chosen', () => {
    const draft = open(known)
    draft.setFields({ title: 'Poem' })
    draft.meet({ ...known, title: 'Play' })
    draft.choose('title', 'theirs')
    expect(draft.mine().title).toBe('Play')
  })

  test('that was left is met with what is saved now, and forgotten where it is the same', async () => {
    const first = open(known)
    first.setFields({ title: 'Poem' })
    await settle()
    const again = open({ ...known, body: 'Theirs.' })
    expect(again.restored()).toBe(true)
    expect([again.fields.title, again.fields.body]).toEqual(['Poem', 'Theirs.'])
    const same = open({ ...known, title: 'Poem', body: 'Theirs.' })
    expect(same.restored()).toBe(false)
  })

  test('that is given up is as it was saved last, its files too', () => {
    const draft = open(known)
    draft.setFields({ title: 'Poem' })
    draft.uploads.remove('a')
    draft.meet({ ...known, points: '20' })
    draft.discard()
    expect(draft.mine()).toMatchObject({ title: 'Essay', points: '20', files: ['a'] })
    expect(draft.clashes()).toEqual([])
  })
})
