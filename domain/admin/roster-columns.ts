/** Which sheet of a roster workbook is which, and which of its columns means what: in English or Chinese, in any order. */

export const ROSTER_KINDS = ['accounts', 'classes', 'enrollments'] as const
export type RosterKind = (typeof ROSTER_KINDS)[number]

export type RosterField =
  | 'username'
  | 'name'
  | 'role'
  | 'email'
  | 'studentNumber'
  | 'password'
  | 'guardianOf'
  | 'code'
  | 'subject'
  | 'term'
  | 'teachers'

/** A sheet as it was read: rows with text only, cells trimmed. */
export interface RosterSheet {
  name: string
  rows: readonly { row: number; cells: readonly string[] }[]
}

export interface RosterTable {
  kind: RosterKind
  sheet: RosterSheet
  /** Row number of the headers. */
  headerRow: number
  columns: ReadonlyMap<RosterField, number>
  /** Headers that mean nothing here; their columns are not read. */
  ignored: string[]
}

const HEADERS: Record<RosterKind, Partial<Record<RosterField, string>>> = {
  accounts: {
    username: 'username user login loginname account accountname userid 用户名 用户 账号 帐号 账户 登录名',
    name: 'name fullname displayname realname studentname 姓名 名字 显示名 真实姓名',
    role: 'role type usertype accounttype 角色 身份 类型 用户类型 人员类型',
    email: 'email mail emailaddress 邮箱 电子邮箱 电子邮件 邮件',
    studentNumber: 'studentnumber studentno studentid number no id 学号 学籍号 编号 学生编号',
    password: 'password initialpassword firstpassword 密码 初始密码',
    guardianOf:
      'guardianof parentof child children ward wards student students 监护学生 家长对应学生 关联学生 孩子 子女 被监护人',
  },
  classes: {
    code: 'code classcode classid class 代码 班级代码 班级编号 班号 课程代码 编号',
    name: 'name classname title 名称 班级名称 班级 课程名称 班级名',
    subject: 'subject course coursename 学科 科目 课程',
    term: 'term semester session schoolyear 学期 学年',
    teachers: 'teacher teachers instructor instructors 教师 老师 任课教师 授课教师 任课老师',
  },
  enrollments: {
    code: 'code classcode classid class 代码 班级代码 班级编号 班级 班号 课程代码',
    username:
      'username user login account userid student member studentnumber studentno studentid 用户名 账号 帐号 学号 学生 成员 登录名',
    role: 'role type 角色 身份 班级角色',
    term: 'term semester session schoolyear 学期 学年',
  },
}

const REQUIRED: Record<RosterKind, readonly (readonly RosterField[])[]> = {
  accounts: [['username', 'studentNumber'], ['name']],
  classes: [['code'], ['name']],
  enrollments: [['code'], ['username']],
}

const SHEET_NAMES: Record<RosterKind, RegExp> = {
  accounts: /account|people|person|user|账号|帐号|人员|用户/i,
  enrollments: /enrol|member|班级成员|成员|选课|名单/i,
  classes: /class|section|course|班级|课程/i,
}

/** Headers stand in one of the first rows; above them there may be a title and notes. */
const HEADER_ROWS = 20

/** `" Student No. (required)* "` → `"studentno"`: what a header is compared by. */
export const foldHeader = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]/g, '')
    .replace(/[\s*_.:#-]+/g, '')

/** The readings of a header: as a whole, its Chinese and Latin parts, and what a slash separates. */
const readings = (header: string): string[] => {
  const parts = [
    header,
    ...header.split(/[/\n|]/),
    header.replace(/[\x20-\x7e]+/g, ''),
    header.replace(/[^\x20-\x7e]+/g, ''),
  ]
  return parts.map(foldHeader).filter((part) => part !== '')
}

const WORDS = Object.fromEntries(
  ROSTER_KINDS.map((kind) => [
    kind,
    new Map(
      Object.entries(HEADERS[kind]).flatMap(([field, words]) =>
        words.split(/\s+/).map((word) => [word, field as RosterField] as const),
      ),
    ),
  ]),
) as Record<RosterKind, Map<string, RosterField>>

const fieldOf = (kind: RosterKind, header: string): RosterField | undefined => {
  for (const reading of readings(header)) {
    const field = WORDS[kind].get(reading)
    if (field) return field
  }
  return undefined
}

const tableAt = (sheet: RosterSheet, kind: RosterKind, at: number): RosterTable | null => {
  const header = sheet.rows[at]
  if (!header) return null
  const columns = new Map<RosterField, number>()
  const ignored: string[] = []
  header.cells.forEach((text, column) => {
    if (text === '') return
    const field = fieldOf(kind, text)
    if (field && !columns.has(field)) columns.set(field, column)
    else ignored.push(text)
  })
  const complete = REQUIRED[kind].every((choice) => choice.some((field) => columns.has(field)))
  return complete ? { kind, sheet, headerRow: header.row, columns, ignored } : null
}

const score = (table: RosterTable): number =>
  table.columns.size * 2 - table.ignored.length + (SHEET_NAMES[table.kind].test(table.sheet.name) ? 5 : 0)

/** What a sheet lists, by its headers first and its name second; null when its headers are of no known list. */
export const findTable = (sheet: RosterSheet): RosterTable | null => {
  for (let at = 0; at < Math.min(HEADER_ROWS, sheet.rows.length); at += 1) {
    const tables = ROSTER_KINDS.map((kind) => tableAt(sheet, kind, at)).filter((table) => table !== null)
    if (tables.length > 0) return tables.reduce((best, next) => (score(next) > score(best) ? next : best))
  }
  return null
}

/** 0 → `A`, 26 → `AA`. */
export const columnLetter = (column: number): string =>
  (column >= 26 ? columnLetter(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26))
