import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Mark } from '#domain/grades/paste.ts'
import { newId } from '#domain/ids.ts'
import { enter, forget } from '../accounts/session.ts'
import { type FakeServer, fakeServer } from '../realtime/testing.ts'
import { Toaster } from '../ui/Toast.tsx'
import { draw } from '../ui/testing/draw.tsx'
import { somebody } from '../ui/testing/server.ts'
import { flushToasts } from '../ui/toasts.ts'
import { Grid } from './Grid.tsx'
import { createGradebook } from './gradebook.ts'

const NAMES = ['An Li', 'Bo Chen', 'Bo Chen', '李娜']
const students = NAMES.map((displayName, n) => ({
  id: newId(),
  displayName,
  studentNumber: `2026000${n + 1}`,
  username: `user${n + 1}`,
}))
const items = [
  { id: newId(), title: 'Test', maxPoints: '100', categoryId: null, assignmentId: null },
  { id: newId(), title: 'Project', maxPoints: '1000', categoryId: null, assignmentId: null },
]
const [test1] = items as [(typeof items)[0]]

interface Sent {
  method: string
  path: string
  body: {
    grades?: { studentId: string; score: string | null; before: Mark }[]
    batchId?: string
    extra?: boolean
  }
}

let classId = ''
let server: FakeServer
let scores: Map<string, string | null>
/** Whose rows were changed, the newest last: the book's number counts them. */
let changed: string[]
let sent: Sent[]
/** What the next write is refused with. */
let refusal: { status: number; body: object } | null

const rowOf = (student: (typeof students)[0]) => ({
  student,
  cells: [...scores].flatMap(([key, score]) => {
    const [studentId, itemId] = key.split(' ')
    const cell = {
      itemId,
      score,
      excused: false,
      comment: '',
      released: true,
      recordedAt: '2026-11-29T08:00:00Z',
    }
    return studentId === student.id ? [cell] : []
  }),
  totals: null,
})
const head = () => ({ version: 1, wanted: 1, changeNo: changed.length, categories: [], items })
const book = () => ({ ...head(), rows: students.map(rowOf), next: null })
const changes = (path: string) => {
  const since = Number(new URL(path, location.href).searchParams.get('since'))
  return {
    ...head(),
    studentIds: students.map((student) => student.id),
    rows: students.filter((student) => changed.slice(since).includes(student.id)).map(rowOf),
  }
}

const answerOf = ({ method, path, body }: Sent): { status: number; body: object } => {
  if (method === 'GET')
    return { status: 200, body: path.includes('/gradebook/changes') ? changes(path) : book() }
  if (refusal) {
    const now = refusal
    refusal = null
    return now
  }
  if (path.endsWith('/undo')) return { status: 200, body: { restored: 1, kept: [] } }
  for (const { studentId, score } of body.grades ?? []) {
    scores.set(`${studentId} ${test1.id}`, score)
    changed.push(studentId)
  }
  return { status: 200, body: { recorded: body.grades?.length ?? 0 } }
}

beforeEach(() => {
  classId = newId()
  scores = new Map(students.map(({ id }, n) => [`${id} ${test1.id}`, `${60 + n}`]))
  sent = []
  changed = []
  refusal = null
  server = fakeServer()
  window.fetch = async (input, init) => {
    const ask = {
      method: init?.method ?? 'GET',
      path: String(input),
      body: JSON.parse(String(init?.body ?? '{}')),
    }
    sent.push(ask)
    const { status, body } = answerOf(ask)
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
  }
  server.connect()
})
afterEach(() => {
  flushToasts()
  server.stop()
  localStorage.clear()
})

const open = async () => {
  const Scene = () => {
    const store = createGradebook(() => classId)
    return (
      <>
        <Grid store={store} editable studentHref={(id) => `/${id}`} itemHead={(item) => item.title} />
        <Toaster />
      </>
    )
  }
  const root = await draw(() => <Scene />)
  await vi.waitFor(() => expect(root.querySelectorAll('tbody tr')).toHaveLength(4), { timeout: 5000 })
  return root
}

const cell = (root: HTMLElement, row: number, column = 0) =>
  root.querySelector<HTMLInputElement>(`input[data-row="${row}"][data-column="${column}"]`)!
const valuesOf = (root: HTMLElement) => NAMES.map((_, row) => cell(root, row).value)
const writes = () => sent.filter((ask) => ask.method === 'PUT')
const press = (at: HTMLElement, init: KeyboardEventInit) =>
  at.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))
const type = (at: HTMLInputElement, text: string) => {
  at.focus()
  at.value = text
  at.dispatchEvent(new InputEvent('input', { bubbles: true }))
}
const paste = (at: HTMLInputElement, text: string) => {
  at.focus()
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  at.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }))
}
const dialog = (root: HTMLElement) => root.querySelector('dialog')!
const button = (root: HTMLElement, words: string) =>
  [...root.querySelectorAll('button')].find((one) => one.textContent?.trim() === words)!

describe('a cell', () => {
  test('that was written is followed by the rows that changed, not by the whole book', async () => {
    const root = await open()
    const fetched = () => sent.filter((ask) => ask.method === 'GET').map((ask) => ask.path.split('/').at(-1))
    expect(fetched()).toEqual(['gradebook'])
    type(cell(root, 1), '77')
    press(cell(root, 1), { key: 'Enter' })
    await vi.waitFor(() => expect(fetched()).toEqual(['gradebook', 'changes?since=0']))
    await vi.waitFor(() => expect(valuesOf(root)).toEqual(['60', '77', '62', '63']))
  })

  test('that somebody else writes changes at once, and nothing is fetched for it', async () => {
    const root = await open()
    const grade = {
      studentId: students[2]?.id,
      itemId: test1.id,
      score: '88',
      excused: false,
      comment: '',
      recordedAt: '2026-11-29T09:00:00Z',
    }
    server.publish(`class:${classId}`, 'grades.recorded', { classId, grades: [grade] })
    server.publish(`class:${classId}`, 'grades.recorded', {
      classId: newId(),
      grades: [{ ...grade, score: '1' }],
    })
    await vi.waitFor(() => expect(valuesOf(root)).toEqual(['60', '61', '88', '63']))
    expect(sent).toHaveLength(1)
  })
})

describe('a pasted block', () => {
  test('is shown before it is written: what changes, what cannot be read, what has no row', async () => {
    const root = await open()
    paste(cell(root, 1), '91\r\n\r\n9O\r\n９５\r\n96\r\n')
    await vi.waitFor(() => expect(dialog(root)).toBeTruthy())
    const words = dialog(root).textContent ?? ''
    expect(words).toContain('Bo Chen (20260002)Test6191')
    expect(words).toContain('李娜, Test')
    expect(words).toContain('9O')
    expect(words).toContain('comes after the last student')
    expect(writes()).toEqual([])
    expect(valuesOf(root)).toEqual(['60', '61', '62', '63'])
  })

  test('is one request once it is confirmed, and one undo', async () => {
    const root = await open()
    paste(cell(root, 0), '91\n\n９５\n')
    await vi.waitFor(() => expect(button(root, 'Enter 2 marks')).toBeTruthy())
    button(root, 'Enter 2 marks').click()
    await vi.waitFor(() => expect(valuesOf(root)).toEqual(['91', '61', '95', '63']))
    expect(writes()).toHaveLength(1)
    const [write] = writes()
    expect(write?.body.grades?.map(({ score, before }) => [before.score, score])).toEqual([
      ['60', '91'],
      ['62', '95'],
    ])
    expect(root.querySelector('dialog')).toBe(null)
    button(root, 'Undo').click()
    await vi.waitFor(() => expect(root.textContent).toContain('Undone: 1 mark'))
    expect(sent.some((ask) => ask.path.endsWith(`/grade-batches/${write?.body.batchId}/undo`))).toBe(true)
  })

  test('that somebody else overtook is shown anew and not written over', async () => {
    const root = await open()
    paste(cell(root, 0), '91\n92\n')
    await vi.waitFor(() => expect(button(root, 'Enter 2 marks')).toBeTruthy())
    const errors = [{ path: 'grades.0', code: 'changed' }]
    refusal = { status: 409, body: { type: 'conflict', code: 'grades-changed', errors } }
    scores.set(`${students[0]!.id} ${test1.id}`, '77')
    changed.push(students[0]!.id)
    button(root, 'Enter 2 marks').click()
    await vi.waitFor(() => expect(dialog(root).textContent).toContain('Somebody else has changed 1'))
    expect(dialog(root).textContent).toContain('An LiTest7791')
  })

  test('leaves out what is above the points until somebody says that it is meant', async () => {
    const root = await open()
    paste(cell(root, 0), '91\n910\n')
    await vi.waitFor(() => expect(button(root, 'Enter 1 mark')).toBeTruthy())
    dialog(root).querySelector<HTMLInputElement>('input[type=checkbox]')!.click()
    button(root, 'Enter 2 marks').click()
    await vi.waitFor(() => expect(writes()[0]?.body.extra).toBe(true))
  })
})

describe('a typed mark', () => {
  test.each([
    ['８５', 0, '85'],
    ['8,5', 0, '8.5'],
    ['1,000', 1, '1000'],
  ])('%s is read', async (text, column, score) => {
    const root = await open()
    type(cell(root, 0, column), text)
    press(cell(root, 0, column), { key: 'Enter' })
    await vi.waitFor(() => expect(writes()[0]?.body.grades?.[0]?.score).toBe(score))
    expect(document.activeElement).toBe(cell(root, 1, column))
  })

  test('that may be two things is a question', async () => {
    const root = await open()
    type(cell(root, 0), '1,000')
    cell(root, 0).blur()
    await vi.waitFor(() => expect(root.textContent).toContain('This can be 1 or 1000.'))
    expect(writes()).toEqual([])
    button(root, '1').click()
    await vi.waitFor(() => expect(writes()[0]?.body.grades?.[0]?.score).toBe('1'))
  })

  test('that was refused stays with its reason, also when the page was left, until it is given up', async () => {
    const before = await open()
    type(cell(before, 1), '9O')
    cell(before, 1).blur()
    await vi.waitFor(() => expect(before.textContent).toContain('This is no number.'))
    const root = await open()
    expect(cell(root, 1).value).toBe('9O')
    expect(cell(root, 1).getAttribute('aria-invalid')).toBe('true')
    button(root, 'Give up').click()
    expect(cell(root, 1).value).toBe('61')
    expect(localStorage.length).toBe(0)
    expect(writes()).toEqual([])
  })

  test('is taken back by Ctrl-Z', async () => {
    const root = await open()
    type(cell(root, 0), '70')
    press(cell(root, 0), { key: 'Enter' })
    await vi.waitFor(() => expect(root.textContent).toContain('An Li, Test: 60 → 70'))
    press(cell(root, 1), { key: 'z', ctrlKey: true })
    await vi.waitFor(() => expect(sent.some((ask) => ask.path.endsWith('/undo'))).toBe(true))
  })

  test('keeps its keys while an input method composes', async () => {
    const root = await open()
    type(cell(root, 0), 'jiu')
    for (const key of ['Enter', 'ArrowDown', 'Escape']) {
      press(cell(root, 0), { key, isComposing: true })
      press(cell(root, 0), { key, keyCode: 229 })
    }
    expect(document.activeElement).toBe(cell(root, 0))
    expect(cell(root, 0).value).toBe('jiu')
    expect(writes()).toEqual([])
  })
})

test('students of one name are told apart by their number', async () => {
  const root = await open()
  const names = [...root.querySelectorAll('tbody th')].map((one) => one.textContent)
  expect(names).toEqual(['An Li', 'Bo Chen20260002', 'Bo Chen20260003', '李娜'])
})

test('what one teacher typed and could not save waits for them, and is not shown to the next at the device', async () => {
  enter(somebody('ada', 'teacher', [classId]))
  const adas = await open()
  type(cell(adas, 0), '9O')
  press(cell(adas, 0), { key: 'Enter' })
  type(cell(adas, 1), '8O')
  forget()
  // The cell that was still open is left by the page that goes.
  press(cell(adas, 1), { key: 'Enter' })
  enter(somebody('ben', 'teacher', [classId]))
  expect(valuesOf(await open())).toEqual(['60', '61', '62', '63'])
  forget()
  enter(somebody('ada', 'teacher', [classId]))
  expect(valuesOf(await open())).toEqual(['9O', '8O', '62', '63'])
  forget()
})
