import type { ReportCell, ReportClass, ReportCover, ReportStudent } from '#domain/reports/report.ts'

/** A term report of any size for tests and measurements, the same for the same numbers. Not for the product. */

export interface FixtureSize {
  classes: number
  students: number
  itemsPerGroup: number
}

const GROUPS = [
  { name: 'Homework 作业', weight: '30' },
  { name: 'Quizzes', weight: '20' },
  { name: '期末考试', weight: '50' },
]

const NAMES = [
  '李伟',
  '=HYPERLINK("http://evil","x")',
  '+1',
  '@SUM(A1)',
  '\tTab',
  'Maximiliane Konstantinopel-A',
  '欧阳娜娜',
  '-2+3',
]

const cellAt = (student: number, item: number): ReportCell => {
  const n = (student * 31 + item * 17) % 23
  if (n === 0) return { kind: 'excused' }
  if (n === 1) return { kind: 'missing' }
  if (n === 2) return { kind: 'none' }
  return { kind: 'score', score: ((n * 37) % 100 === 0 ? 8.25 : (n * 37) % 100).toString() }
}

const studentAt = (size: FixtureSize, n: number): ReportStudent => ({
  number: n % 7 === 6 ? null : `2026${String(n + 1).padStart(4, '0')}`,
  name: NAMES[n] ?? `学生 ${n + 1}`,
  cells: GROUPS.map((_, group) =>
    Array.from({ length: size.itemsPerGroup }, (__, item) => cellAt(n, group * 40 + item)),
  ),
  groupPercents: ['87.50', n % 5 === 0 ? null : '66.67', '92.10'],
  current: n % 11 === 10 ? null : '85.63',
  final: '71.05',
  attendance: { present: 38, late: n % 4, leftEarly: n % 2, absent: n % 3, excused: 1 },
})

/** One class of the fixture. */
export const fixtureClass = (size: FixtureSize, n: number): ReportClass => ({
  code: `G7-${n + 1}`,
  name: n % 2 === 0 ? `七年级(${n + 1})班 数学/几何` : `Grade 7 [${n + 1}] Mathematics and Geometry`,
  subject: n % 2 === 0 ? '数学' : 'Mathematics',
  teachers: ['李伟', 'Amelia Brooks'],
  groups: GROUPS.map((group) => ({
    ...group,
    items: Array.from({ length: size.itemsPerGroup }, (_, item) => ({
      name: item % 2 === 0 ? `第${item + 1}单元练习 分数与小数` : `Unit ${item + 1} exercises: fractions`,
      maxPoints: item % 3 === 0 ? '100' : '12.5',
    })),
  })),
  students: Array.from({ length: size.students }, (_, student) => studentAt(size, student)),
})

export const fixtureClasses = async function* (size: FixtureSize): AsyncGenerator<ReportClass> {
  for (let n = 0; n < size.classes; n += 1) yield fixtureClass(size, n)
}

export const fixtureCover = (size: FixtureSize): ReportCover => ({
  school: '明德实验学校 Mingde School',
  term: '2026–2027 第一学期',
  requestedBy: '=cmd|calc Registrar',
  requestedAt: new Date(Date.UTC(2026, 10, 22, 16, 5)),
  classes: Array.from({ length: size.classes }, (_, n) => {
    const { code, name, subject, teachers } = fixtureClass({ ...size, students: 0, itemsPerGroup: 0 }, n)
    return {
      code,
      name,
      subject,
      teachers,
      students: size.students,
      items: size.itemsPerGroup * GROUPS.length,
    }
  }),
})
