import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinName } from '../accounts/name-parts.ts'
import type { SchoolRole } from '../permission.ts'
import type { DoubtfulCell } from '../sheet-cell.ts'
import { cellText } from './roster-cell.ts'
import type { RosterSheet } from './roster-columns.ts'
import { planRoster } from './roster-import.ts'
import type { ExistingSchool } from './roster-school.ts'

/** What files of other programs and of people in a hurry hold, and what becomes of it. */

const school: ExistingSchool = {
  accounts: [],
  takenUsernames: new Set(),
  takenEmails: new Set(),
  guardianships: new Set(),
  terms: [{ id: 'term', name: 'Autumn' }],
  currentTermId: 'term',
  classes: [],
  enrollments: new Map(),
}
const sheet = (...rows: string[][]): RosterSheet => ({
  name: 'list',
  rows: rows.map((cells, at) => ({ row: at + 1, cells })),
})
/** The sheet with a remark of the reader on its last row. */
const doubted = (one: RosterSheet, ...doubts: DoubtfulCell[]): RosterSheet => ({
  ...one,
  rows: one.rows.map((row, at) => (at === one.rows.length - 1 ? { ...row, doubts } : row)),
})
const plan = (sheets: RosterSheet[], role?: SchoolRole, there: Partial<ExistingSchool> = {}) =>
  planRoster(sheets, { ...school, ...there }, 'owner', { role })
const people = (one: RosterSheet, role?: SchoolRole) =>
  plan([one], role).accounts.map(({ username, name, role, studentNumber }) => [
    username,
    name,
    role,
    studentNumber,
  ])
const remarks = (...sheets: RosterSheet[]) =>
  plan(sheets).rows.flatMap((row) =>
    row.problems.map(({ column, level, code, params }) =>
      `${column}${row.row} ${level} ${code} ${params.value ?? ''}`.trim(),
    ),
  )

describe('a first and a last name', () => {
  it.each([
    ['小明', '', '王', '王小明'],
    ['娜娜', '', '欧阳', '欧阳娜娜'],
    ['민준', '', '김', '김민준'],
    ['さくら', '', '山本', '山本さくら'],
    ['Anna', '', 'Müller', 'Anna Müller'],
    ['Анна', '', 'Иванова', 'Анна Иванова'],
    ['An', 'Văn', 'Nguyễn', 'Nguyễn Văn An'],
    ['Ada', 'Augusta', 'Byron', 'Ada Augusta Byron'],
    ['Anna', '', '王', 'Anna 王'],
    ['', '', 'Teller', 'Teller'],
    ['Madonna', '', '', 'Madonna'],
  ])('%j %j %j are %j', (given, middle, family, name) => {
    expect(joinName({ given, middle, family })).toBe(name)
  })
})

describe('a list of another program', () => {
  it('of Moodle has its names joined and its numbers read', () => {
    const moodle = sheet(
      ['username', 'firstname', 'lastname', 'email', 'idnumber', 'course1'],
      ['ann', 'Ann', 'Lee', 'ann@example.org', '0007', 'M1'],
      ['wxm', '小明', '王', 'wxm@example.org', '0008', 'M1'],
    )
    expect(people(moodle, 'student')).toEqual([
      ['ann', 'Ann Lee', 'student', '0007'],
      ['wxm', '王小明', 'student', '0008'],
    ])
  })

  it('of OneRoster leaves out who has left', () => {
    const oneRoster = sheet(
      ['sourcedId', 'status', 'enabledUser', 'username', 'givenName', 'familyName', 'identifier', 'role'],
      ['s1', 'active', 'true', 'ann', 'Ann', 'Lee', '7', 'student'],
      ['s2', 'tobedeleted', 'true', 'bo', 'Bo', 'Poe', '8', 'student'],
      ['s3', 'active', 'false', 'cy', 'Cy', 'Ray', '9', 'teacher'],
    )
    expect(people(oneRoster)).toEqual([['ann', 'Ann Lee', 'student', '7']])
    expect(remarks(oneRoster)).toEqual(['D3 error has-left', 'D4 error has-left'])
  })

  it('of Google names people by their address, and again the next time', () => {
    const google = sheet(
      ['First Name [Required]', 'Last Name [Required]', 'Email Address [Required]'],
      ['Ann', 'Lee', 'ann.lee@example.org'],
    )
    expect(people(google, 'teacher')).toEqual([['ann.lee', 'Ann Lee', 'teacher', null]])
    const there = {
      id: 'x',
      username: 'lee',
      name: 'Ann Lee',
      role: 'teacher' as const,
      email: 'Ann.Lee@example.org',
    }
    const again = plan([google], undefined, {
      accounts: [{ ...there, studentNumber: null, disabled: false }],
    })
    expect(again.rows.map((row) => row.fate)).toEqual(['unchanged'])
  })

  it('in traditional Chinese, Japanese, Korean, Russian and German has headers and roles too', () => {
    for (const [head, row] of [
      [
        ['用戶名', '姓名', '角色'],
        ['a.1', '陳天豪', '學生'],
      ],
      [
        ['ユーザー名', '氏名', '役割'],
        ['a.1', '佐藤健', '生徒'],
      ],
      [
        ['아이디', '이름', '역할'],
        ['a.1', '김민준', '학생'],
      ],
      [
        ['Логин', 'Имя', 'Роль'],
        ['a.1', 'Анна', 'Ученик'],
      ],
      [
        ['Benutzername', 'Nachname', 'Rolle'],
        ['a.1', 'Groß', 'Schülerin'],
      ],
    ] as const)
      expect(people(sheet([...head], [...row]))).toEqual([['a.1', row[1], 'student', null]])
  })

  it('without roles says how many people have none, and gives them the one that is chosen', () => {
    const bare = sheet(['username', 'name'], ['ann', 'Ann'], ['bo', 'Bo'])
    expect(plan([bare]).summary).toMatchObject({
      roleless: 2,
      accounts: { error: 2 },
      remarks: { required: 2 },
    })
    expect(plan([bare], 'guardian').summary).toMatchObject({ roleless: 2, accounts: { create: 2, error: 0 } })
    expect(planRoster([bare], school, 'registrar', { role: 'registrar' }).accounts).toEqual([])
  })
})

describe('the head of a list', () => {
  it('may have two rows, the first merged over the second', () => {
    const twoRows = sheet(
      ['Username', 'Name', 'Contact'],
      ['Username', 'Name', 'E-mail', 'Role'],
      ['ann', 'Ann', 'ann@example.org', 'student'],
    )
    expect(people(twoRows)).toEqual([['ann', 'Ann', 'student', null]])
  })

  it('may stand in a hidden row, while hidden people are not imported and said', () => {
    const list = sheet(['username', 'name', 'role'], ['ann', 'Ann', 'student'], ['bo', 'Bo', 'student'])
    const hidden = { ...list, rows: list.rows.map((row) => ({ ...row, hidden: row.row !== 2 })) }
    expect(people(hidden)).toEqual([['ann', 'Ann', 'student', null]])
    expect(plan([hidden]).summary.sheets).toMatchObject([{ rows: 1, hidden: { count: 1, rows: [3] } }])
  })
})

describe('a cell that does not say what somebody wrote', () => {
  const head = ['username', 'name', 'role', 'student number', 'email']
  const row = (at: number, value: string) =>
    sheet(head, ['ann', 'Ann', 'student', '7', 'a@b.org'].with(at, value))

  it.each([
    ['an error as a name', row(1, '#N/A'), 'B2 error error-value #N/A'],
    ['an error of a German program', row(3, '#BEZUG!'), 'D2 error error-value #BEZUG!'],
    ['an error of a Russian one', row(0, '#Н/Д'), 'A2 error error-value #Н/Д'],
    ['an error of an office program', row(1, 'Err:502'), 'B2 error error-value Err:502'],
    ['a column that was too narrow', row(3, '######'), 'D2 error error-value ######'],
    ['an error where nothing is needed', row(4, '#N/A'), 'E2 warning error-value #N/A'],
    ['what is left of a long number', row(3, '3.30102E+17'), 'D2 error digits-lost 3.30102E+17'],
    ['what is left of a code', row(0, '7.00E+02'), 'A2 error scientific 7.00E+02'],
    ['a day that may be a number', row(3, '7-Jan'), 'D2 warning maybe-date 7-Jan'],
    [
      'a date',
      doubted(row(3, '2026-07-01'), { column: 3, doubt: 'date', shown: '1-Jul' }),
      'D2 error date 1-Jul',
    ],
    [
      'a formula without a result',
      doubted(row(1, ''), { column: 1, doubt: 'no-result', shown: '' }),
      'B2 error no-result',
    ],
    [
      'a long number kept as a number',
      doubted(row(3, '1.2E+17'), { column: 3, doubt: 'digits-lost', shown: '1.2E+17' }),
      'D2 error digits-lost 1.2E+17',
    ],
    [
      'a quote that is not closed',
      doubted(row(1, 'Ann'), { column: 1, doubt: 'unclosed-quote', shown: 'Ann' }),
      'B2 warning unclosed-quote Ann',
    ],
    [
      'bytes that are no text',
      doubted(row(1, 'A\uFFFDn'), { column: 1, doubt: 'not-decoded', shown: 'A\uFFFDn' }),
      'B2 error not-decoded A\uFFFDn',
    ],
  ])('is said at the cell: %s', (_name, list, remark) => {
    expect(remarks(list)).toEqual([remark])
  })

  it('has its digits alone where they name somebody, and all that is shown where they are a code or a name', () => {
    const dressed = (column: number): DoubtfulCell => ({
      column,
      doubt: 'separated',
      shown: '01-23',
      digits: '0123',
    })
    const kid = doubted(row(3, '01-23'), dressed(3))
    expect(people(kid)).toEqual([['ann', 'Ann', 'student', '0123']])
    expect(remarks(kid)).toEqual(['D2 warning separated 01-23'])
    const room = doubted(sheet(['class code', 'class name'], ['01-23', '01-23']), dressed(0), dressed(1))
    expect(plan([room]).classes).toMatchObject([{ code: '01-23', name: '01-23' }])
    expect(remarks(room)).toEqual([])
    const members = doubted(
      sheet(['class code', 'student number'], ['01-23', '01-23']),
      dressed(0),
      dressed(1),
    )
    expect(plan([kid, room, members]).enrollments).toMatchObject([{ username: 'ann', role: 'student' }])
  })

  it('is nothing of a column that is not read, nor a birthday, nor a number sign in a name', () => {
    const list = doubted(sheet([...head, 'born'], ['ann', '#1 Ann', 'student', '7', '', '2010-01-01']), {
      column: 5,
      doubt: 'date',
      shown: '1-Jan',
    })
    expect(remarks(list)).toEqual([])
  })
})

describe('marks that nobody sees', () => {
  const unseen = fc.constantFrom('\u200B', '\uFEFF', '\u2060', '\u00AD', '\u200E', '\u202C', ' ', '\u3000')
  const around = (text: string) =>
    fc.tuple(unseen, unseen).map(([before, after]) => `${before}${text}${after}`)

  it('are taken out of names, numbers and codes', () => {
    fc.assert(
      fc.property(around('ann.1'), around('Ann'), around('S77'), (username, name, number) => {
        const list = sheet(
          ['username', '\u200Bname', 'role', 'student number'],
          [username, name, ' student\u200B', number],
        )
        expect(people(list)).toEqual([['ann.1', 'Ann', 'student', 'S77']])
      }),
      { numRuns: 50 },
    )
  })

  it('and the apostrophe before figures is no part of them, but one of a name is', () => {
    expect(cellText('studentNumber', "'00123")).toBe('00123')
    expect(cellText('username', '’ann')).toBe('ann')
    expect(cellText('name', "'t Hooft")).toBe("'t Hooft")
    expect(cellText('name', "'=cmd")).toBe('=cmd')
    expect(cellText('studentNumber', '２０２６０００１')).toBe('20260001')
    expect(cellText('code', 'ＡＢ０３')).toBe('AB03')
  })
})
