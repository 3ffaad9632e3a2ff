import type { Locale } from '../school/school.ts'

/** The words of the term report, in the school's language. */
export interface ReportWords {
  /** A face that has the script, as Excel and WPS know it. */
  font: string
  title: string
  coverSheet: string
  dictionarySheet: string
  school: string
  term: string
  madeAt: string
  requestedBy: string
  counts: string
  countsText(classes: number, students: number, items: number): string
  rounding: string
  roundingText: string
  classCode: string
  className: string
  subject: string
  teachers: string
  students: string
  items: string
  studentNumber: string
  name: string
  pointsPossible: string
  noCategory: string
  totals: string
  attendance: string
  categoryPercent: string
  weight(percent: string): string
  current: string
  final: string
  present: string
  late: string
  leftEarly: string
  absent: string
  excusedAbsence: string
  excusedMark: string
  legend: string
  noStudents: string
  column: string
  meaning: string
  format: string
  separator: string
  /** Column, what it means, how it is stored. */
  dictionary: readonly (readonly [string, string, string])[]
}

const en: ReportWords = {
  font: 'Calibri',
  title: 'Term grade report',
  coverSheet: 'Cover',
  dictionarySheet: 'Data dictionary',
  school: 'School',
  term: 'Term',
  madeAt: 'Made',
  requestedBy: 'Asked for by',
  counts: 'Contents',
  countsText: (classes, students, items) => `${classes} classes, ${students} students, ${items} grade items`,
  rounding: 'Rounding',
  roundingText:
    'Scores are exact as recorded. Each percentage is worked out exactly and rounded once, half away from zero, to two decimals; a total is made of unrounded parts, so it can differ in the last digit from one made of the rounded figures shown.',
  classCode: 'Class code',
  className: 'Class',
  subject: 'Subject',
  teachers: 'Teachers',
  students: 'Students',
  items: 'Grade items',
  studentNumber: 'Student no.',
  name: 'Name',
  pointsPossible: 'Points possible',
  noCategory: 'Other work',
  totals: 'Totals',
  attendance: 'Attendance',
  categoryPercent: '%',
  weight: (percent) => `weight ${percent}%`,
  current: 'Total so far',
  final: 'Total if nothing more is handed in',
  present: 'Present',
  late: 'Late',
  leftEarly: 'Left early',
  absent: 'Absent',
  excusedAbsence: 'Excused',
  excusedMark: 'EX',
  legend:
    'EX: excused, left out of totals. Shaded: nothing graded yet. Blank without shading: not set for this student.',
  noStudents: 'No students are enrolled in this class.',
  column: 'Column',
  meaning: 'Meaning',
  format: 'Stored as',
  separator: ', ',
  dictionary: [
    ['Student no.', 'The school’s number for the student; empty when there is none.', 'Text'],
    ['Name', 'The student’s name as shown in the class.', 'Text'],
    [
      'A grade item',
      'Points recorded for the work; the points possible stand below its title.',
      'Number, at most four decimals',
    ],
    ['EX', 'Excused: the work counts in no total.', 'Text'],
    [
      'Shaded empty cell',
      'The work was set for the student and nothing is graded yet. It counts as zero only in “Total if nothing more is handed in”.',
      'Empty',
    ],
    [
      'Category %',
      'Points of the category’s graded work, in percent of the points possible.',
      'Number, two decimals',
    ],
    [
      'Weight',
      'How much the category counts. Weights of categories with graded work are scaled up when they sum to less than 100.',
      'Part of the heading',
    ],
    ['Total so far', 'Percent, of graded work only. Empty when nothing is graded.', 'Number, two decimals'],
    [
      'Total if nothing more is handed in',
      'Percent, with ungraded work counted as zero.',
      'Number, two decimals',
    ],
    [
      'Present, Late, Left early, Absent, Excused',
      'Lessons of the term with a confirmed register, by the student’s mark.',
      'Whole number',
    ],
  ],
}

const zhCN: ReportWords = {
  font: 'Microsoft YaHei',
  title: '学期成绩报表',
  coverSheet: '封面',
  dictionarySheet: '数据说明',
  school: '学校',
  term: '学期',
  madeAt: '生成时间',
  requestedBy: '申请人',
  counts: '内容',
  countsText: (classes, students, items) => `${classes} 个班级，${students} 名学生，${items} 个成绩项`,
  rounding: '舍入规则',
  roundingText:
    '得分为原始记录。各百分比按精确值计算，最后一次性四舍五入到两位小数；总评由未舍入的各部分得出，因此末位可能与按表中数字计算的结果略有不同。',
  classCode: '班级代码',
  className: '班级',
  subject: '学科',
  teachers: '任课教师',
  students: '学生数',
  items: '成绩项',
  studentNumber: '学号',
  name: '姓名',
  pointsPossible: '满分',
  noCategory: '其他',
  totals: '总评',
  attendance: '考勤',
  categoryPercent: '%',
  weight: (percent) => `权重 ${percent}%`,
  current: '目前总评',
  final: '不再提交时的总评',
  present: '出勤',
  late: '迟到',
  leftEarly: '早退',
  absent: '缺勤',
  excusedAbsence: '请假',
  excusedMark: '免',
  legend: '免：免计，不计入总评。有底色的空格：尚未评分。无底色的空格：未布置给该学生。',
  noStudents: '该班级暂无学生。',
  column: '列',
  meaning: '含义',
  format: '存储格式',
  separator: '、',
  dictionary: [
    ['学号', '学校为学生编的号码；没有时为空。', '文本'],
    ['姓名', '学生在班级中显示的姓名。', '文本'],
    ['成绩项', '该项记录的得分，满分列在标题下方。', '数字，最多四位小数'],
    ['免', '免计：不计入任何总评。', '文本'],
    ['有底色的空格', '已布置给该学生但尚未评分；仅在“不再提交时的总评”中按零分计。', '空'],
    ['类别 %', '该类别已评分部分的得分占满分的百分比。', '数字，两位小数'],
    ['权重', '类别在总评中所占的比重。有评分的类别权重之和不足 100 时按比例放大。', '写在标题中'],
    ['目前总评', '仅按已评分的部分计算的百分比；无评分时为空。', '数字，两位小数'],
    ['不再提交时的总评', '未评分的部分按零分计算的百分比。', '数字，两位小数'],
    ['出勤、迟到、早退、缺勤、请假', '本学期已确认点名的课次，按学生的考勤结果统计。', '整数'],
  ],
}

export const REPORT_WORDS: Record<Locale, ReportWords> = { en, 'zh-CN': zhCN }
