import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readClipboard } from './clipboard.ts'
import { type PasteBook, type PasteOptions, planPaste } from './paste.ts'

const NAMES = ['An Li', 'Bo Chen', 'Chloë Dubois', '李 娜', 'Bo Chen']
const students = NAMES.map((displayName, n) => ({
  id: `s${n}`,
  displayName,
  studentNumber: `2026000${n + 1}`,
  username: `user${n}`,
}))
const items = [
  { id: 'test', title: 'Test', maxPoints: '100' },
  { id: 'essay', title: 'Essay', maxPoints: '20' },
  { id: 'project', title: 'Project', maxPoints: '1000' },
]
const START = new Map(students.map(({ id }, n) => [`${id} test`, { score: `${60 + n}`, excused: false }]))
const book: PasteBook = {
  students,
  items,
  markOf: (studentId, itemId) => START.get(`${studentId} ${itemId}`) ?? null,
}
const paste = (text: string, options: Partial<PasteOptions> = {}, into: Partial<PasteBook> = {}) =>
  planPaste(readClipboard(text), { ...book, ...into }, { at: { row: 0, column: 0 }, ...options })
const entered = (plan: ReturnType<typeof paste>) =>
  plan.changes.map(({ studentId, itemId, after }) => `${studentId} ${itemId} ${after.score}`)

describe('a pasted column', () => {
  test('leaves blanks, names what it cannot read, and reads full width', () => {
    const plan = paste('91\r\n\r\n9O\r\n\r\n９５\r\n')
    expect(entered(plan)).toEqual(['s0 test 91', 's4 test 95'])
    expect(plan.changes[0]?.before).toEqual({ score: '60', excused: false })
    expect(plan.refused).toEqual([{ studentId: 's2', itemId: 'test', text: '9O', fault: 'not-a-number' }])
    expect(plan.strayLines).toEqual([])
  })

  test('tells the values below the last pupil', () => {
    const plan = paste('70\r\n71\r\n72\r\n73\r\n', { at: { row: 3, column: 0 } })
    expect(entered(plan)).toEqual(['s3 test 70', 's4 test 71'])
    expect(plan.strayLines.map(({ line, values, why }) => [line, values, why])).toEqual([
      [3, ['72'], 'below'],
      [4, ['73'], 'below'],
    ])
  })

  test('tells the values right of the last column', () => {
    const plan = paste('500\t1\t2\n501\t3\t\n', { at: { row: 0, column: 2 } })
    expect(entered(plan)).toEqual(['s0 project 500', 's1 project 501'])
    expect(plan.strayValues).toBe(3)
  })

  test('asks where a comma may be either, and takes the answer for all', () => {
    const asked = paste('1,000\n8,5\n')
    expect(asked.doubtful).toEqual([
      { studentId: 's0', itemId: 'test', text: '1,000', decimal: '1', thousands: '1000' },
    ])
    expect(entered(asked)).toEqual(['s1 test 8.5'])
    expect(entered(paste('1,000\n8,5\n', { separator: 'decimal' }))).toEqual(['s0 test 1', 's1 test 8.5'])
    expect(entered(paste('1,000\n', { at: { row: 0, column: 2 } }))).toEqual(['s0 project 1000'])
  })

  test('flags what is above the points, and counts what is there already', () => {
    const plan = paste('60\n991\n')
    expect(plan.unchanged).toBe(1)
    expect(plan.changes.map((change) => change.above)).toEqual([true])
  })

  test('excuses by the words for it, but not by an E among letter grades', () => {
    expect(paste('E\n90\n').changes[0]?.after).toEqual({ score: null, excused: true })
    expect(paste('A\nE\nB-\n').refused.map((cell) => cell.text)).toEqual(['A', 'E', 'B-'])
  })

  test('may have its heading with it', () => {
    for (const heading of ['Test', 'Score', '成绩']) {
      const plan = paste(`${heading}\n91\n92`)
      expect(plan.heading).toEqual([heading])
      expect(entered(plan)).toEqual(['s0 test 91', 's1 test 92'])
    }
    expect(paste('absent\n92').refused[0]?.text).toBe('absent')
  })
})

describe('a pasted block with names', () => {
  test('finds its pupils in any order and any writing of the name', () => {
    const plan = paste('李娜\t81\nDubois, Chloë\t82\nＡＮ  li\t83\n')
    expect(plan.rowsBy).toBe('name')
    expect(entered(plan)).toEqual(['s3 test 81', 's2 test 82', 's0 test 83'])
  })

  test('names who is nobody, who may be two, and who is there twice', () => {
    const plan = paste('Bo Chen\t1\nZoe\t2\nAn Li\t3\nAn Li\t4\n\t5\nChloë Dubois\t6')
    expect(entered(plan)).toEqual(['s2 test 6'])
    expect(plan.strayLines.map(({ said, why }) => [said, why])).toEqual([
      ['Bo Chen', 'several'],
      ['Zoe', 'unknown'],
      ['An Li', 'twice'],
      ['An Li', 'twice'],
      ['', 'unnamed'],
    ])
  })

  test('goes by the number where it has one, and does not enter a line whose number and name are two people', () => {
    const plan = paste('学号\t姓名\t成绩\n20260005\tBo Chen\t81\n20260001\t李娜\t82\n20269999\tX\t83')
    expect(plan.rowsBy).toBe('number')
    expect(entered(plan)).toEqual(['s4 test 81'])
    expect(plan.strayLines.map(({ why }) => why)).toEqual(['mismatch', 'unknown'])
  })

  test('goes to the columns its headings name, and says which had none', () => {
    const plan = paste('Name\tProject\tTest\tBonus\nAn Li\t900\t88\t1')
    expect(entered(plan)).toEqual(['s0 project 900', 's0 test 88'])
    expect(plan.columns.find((column) => column.sample === 'Bonus')?.itemId).toBe(null)
    expect(plan.strayValues).toBe(1)
  })

  test('leaves out what is no score: the number of the line, the class', () => {
    for (const [one, two] of [
      ['7A', '7B'],
      ['Quebec', 'Lima'],
    ]) {
      const plan = paste(`1\tAn Li\t${one}\t91\n2\tChloë Dubois\t${two}\t92\n3\t李娜\t${one}\t93`)
      expect(entered(plan)).toEqual(['s0 test 91', 's2 test 92', 's3 test 93'])
      expect(plan.leftOut).toHaveLength(2)
    }
  })

  test('keeps the place of a column that it cannot read, so that none goes to the wrong one', () => {
    for (const text of ['An Li\t9O\t8', 'An Li\t90%\t8\nChloë Dubois\t80%\t7']) {
      const plan = paste(text)
      expect(entered(plan)[0]).toBe('s0 essay 8')
      expect(plan.refused[0]).toMatchObject({ studentId: 's0', itemId: 'test' })
    }
  })

  test('of small numbers goes by them only where all are pupils, and by order when told so', () => {
    const small = { students: students.map((student, n) => ({ ...student, studentNumber: `${n + 1}` })) }
    expect(paste('3\t91\n1\t92', {}, small).rowsBy).toBe('number')
    expect(entered(paste('3\t91\n1\t92', {}, small))).toEqual(['s2 test 91', 's0 test 92'])
    expect(paste('3\t91\n9\t92', {}, small).rowsBy).toBe('position')
    const told = paste('3\t9\n1\t8', { rowsBy: 'position' }, small)
    expect(entered(told)).toEqual(['s0 test 3', 's1 test 1', 's0 essay 9', 's1 essay 8'])
  })

  test('under a heading for names enters nothing by order when it knows none of them', () => {
    const plan = paste('Name\tScore\nAnna\t91\nBoris\t92')
    expect(plan.changes).toEqual([])
    expect(plan.strayLines.map(({ why }) => why)).toEqual(['unknown', 'unknown'])
  })
})

describe('a name in two columns', () => {
  const named = (...names: string[]) => ({
    students: names.map((displayName, n) => ({
      id: `s${n}`,
      displayName,
      studentNumber: null,
      username: `user${n}`,
    })),
  })
  const pupils = named('An Li', 'Chloë Dubois', '王小明', 'Van Tran', '欧阳 娜')

  test('finds its pupil in either order, with a heading or without, Western and Chinese', () => {
    const expected = ['s0 test 81', 's1 test 82', 's2 test 83', 's4 test 84']
    const rows = ['An\tLi\t81', 'Chloë\tDubois\t82', '小明\t王\t83', '娜\t欧阳\t84']
    const swapped = rows.map((line) => line.split('\t')).map(([a, b, score]) => `${b}\t${a}\t${score}`)
    for (const text of [
      rows.join('\n'),
      swapped.join('\n'),
      `First name\tLast name\tScore\n${rows.join('\n')}`,
      `Surname\tGiven name\tGrade\n${swapped.join('\n')}`,
      `姓\t名\t成绩\n${swapped.join('\n')}`,
    ]) {
      const plan = paste(text, {}, pupils)
      expect(entered(plan)).toEqual(expected)
      expect([plan.rowsBy, plan.strayLines, plan.leftOut]).toEqual(['name', [], []])
    }
  })

  test('that fits two is named as such, unless the heading says which part is which', () => {
    const both = named('An Li', 'Li An', 'Bo Xu')
    const plan = paste('An\tLi\t81\nBo\tXu\t82', {}, both)
    expect(entered(plan)).toEqual(['s2 test 82'])
    expect(plan.strayLines).toEqual([{ line: 1, said: 'An Li', values: ['81'], why: 'several' }])
    expect(entered(paste('Last name\tFirst name\tScore\nAn\tLi\t81', {}, both))).toEqual(['s1 test 81'])
    expect(paste('Bo\tChen\t81\nAn\tLi\t82').strayLines.map(({ why }) => why)).toEqual(['several'])
  })

  test('is the whole name: who is called by one part of it is somebody else', () => {
    const plan = paste('An\tLi\t81\nBo\tXu\t82', {}, named('An', 'An Li', 'Bo'))
    expect(entered(plan)).toEqual(['s1 test 81'])
    expect(plan.strayLines.map(({ said, why }) => [said, why])).toEqual([['Bo Xu', 'unknown']])
  })

  test('goes by the number where there is one, and must not name another', () => {
    const text = 'First name\tSurname\tStudent ID\tScore\nAn\tLi\t20260001\t81\n娜\t李\t20260002\t82'
    const plan = paste(text)
    expect([plan.rowsBy, entered(plan)]).toEqual(['number', ['s0 test 81']])
    expect(plan.strayLines.map(({ said, why }) => [said, why])).toEqual([['20260002 · 娜 李', 'mismatch']])
  })

  test('of nobody is not entered by order under a heading', () => {
    const plan = paste('First name\tLast name\tScore\nZoe\tZed\t81')
    expect([plan.changes, plan.strayLines.map(({ why }) => why)]).toEqual([[], ['unknown']])
  })

  test('finds whoever is alone called so, whatever the names, their order and the columns beside', () => {
    const part = fc.constantFrom('An', 'Bo', 'Chloë', 'De la Cruz', '娜', '小明', '王', '欧阳', 'Li')
    const name = fc.tuple(part, part).filter(([one, two]) => one !== two)
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 6, selector: (parts) => parts.join(' ') }),
        fc.boolean(),
        fc.boolean(),
        (names, swap, counter) => {
          const whole = names.map((parts) => parts.join(' '))
          const lines = names.map(([one, two], n) => [
            ...(counter ? [`${n + 1}`] : []),
            ...(swap ? [two, one] : [one, two]),
            `${n + 10}`,
          ])
          const plan = planPaste(lines, { ...book, ...named(...whole) }, { at: { row: 0, column: 0 } })
          if (counter && names.length < 3) return
          expect(plan.rowsBy).toBe('name')
          const turned = new Set(names.map(([one, two]) => `${two} ${one}`))
          whole.forEach((displayName, n) => {
            const change = plan.changes.find((one) => one.studentId === `s${n}`)
            if (turned.has(displayName)) expect(change).toBeUndefined()
            else expect(change?.after.score).toBe(`${n + 10}`)
          })
        },
      ),
    )
  })
})

test('columns go where they are told, two never to one, and one to nowhere', () => {
  const plan = paste('1\t2\t3', { columns: { 0: 'essay', 2: null } })
  expect(plan.columns.map((column) => column.itemId)).toEqual(['essay', null, null])
  expect(entered(plan)).toEqual(['s0 essay 1'])
})

test('every value of a block is entered, there already, in doubt, refused, or told to have no place', () => {
  const cell = fc.constantFrom(
    '',
    '60',
    '91',
    '９５',
    '9O',
    '1,000',
    'An Li',
    'Bo Chen',
    '20260003',
    'E',
    '–',
    'Test',
  )
  const block = fc
    .integer({ min: 1, max: 4 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 7 }),
    )
  fc.assert(
    fc.property(block, fc.nat({ max: 4 }), fc.nat({ max: 2 }), (lines, row, column) => {
      const plan = planPaste(lines, book, { at: { row, column } })
      const places = plan.changes.map((change) => `${change.studentId} ${change.itemId}`)
      expect(new Set(places).size).toBe(places.length)
      const body = plan.heading ? lines.slice(1) : lines
      const values = plan.columns.flatMap(({ column: at }) => body.map((line) => line[at] ?? ''))
      const told =
        plan.changes.length +
        plan.unchanged +
        plan.refused.length +
        plan.doubtful.length +
        plan.strayValues +
        plan.strayLines.reduce((sum, line) => sum + line.values.length, 0)
      const dashes = values.filter((value) => value === '–').length
      const filled = values.filter((value) => value !== '').length
      expect(told).toBeLessThanOrEqual(filled)
      expect(told).toBeGreaterThanOrEqual(filled - dashes)
    }),
  )
})
