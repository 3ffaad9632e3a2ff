import { beforeEach, describe, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import * as contract from '#domain/assignments/contract.ts'
import { Problem } from '#domain/problem.ts'
import { enter, forget } from '../accounts/session.ts'
import { Toaster } from '../ui/Toast.tsx'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve, somebody } from '../ui/testing/server.ts'
import { flushToasts } from '../ui/toasts.ts'
import MarkingScreen from './MarkingScreen.tsx'

type Row = contract.MarkingRow

const row = (name: string, more: Partial<Row> = {}): Row => ({
  student: { id: name, displayName: name, studentNumber: null, username: name },
  state: 'submitted',
  attempts: 1,
  late: false,
  handedInAt: '2026-11-29T08:00:00.000Z',
  returnedAt: null,
  mark: null,
  released: false,
  markNo: 0,
  lastReturn: null,
  ...more,
})
const markOf = (score: string | null, comment = '') => ({
  score,
  comment,
  excused: false,
  attemptNo: 1,
  recordedAt: '2026-11-29T08:00:00.000Z',
})

const assignment: contract.AssignmentView = {
  id: 'essay',
  classId: 'class',
  title: 'Essay',
  state: 'open',
  dueAt: null,
  points: '10',
  categoryId: null,
  publishedAt: null,
  createdAt: '2026-11-01T08:00:00.000Z',
  counts: null,
  own: null,
  body: '',
  files: [],
  itemId: 'item',
}

/** A desk with these rows, opened at somebody's work; what the server was sent is in `asked`. */
const openDesk = async (
  start: Row[],
  at = '',
  options: { assignment?: Partial<contract.AssignmentView>; slowDraft?: boolean; teacher?: string } = {},
) => {
  let rows = start
  let sendDraft = () => {}
  const change = (id: string, to: Partial<Row>) => {
    rows = rows.map((one) => (one.student.id === id ? { ...one, ...to } : one))
    return rows.find((one) => one.student.id === id)!
  }
  const record = (id: string, mark: { score: string | null; comment?: string }) =>
    change(id, { mark: markOf(mark.score, mark.comment), markNo: 1, released: false })
  const asked = serve([
    door(contract.getAssignment, () => ({ ...assignment, ...options.assignment })),
    door(contract.listSubmissions, () => ({ submissions: rows })),
    door(contract.getMarking, ({ studentId }) => ({
      ...rows.find((one) => one.student.id === studentId)!,
      attemptList: [],
    })),
    door(contract.setMark, async ({ studentId }, mark) => {
      if (options.slowDraft) await new Promise<void>((resolve) => (sendDraft = resolve))
      return record(studentId, mark)
    }),
    door(contract.returnWork, (_, { students, desk }) => {
      const [studentId = ''] = students
      const mark = desk?.[0]?.mark
      if (mark?.score === '10') throw new Problem('conflict', { code: 'work-handed-in-again' })
      if (mark) record(studentId, mark)
      change(studentId, { state: 'returned', released: true, lastReturn: { id: 'return', seenAt: null } })
      return { returned: 1, returnId: 'return', submissions: rows }
    }),
    door(contract.undoReturn, () => {
      rows = start
      return { undone: 1, kept: 0, submissions: rows }
    }),
  ])
  enter(somebody(options.teacher ?? 'teacher', 'teacher', ['class']))
  const root = await draw(
    () => (
      <>
        <MarkingScreen />
        <Toaster />
      </>
    ),
    'en',
    { path: '/c/:classId/work/:assignmentId/mark/:studentId?', url: `/c/class/work/essay/mark/${at}` },
  )
  await vi.waitFor(() => expect(root.querySelector('form')).not.toBeNull())
  const open = () => root.querySelector('button[aria-current]')?.querySelectorAll('span')[2]?.textContent
  return {
    root,
    asked,
    open: () => root.querySelector('h2')?.textContent ?? open(),
    score: () => root.querySelector<HTMLInputElement>('input[name=score]')!,
    comment: () => root.querySelector<HTMLTextAreaElement>('textarea')!,
    returns: () => asked.filter((one) => one.name.endsWith('/return')).map((one) => one.input),
    rowOf: (id: string) => rows.find((one) => one.student.id === id),
    finishDraft: () => sendDraft(),
    button: (name: string) =>
      [...root.querySelectorAll('button'), ...document.querySelectorAll('dialog button')].find(
        (button) => button.textContent?.trim() === name,
      ) as HTMLButtonElement | undefined,
  }
}

const nothing = { state: null, attempts: 0, handedInAt: null } as const
const returned = { state: 'returned', mark: markOf('5'), markNo: 1, released: true } as const
const pile = () => [
  row('Ada'),
  row('Bo', nothing),
  row('Cy', returned),
  row('Di', { mark: markOf('7'), markNo: 1 }),
  row('Ed', nothing),
]

beforeEach(() => {
  localStorage.clear()
  flushToasts()
})

describe('returning', () => {
  test('is one request with the score and the comment, and goes on to the next who waits, round the end', async () => {
    const desk = await openDesk(pile(), 'Di')
    await vi.waitFor(() => expect(document.activeElement).toBe(desk.score()))
    // The drafted score is selected, so what is typed takes its place.
    await userEvent.keyboard('9')
    await userEvent.type(desk.comment(), 'Well done')
    expect(desk.score().value).toBe('9')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await vi.waitFor(() => expect(desk.open()).toBe('Ada'))
    await vi.waitFor(() => expect(desk.returns()).toHaveLength(1))
    expect(desk.returns()[0]).toMatchObject({ students: ['Di'], desk: [{ studentId: 'Di', attempts: 1 }] })
    expect(desk.rowOf('Di')).toMatchObject({ state: 'returned', mark: { score: '9', comment: 'Well done' } })
    await vi.waitFor(() => expect(document.activeElement).toBe(desk.score()))
    await userEvent.keyboard('8{Enter}')
    await vi.waitFor(() => expect(desk.returns()).toHaveLength(2))
    await vi.waitFor(() => expect(document.body.textContent).toContain('Nothing is left to mark'))
    expect(desk.open()).toBe('Ada')
  })

  test('by Enter is one request and one notice, however fast: the score that is left goes along', async () => {
    const desk = await openDesk(pile(), 'Ada')
    await vi.waitFor(() => expect(document.activeElement).toBe(desk.score()))
    await userEvent.keyboard('6{Enter}')
    await vi.waitFor(() => expect(desk.open()).toBe('Di'))
    await vi.waitFor(() => expect(document.activeElement).toBe(desk.score()))
    await userEvent.keyboard('7{Enter}')
    await vi.waitFor(() => expect(document.body.textContent).toContain('Nothing is left to mark'))
    const wrote = desk.asked.filter(({ name }) => !name.startsWith('GET')).map(({ name }) => name)
    expect(wrote.filter((name) => name.endsWith('/mark'))).toEqual([])
    expect(desk.returns()).toHaveLength(2)
    expect(document.body.textContent).not.toContain('Returned to Ada')
  })

  test('waits for a draft that is on its way, which then cannot arrive after it', async () => {
    const desk = await openDesk(pile(), 'Ada', { slowDraft: true })
    await userEvent.type(desk.score(), '6')
    desk.score().dispatchEvent(new Event('change', { bubbles: true }))
    await vi.waitFor(() => expect(desk.asked.at(-1)?.name).toContain('/mark'))
    desk.button('Return and next')?.click()
    await vi.waitFor(() => expect(desk.open()).toBe('Di'))
    expect(desk.returns()).toEqual([])
    desk.finishDraft()
    await vi.waitFor(() =>
      expect(desk.returns()).toMatchObject([{ desk: [{ after: 1, mark: { score: '6' } }] }]),
    )
  })

  test('asks first when nothing is marked, and takes a no', async () => {
    const desk = await openDesk(pile(), 'Ada')
    desk.button('Return and next')?.click()
    await vi.waitFor(() => expect(desk.button('Return without a mark')).toBeDefined())
    desk.button('Cancel')?.click()
    expect([desk.returns(), desk.open()]).toEqual([[], 'Ada'])
    desk.button('Return and next')?.click()
    await vi.waitFor(() => desk.button('Return without a mark')!.click())
    await vi.waitFor(() => expect(desk.returns()).toMatchObject([{ students: ['Ada'], unmarked: true }]))
  })

  test('that is refused is told by name, and what was typed is still there', async () => {
    const desk = await openDesk(pile(), 'Ada')
    await userEvent.type(desk.score(), '10')
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() => expect(document.body.textContent).toContain('Not returned to Ada'))
    desk.button('Open')?.click()
    await vi.waitFor(() => expect(desk.open()).toBe('Ada'))
    expect(desk.score().value).toBe('10')
  })

  test('can be undone until somebody has looked, and says that and when they did', async () => {
    const looked = { id: 'other', seenAt: '2026-11-29T08:00:00.000Z' }
    const rows = [row('Ada'), row('Cy', { ...returned, lastReturn: looked })]
    const desk = await openDesk(rows, 'Ada')
    await userEvent.type(desk.score(), '8')
    await userEvent.keyboard('{Enter}')
    await vi.waitFor(() => desk.button('Undo the return')!.click())
    await vi.waitFor(() => expect(document.body.textContent).toContain('Taken back from 1 student'))
    await userEvent.keyboard('{ArrowDown}')
    await vi.waitFor(() => expect(desk.root.textContent).toContain('Looked at'))
    expect(desk.button('Undo the return')).toBeUndefined()
  })
})

test('two students of one name are told apart in the list, above their work and when it was returned', async () => {
  const named = (id: string, more: Partial<Row['student']>) => {
    const one = row(id)
    return { ...one, student: { ...one.student, displayName: 'Bo Chen', ...more } }
  }
  const desk = await openDesk(
    [named('bo1', { studentNumber: '101' }), named('bo2', { displayName: 'ＢＯ chen' }), row('Ada')],
    'bo1',
  )
  const list = [...desk.root.querySelectorAll('ul button')].map((button) => button.textContent)
  expect(list.map((words) => words?.replace('Handed in', ''))).toEqual(['Bo Chen101', 'ＢＯ chenbo2', 'Ada'])
  expect(desk.open()).toBe('Bo Chen (101)')
  await userEvent.type(desk.score(), '8')
  await userEvent.keyboard('{Enter}')
  await vi.waitFor(() => expect(document.body.textContent).toContain('Returned to Bo Chen (101)'))
})

describe('the keys', () => {
  test('up and down go from student to student out of the score, and stay in the comment', async () => {
    const desk = await openDesk(pile(), 'Ada')
    desk.score().focus()
    await userEvent.keyboard('{ArrowDown}')
    await vi.waitFor(() => expect(desk.open()).toBe('Bo'))
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}')
    await vi.waitFor(() => expect(desk.open()).toBe('Cy'))
    desk.comment().focus()
    await userEvent.keyboard('{ArrowDown}j')
    expect([desk.open(), desk.comment().value]).toEqual(['Cy', 'j'])
  })

  test('belong to an input method while it composes', async () => {
    const desk = await openDesk(pile(), 'Ada')
    const press = (field: HTMLElement, init: KeyboardEventInit) =>
      field.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, isComposing: true, ...init }))
    press(desk.score(), { key: 'ArrowDown' })
    press(desk.comment(), { key: 'Enter', ctrlKey: true })
    expect([desk.open(), desk.returns()]).toEqual(['Ada', []])
  })

  test('are told beside the button', async () => {
    const desk = await openDesk(pile(), 'Ada')
    const hint = desk.button('Return and next')?.getAttribute('aria-describedby') ?? ''
    expect(document.getElementById(hint)?.textContent).toContain(
      'Enter in the score and Ctrl + Enter in the comment',
    )
  })
})

test('on a phone the way to the next student stays in reach, however long the words beside it are', async () => {
  await page.viewport(390, 844)
  try {
    const desk = await openDesk(pile(), 'Ada')
    const next = desk.root.querySelector('button[aria-label="Next student"]')!
    const words = [...desk.root.querySelectorAll('span')].find((one) =>
      one.textContent?.startsWith('1 of 5'),
    )!
    words.append(' und noch einige weitere, die zu korrigieren sind')
    expect(next.getBoundingClientRect().right).toBeLessThanOrEqual(390)
  } finally {
    await page.viewport(1024, 768)
  }
})

test('what one teacher typed about a piece of work waits for them, and is not shown to the next at the device', async () => {
  forget()
  const adas = await openDesk(pile(), 'Ada', { teacher: 'ada' })
  await userEvent.type(adas.comment(), 'Weak, see me')
  forget()
  const bens = await openDesk(pile(), 'Ada', { teacher: 'ben' })
  expect(bens.comment().value).toBe('')
  forget()
  const again = await openDesk(pile(), 'Ada', { teacher: 'ada' })
  expect(again.comment().value).toBe('Weak, see me')
  forget()
})
