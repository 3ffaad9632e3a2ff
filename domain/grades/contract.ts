import * as z from 'zod/mini'
import { decimal, done, endpoint, event, id, instant, job, nothing, text } from '../contract.ts'
import { explanation } from './explanation.ts'
import { GRADEBOOK_VIEWS } from './gradebook.ts'

const notNegative = decimal.check(z.refine((value) => !value.startsWith('-'), 'negative'))
const weight = z.nullable(notNegative)
/** A total in percent, rounded once; null when nothing counted, which is not zero. */
const percent = z.nullable(decimal)

/** Rows of a gradebook page, and cells of one paste. */
export const PAGE_LIMIT = 300
export const BLOCK_LIMIT = 4000

export const categoryView = z.object({ id, name: z.string(), weight })
export type CategoryView = z.output<typeof categoryView>

export const gradeItemView = z.object({
  id,
  title: z.string(),
  maxPoints: decimal,
  categoryId: z.nullable(id),
  /** Null for a column that was made by hand. */
  assignmentId: z.nullable(id),
})
export type GradeItemView = z.output<typeof gradeItemView>

export const cellView = z.object({
  itemId: id,
  score: z.nullable(decimal),
  excused: z.boolean(),
  comment: z.string(),
  /** Whether the student sees this very grade. */
  released: z.boolean(),
  recordedAt: instant,
})
export type Cell = z.output<typeof cellView>

/**
 * A grade as the gradebook shows it. A class of 300 has 18,000 of them, so what is usual is left out; the rest stands in
 * the grades of its student.
 */
export const gridCell = z.object({
  /** The number of the grade in its cell: a larger one is newer. */
  no: z.int(),
  score: z.nullable(decimal),
  excused: z.optional(z.literal(true)),
  /** The student does not see this very grade yet. */
  draft: z.optional(z.literal(true)),
  commented: z.optional(z.literal(true)),
})
export type GridCell = z.output<typeof gridCell>

/** What stands in a cell for everybody to see: a score, excused, or nothing. */
const mark = z.strictObject({ score: z.nullable(decimal), excused: z.boolean() })

export const totalsView = z.object({ current: percent, final: percent })

export const gradebookRow = z.object({
  student: z.object({
    id,
    displayName: z.string(),
    studentNumber: z.nullable(z.string()),
    username: z.string(),
  }),
  /** One for each of the book's items, in their order; null where nothing was graded. */
  cells: z.array(z.nullable(gridCell)),
  totals: z.nullable(totalsView),
})
export type GradebookRow = z.output<typeof gradebookRow>

const gradebookHead = {
  /** Grows with every rebuild; `wanted` is larger while one is under way. */
  version: z.int(),
  wanted: z.int(),
  /** Counts the changes of rows. What was fetched is brought up to date from its number. */
  changeNo: z.int(),
  categories: z.array(categoryView),
  items: z.array(gradeItemView),
}

export const gradebookView = z.object({
  ...gradebookHead,
  rows: z.array(gradebookRow),
  /** Where the next page starts; null on the last. */
  next: z.nullable(z.string()),
})
export type GradebookPage = z.output<typeof gradebookView>

export const gradebookChanges = z.object({
  ...gradebookHead,
  /** All students in the order of the rows. */
  studentIds: z.array(id),
  /** The rows that are other ones; null when they are more than a page: the whole is fetched then. */
  rows: z.nullable(z.array(gradebookRow)),
})
export type GradebookChanges = z.output<typeof gradebookChanges>

/** A grade that was recorded. */
const recordedGrade = z.object({
  studentId: id,
  itemId: id,
  /** Its number in its cell; grades that were told before this was have none. */
  no: z.optional(z.int()),
  score: z.nullable(decimal),
  excused: z.boolean(),
  comment: z.string(),
  recordedAt: instant,
})
export type RecordedGrade = z.output<typeof recordedGrade>

/** One student's grades. Students and guardians get released ones alone, whatever they ask for. */
export const studentGradesView = z.object({
  student: z.object({ id, displayName: z.string() }),
  view: z.enum(GRADEBOOK_VIEWS),
  version: z.int(),
  categories: z.array(categoryView),
  items: z.array(gradeItemView),
  cells: z.array(cellView),
  totals: z.nullable(totalsView),
  explanation: z.nullable(z.object({ current: explanation, final: explanation })),
})
export type StudentGrades = z.output<typeof studentGradesView>

export const getGradebook = endpoint({
  method: 'GET',
  path: '/api/classes/:classId/gradebook',
  summary: 'The gradebook of a class by pages of students: columns, newest grades, totals.',
  input: z.strictObject({
    after: z.optional(z.string().check(z.maxLength(200))),
    limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(PAGE_LIMIT))),
  }),
  output: gradebookView,
})

export const getGradebookChanges = endpoint({
  method: 'GET',
  path: '/api/classes/:classId/gradebook/changes',
  summary: 'What of a gradebook changed since it was fetched: the changed rows, and all columns.',
  input: z.strictObject({ since: z.coerce.number().check(z.int(), z.nonnegative()) }),
  output: gradebookChanges,
})

export const getStudentGrades = endpoint({
  method: 'GET',
  path: '/api/classes/:classId/students/:studentId/grades',
  summary: "One student's grades and totals with their explanation. Staff may ask for the student's view.",
  input: z.strictObject({ view: z.optional(z.enum(GRADEBOOK_VIEWS)) }),
  output: studentGradesView,
})

export const recordGrades = endpoint({
  method: 'PUT',
  path: '/api/classes/:classId/grades',
  summary:
    'Record grades, all or none; they stay drafts until released. Recording the same grade changes nothing.',
  input: z.strictObject({
    grades: z
      .array(
        z.strictObject({
          itemId: id,
          studentId: id,
          score: z.nullable(decimal),
          excused: z._default(z.boolean(), false),
          /** What the writer saw there: all is refused if somebody has recorded another grade since. */
          before: z.optional(mark),
          /** Left out, the comment stays. */
          comment: z.optional(z.string().check(z.trim(), z.maxLength(10_000, 'too-long'))),
        }),
      )
      .check(z.minLength(1), z.maxLength(BLOCK_LIMIT, 'too-many')),
    /** Needed for a score above the points. */
    extra: z._default(z.boolean(), false),
    /** Makes a retry harmless and gives these grades one undo. */
    batchId: z.optional(id),
  }),
  /** What was new, as the event tells it to others; `recorded` counts it. */
  output: z.object({ recorded: z.int(), grades: z.array(recordedGrade) }),
})

export const undoGrades = endpoint({
  method: 'POST',
  path: '/api/classes/:classId/grade-batches/:batchId/undo',
  summary:
    'Record what stood there before a batch of grades; what was graded anew since stays and is named. Once for each batch.',
  input: z.strictObject({ id }),
  output: z.object({ restored: z.int(), kept: z.array(z.object({ itemId: id, studentId: id })) }),
})

export const releaseGrades = endpoint({
  method: 'POST',
  path: '/api/grade-items/:itemId/release',
  summary:
    "Show the newest grades of a column to their students and guardians; an assignment's work is returned instead.",
  input: z.strictObject({ students: z.union([z.literal('all'), z.array(id).check(z.maxLength(1000))]) }),
  output: z.object({ released: z.int() }),
})

export const createGradeItem = endpoint({
  method: 'POST',
  path: '/api/classes/:classId/grade-items',
  summary: 'Add a column that belongs to no assignment: an oral exam, a test on paper.',
  input: z.strictObject({ id, title: text(200), maxPoints: notNegative, categoryId: z.nullable(id) }),
  output: gradeItemView,
})

export const updateGradeItem = endpoint({
  method: 'PATCH',
  path: '/api/grade-items/:itemId',
  summary: "Change a column; an assignment's is changed with the assignment.",
  input: z.strictObject({
    title: z.optional(text(200)),
    maxPoints: z.optional(notNegative),
    categoryId: z.optional(z.nullable(id)),
  }),
  output: gradeItemView,
})

export const deleteGradeItem = endpoint({
  method: 'DELETE',
  path: '/api/grade-items/:itemId',
  summary: 'Take a column away; its grades are kept and come back with it.',
  input: nothing,
  output: done,
})

export const restoreGradeItem = endpoint({
  method: 'POST',
  path: '/api/grade-items/:itemId/restore',
  summary: 'Bring a deleted column back with its grades.',
  input: nothing,
  output: gradeItemView,
})

export const listCategories = endpoint({
  method: 'GET',
  path: '/api/classes/:classId/grade-categories',
  summary: 'The categories of a class in their order.',
  input: nothing,
  output: z.object({ categories: z.array(categoryView) }),
})

export const setCategories = endpoint({
  method: 'PUT',
  path: '/api/classes/:classId/grade-categories',
  summary: 'Set all categories of a class in order; columns of a category that is left out belong to none.',
  input: z.strictObject({
    categories: z.array(z.strictObject({ id, name: text(80), weight })).check(z.maxLength(40, 'too-many')),
  }),
  output: z.object({ categories: z.array(categoryView) }),
})

export const createCategory = endpoint({
  method: 'POST',
  path: '/api/classes/:classId/grade-categories',
  summary: 'Add one category at the end.',
  input: z.strictObject({ id, name: text(80), weight }),
  output: categoryView,
})

/** Class topic. It tells nobody a grade: whoever may see some fetches them. */
export const gradebookRebuilt = event(
  'gradebook.rebuilt',
  'The totals of the class are new.',
  z.object({ classId: id, version: z.int() }),
)
/** Account topics of the staff of the class. */
export const gradesRecorded = event(
  'grades.recorded',
  'Grades were recorded: the gradebooks of other staff show them at once. Not yet for students.',
  z.object({ classId: id, grades: z.array(recordedGrade) }),
)
export const gradebookChanged = event(
  'gradebook.changed',
  'Columns or categories of the gradebook are other ones.',
  z.object({ classId: id }),
)
/** Account topics of the student and the guardians: their own news, without the grade itself. */
export const gradesReleased = event(
  'grades.released',
  'Grades of this student were released.',
  z.object({ classId: id, studentId: id, itemIds: z.array(id) }),
)

export const rebuildGradebook = job(
  'gradebook.rebuild',
  'Works out the totals of a class anew; requests for one class collapse into one.',
  z.object({ classId: id }),
)
