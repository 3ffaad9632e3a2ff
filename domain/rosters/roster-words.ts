import type { SchoolRole } from '../permission.ts'
import type { Locale } from '../school/school.ts'
import type { RosterField, RosterKind } from './roster-columns.ts'

/** The words of the roster template. Every header is one that the import understands. */
export interface RosterWords {
  font: string
  title: string
  notesSheet: string
  sheets: Record<RosterKind, { name: string; hint: string; columns: readonly RosterColumn[] }>
  /** Words to choose from in the role columns. */
  accountRoles: readonly string[]
  classRoles: readonly string[]
  roleWords: Record<Exclude<SchoolRole, 'owner'>, string>
  notes: readonly string[]
  /** The list of first passwords. */
  cards: {
    sheet: string
    hint: string
    name: string
    username: string
    firstPassword: string
    role: string
    studentNumber: string
    classes: string
  }
}

export interface RosterColumn {
  field: RosterField
  header: string
  width: number
  required?: true
  note: string
}

const en: RosterWords = {
  font: 'Calibri',
  title: 'Roster',
  notesSheet: 'Read me',
  sheets: {
    accounts: {
      name: 'Accounts',
      hint: 'One row for each person. * must be filled in.',
      columns: [
        {
          field: 'username',
          header: 'Username',
          width: 22,
          required: true,
          note: 'What the person signs in with: letters, digits, dot, dash. The student number when empty.',
        },
        { field: 'name', header: 'Name', width: 26, required: true, note: 'As shown to others.' },
        {
          field: 'role',
          header: 'Role',
          width: 14,
          required: true,
          note: 'student, teacher, guardian, registrar or guest.',
        },
        { field: 'email', header: 'E-mail', width: 30, note: 'May stay empty.' },
        {
          field: 'studentNumber',
          header: 'Student number',
          width: 18,
          note: 'The school’s own number; one person each.',
        },
        {
          field: 'password',
          header: 'First password',
          width: 20,
          note: 'Only for new accounts, at least 8 characters. When empty one is made. It must be changed at the first sign-in.',
        },
        {
          field: 'guardianOf',
          header: 'Guardian of',
          width: 34,
          note: 'For guardians: usernames or student numbers, with commas between.',
        },
      ],
    },
    classes: {
      name: 'Classes',
      hint: 'One row for each class: the people taught together in a course and term.',
      columns: [
        {
          field: 'code',
          header: 'Class code',
          width: 16,
          required: true,
          note: 'Short and unique in the term, such as G7-1-MAT.',
        },
        { field: 'name', header: 'Class name', width: 36, required: true, note: 'As shown to everyone.' },
        { field: 'subject', header: 'Subject', width: 18, note: 'What is taught.' },
        {
          field: 'term',
          header: 'Term',
          width: 22,
          note: 'The name of a term of the school. The current term when empty.',
        },
        {
          field: 'teachers',
          header: 'Teachers',
          width: 34,
          note: 'Usernames of teachers, with commas between.',
        },
      ],
    },
    enrollments: {
      name: 'Enrollments',
      hint: 'One row for each student in each class; teachers may stand here too.',
      columns: [
        {
          field: 'code',
          header: 'Class code',
          width: 16,
          required: true,
          note: 'As in the classes, or of a class there is.',
        },
        {
          field: 'username',
          header: 'Username',
          width: 22,
          required: true,
          note: 'Username or student number.',
        },
        {
          field: 'role',
          header: 'Role',
          width: 14,
          note: 'student, teacher, assistant or guest. By the account when empty.',
        },
      ],
    },
  },
  accountRoles: ['student', 'teacher', 'guardian', 'registrar', 'guest'],
  classRoles: ['student', 'teacher', 'assistant', 'guest'],
  roleWords: {
    registrar: 'registrar',
    teacher: 'teacher',
    student: 'student',
    guardian: 'guardian',
    guest: 'guest',
  },
  notes: [
    'Fill in the three sheets, or only those you need, and import this file. You see what every row would do before anything is changed.',
    'Importing the same file again changes nothing. Empty cells leave what is there. Nothing is ever deleted.',
    'Columns may stand in any order, and you may add your own: they are not read.',
  ],
  cards: {
    sheet: 'First passwords',
    hint: 'For handing out. Each password works until its owner has changed it at the first sign-in. Keep this list safe and delete it when it is not needed.',
    name: 'Name',
    username: 'Username',
    firstPassword: 'First password',
    role: 'Role',
    studentNumber: 'Student number',
    classes: 'Classes',
  },
}

const zhCN: RosterWords = {
  font: 'Microsoft YaHei',
  title: '名册',
  notesSheet: '填写说明',
  sheets: {
    accounts: {
      name: '账号',
      hint: '每人一行。带 * 的列必填。',
      columns: [
        {
          field: 'username',
          header: '用户名',
          width: 22,
          required: true,
          note: '登录时使用：字母、汉字、数字、点、短横线。留空时用学号。',
        },
        { field: 'name', header: '姓名', width: 20, required: true, note: '显示给他人的姓名。' },
        { field: 'role', header: '角色', width: 12, required: true, note: '学生、教师、家长、教务或访客。' },
        { field: 'email', header: '电子邮箱', width: 30, note: '可以留空。' },
        { field: 'studentNumber', header: '学号', width: 18, note: '学校自编的号码，每人一个。' },
        {
          field: 'password',
          header: '初始密码',
          width: 20,
          note: '仅用于新账号，至少 8 个字符；留空则自动生成。首次登录时必须修改。',
        },
        {
          field: 'guardianOf',
          header: '监护学生',
          width: 34,
          note: '家长填写：学生的用户名或学号，用逗号隔开。',
        },
      ],
    },
    classes: {
      name: '班级',
      hint: '每个班级一行：同一学期、同一课程一起上课的人。',
      columns: [
        {
          field: 'code',
          header: '班级代码',
          width: 16,
          required: true,
          note: '简短，学期内不重复，例如 G7-1-MAT。',
        },
        { field: 'name', header: '班级名称', width: 30, required: true, note: '显示给所有人的名称。' },
        { field: 'subject', header: '学科', width: 14, note: '所教学科。' },
        { field: 'term', header: '学期', width: 24, note: '学校中已有学期的名称；留空为当前学期。' },
        { field: 'teachers', header: '任课教师', width: 34, note: '教师的用户名，用逗号隔开。' },
      ],
    },
    enrollments: {
      name: '班级成员',
      hint: '每名学生在每个班级一行；教师也可写在这里。',
      columns: [
        {
          field: 'code',
          header: '班级代码',
          width: 16,
          required: true,
          note: '与“班级”表一致，或已有班级的代码。',
        },
        { field: 'username', header: '用户名', width: 22, required: true, note: '用户名或学号。' },
        { field: 'role', header: '角色', width: 12, note: '学生、教师、助教或访客；留空时按账号角色。' },
      ],
    },
  },
  accountRoles: ['学生', '教师', '家长', '教务', '访客'],
  classRoles: ['学生', '教师', '助教', '访客'],
  roleWords: { registrar: '教务', teacher: '教师', student: '学生', guardian: '家长', guest: '访客' },
  notes: [
    '填写三张表，或只填需要的表，然后导入本文件。真正更改之前，可以先看到每一行的结果。',
    '重复导入同一文件不会产生任何更改。空单元格保留原有内容。导入从不删除任何内容。',
    '列的顺序不限，也可以添加自己的列：多余的列不会读取。',
  ],
  cards: {
    sheet: '初始密码',
    hint: '用于分发。每个密码在本人首次登录修改之前有效。请妥善保管，用完即删除。',
    name: '姓名',
    username: '用户名',
    firstPassword: '初始密码',
    role: '角色',
    studentNumber: '学号',
    classes: '班级',
  },
}

export const ROSTER_WORDS: Record<Locale, RosterWords> = { en, 'zh-CN': zhCN }
