/** What the term report of a class holds, as plain values; decimals are strings until they become cells. */

export type ReportCell =
  /** Points. */
  | { kind: 'score'; score: string }
  | { kind: 'excused' }
  /** Set for this student, nothing graded yet. */
  | { kind: 'missing' }
  /** Not set for this student. */
  | { kind: 'none' }

export interface ReportItem {
  name: string
  maxPoints: string
}

/** Items under one heading; `name` is null for items without a category. */
export interface ReportGroup {
  name: string | null
  /** Percent of the total; null when the class has no weights. */
  weight: string | null
  items: readonly ReportItem[]
}

export interface ReportAttendance {
  present: number
  late: number
  leftEarly: number
  absent: number
  excused: number
}

export interface ReportStudent {
  number: string | null
  name: string
  /** One list for each group, one cell for each item of it. */
  cells: readonly (readonly ReportCell[])[]
  /** One for each group, percent to two places; null when nothing of it is graded. */
  groupPercents: readonly (string | null)[]
  current: string | null
  final: string | null
  attendance: ReportAttendance
}

export interface ReportClass {
  code: string
  name: string
  subject: string
  teachers: readonly string[]
  groups: readonly ReportGroup[]
  students: readonly ReportStudent[]
}

/** The first page: known before any class is read. */
export interface ReportCover {
  school: string
  term: string
  requestedBy: string
  /** The school's wall time, in the UTC fields of the date. */
  requestedAt: Date
  classes: readonly {
    code: string
    name: string
    subject: string
    teachers: readonly string[]
    students: number
    items: number
  }[]
}
