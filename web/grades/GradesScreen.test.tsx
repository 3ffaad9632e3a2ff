import { describe, expect, test } from 'vitest'
import { listMembers } from '#domain/classes/contract.ts'
import * as contract from '#domain/grades/contract.ts'
import { Problem } from '#domain/problem.ts'
import { fill, labelled, offers, press, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import GradesScreen from './GradesScreen.tsx'

const students = ['Emma Li', 'Leo Wang'].map((displayName, n) => ({
  id: `student-${n}`,
  displayName,
  studentNumber: `100${n}`,
  username: `user${n}`,
}))
const aCell = (change: Partial<contract.Cell> = {}): contract.Cell => ({
  itemId: 'test',
  score: '60',
  excused: false,
  comment: '',
  released: true,
  recordedAt: '2026-11-29T08:00:00Z',
  ...change,
})
const item = { id: 'test', title: 'Test', maxPoints: '100', categoryId: null, assignmentId: null }

const book = (change: Partial<contract.GradebookPage> = {}): contract.GradebookPage => ({
  version: 1,
  wanted: 1,
  changeNo: 0,
  categories: [],
  items: [item],
  rows: students.map((student, n) => ({
    student,
    cells: [n === 0 ? { no: 1, score: '60' } : null],
    totals: null,
  })),
  next: null,
  ...change,
})

/** The gradebook of a class for its teacher; what it holds may become another one. */
const teach = async (first: contract.GradebookPage, doors: readonly Door[] = []) => {
  let stored = first
  become(somebody('chen', 'teacher', ['algebra']))
  const asked = serve([
    ...doors,
    door(contract.getGradebook, () => stored),
    door(contract.getGradebookChanges, () => {
      const { rows, next: _, ...head } = stored
      return { ...head, rows, studentIds: rows.map((row) => row.student.id) }
    }),
  ])
  const root = await drawScreen(GradesScreen, '/c/:classId/grades/:studentId?', '/c/algebra/grades')
  await until(() => expect(root.querySelector('tbody, [class*=empty]')).not.toBeNull())
  return {
    root,
    changes: () => changesIn(asked),
    become: (next: contract.GradebookPage) => {
      stored = next
    },
  }
}

describe('the gradebook of a class', () => {
  test('without students, or without a column, says what comes first', async () => {
    await sees((await teach(book({ rows: [] }))).root, 'No students are in this class yet')
    await sees((await teach(book({ items: [] }))).root, 'No grades yet', 'A column appears with each')
  })

  test('offers no categories before it is there: saved empty, they would all be gone', async () => {
    let arrive = () => {}
    become(somebody('chen', 'teacher', ['algebra']))
    serve([
      door(contract.getGradebook, async () => {
        await new Promise<void>((resolve) => {
          arrive = resolve
        })
        return book()
      }),
    ])
    const root = await drawScreen(GradesScreen, '/c/:classId/grades/:studentId?', '/c/algebra/grades')
    await sees(root, 'Gradebook')
    expect(offers(root, 'Categories')).toBe(false)
    await until(() => {
      arrive()
      expect(offers(root, 'Categories')).toBe(true)
    })
  })

  test('says that totals are being worked out while they are', async () => {
    await sees((await teach(book({ wanted: 2 }))).root, 'Totals are being worked out')
    const { root } = await teach(book())
    await sees(root, 'Type a score and press Enter.')
    expect(root.textContent).not.toContain('being worked out')
  })

  test('grades that nobody sees yet are released column by column, and where there are none the menu says so', async () => {
    const draft = book({
      rows: [{ student: students[0]!, cells: [{ no: 1, score: '60', draft: true }], totals: null }],
    })
    const { root, changes } = await teach(draft, [door(contract.releaseGrades, () => ({ released: 1 }))])
    await press(root, 'Column Test')
    await press(root, 'Release 1 new grade')
    await sees(root, 'Released to 1 student.')
    expect(changes().map(({ input, params }) => [params, input])).toEqual([
      [{ itemId: 'test' }, { students: 'all' }],
    ])
    const all = await teach(book())
    await press(all.root, 'Column Test')
    await until(() => expect(offers(all.root, 'Students see all grades of this column')).toBe(true))
  })

  test('a column is taken away and brought back by *Undo*', async () => {
    const { root, changes, become } = await teach(book(), [
      door(contract.deleteGradeItem, () => ({ ok: true as const })),
      door(contract.restoreGradeItem, () => item),
    ])
    await press(root, 'Column Test')
    become(book({ items: [], changeNo: 1 }))
    await press(root, 'Take away column')
    await sees(root, '“Test” was taken away.', 'No grades yet')
    become(book({ changeNo: 2 }))
    await press(root, 'Undo')
    await until(() => expect(root.querySelectorAll('tbody tr')).toHaveLength(2))
    expect(changes().map(({ name }) => name)).toEqual([
      'DELETE /api/grade-items/:itemId',
      'POST /api/grade-items/:itemId/restore',
    ])
  })

  test('a column is added once, with its points as they are typed', async () => {
    const { root, changes } = await teach(book(), [door(contract.createGradeItem, () => item)])
    await press(root, 'Add column')
    await until(() => expect(root.querySelector('dialog[open]')).not.toBeNull())
    const dialog = root.querySelector('dialog[open]')!
    fill(dialog, 'Title', 'Oral exam')
    fill(dialog, 'Points', '１２,5')
    await press(dialog, 'Add column')
    await press(dialog, 'Add column').catch(() => {})
    await sees(root, 'The column was added.')
    expect(changes().map(({ input }) => input)).toMatchObject([
      { title: 'Oral exam', maxPoints: '12.5', categoryId: null },
    ])
  })

  test('other points show what the marks become before they are saved, and *Undo* sends what was', async () => {
    const { root, changes } = await teach(book(), [door(contract.updateGradeItem, () => item)])
    await press(root, 'Column Test')
    await press(root, 'Change column')
    await until(() => expect(root.querySelector('dialog[open]')).not.toBeNull())
    const dialog = root.querySelector('dialog[open]')!
    expect(dialog.textContent).not.toContain('One mark is there.')
    fill(dialog, 'Points', '50')
    await sees(dialog, 'One mark is there.', '1 is above the new points.', '60.0%', '120.0%')
    expect(changes()).toEqual([])
    await press(dialog, 'Save')
    await sees(root, '“Test” was changed.')
    await press(root, 'Undo')
    await until(() => expect(changes()).toHaveLength(2))
    expect(changes().map(({ input }) => input)).toEqual([
      { title: 'Test', maxPoints: '50', categoryId: null },
      { title: 'Test', maxPoints: '100', categoryId: null },
    ])
  })

  test('title and points of an assignment are changed there; its column says so', async () => {
    const { root } = await teach(book({ items: [{ ...item, assignmentId: 'essay' }] }))
    await press(root, 'Column Test')
    expect(offers(root, 'Take away column')).toBe(false)
    await press(root, 'Change column')
    await sees(root, 'Title and points belong to the assignment')
    expect(labelled(root.querySelector('dialog[open]')!, 'Title').disabled).toBe(true)
  })

  test('categories show the sum of their weights with each key, and are saved in their order', async () => {
    const categories = [
      { id: 'tests', name: 'Tests', weight: '60' },
      { id: 'oral', name: 'Oral', weight: '30' },
    ]
    const { root, changes } = await teach(book({ categories }), [
      door(contract.setCategories, (_, { categories: said }) => ({ categories: said })),
    ])
    await press(root, 'Categories')
    await sees(root, 'The weights make 90%. They are scaled up')
    const dialog = root.querySelector('dialog[open]')!
    const weight = dialog.querySelector<HTMLInputElement>('input[name="categories.1.weight"]')!
    const type = (value: string) => {
      weight.value = value
      weight.dispatchEvent(new InputEvent('input', { bubbles: true }))
    }
    type('40')
    await sees(dialog, 'The weights make 100%.')
    type('45')
    await sees(dialog, 'The weights make 105%. More than 100% can be reached')
    expect(dialog.querySelector<HTMLButtonElement>('[aria-label="Move Tests up"]')?.disabled).toBe(true)
    await press(dialog, 'Move Oral up')
    await press(dialog, 'Save')
    await until(() => expect(changes()).toHaveLength(1))
    expect(changes()[0]?.input).toEqual({
      categories: [
        { id: 'oral', name: 'Oral', weight: '45' },
        { id: 'tests', name: 'Tests', weight: '60' },
      ],
    })
  })

  test('a refused weight stands beside its field, and the dialog keeps what was typed', async () => {
    const { root } = await teach(book({ categories: [{ id: 'tests', name: 'Tests', weight: null }] }), [
      door(contract.setCategories, () => {
        throw new Problem('invalid', { errors: [{ path: 'categories.0.weight', code: 'negative' }] })
      }),
    ])
    await press(root, 'Categories')
    await sees(root, 'Without weights, all points make one sum.')
    await press(root, 'Save')
    await until(() =>
      expect(root.querySelector('input[name="categories.0.weight"]')?.getAttribute('aria-invalid')).toBe(
        'true',
      ),
    )
    expect(root.querySelector<HTMLInputElement>('input[name="categories.0.name"]')?.value).toBe('Tests')
  })
})

describe('the grades of one student', () => {
  const grades: contract.StudentGrades = {
    student: { id: 'emma', displayName: 'Emma Li' },
    view: 'student',
    version: 1,
    categories: [{ id: 'tests', name: 'Tests', weight: '100' }],
    items: [
      { ...item, categoryId: 'tests' },
      { ...item, id: 'essay', title: 'Essay', maxPoints: '10' },
      { ...item, id: 'sport', title: 'Sport' },
    ],
    cells: [aCell({ comment: 'Well done.' }), aCell({ itemId: 'sport', score: null, excused: true })],
    totals: { current: '60', final: '40.5' },
    explanation: null,
  }
  const look = async (me: ReturnType<typeof somebody>, url: string, doors: readonly Door[] = []) => {
    become(me)
    const asked = serve([
      ...doors,
      door(contract.getStudentGrades, () => grades),
      door(listMembers, () => ({ members: [] })),
    ])
    const root = await drawScreen(GradesScreen, '/c/:classId/grades/:studentId?', url)
    return { root, asked: () => asked.filter(({ name }) => name.includes('/students/')) }
  }

  test('both totals, each grade with its comment; what was not graded is not in the list', async () => {
    const { root, asked } = await look(somebody('emma', 'student', ['algebra']), '/c/algebra/grades')
    await sees(root, '60%', '40.5%', '60 of 100', 'Tests', 'Well done.', 'Excused')
    expect(root.textContent).not.toContain('Essay')
    expect(asked()[0]).toMatchObject({ params: { classId: 'algebra', studentId: 'emma' }, input: {} })
    const [now, final] = root.querySelectorAll('[aria-pressed]')
    expect(now?.getAttribute('aria-pressed')).toBe('true')
    ;(final as HTMLElement).click()
    expect(final?.getAttribute('aria-pressed')).toBe('true')
    expect(now?.getAttribute('aria-pressed')).toBe('false')
  })

  test('a teacher may look as the student does, which asks for that view', async () => {
    const { root, asked } = await look(somebody('chen', 'teacher', ['algebra']), '/c/algebra/grades/emma')
    await sees(root, 'Emma Li', '60 of 100')
    expect(asked()[0]?.input).toEqual({ view: 'teacher' })
    root.querySelector<HTMLInputElement>('input[type=radio][value=student]')?.click()
    await until(() => expect(asked().at(-1)?.input).toEqual({ view: 'student' }))
  })

  test('a total that is not there is a dash, not a zero', async () => {
    const { root } = await look(somebody('emma', 'student', ['algebra']), '/c/algebra/grades', [
      door(contract.getStudentGrades, () => ({ ...grades, totals: { current: null, final: null } })),
    ])
    await sees(root, '60 of 100')
    expect([...root.querySelectorAll('[aria-pressed]')].map((one) => one.textContent?.at(-1))).toEqual([
      '–',
      '–',
    ])
  })

  test('a guardian sees those of the child that is chosen', async () => {
    const me = {
      ...somebody('liu', 'guardian', []),
      wards: [
        { id: 'emma', displayName: 'Emma Li', classIds: ['algebra'] },
        { id: 'mia', displayName: 'Mia', classIds: ['algebra'] },
      ],
    }
    const { root, asked } = await look(me, '/c/algebra/grades')
    await sees(root, '60 of 100')
    expect(asked()[0]?.params.studentId).toBe('emma')
    root.querySelector<HTMLInputElement>('input[type=radio][value=mia]')?.click()
    await until(() => expect(asked().at(-1)?.params.studentId).toBe('mia'))
  })

  test('before anything is graded it says what will stand here', async () => {
    const { root } = await look(somebody('emma', 'student', ['algebra']), '/c/algebra/grades', [
      door(contract.getStudentGrades, () => ({ ...grades, items: [], cells: [] })),
    ])
    await sees(root, 'Grades appear here when a teacher returns work.')
  })
})
