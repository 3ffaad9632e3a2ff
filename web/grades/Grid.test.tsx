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

const numberOf = (studentId: string) => 1 + changed.filter((id) => id === studentId).length
const rowOf = (student: (typeof students)[0]) => {
  const score = scores.get(`${student.id} ${test1.id}`)
  return {
    student,
    cells: [score === undefined ? null : { no: numberOf(student.id), score }, null],
    totals: null,
  }
}
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
  const grades = (body.grades ?? []).map((grade) => ({
    ...grade,
    itemId: test1.id,
    no: numberOf(grade.studentId),
    excused: false,
    comment: '',
    recordedAt: '2026-11-29T09:00:00Z',
  }))
  return { status: 200, body: { recorded: grades.length, grades } }
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
const tab = (root: HTMLElement) => [...root.querySelectorAll<HTMLElement>('[data-row][tabindex="0"]')]
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
  test('that was written stands there by the answer; once totals are new, the rows that changed are fetched', async () => {
    const root = await open()
    const fetched = () => sent.filter((ask) => ask.method === 'GET').map((ask) => ask.path.split('/').at(-1))
    const [first] = fetched()
    expect(fetched()).toHaveLength(1)
    type(cell(root, 1), '77')
    press(cell(root, 1), { key: 'Enter' })
    await vi.waitFor(() => expect(root.textContent).toContain('Bo Chen (20260002), Test: 61 → 77'))
    expect(valuesOf(root)).toEqual(['60', '77', '62', '63'])
    expect(fetched()).toEqual([first])
    server.publish(`class:${classId}`, 'gradebook.rebuilt', { classId, version: 2 })
    await vi.waitFor(() => expect(fetched()).toEqual([first, 'changes?since=0']))
  })

  test('that somebody else writes changes at once, and nothing is fetched for it', async () => {
    const root = await open()
    cell(root, 2).focus()
    const grade = {
      studentId: students[2]?.id,
      itemId: test1.id,
      no: 2,
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
    // What is typed there now takes its place and is not added to it.
    const { selectionStart, selectionEnd } = cell(root, 2)
    expect([selectionStart, selectionEnd]).toEqual([0, 2])
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
    expect(Object.keys(localStorage).filter((key) => key.includes('.grid.'))).toEqual([])
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

describe('the keys of a spreadsheet', () => {
  const paths = () => sent.filter((ask) => ask.method !== 'GET').map((ask) => ask.path.split('/').at(-1))
  const chosen = (root: HTMLElement) => root.querySelectorAll('td[aria-selected=true]').length

  test('walk the cells and the names by one tab stop, and Tab goes on in the next row', async () => {
    const root = await open()
    expect(tab(root)).toEqual([cell(root, 0)])
    cell(root, 0).focus()
    press(cell(root, 0), { key: 'ArrowDown' })
    press(cell(root, 1), { key: 'Tab' })
    expect(document.activeElement).toBe(cell(root, 1, 1))
    expect(tab(root)).toEqual([cell(root, 1, 1)])
    press(cell(root, 1, 1), { key: 'Tab' })
    expect(document.activeElement).toBe(cell(root, 2))
    press(cell(root, 2), { key: 'ArrowLeft' })
    expect(document.activeElement?.textContent).toContain('Bo Chen')
  })

  test('leave Tab to the page after Escape, so that nobody is caught', async () => {
    const root = await open()
    cell(root, 1).focus()
    const passes = () => press(cell(root, 1), { key: 'Tab' })
    press(cell(root, 1), { key: 'Escape' })
    expect(passes()).toBe(true)
    press(cell(root, 1), { key: 'ArrowDown' })
    press(cell(root, 2), { key: 'ArrowUp' })
    expect(passes()).toBe(false)
  })

  test('choose a block, which is copied, filled down and cleared as one, each with one undo', async () => {
    const root = await open()
    cell(root, 0).focus()
    press(cell(root, 0), { key: 'ArrowDown', shiftKey: true })
    press(cell(root, 1), { key: 'ArrowDown', shiftKey: true })
    expect(chosen(root)).toBe(3)
    const clipboardData = new DataTransfer()
    cell(root, 2).dispatchEvent(
      new ClipboardEvent('copy', { bubbles: true, cancelable: true, clipboardData }),
    )
    expect(clipboardData.getData('text/plain')).toBe('60\n61\n62')
    press(cell(root, 2), { key: 'd', ctrlKey: true })
    await vi.waitFor(() => expect(valuesOf(root)).toEqual(['60', '60', '60', '63']))
    press(cell(root, 2), { key: 'Delete' })
    await vi.waitFor(() => expect(valuesOf(root)).toEqual(['', '', '', '63']))
    expect(writes().map((write) => write.body.grades?.length)).toEqual([2, 3])
    press(cell(root, 2), { key: 'ArrowUp' })
    expect(chosen(root)).toBe(0)
  })

  test('take back and do again, also when the page was loaded anew', async () => {
    const before = await open()
    type(cell(before, 0), '70')
    press(cell(before, 0), { key: 'Enter' })
    await vi.waitFor(() => expect(before.textContent).toContain('60 → 70'))
    const root = await open()
    cell(root, 1).focus()
    press(cell(root, 1), { key: 'z', ctrlKey: true })
    await vi.waitFor(() => expect(paths()).toEqual(['grades', 'undo']))
    await vi.waitFor(() => expect(root.textContent).toContain('Undone'))
    press(cell(root, 1), { key: 'y', ctrlKey: true })
    await vi.waitFor(() => expect(paths()).toEqual(['grades', 'undo', 'undo']))
  })

  test('one value pasted into a block fills it once it is confirmed', async () => {
    const root = await open()
    cell(root, 0).focus()
    press(cell(root, 0), { key: 'ArrowDown', shiftKey: true })
    paste(cell(root, 1), '99')
    await vi.waitFor(() => expect(button(root, 'Enter 2 marks')).toBeTruthy())
    expect(writes()).toEqual([])
  })
})

describe('a class of 300 with 60 columns', () => {
  const draw300 = async () => {
    const many = Array.from({ length: 300 }, (_, n) => ({
      id: `student-${n}`,
      displayName: `Student ${n}`,
      studentNumber: null,
      username: `user${n}`,
    }))
    const columns = Array.from({ length: 60 }, (_, n) => ({
      id: `item-${n}`,
      title: `Item ${n}`,
      maxPoints: '100',
      categoryId: null,
      assignmentId: null,
    }))
    const rows = many.map((student, n) => ({
      student,
      cells: columns.map((_, at) => ({ no: 1, score: `${(n + at) % 100}` })),
      totals: null,
    }))
    const json = JSON.stringify({ ...head(), items: columns, rows, next: null })
    window.fetch = async () => new Response(json, { headers: { 'content-type': 'application/json' } })
    const Scene = () => {
      const store = createGradebook(() => classId)
      return (
        <div style={{ height: '600px', width: '900px', display: 'flex', 'flex-direction': 'column' }}>
          <Grid store={store} editable studentHref={(id) => `/${id}`} itemHead={(item) => item.title} />
        </div>
      )
    }
    const root = await draw(() => <Scene />)
    await vi.waitFor(() => expect(cell(root, 0)).not.toBeNull())
    return root
  }
  const box = (root: HTMLElement) => root.querySelector('section')!

  test('draws what is in sight and says where it is among all', async () => {
    const root = await draw300()
    const grid = root.querySelector('[role=grid]')!
    expect([grid.getAttribute('aria-rowcount'), grid.getAttribute('aria-colcount')]).toEqual(['302', '63'])
    await vi.waitFor(() => expect(root.querySelectorAll('*').length).toBeLessThan(1500))
    box(root).scrollTo(20 * 76, 200 * 40)
    await vi.waitFor(() => expect(cell(root, 205, 22)?.value).toBe(`${(205 + 22) % 100}`))
    expect(cell(root, 205, 22).closest('tr')?.getAttribute('aria-rowindex')).toBe('208')
    expect(cell(root, 205, 22).closest('td')?.getAttribute('aria-colindex')).toBe('24')
    expect(cell(root, 0, 3)).toBeNull()
  })

  test('keeps the focus where it is scrolled away, and goes to any cell by the keys', async () => {
    const root = await draw300()
    cell(root, 0).focus()
    box(root).scrollTo(0, 200 * 40)
    await vi.waitFor(() => expect(cell(root, 205)).not.toBeNull())
    expect(document.activeElement).toBe(cell(root, 0))
    press(cell(root, 0), { key: 'End', ctrlKey: true })
    await vi.waitFor(() => expect(document.activeElement).toBe(cell(root, 299, 59)))
    const [inner, outer] = [cell(root, 299, 59).getBoundingClientRect(), box(root).getBoundingClientRect()]
    expect(inner.bottom).toBeLessThanOrEqual(outer.bottom)
    expect(inner.right).toBeLessThanOrEqual(outer.right)
    press(cell(root, 299, 59), { key: 'Home', ctrlKey: true })
    await vi.waitFor(() => expect(document.activeElement).toBe(cell(root, 0)))
    const head = root.querySelector('thead')!.getBoundingClientRect()
    expect(cell(root, 0).getBoundingClientRect().top).toBeGreaterThanOrEqual(head.bottom - 1)
  })
})
