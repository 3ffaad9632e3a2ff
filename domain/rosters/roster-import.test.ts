import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SchoolRole } from '../permission.ts'
import { columnLetter, foldHeader, type RosterSheet } from './roster-columns.ts'
import { planRoster } from './roster-import.ts'
import { classKey, fold, type RosterPlan, rosterSummary } from './roster-plan.ts'
import type { ExistingSchool } from './roster-school.ts'

const sheet = (name: string, ...rows: string[][]): RosterSheet => ({
  name,
  rows: rows.map((cells, at) => ({ row: at + 1, cells })),
})

const TERM = 'term-autumn'
const emptySchool: ExistingSchool = {
  accounts: [],
  takenUsernames: new Set(),
  takenEmails: new Set(),
  guardianships: new Set(),
  terms: [
    { id: TERM, name: '2026 Autumn' },
    { id: 'term-spring', name: '2027 Spring' },
  ],
  currentTermId: TERM,
  classes: [],
  enrollments: new Map(),
}
const account = (
  username: string,
  role: SchoolRole,
  more: Partial<ExistingSchool['accounts'][number]> = {},
) => ({
  id: `id-${username}`,
  username,
  name: username,
  role,
  email: null,
  studentNumber: null,
  disabled: false,
  ...more,
})

/** The school after a plan was carried out: what applying does, in memory. */
const apply = (school: ExistingSchool, plan: RosterPlan): ExistingSchool => {
  const accounts = new Map(school.accounts.map((one) => [fold(one.username), one]))
  for (const { password: _, ...one } of plan.accounts)
    accounts.set(fold(one.username), { ...one, id: one.id ?? `id-${one.username}`, disabled: false })
  const classes = new Map(school.classes.map((one) => [classKey(one.termId, one.code), one]))
  for (const one of plan.classes)
    classes.set(classKey(one.termId, one.code), {
      ...one,
      id: one.id ?? `class-${one.code}`,
      archived: false,
    })
  const idOf = (username: string) => accounts.get(username)!.id
  const enrollments = new Map(school.enrollments)
  for (const one of plan.enrollments)
    enrollments.set(`${classes.get(one.classKey)!.id} ${idOf(one.username)}`, one.role)
  const links = plan.guardianships.map((one) => `${idOf(one.guardian)} ${idOf(one.student)}`)
  return {
    ...school,
    accounts: [...accounts.values()],
    classes: [...classes.values()],
    enrollments,
    guardianships: new Set([...school.guardianships, ...links]),
  }
}

const roster = [
  sheet(
    'People',
    ['Username', 'Full name', 'Role', 'E-mail', 'Student No.', 'Guardian of'],
    ['li.wei', 'Li Wei', 'Teacher', 'li.wei@example.org', '', ''],
    ['zhang.min', '张敏', '学生', '', '20260001', ''],
    ['', '王芳', 'student', '', '20260002', ''],
    ['zhang.gang', '张刚', '家长', '', '', 'zhang.min, 20260002'],
  ),
  sheet('班级', ['班级代码', '班级名称', '学科', '任课教师'], ['M7A', '七年级(1)班数学', '数学', 'li.wei']),
  sheet('班级成员', ['班级', '学号', '角色'], ['m7a', '20260001', ''], ['M7A', '20260002', '助教']),
]
const plan = (sheets: RosterSheet[], school = emptySchool, role: SchoolRole = 'owner') =>
  planRoster(sheets, school, role)
const fates = (one: RosterPlan) => one.rows.map((row) => row.fate)
const problems = (one: RosterPlan) =>
  one.rows.flatMap((row) =>
    row.problems.map(
      (problem) => `${row.sheet} ${problem.column ?? '-'}${row.row} ${problem.level} ${problem.code}`,
    ),
  )

describe('a roster import', () => {
  it('understands English and Chinese headers in any order and finds who is meant', () => {
    const planned = plan(roster)
    expect(problems(planned)).toEqual([])
    expect(planned.accounts.map(({ username, name, role }) => [username, name, role])).toEqual([
      ['li.wei', 'Li Wei', 'teacher'],
      ['zhang.min', '张敏', 'student'],
      ['20260002', '王芳', 'student'],
      ['zhang.gang', '张刚', 'guardian'],
    ])
    expect(planned.classes).toEqual([
      { id: null, termId: TERM, code: 'M7A', name: '七年级(1)班数学', subject: '数学' },
    ])
    expect(planned.enrollments).toEqual([
      { classKey: `${TERM} m7a`, username: 'li.wei', role: 'teacher' },
      { classKey: `${TERM} m7a`, username: 'zhang.min', role: 'student' },
      { classKey: `${TERM} m7a`, username: '20260002', role: 'assistant' },
    ])
    expect(planned.guardianships).toEqual([
      { guardian: 'zhang.gang', student: 'zhang.min' },
      { guardian: 'zhang.gang', student: '20260002' },
    ])
    expect(rosterSummary.parse(planned.summary)).toMatchObject({
      accounts: { create: 4, error: 0 },
      classes: { create: 1 },
      enrollments: { create: 2 },
      guardianships: 2,
    })
  })

  it('changes nothing the second time', () => {
    const second = plan(roster, apply(emptySchool, plan(roster)))
    expect(new Set(fates(second))).toEqual(new Set(['unchanged']))
    expect([second.accounts, second.classes, second.enrollments, second.guardianships]).toEqual([
      [],
      [],
      [],
      [],
    ])
  })

  it('finds headers below a title and notes, with stars, notes in brackets and both languages in one cell', () => {
    const titled = sheet(
      'Sheet1',
      ['Our school, class list'],
      ['Fill in below'],
      ['Favourite colour', '姓名 Name *', 'ROLE（必填）', '用户名/Username', 'Name'],
      ['blue', 'Ana', 'student', 'ana', 'x'],
    )
    const planned = plan([titled, sheet('Notes', ['hello'])])
    expect(planned.accounts).toMatchObject([{ username: 'ana', name: 'Ana' }])
    expect(planned.rows[0]?.row).toBe(4)
    expect(planned.summary.sheets).toEqual([
      { sheet: 'Sheet1', kind: 'accounts', rows: 1, ignoredColumns: ['Favourite colour', 'Name'] },
      { sheet: 'Notes', kind: null, rows: 0, ignoredColumns: [] },
    ])
    expect(foldHeader(' Student No. (required)* ')).toBe('studentno')
    expect([columnLetter(0), columnLetter(25), columnLetter(26), columnLetter(99)]).toEqual([
      'A',
      'Z',
      'AA',
      'CV',
    ])
  })

  it('reports a bad row with sheet, row, column and reason, and imports the others', () => {
    const planned = plan([
      sheet(
        'accounts',
        ['username', 'name', 'role', 'email', 'student number', 'password', 'guardian of'],
        ['ana', 'Ana', 'student', 'not an address', '', '', ''],
        ['a b', 'Ben', 'student', '', '', '', ''],
        ['cleo', '', 'student', '', '7', '', ''],
        ['dan', 'Dan', 'wizard', '', '', '', ''],
        ['eve', 'Eve', 'student', '', '7', 'short', ''],
        ['EVE', 'Eve again', 'student', '', '', '', ''],
        ['fay', 'Fay', 'guardian', '', '', '', 'nobody; dan'],
        ['gus', 'Gus', 'student', 'gus@example.org', '9', 'correct horse', ''],
        ['hal', 'Hal', 'student', 'GUS@example.org', '9', '', ''],
        ['', 'Nobody', 'student', '', '', '', ''],
        ['ivy', 'I'.repeat(81), 'student', '', '', 'ivy-ivy-ivy', ''],
      ),
      sheet(
        'classes',
        ['code', 'name', 'term', 'teachers'],
        ['M1', 'Maths', '1999', 'gus'],
        ['M2', 'Maths', '2027 spring', 'gus ghost'],
        ['M2', 'Again', '2027 Spring', ''],
      ),
      sheet(
        'enrollments',
        ['class', 'username', 'role', 'term'],
        ['M1', 'gus', '', ''],
        ['M2', 'ghost', '', '2027 Spring'],
        ['M2', 'gus', 'teacher', '2027 Spring'],
        ['M2', 'fay', '', '2027 Spring'],
        ['M2', 'gus', '', '2027 Spring'],
        ['M2', 'gus', 'TA', '2027 Spring'],
      ),
    ])
    expect(problems(planned)).toEqual([
      'accounts D2 error email-invalid',
      'accounts A3 error username-invalid',
      'accounts B4 error required',
      'accounts C5 error role-unknown',
      'accounts F6 error password-too-short',
      'accounts A7 error duplicate',
      'accounts G8 warning student-unknown',
      'accounts G8 warning student-unknown',
      'accounts D10 error email-taken',
      'accounts E10 error student-number-taken',
      'accounts A11 error required',
      'accounts B12 error too-long',
      'accounts F12 error password-has-name',
      'classes C2 error term-unknown',
      'classes D3 warning not-a-teacher',
      'classes D3 warning person-unknown',
      'classes A4 error duplicate',
      'enrollments A2 error class-unknown',
      'enrollments B3 error person-unknown',
      'enrollments C4 error not-a-teacher',
      'enrollments B5 error guardian-cannot-join',
      'enrollments C7 error conflict-in-file',
    ])
    expect(planned.accounts.map((one) => one.username)).toEqual(['fay', 'gus'])
    expect(planned.accounts[1]?.password).toBe('correct horse')
    expect(planned.rows.find((row) => row.problems[0]?.code === 'duplicate')?.problems[0]?.params).toEqual({
      value: 'EVE',
      row: 6,
    })
    expect(planned.enrollments).toEqual([{ classKey: 'term-spring m2', username: 'gus', role: 'student' }])
  })

  it('updates what differs and leaves what the file leaves empty', () => {
    const school: ExistingSchool = {
      ...emptySchool,
      accounts: [account('ana', 'student', { name: 'Ana', email: 'a@example.org', studentNumber: '1' })],
      classes: [{ id: 'c1', termId: TERM, code: 'M1', name: 'Maths', subject: 'Maths', archived: false }],
      enrollments: new Map([['c1 id-ana', 'assistant']]),
    }
    const people = sheet(
      'accounts',
      ['username', 'name', 'role', 'email', 'password'],
      ['ANA', 'Ana María', '', 'b@example.org', 'a new password'],
    )
    const members = sheet('enrollments', ['class', 'username', 'role'], ['M1', 'ana', ''])
    const planned = plan(
      [people, sheet('classes', ['code', 'name', 'subject'], ['m1', '', 'Algebra']), members],
      school,
    )
    expect(planned.rows.map((row) => [row.fate, row.changes])).toEqual([
      ['update', ['name', 'email']],
      ['update', ['subject']],
      ['unchanged', []],
    ])
    expect(planned.accounts).toEqual([
      {
        id: 'id-ana',
        username: 'ana',
        name: 'Ana María',
        role: 'student',
        email: 'b@example.org',
        studentNumber: '1',
        password: null,
      },
    ])
    const promoted = plan(
      [sheet('enrollments', ['class', 'username', 'role'], ['M1', 'ana', 'student'])],
      school,
    )
    expect(promoted.rows[0]).toMatchObject({ fate: 'update', changes: ['role'] })
  })

  it('never makes an owner, and a registrar makes no registrar', () => {
    const staff = sheet(
      'accounts',
      ['username', 'name', 'role'],
      ['boss', 'Boss', '管理员'],
      ['reg', 'Reg', 'registrar'],
    )
    expect(problems(plan([staff], emptySchool, 'owner'))).toEqual(['accounts C2 error role-not-allowed'])
    expect(problems(plan([staff], emptySchool, 'registrar'))).toEqual([
      'accounts C2 error role-not-allowed',
      'accounts C3 error role-not-allowed',
    ])
    expect(fates(plan([staff], emptySchool, 'teacher'))).toEqual(['error', 'error'])
  })

  it('never changes an owner’s account, nor its role, password or address; an unchanged row of it is fine', () => {
    const school = {
      ...emptySchool,
      accounts: [account('boss', 'owner', { name: 'Boss' }), account('reg', 'registrar')],
    }
    const rows = (...cells: string[][]) =>
      sheet('accounts', ['username', 'name', 'role', 'email', 'password'], ...cells)
    expect(fates(plan([rows(['boss', 'Boss', 'owner', '', 'another password'])], school))).toEqual([
      'unchanged',
    ])
    for (const cells of [
      ['boss', 'Boss', 'student', '', ''],
      ['boss', 'Boss', '', 'evil@example.org', ''],
    ])
      expect(problems(plan([rows(cells)], school))).toEqual(['accounts A2 error account-protected'])
    expect(fates(plan([rows(['reg', 'Other', '', '', ''])], school, 'registrar'))).toEqual(['error'])
    expect(fates(plan([rows(['reg', 'Other', '', '', ''])], school, 'owner'))).toEqual(['update'])
  })

  it('takes no name or address that is in use in another school, and no archived class', () => {
    const school: ExistingSchool = {
      ...emptySchool,
      takenUsernames: new Set(['ana']),
      takenEmails: new Set(['b@example.org']),
      classes: [{ id: 'c1', termId: TERM, code: 'OLD', name: 'Old', subject: '', archived: true }],
    }
    const people = sheet(
      'accounts',
      ['username', 'name', 'role', 'email'],
      ['Ana', 'A', 'student', ''],
      ['ben', 'B', 'student', 'B@example.org'],
      ['cleo', 'C', 'student', ''],
    )
    const members = sheet('enrollments', ['class', 'username'], ['old', 'cleo'])
    expect(problems(plan([people, members], school))).toEqual([
      'accounts A2 error username-taken',
      'accounts D3 error email-taken',
      'enrollments A2 error class-archived',
    ])
  })

  it('needs a term to put classes in', () => {
    const classes = sheet('classes', ['code', 'name'], ['M1', 'Maths'])
    expect(problems(plan([classes], { ...emptySchool, currentTermId: null }))).toEqual(
      ['classes - 2 error no-term'].map((line) => line.replace('- 2', '-2')),
    )
  })
})

describe('whatever a file holds', () => {
  const word = fc.constantFrom(
    '',
    'ana',
    'Ben',
    '李伟',
    '7',
    'M1',
    'M2',
    'student',
    'teacher',
    'guardian',
    '家长',
    'owner',
    'a@b.cn',
    'x y',
    '=1+1',
    '\u0000',
    '2027 Spring',
  )
  const rows = (width: number) =>
    fc.array(fc.array(word, { minLength: width, maxLength: width }), { maxLength: 8 })
  const anyFile = fc
    .tuple(rows(6), rows(4), rows(4))
    .map(([people, classes, members]) => [
      sheet('a', ['username', 'name', 'role', 'email', 'student number', 'guardian of'], ...people),
      sheet('b', ['code', 'name', 'term', 'teachers'], ...classes),
      sheet('c', ['class', 'username', 'role', 'term'], ...members),
    ])

  it('every row gets one fate, nobody becomes owner, and the same file again changes nothing', () => {
    fc.assert(
      fc.property(anyFile, (sheets) => {
        const first = plan(sheets, emptySchool, 'owner')
        expect(first.rows).toHaveLength(sheets.reduce((sum, one) => sum + one.rows.length - 1, 0))
        expect(first.accounts.some((one) => one.role === 'owner')).toBe(false)
        const second = plan(sheets, apply(emptySchool, first), 'owner')
        expect(second.rows.filter((row) => row.fate === 'create' || row.fate === 'update')).toEqual([])
        expect(second.rows.filter((row) => row.fate === 'error')).toHaveLength(
          first.rows.filter((row) => row.fate === 'error').length,
        )
      }),
      { numRuns: 500 },
    )
  })
})
